# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# The binding of Ruby: values of any kind, which a message as a Hash takes as one field by field does.
require 'bigdecimal'
require 'minitest/autorun'
require_relative '../../../bindings/ruby/lib/usher'

# What goes in.
class TestValues < Minitest::Test
  include Usher

  POLICY = Policy.parse(<<~YAML)
    usher: 1
    facts: {order.total: number, order.due: number}
    sla: {fast: {first_response: 1h}}
    departments: {care: {sla: fast}, billing: {}}
    topics: {refund: {en: [~refund]}}
    priority: {start: 40, add: [{when: {order.total: {at_least: 10}}, points: 5}]}
    rules:
      - {name: refunds, when: {topic: refund}, then: {department: billing}}
    default: {department: care}
  YAML

  def test_texts
    texts = ["a refund \xff", "a refund \xff".b, "a refund \xe9".dup.force_encoding('ISO-8859-1'),
             "a refund \xff".dup.force_encoding('Shift_JIS'), :refund]
    texts.each do |text|
      assert_equal 'billing', POLICY.triage({ text: text }).department
      assert_equal 'billing', POLICY.triage(Message.new(text)).department
    end
    assert_equal ['billing'] * 5, POLICY.batch(texts.map { |text| { text: text } }).column(:department)
  end

  def test_what_contains_itself
    facts = { 'order.total' => 1 }
    facts['order.due'] = facts
    assert_includes assert_raises(ArgumentError) { POLICY.triage({ text: 'x', facts: facts }) }.message, 'contains itself'
    list = []
    list << list
    event = { type: 'message', conversation: 'c' }
    event[:message] = event
    deep = 1000.times.inject({}) { |inner, _| { 'a' => inner } }
    desk = POLICY.desk
    [event, { type: 'message', conversation: 'c', skills: list },
     { type: 'message', conversation: 'c', message: { text: 'x', facts: deep } }].each do |one|
      assert_raises(ArgumentError) { desk.apply(one) }
    end
    its_own = Object.new
    def its_own.to_time = self
    assert_raises(TypeError) { desk.apply({ type: 'message', conversation: 'c', message: { time: its_own } }) }
  end

  def test_numbers
    [BigDecimal('10.01'), Rational(41, 4), 10, 10.5].each do |total|
      assert_equal 45, POLICY.triage({ text: 'x', facts: { 'order.total': total } }).priority
      assert_equal 45, POLICY.triage(Message.new('x', facts: { 'order.total': total })).priority
    end
    assert_raises(RangeError) { POLICY.triage({ text: 'x', facts: { 'order.total': Complex(1, 1) } }) }
  end

  def test_times
    time = 1_773_997_200_000
    due = POLICY.triage({ text: 'hello', time: Time.at(time / 1000) }).first_response
    assert_equal due, POLICY.triage({ text: 'hello', 'time' => time }).first_response
    desk = POLICY.desk(keep: true)
    desk.apply({ type: :message, conversation: 'c-1', time: time, message: { time: time, text: 'hello' }, due: time + 60_000 })
    assert_equal Time.at((time / 1000) + 60), desk.conversation('c-1').first_response
    assert_equal 45, POLICY.triage({ text: 'x', facts: { 'order.total': 10, 'order.due': time } }).priority # a fact is none
    assert_raises(InputError) { POLICY.triage({ text: 'x', time: -5 }) }
  end

  def agent(desk, **fields)
    desk.apply(Event.new(:agent, agent: 'sara', time: 0, agent_update: AgentUpdate.new(**fields)))
  end

  def test_whole_numbers_that_do_not_fit
    desk = POLICY.desk(keep: true)
    high = (2**32) + 3
    assert_raises(RangeError) { agent(desk, capacity: high) }
    assert_raises(RangeError) { agent(desk, capacity: -1) }
    assert_raises(TypeError) { agent(desk, capacity: '3') }
    assert_raises(TypeError) { agent(desk, capacity: 4.9) }
    assert_raises(RangeError) { agent(desk, kinds: { email: high }) }
    [-1, 2**64].each { |seed| assert_raises(RangeError) { POLICY.desk(seed: seed) } }
    assert_raises(RangeError) { Replay.new(POLICY, most_named: -1) }
    assert_raises(RangeError) { POLICY.calendar('always').working_days(0, high) }
    assert_raises(TypeError) { POLICY.calendar('always').working_days(0, '2') }
    assert_raises(TypeError) { desk.owed(-1) }
    assert_raises(TypeError) { POLICY.triage(Message.new('x')).because(:tags, -1) }
    agent(desk, capacity: 3)
    assert_equal 3, desk.agent('sara').agents.first.capacity
    assert POLICY.desk(seed: (2**64) - 1)
  end

  def test_lengths_of_time
    assert_equal 90_000, Duration.minutes(1.5).milliseconds
    assert_equal 1500, Duration.seconds(Rational(3, 2)).milliseconds
    ['5', nil, [5], Complex(1, 1)].each do |count|
      %i[seconds minutes hours days].each do |unit|
        error = assert_raises(TypeError) { Duration.public_send(unit, count) }
        assert_operator error.message.size, :<, 100
      end
    end
    [Float::NAN, Float::INFINITY].each { |count| assert_raises(RangeError) { Duration.days(count) } }
    texts = [90 * 60_000, 2 * 86_400_000, 1500, 60_001, 90_000, 0].map { |milliseconds| Duration.new(milliseconds).text }
    assert_equal %w[1h30m 48h 1.5s 1m0.001s 1m30s 0s], texts
  end

  def test_within_in_a_hash
    journals = [Duration.minutes(90), '1h30m'].map do |within|
      desk = POLICY.desk(keep: true, journal: true)
      desk.apply({ type: :message, conversation: 'c-1', time: 60_000 })
      desk.apply({ type: :ask, conversation: 'c-1', department: 'billing', time: 60_000, within: within }).journal
    end
    assert_equal(*journals)
    assert_includes journals.first, '"within":"1h30m"'
  end

  def test_nil_in_the_place_of_something
    desk = POLICY.desk
    event = Event.new(:advance, time: 0)
    [nil, [nil], [event, nil], [false, event]].each { |events| assert_raises(TypeError) { desk.apply(events) } }
    [[nil], [Message.new('x'), nil], [false]].each { |messages| assert_raises(TypeError) { POLICY.batch(messages) } }
    [nil, 5, 'x'].each do |wrong|
      assert_raises(TypeError) { POLICY.batch(wrong) }
      assert_raises(TypeError) { POLICY.test(wrong) } unless wrong.nil?
      assert_raises(TypeError) { Scenario.parse('a.yaml', wrong) }
      assert_raises(TypeError) { POLICY.desk(limits: wrong) } unless wrong.nil?
      assert_raises(TypeError) { agent(desk, kinds: wrong) } unless wrong.nil?
    end
    [Policy, Mapping, Scenario].each do |type|
      [nil, 5, :path].each { |path| assert_raises(TypeError) { type.load(path) } }
      assert_raises(ArgumentError) { type.load("a\0b") }
    end
  end

  def test_what_an_error_says
    desk = POLICY.desk
    desk.advance(0)
    assert_match(/\Astate: not now: a change waits/, assert_raises(StateError) { desk.advance(1) }.message)
    error = assert_raises(InputError) { POLICY.triage({ facts: { 'order.totla': 1 } }) }
    assert_match(/ \(facts.order.totla\) \(did you mean .*\)\z/, error.message)
    assert_match(%r{\Aio: /nowhere/policy.yaml: there is no such file \(name},
                 assert_raises(IoError) { Policy.load('/nowhere/policy.yaml') }.message)
  end

  def test_what_is_inspected
    message = Message.new('my card is 4111', id: 'm-1', facts: { 'order.total': 4111 })
    event = Event.new(:message, conversation: 'c-1', message: message, text: '4111')
    assert_equal ['#<Usher::Message m-1>', '#<Usher::Message>', '#<Usher::Event message, conversation c-1>'],
                 [message, Message.new('4111'), event].map(&:inspect)
    assert_equal '#<Usher::Text en, 4 words, 0 matches>', POLICY.read('my card is 4111').inspect
    error = assert_raises(NoMethodError) { message.words }
    refute_match(/4111/, error.message)
  end
end
