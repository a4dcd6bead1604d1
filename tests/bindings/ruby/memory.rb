# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# Many calls, and how much memory they leave behind: memory.rb CALLS. Prints one line of JSON.
require_relative '../../../bindings/ruby/lib/usher'

SHOP = File.expand_path('../../../examples/embed/policy.yaml', __dir__)
DESK = <<~YAML
  usher: 1
  departments: {care: {assign: {offer: 90s}}, billing: {}}
  agents: {sara: {departments: [care]}, omid: {departments: [care, billing]}}
  topics: {refund: {en: [~refund]}}
  rules: [{name: refunds, when: {topic: refund}, then: {department: billing}}]
  default: {department: care}
YAML
DAY = "scenario: day\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand: {calls: {rate: 1/h}}\n"
FACTS = { 'customer.tier': 'gold', 'order.open': true }.freeze

def resident
  GC.start
  File.read('/proc/self/status')[/^VmRSS:\s+(\d+)/, 1].to_i
end

def same(wanted, got)
  raise "wanted #{wanted.inspect}, got #{got.inspect}" if wanted != got
end

policy = Usher::Policy.load(SHOP)
desk = Usher::Policy.parse(DESK).desk(keep: true)
refused = 0

round = lambda do |n|
  text = "I want a refund for 4111 1111 1111 1111, order #{n}"
  case n % 10
  when 0 then same('billing', policy.triage(Usher::Message.new(text, facts: FACTS)).department)
  when 1 then same('billing', policy.triage({ text: text, facts: FACTS }).department)
  when 2
    begin
      policy.triage(Usher::Message.new(text, account: "@nobody#{n}"))
    rescue Usher::InputError => e
      refused += e.findings.size
    end
  when 3
    event = Usher::Event.new(:message, conversation: "c-#{n % 50}", time: 1_700_000_000_000 + n,
                                       message: Usher::Message.new(text))
    desk.apply(event).results
  else
    policy.triage(Usher::Message.new(text, facts: FACTS)) do |reading|
      same(['billing', ['refund']], [reading.department, reading.tags])
    end
  end
  next unless n % 100 == 99

  week = Usher::StaffWeek.new('Europe/Rome')
  refused += week.add_rows("came,took\n2026-03-16 09:10,3m\nsoon,\n", time_column: 'came', handle_column: 'took').size
  same(1, week.plan(share: 0.8, within: Usher::Duration.seconds(20)).hour(0, 9).agents)
  replay = Usher::Replay.new(policy)
  Usher::Mapping.parse("mapping: 1\ncolumns: {opened: came, text: said}\n") do |mapping|
    refused += replay.add_rows(mapping, "came,said\n2026-03-16,refund #{n}\nsoon,\n").size
  end
  same(1, replay.finish.conversations)
  scenario = Usher::Scenario.parse('day.yaml', { 'day.yaml' => DAY, 'policy.yaml' => DESK })
  # One in ten is left to the garbage collector, which does not know how much they hold and takes its time.
  [week, replay, scenario].each(&:close) unless n % 1000 == 999
  next unless n % 1000 == 999

  same(10, policy.batch([Usher::Message.new(text)] * 10).column(:department).size)
  desk.look.agents
  Usher::Policy.load(SHOP).desk # closed by the garbage collector
end

calls = Integer(ARGV.fetch(0, '20000'))
(calls / 2).times(&round)
before = resident
calls.times(&round)
puts({ host: 'ruby', calls: calls, refused: refused, before_kib: before, grown_kib: resident - before }.to_json)
