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
