# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# What the same work costs in Ruby: binding.rb POLICY MESSAGES
#
# One message from keywords and three fields read in a block, and as a decision that stays, which copies all fields; 20,000
# messages in one call and a column of the result. Nanoseconds of the processor, the best of some rounds.
require_relative '../../bindings/ruby/lib/usher'

CALLS = 50_000
ROUNDS = 7
ROWS = 20_000

def now = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond)

def best(call, count)
  times = Array.new(ROUNDS) do
    begin_at = now
    yield
    (now - begin_at).fdiv(count)
  end
  puts({ host: 'ruby', call: call, ns: times.min.round(1) }.to_json)
end

policy = Usher::Policy.load(ARGV.fetch(0))
texts = File.readlines(ARGV.fetch(1), chomp: true, encoding: 'UTF-8')
text = texts[1]
read = 0
message = ->(words, id, tier) { Usher::Message.new(words, id: id, channel: 'instagram', facts: { 'customer.tier' => tier }) }

best('triage', CALLS) do
  CALLS.times do
    read += policy.triage(message.(text, 'm-1', 'gold')) do |decision|
      decision.department.bytesize + decision.priority + decision.band.bytesize
    end
  end
end
best('triage, a decision that stays', CALLS) do
  CALLS.times do
    decision = policy.triage(message.(text, 'm-1', 'gold'))
    read += decision.department.bytesize + decision.priority + decision.band.bytesize
  end
end

messages = Array.new(ROWS) { |i| message.(texts[i % texts.size], "m-#{i}", i.even? ? 'gold' : 'member') }
batch = Usher::Batch.new
best('batch', ROWS) { read += batch.triage(policy, messages).column(:department).size }
exit 1 if read.zero?
