# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# The binding of Ruby: what is given to the library is what it takes it for, and stays as long as it is looked at.
require 'English'
require 'minitest/autorun'
require 'timeout'
require_relative '../../../bindings/ruby/lib/usher'

SHOP = File.expand_path('../../../examples/embed/policy.yaml', __dir__)

# Handles of any kind.
class TestHandles < Minitest::Test
  include Usher

  def policy = @policy ||= Policy.load(SHOP)

  def event(name) = Event.new(:message, conversation: name, time: 1000, id: name, message: Message.new('hello'))

  def test_handles_of_another_kind
    desk = policy.desk
    replay = Replay.new(policy)
    [desk, Batch.new, nil, 'policy'].each do |given|
      assert_match(/old is a Usher::Policy/, assert_raises(TypeError) { policy.compare(given) }.message)
      assert_raises(TypeError) { desk.set_policy(given) }
      assert_raises(TypeError) { Desk.open(given) }
      assert_raises(TypeError) { Batch.new.triage(given, [Message.new('x')]) }
      assert_raises(TypeError) { Batch.new.triage_json(given, '{}') }
      assert_raises(TypeError) { Replay.new(given) }
      assert_raises(TypeError) { Calendar.new(given, 'always') }
      assert_raises(TypeError) { Text.new(given, 'x', subject: nil, email: false) }
      assert_match(/mapping is a Usher::Mapping/, assert_raises(TypeError) { replay.add_rows(given, "a\n") }.message)
    end
    assert_raises(TypeError) { Replay.new(policy, against: desk) }
    assert_kind_of Replay, Replay.new(policy, against: policy)
  end

  # Whoever is in a long call keeps what it was given, whoever closes it.
  def test_closed_by_another_thread
    large = Policy.load(File.expand_path('../../../examples/policies/bank', __dir__))
    ends = Array.new(3) { Thread.new { loop { large.check } rescue $ERROR_INFO.class } } # rubocop:disable Style/RescueModifier
    sleep 0.05
    large.close
    20.times { Policy.load(SHOP).dump }
    assert_equal [ClosedError] * 3, ends.map(&:value)
    assert_raises(ClosedError) { large.triage(Message.new('x')) }
  end

  def test_a_scenario_closed_by_what_it_tells
    path = File.expand_path('../../../examples/scenarios/round-robin.yaml', __dir__)
    [{ rows: ->(_csv) {} }, {}].each do |options|
      scenario = Scenario.load(path, replications: 1)
      assert_raises(ClosedError) { scenario.run(**options) { scenario.close } }
      assert scenario.closed?
    end
    scenario = Scenario.load(path, replications: 2)
    assert_raises(ClosedError) { scenario.run(rows: ->(_csv) { scenario.close }) }
  end

  def test_a_change_stands_what_is_refused_meanwhile
    desk = policy.desk(journal: true)
    journal = desk.apply(event('c-1')) do |effects|
      assert_raises(StateError) { desk.apply(event('c-2')) { flunk } }
      assert_raises(StateError) { desk.apply({ type: :acept }) }
      assert_raises(StateError) { desk.set_policy(policy) }
      assert_match(/c-1/, effects.render)
      effects.journal
    end
    assert_equal [1, 'c-1', nil], [journal.lines.size, desk.conversation('c-1').name, desk.conversation('c-2')]
    kept = desk.apply(event('c-3'))
    desk.commit
    assert_raises(InputError) { desk.apply({ type: :acept }) }
    assert_match(/c-3/, kept.journal)
    desk.apply(event('c-4'))
    assert_raises(ClosedError) { kept.journal }
  end

  def leave(desk, way)
    desk.apply(event(way.to_s)) do |effects|
      case way
      when :return then return effects.size
      when :throw then throw :stored
      when :raise then raise Interrupt
      when :timeout then Timeout.timeout(0.01, IOError) { sleep }
      when :kill then Thread.current.kill
      end
    end
  end

  def test_the_ways_out_of_a_block
    desk = policy.desk
    assert_operator leave(desk, :return), :>, 0
    catch(:stored) { leave(desk, :throw) }
    desk.apply(event('break')) { break }
    desk.apply(event('next')) { next }
    assert_raises(Interrupt) { leave(desk, :raise) }
    assert_raises(IOError) { leave(desk, :timeout) }
    Thread.new { leave(desk, :kill) }.join
    kept = %w[return throw break next raise timeout kill].select { |name| desk.conversation(name) }
    assert_equal %w[return throw break next], kept
  end
end
