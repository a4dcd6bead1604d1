# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# What is planned, simulated and played again in Ruby: staffing, scenarios, replay.
require 'json'
require 'minitest/autorun'
require 'tmpdir'
require_relative '../../../bindings/ruby/lib/usher'

ROOT = File.expand_path('../../..', __dir__)

# Staffing, by a rate and by the week.
class TestStaffing < Minitest::Test
  include Usher

  TARGET = { share: 0.8, within: Usher::Duration.minutes(15) }.freeze

  def test_a_rate
    plan = Staffing.plan(per_hour: 100, handle: Duration.minutes(5), share: 0.8, within: Duration.seconds(20))
    assert_equal [12, 6], [plan.chosen.agents, plan.rows.size]
    assert_raises(InputError) { Staffing.plan(per_hour: -1, handle: Duration.minutes(5), share: 0.8) }
    assert_in_delta 0.409180150776, Staffing.erlang_c(10, 8), 1e-9
  end

  def waits(rates, agents = 4) = Staffing.priority_waits(rates, Duration.minutes(5), agents)

  def test_classes
    assert_equal [30_302, 80_806], waits([10, 20]).map(&:round)
    assert_predicate waits([10, 200]).last, :infinite?
    [[[]], [[-1]], [[1], 0]].each { |wrong| assert_raises(MisuseError) { waits(*wrong) } }
    assert_raises(TypeError) { waits([nil]) }
    assert_raises(TypeError) { Staffing.priority_waits([1], 'soon', 4) }
  end

  def add(week, rows, last)
    week.add_rows(rows, time_column: 'opened', handle_column: 'took', file: 'tickets.csv', last: last)
  end

  # Four arrivals: rows in two pieces, the second row cut, one row without a time; one by itself; one of events.
  def filled
    week = StaffWeek.new('Europe/Rome')
    assert_empty add(week, "opened,took\n2026-03-16 09:10,3m\n2026-03-1", false)
    left = add(week, "6 09:20,5m\nsoon,1m\n", true)
    assert_equal [[:error, 'bad_time', 'tickets.csv', 4]], left.map { |each| each.to_h.values_at(:severity, :code, :file, :line) }
    assert_same week, week.add(Time.new(2026, 3, 16, 10, 10, 0, '+01:00'), handle: Duration.minutes(4))
    left = week.add_events('{"type":"message","time":"2026-03-16T09:30:00Z","conversation":"c","message":{"text":"hi"}}' \
                           "\n{\"type\":\"nothing\"}\n", file: 'day.jsonl')
    assert_equal [['day.jsonl', 2]], (left.map { |each| [each.file, each.line] })
    week
  end

  def test_what_came_in
    assert_match(%r{Europe/Nowhere}, assert_raises(InputError) { StaffWeek.new('Europe/Nowhere') }.message)
    week = filled
    assert_equal [4, 2], [week.taken, week.left_out]
    assert_raises(StateError) { add(week, 'x', true) }
    assert_raises(TimeError) { week.add(-1) }
    assert_raises(MisuseError) { week.add(0, handle: Duration.new(-1)) }
    assert_raises(TypeError) { week.add(0, handle: 60) }
    assert_raises(TypeError) { week.add('now') }
    week.close
    assert_match(/Usher::StaffWeek/, assert_raises(ClosedError) { week.taken }.message)
    assert_raises(ClosedError) { week.hour(0, 0) }
  end

  # M/M/1 with 2 an hour of 4 minutes each, the mean of 3, 5 and 4.
  def test_a_planned_week
    week = filled
    assert_same week, week.plan(**TARGET)
    hour = week.hour(0, 9)
    assert_equal [2, 2.0, 1.0, 1, 1, 0.0],
                 [hour.arrivals, hour.per_hour, hour.covered_hours, hour.agents, hour.scheduled, hour.abandoned]
    assert_in_delta 2 * 4 / 60.0, hour.occupancy, 1e-9
    assert_in_delta 480_000 / 13.0, hour.mean_wait, 1e-4
    assert_in_delta 1 - (2 / 15.0 * Math.exp(-13 / 4.0)), hour.service_level, 1e-9
    assert_equal [2, 0], [week.hour(0, 10).arrivals, week.hour(1, 10).agents]
    [[7, 0], [-1, 0], [0, 24], [0, -1], [0, 1.5], [0, nil]].each do |wrong|
      assert_raises(ArgumentError) { week.hour(*wrong) }
    end
    assert_includes week.render, '2 agent-hours a week'
    assert_equal [4, 2], JSON.parse(week.render(:json)).values_at('arrivals', 'left_out')
    assert_raises(MisuseError) { week.render(:openmetrics) }
  end

  def test_other_targets
    week = filled
    week.plan(handle: Duration.minutes(20), patience: Duration.minutes(10), max_occupancy: 0.6, shrinkage: 0.6)
    hour = week.hour(0, 9)
    assert_operator hour.abandoned, :>, 0
    assert_equal (hour.agents / 0.4).ceil, hour.scheduled
    assert_operator week.plan(most_waiting: 3, mean_wait: Duration.seconds(30)).hour(0, 9).mean_wait, :<=, 30_000
    assert_raises(InputError) { week.plan(patience: Duration.minutes(1), most_waiting: 3, share: 0.8) }
    assert_raises(InputError) { week.plan }
    assert_raises(LimitError) { week.plan(max_occupancy: 1e-9) }
    assert_raises(TypeError) { week.plan(most_waiting: -1, share: 0.8) }
    assert_raises(TypeError) { week.plan(share: 0.8, within: 900) }
    assert_raises(ArgumentError) { week.plan(per_hour: 10, share: 0.8) }
  end

  def test_before_anything
    week = StaffWeek.new('UTC')
    assert_raises(StateError) { week.plan(**TARGET) }
    assert_raises(StateError) { week.render }
    assert_raises(StateError) { week.hour(0, 0) }
  end

  def test_rows_of_any_form
    week = StaffWeek.new('UTC')
    assert_empty week.add_rows("id\topened\n\"1\t16/03/2026\n", time_column: 'opened', time_format: '%d/%m/%Y',
                                                                delimiter: "\t", quote: '')
    assert_match(/how long one takes/, assert_raises(InputError) { week.plan(**TARGET) }.message)
    assert_equal 1, week.plan(handle: Duration.minutes(6), **TARGET).hour(0, 0).agents
    week = StaffWeek.new('UTC')
    assert_empty week.add_rows("a;b\n'x;y';2026-03-16T09:00:00Z\n", time_column: 'b', delimiter: ';', quote: "'")
    assert_equal 1, week.taken
  end

  def test_rows_of_no_form
    rows = ->(**form) { StaffWeek.new('UTC').add_rows("opened,id\n", **form) }
    found = assert_raises(InputError) { rows.(time_column: 'opend') }.findings.first
    assert_equal 'unknown_name', found.code
    assert_includes found.hint, 'opened'
    assert_raises(InputError) { rows.(time_column: 'opened', time_format: '%Q') }
    assert_raises(MisuseError) { rows.(time_column: '') }
    assert_raises(ArgumentError) { rows.() }
    ['', '::', 'é', "\0"].each do |wrong|
      assert_match(/delimiter/, assert_raises(ArgumentError) { rows.(time_column: 'opened', delimiter: wrong) }.message)
    end
    assert_raises(ArgumentError) { rows.(time_column: 'opened', quote: '""') }
    assert_raises(TypeError) { rows.(time_column: 'opened', quote: 34) }
    assert_raises(TypeError) { rows.(time_column: 17) }
  end
end

# Scenarios, from a file and from memory.
class TestScenario < Minitest::Test
  include Usher

  SCENARIO = <<~YAML
    scenario: two-policies
    policies: {few: policy.yaml, many: policy.yaml}
    horizon: {from: 2026-03-02, for: 1d}
    replications: 2
    demand: {calls: {rate: 30/h, handle: {dist: exponential, mean: 5m}}}
    teams:
      small: {agents: 3, departments: [care], policies: [few]}
      large: {agents: 5, departments: [care], policies: [many]}
    expect:
      - {metric: wait.all.mean, against: few, max_ratio: 0.5}
  YAML
  POLICY = "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n"
  FILES = { 'day.yaml' => SCENARIO, 'policy.yaml' => POLICY }.freeze

  def test_from_a_file
    Scenario.load("#{ROOT}/examples/scenarios/round-robin.yaml", seed: 3, replications: 1) do |scenario|
      assert_raises(StateError) { scenario.results }
      rows = 0
      last = 0
      scenario.run(rows: ->(csv) { rows += csv.lines.size }) { |done| last = done }
      assert_equal [1.0, true, true, 3], [last, rows > 1000, scenario.passed?, scenario.about.seed]
    end
  end

  def test_from_memory
    scenario = Scenario.parse('day.yaml', FILES)
    about = scenario.about
    assert_equal [2, 2, 4, 1, 'two-policies'],
                 [about.policies, about.replications, about.runs, about.seed, about.name]
    assert_equal 86_400, about.until - about.from
    csv = []
    scenario.run(rows: csv.method(:push))
    assert_equal [true, 4], [scenario.passed?, csv.size]
    assert csv.first.start_with?('policy,replication,')
    assert_includes csv.last, ',served,care,'
    assert_includes scenario.results, 'ok     line 10: wait.all.mean against few is'
    assert_equal scopes(from_a_folder.run), scopes(scenario)
  end

  def from_a_folder
    Dir.mktmpdir('usher-') do |folder|
      FILES.each { |name, text| File.write("#{folder}/#{name}", text) }
      Scenario.load("#{folder}/day.yaml")
    end
  end

  def scopes(scenario)
    JSON.parse(scenario.results(:json)).fetch('policies').map { |policy| policy.fetch('scopes') }
  end

  def test_options
    Scenario.parse('day.yaml', FILES.transform_keys(&:to_sym), seed: 0, replications: 1) do |scenario|
      assert_equal [0, 2], [scenario.about.seed, scenario.about.runs]
    end
    assert_raises(LimitError) { Scenario.parse('day.yaml', FILES, replications: 10_001) }
    assert_match(/rulez/, assert_raises(LimitError) { Scenario.parse('day.yaml', FILES, limits: { rulez: 1 }) }.message)
    assert_match(/day.yaml:2:/, assert_raises(PolicyError) { Scenario.parse('day.yaml', FILES.slice('day.yaml')) }.message)
    assert_raises(PolicyError) { Scenario.parse('day.yaml', { 'day.yaml' => "scenario: x\n" }) }
    assert_match(/night.yaml/, assert_raises(IoError) { Scenario.parse('night.yaml', FILES) }.message)
    assert_raises(IoError) { Scenario.parse('day.yaml', {}) }
    assert_raises(TypeError) { Scenario.parse('day.yaml', { 'day.yaml' => 1 }) }
    assert_raises(ArgumentError) { Scenario.parse('day.yaml', FILES, replication: 1) }
  end
end

# Replay of events and of tables.
class TestReplay < Minitest::Test
  include Usher

  MAPPING = <<~YAML
    mapping: 1
    zone: Europe/Rome
    columns: {opened: opened, closed: closed, conversation: id, text: text, replied: replied}
  YAML

  def policy(target, refunds)
    Policy.parse(<<~YAML)
      usher: 1
      sla: {fast: {first_response: #{target}}}
      departments: {care: {sla: fast}, billing: {sla: fast}}
      topics: {refund: {en: [refund]}}
      rules: [{name: refunds, when: {topic: refund}, then: {department: #{refunds}}}]
      default: {department: care}
    YAML
  end

  def test_events
    replay = Replay.new(policy('1h', 'billing'), against: policy('1h', 'care'))
    assert_equal 'unknown_name', replay.add_json("{\"type\": \"masage\"}\n").first.code
    replay.add_json('{"type": "message", "time": "2026-03-20T09:00:00Z", "conversation": "c", ' \
                    "\"message\": {\"text\": \"hello\"}}\n")
    assert_raises(StateError) { replay.add_rows(Mapping.parse(MAPPING), 'x') }
    assert_raises(StateError) { replay.play }
    add_typed(replay)
    assert_equal [2, 4, 1, 1], replay.finish.to_h.values_at(:conversations, :events, :moved, :left_out)
    assert_raises(StateError) { replay.add([]) }
    assert_includes replay.render, '1'
  end

  def add_typed(replay)
    later = { time: Time.utc(2026, 3, 20, 9, 30) }
    typed = Event.new(:message, conversation: 'd', message: Message.new('a refund'), **later)
    assert_empty replay.add([typed, Event.new(:resolve, conversation: 'c', **later)])
    assert_equal [[], []], [replay.add([]), replay.add(Event.new(:resolve, conversation: 'd', **later))]
    wrong = Event.new(:message, conversation: 'e', priority: 101, **later)
    assert_raises(InputError) { replay.add([typed, wrong]) }
    assert_match(/add_json/, assert_raises(TypeError) { replay.add([typed, {}]) }.message)
  end

  def test_mappings
    error = assert_raises(InputError) { Mapping.parse("mapping: 1\n", name: 'map.yaml') }
    assert_match(/map.yaml:1:1/, error.message)
    assert_equal 'missing_key', error.findings.first.code
    assert_raises(IoError) { Mapping.load('/nowhere/map.yaml') }
    assert_raises(ArgumentError) { Mapping.load("a\0b") }
    assert_raises(NoMethodError) { Mapping.new }
    kept = Mapping.load("#{ROOT}/examples/boston311/mapping.yaml") { |mapping| mapping }
    assert_predicate kept, :closed?
    Mapping.parse(MAPPING) { |mapping| refute_predicate mapping, :closed? }
  end

  # The later one first, in two pieces, and one without a time.
  def table(replay)
    mapping = Mapping.parse(MAPPING)
    rows = "id,opened,replied,closed,text\nb,2026-03-20 12:00,,2026-03-20 12:10,hello\na,2026-0"
    assert_empty replay.add_rows(mapping, rows, file: 't.csv', last: false)
    assert_raises(StateError) { replay.finish }
    assert_raises(StateError) { replay.play }
    left = replay.add_rows(mapping, "3-20 11:00,2026-03-20 11:30,,refund\nc,soon,,,x\n")
    assert_equal [['bad_time', 't.csv', 4]], (left.map { |each| [each.code, each.file, each.line] })
    assert_raises(StateError) { replay.add_rows(mapping, 'x') }
    assert_raises(StateError) { replay.add_json("{}\n") }
    assert_equal [0, nil], [replay.play, replay.result]
  end

  def test_tables
    replay = Replay.new(policy('1h', 'billing'), against: policy('20m', 'care'), zone: 'Europe/Rome')
    table(replay)
    result = replay.finish
    assert_equal [3, 4, 1, 2], [result.lines, result.events, result.left_out, result.conversations]
    # The refund is answered after 30 minutes: kept within an hour, not within 20 minutes. The other had none.
    assert_equal [1, 1, 0], [result.moved, result.first_response_kept_before, result.first_response_kept_after]
    assert_equal [0, 1], [result.first_response_broken_before, result.first_response_broken_after]
    assert_includes replay.render, 'a: billing > care'
    moved = JSON.parse(replay.render(:json)).dig('differences', 'conversations').first
    assert_equal ['a', '2026-03-20T10:00:00.000Z'], moved.values_at('conversation', 'opened')
    assert_raises(StateError) { replay.play }
  end

  def test_tables_that_are_none
    replay = Replay.new(policy('1h', 'billing'))
    mapping = Mapping.parse(MAPPING)
    assert_raises(TypeError) { replay.add_rows(MAPPING, 'x') }
    assert_equal 'unknown_name', assert_raises(InputError) { replay.add_rows(mapping, "id,opend\n") }.findings.first.code
    mapping.close
    replay = Replay.new(policy('1h', 'billing'))
    assert_match(/Usher::Mapping/, assert_raises(ClosedError) { replay.add_rows(mapping, 'x') }.message)
  end
end
