# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# Decides about each case of a file, and prints what its own typed accessors say: decisions.rb CASES
require 'json'
require_relative '../../bindings/ruby/lib/usher'

ONE = %i[department agent engage priority sla stage visibility reply].freeze

def told(time)
  time&.strftime('%Y-%m-%dT%H:%M:%S.%LZ')
end

def reasons(decision)
  made = ONE.to_h { |field| [field, decision.because(field)] }.compact
  several = { skills: decision.skills, tags: decision.tags, notify: decision.notify,
              ask: decision.asks.map(&:department) }
  several.each do |field, items|
    next if items.empty?

    made[field] = items.each_with_index.to_h { |item, index| [item, decision.because(field, index)] }
  end
  made
end

def all(decision)
  {
    id: decision.id, department: decision.department, agent: decision.agent, engage: decision.engage?,
    priority: decision.priority, band: decision.band, language: decision.language, topics: decision.topics,
    intent: decision.intent, stage: decision.stage, sentiment: decision.sentiment, pii: decision.pii,
    skills: decision.skills, tags: decision.tags, visibility: decision.visibility, move_to: decision.move_to,
    sla: { first_response: told(decision.first_response), next_response: told(decision.next_response),
           resolution: told(decision.resolution) },
    reply: decision.reply, playbook: nil, voice: nil,
    ask: decision.asks.map do |ask|
      { department: ask.department, within_ms: ask.within&.milliseconds, before_reply: ask.before_reply }
    end,
    notify: decision.notify, surge: nil, because: reasons(decision), policy: decision.policy
  }
end

policies = Hash.new { |made, path| made[path] = Usher::Policy.load(path) }
File.foreach(ARGV.fetch(0), encoding: 'UTF-8') do |line|
  next if line.strip.empty?

  given = JSON.parse(line)
  policy = policies[given['policy']]
  from_values = all(policy.triage(given['message']))
  from_reading = policy.triage(given['message']) { |reading| all(reading) }
  abort "#{given['id']}: a Decision and a Reading differ" if from_values != from_reading
  puts JSON.generate({ id: given['id'], decision: from_values })
end
