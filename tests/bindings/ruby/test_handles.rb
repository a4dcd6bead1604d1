# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# The binding of Ruby: what is given to the library is what it takes it for, and stays as long as it is looked at.
require 'minitest/autorun'
require_relative '../../../bindings/ruby/lib/usher'

SHOP = File.expand_path('../../../examples/embed/policy.yaml', __dir__)

# Handles of any kind.
class TestHandles < Minitest::Test
  include Usher

  def policy = @policy ||= Policy.load(SHOP)

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
end
