# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# tables.rb FOLDER PIECE: what Ruby makes of the tables and the scenario there, in pieces of so many bytes, as one JSON.
require 'json'
require_relative '../../../bindings/ruby/lib/usher'

folder, piece = ARGV
read = ->(name) { File.read("#{folder}/#{name}", encoding: 'UTF-8') }
pieces = read.('tickets.csv').b.scan(/.{1,#{piece}}/mn)
fed = lambda do |&add|
  pieces.each_with_index.flat_map { |rows, index| add.(rows, index == pieces.size - 1).map(&:line) }
end

said = {}
week = Usher::StaffWeek.new('Europe/Rome')
said[:week_left_out] = fed.call do |rows, last|
  week.add_rows(rows, time_column: 'opened', handle_column: 'took', time_format: '%d/%m/%Y %H:%M', delimiter: ';',
                      file: 'tickets.csv', last: last)
end
week.plan(share: 0.8, within: Usher::Duration.minutes(15), max_occupancy: 0.9, shrinkage: 0.3,
          patience: Usher::Duration.minutes(20))
said[:week] = JSON.parse(week.render(:json))
said[:hours] = Array.new(168) { |hour| week.hour(*hour.divmod(24)).agents }
events = Usher::StaffWeek.new('Europe/Rome')
said[:events_left_out] = events.add_events(read.('day.jsonl'), file: 'day.jsonl').map(&:line)
said[:events] = JSON.parse(events.plan(handle: Usher::Duration.minutes(6), mean_wait: Usher::Duration.minutes(5)).render(:json))

before, after = %w[before.yaml after.yaml].map { |name| Usher::Policy.parse(read.(name), name: name) }
replay = Usher::Replay.new(before, against: after, zone: 'Europe/Rome', most_named: 3)
mapping = Usher::Mapping.load("#{folder}/map.yaml")
said[:replay_left_out] = fed.call { |rows, last| replay.add_rows(mapping, rows, file: 'tickets.csv', last: last) }
said[:left] = []
while (left = replay.play).positive?
  said[:left] << left
end
replay.finish
said[:replay] = JSON.parse(replay.render(:json))
said[:page] = replay.render

files = %w[day.yaml before.yaml after.yaml messages.csv].to_h { |name| [name, read.(name)] }
said[:scenario] = JSON.parse(Usher::Scenario.parse('day.yaml', files, seed: 5).run.results(:json))
puts JSON.generate(said)
