# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# The binding of Ruby: each call, each of the language's own exceptions.
require 'minitest/autorun'
require 'tempfile'
require_relative '../../../bindings/ruby/lib/usher'

ROOT = File.expand_path('../../..', __dir__)
SHOP = "#{ROOT}/examples/embed/policy.yaml"
DESK = <<~YAML
  usher: 1
  sla: {fast: {first_response: 1h}}
  calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-17:00"}}}
  departments:
    care: {sla: fast, assign: {strategy: longest_idle, offer: 90s}}
    billing: {}
  agents:
    sara: {departments: [care], languages: [en, it]}
    omid: {departments: [care, billing]}
  topics: {refund: {en: [~refund]}}
  rules:
    - {name: refunds, when: {topic: refund}, then: {department: billing, ask: [{department: care, within: 1h}]}}
  default: {department: care}
YAML
AT = Time.at(1_773_997_200, 250, :millisecond, in: 'UTC') # 2026-03-20T09:00:00.250Z

# Policies and triage.
class TestTriage < Minitest::Test
  include Usher

  def policy = @policy ||= Policy.load(SHOP)

  def test_sources
    assert_equal policy.digest, Policy.parse(File.read(SHOP)).digest
    assert_equal 'policy', Policy.parse(DESK).parts(:department).first.file
    image = policy.compile
    assert_equal Encoding::BINARY, image.encoding
    assert_equal policy.digest, Policy.parse(image, verify: true).digest
    Tempfile.create('image') do |file|
      file.binmode.write(image)
      file.flush
      assert_equal('billing', Policy.load(file.path) { |opened| opened.triage(Message.new('refund')).department })
    end
    assert_equal policy.dump, Policy.parse(policy.dump).dump
  end

  def test_includes_and_limits
    text = "usher: 1\ninclude: t.yaml\ndepartments: {care: {}}\ndefault: {department: care}\n"
    included = Policy.parse(text, includes: { 't.yaml' => "topics: {refund: {en: [~refund]}}\n" })
    assert_equal ['refund'], included.parts(:topic).map(&:name)
    assert_match(/rulez/, assert_raises(LimitError) { Policy.parse(text, limits: { rulez: 1 }) }.message)
    assert_raises(TypeError) { Policy.parse(text, limits: { rules: -1 }) }
    assert_raises(TypeError) { Policy.parse(text, includes: { 't.yaml' => 1 }) }
  end

  def test_broken_policy
    broken = "usher: 1\ndepartments: {care: {}}\nrulez: []\ndefault: {department: car}\n"
    error = assert_raises(PolicyError) { Policy.parse(broken, name: 'from the database') }
    assert_match(/from the database:3:/, error.message)
    assert_equal [:policy, 2], [error.status, error.findings.size]
    found = error.findings.last
    assert_equal [:error, 4, 23, 'did you mean "care"?'], [found.severity, found.line, found.column, found.hint]
    assert_match(/nowhere.yaml/, assert_raises(IoError) { Policy.load('/nowhere.yaml') }.message)
    assert_raises(ArgumentError) { Policy.load("a\0b") }
    assert_raises(FormatError) { Policy.parse(policy.compile[0, 200]) }
    assert_kind_of Usher::Error, error
  end

  def test_analysis
    assert_empty(policy.check.select { |finding| finding.severity == :error })
    broken = File.read(SHOP).sub('department: billing, move_to', 'department: care, move_to')
    assert_equal ['test_failed'], Policy.parse(broken).check.select { |each| each.severity == :error }.map(&:code)
    assert_equal 3, JSON.parse(policy.statistics(format: :json)).dig('statistics', 'rules')
    assert_match(/\Adigraph policy \{\n.* -> department0/m, policy.graph)
    assert_includes policy.compare(Policy.parse(DESK)), 'billing'
    assert_equal 'billing', policy.sharpen('{"text":"refund"}').triage(Message.new('refund')).department
    run = policy.test('more.yaml' => "- message: {text: hello}\n  expect: {department: billing}\n")
    assert_equal [2, 1], [run.summary.passed, run.summary.failed]
    assert_includes run.text, 'billing'
  end

  def sample
    Message.new('I want a refund for 4111 1111 1111 1111', id: 'm-1', account: '@acme', time: AT, tags: ['vip'],
                facts: { 'customer.tier' => :gold, 'order.open': true, 'conversation.waiting' => Duration.hours(5) })
  end

  def expect_all(decision)
    assert_equal ['m-1', 'billing', nil], [decision.id, decision.department, decision.agent]
    assert_equal [true, 65, 'high'], [decision.engage?, decision.priority, decision.band]
    assert_equal %w[private instagram_dm ask_private], [decision.visibility, decision.move_to, decision.reply]
    assert_equal [['refund'], ['card'], ['refund']], [decision.topics, decision.pii, decision.tags]
    assert_equal 'refunds go to billing', decision.because(:department)
    assert_equal 'refunds go to billing', decision.because(:tags, 0)
    assert_nil decision.because(:agent)
    assert_raises(MisuseError) { decision.because(:band) }
    assert_raises(NotFoundError) { decision.because(:tags, 1) }
    assert_equal policy.digest, decision.policy
    assert_nil decision.first_response
  end

  def test_values_and_reading
    expect_all(policy.triage(sample))
    kept = policy.triage(sample) do |reading|
      expect_all(reading)
      assert_includes reading.explain, 'refunds go to billing'
      assert JSON.parse(reading.json(detail: true)).key?('detail')
      reading
    end
    assert_raises(ClosedError) { kept.department }
    assert_raises(ClosedError) { kept.tags }
    assert_includes policy.explain(sample), 'refunds go to billing'
    assert policy.triage(sample).frozen?
    inner = policy.triage(Message.new('refund')) { |outer| [policy.triage(Message.new('x')).department, outer.department] }
    assert_equal %w[care billing], inner
  end

  def test_sla_and_asks
    decision = Policy.parse(DESK).triage(Message.new('refund', time: AT))
    ask = decision.asks.first
    assert_equal ['care', Duration.hours(1), false], [ask.department, ask.within, ask.before_reply]
    assert_equal 'refunds', decision.because(:ask, 0)
    decision = Policy.parse(DESK).triage(Message.new('hello', time: AT))
    assert_equal ['fast', AT + 3600, nil], [decision.sla, decision.first_response, decision.resolution]
  end

  def test_mapping
    text = 'Il pacco non è arrivato'
    facts = { 'customer.tier': 'gold', 'order.open': true }
    typed = policy.triage(Message.new(text, time: AT, facts: facts), &:json)
    mapped = policy.triage({ text: text, customer: { tier: :gold }, time: AT, facts: { 'order.open': true }, tags: [] },
                           only_needed: true, &:json)
    assert_equal typed, mapped
    assert_match(/txet/, assert_raises(InputError) { policy.triage_json('{"txet":"a"}') }.message)
    assert_raises(InputError) { policy.triage_json('{') }
    assert_raises(ArgumentError) { policy.triage({ facts: { n: Float::NAN } }) }
    assert_raises(TypeError) { policy.triage({ text: Object.new }) }
  end

  def test_texts
    assert_equal "a\0b", policy.triage(Message.new('x', id: "a\0b")).id
    id = policy.triage(Message.new('سلام', id: 'شناسه')).id
    assert_equal ['شناسه', Encoding::UTF_8], [id, id.encoding]
    assert_equal 'café', policy.triage(Message.new('x', id: 'café'.encode('ISO-8859-1'))).id
    found = policy.triage(Message.new("Where is my caf\xe9?"), findings: true).findings
    assert_equal ['text_ill_formed'], found.map(&:code)
    long = policy.triage(Message.new("#{'x' * 3_000_000} refund", id: 'i' * 50_000), findings: true)
    assert_equal ['care', 'text_cut', 50_000], [long.department, long.findings.first.code, long.id.size]
    assert_equal 'billing', policy.triage(Message.new('refund')).department
  end

  def test_options
    error = assert_raises(InputError) { policy.triage(Message.new('x', account: '@acne')) }
    assert_equal 'did you mean "@acme"?', error.findings.first.hint
    lenient = policy.triage(Message.new('x', account: '@acne'), lenient: true, findings: true)
    assert_equal :warning, lenient.findings.first.severity
    assert_equal 'en', policy.triage(Message.new('where are you, my good friend?'), language: true).language
    assert_raises(LimitError) { policy.triage(Message.new('x'), limits: { text: 1 }) }
    assert_equal ['email'], policy.triage(Message.new('a@b.example'), personal_data: true).pii
    assert_equal Time.at(3600), Policy.parse(DESK).triage(Message.new('hello'), now: 0).first_response
  end

  def test_wrong_types
    assert_raises(TypeError) { policy.triage(Message.new(17)) }
    assert_raises(TypeError) { Message.new('x', facts: 'gold') }
    assert_raises(ArgumentError) { Message.new('x', fact: {}) }
    assert_match(/customer.tier/, assert_raises(TypeError) do
      policy.triage(Message.new('x', facts: { 'customer.tier' => [] }))
    end.message)
    assert_raises(TypeError) { policy.triage(Message.new('x', tags: [1])) }
    assert_raises(TypeError) { policy.triage(Message.new('x', tags: 'vip')) }
    assert_raises(TypeError) { policy.triage('refund') }
    assert_raises(TypeError) { policy.triage(Message.new('x'), lenient: 1) }
    assert_raises(ArgumentError) { policy.triage(Message.new('x'), lenint: true) }
    assert_raises(InputError) { policy.triage(Message.new('x', facts: { 'customer.tier' => 3 })) }
    assert_raises(InputError) { policy.triage(Message.new('x', facts: { 'order.open' => Float::NAN })) }
    assert_raises(TypeError) { policy.dup }
    assert_match(/departement/, assert_raises(ArgumentError) { policy.parts(:departement) }.message)
    assert_raises(NoMethodError) { Policy.new }
    assert_equal 'billing', policy.triage(Message.new('refund')).department
  end

  def test_closed
    mine = Policy.load(SHOP)
    desk = mine.desk
    2.times { mine.close }
    assert mine.closed?
    assert_match(/Usher::Policy/, assert_raises(ClosedError) { mine.triage(Message.new('x')) }.message)
    assert_raises(ClosedError) { mine.digest }
    effects = desk.apply(Event.new(:message, conversation: 'c', time: 1000, message: Message.new('refund')))
    desk.close
    assert_raises(ClosedError) { desk.apply([]) }
    assert_raises(ClosedError) { effects.render }
    assert_operator effects.size, :>, 0
    inner = Policy.load(SHOP)
    assert_equal('billing', inner.triage(Message.new('refund')) { |reading| inner.close || reading.department })
  end

  def test_batches
    desk = Policy.parse(DESK)
    batch = desk.batch_json("{\"text\":\"refund\",\"time\":\"2026-03-20T09:00:00Z\"}\n\n{\"txet\":1}\n")
    assert_equal %i[ok input], batch.statuses
    assert_equal [['billing', nil], [['refund'], []]], [batch.column(:department), batch.column(:topics)]
    assert_equal [['refunds', nil], [true, nil], [40, nil]],
                 [batch.because(:department), batch.column(:engage), batch.column(:priority)]
    assert_equal 3, batch.findings.first.line
    assert_raises(MisuseError) { batch.because(:band) }
    batch = desk.batch([Message.new('hello', time: AT), Message.new('refund')])
    assert_equal [%w[care billing], [AT + 3600, nil], 2],
                 [batch.column(:department), batch.column(:first_response), batch.size]
    assert_equal ['care'], desk.batch([{ text: 'hello' }]).column(:department)
    assert_equal [], desk.batch([]).column(:tags)
    assert_raises(TypeError) { desk.batch([Message.new('a'), { text: 'b' }]) }
  end

  def test_threads
    counts = Array.new(4) do
      Thread.new { (1..2000).count { |n| policy.triage(Message.new(n.even? ? 'refund' : 'hi'), &:department) == 'billing' } }
    end
    loading = Thread.new { Array.new(20) { Policy.load(SHOP).digest }.uniq }
    assert_equal [1000] * 4, counts.map(&:value)
    assert_equal [policy.digest], loading.value
  end

  def test_fork
    policy.triage(Message.new('refund'))
    child = fork { exit!(policy.triage(Message.new('refund')).department == 'billing' ? 7 : 1) }
    assert_equal 7, Process.wait2(child).last.exitstatus
    assert_equal 'billing', policy.triage(Message.new('refund')).department
  end
end

# Live work, and what needs no message.
class TestDesk < Minitest::Test
  include Usher

  def event
    Event.new(:message, conversation: 'c-1', time: AT, id: 'e-1', message: Message.new('where is my parcel?'))
  end

  def test_changes
    desk = Policy.parse(DESK).desk(journal: true)
    effects = desk.apply(event)
    assert_equal %i[routed due queued offered], effects.map(&:type)
    offered = effects[3]
    assert_equal ['sara', 'c-1', 'strategy', false, AT + 90],
                 [offered.agent, offered.conversation, offered.because, offered.by_rule, offered.at]
    assert_equal [1, [:ok]], [effects.journal.lines.size, effects.results.map(&:status)]
    assert_raises(StateError) { desk.apply(event) }
    desk.commit
    assert desk.apply(event).repeated?
    assert_raises(ClosedError) { effects.render }
    assert_equal offered.at, desk.next_due
    decline = { type: :decline, conversation: 'c-1', agent: 'sara', time: AT }
    assert_raises(KeyError) { desk.apply(decline) { |given| raise KeyError, "not stored: #{given.size}" } }
    assert_equal 'offered', desk.conversation('c-1').place
    assert_equal(3, desk.apply([decline], &:size))
    assert_equal 'omid', desk.conversation('c-1').agent
    assert_match(/acept/, assert_raises(InputError) { desk.apply({ type: :acept, time: AT }) }.message)
    assert_raises(TypeError) { desk.apply([event, decline]) }
    assert_raises(ConflictError) { desk.apply(Event.new(:accept, conversation: 'c-1', time: AT, id: 'e-1', agent: 'omid')) }
    assert_raises(StateError) { Policy.parse(DESK).desk.advance(AT).journal }
    assert_raises(ArgumentError) { Event.new(:message, conversatoin: 'c') }
    assert_raises(ArgumentError) { Event.new(:masage) }
    assert_raises(TypeError) { Event.new(:message, message: 'refund') }
  end

  def test_people_views_and_time
    policy = Policy.parse(DESK)
    desk = policy.desk(seed: 7, keep: true)
    update = AgentUpdate.new(presence: :online, departments: ['billing'], skills: [], kinds: { email: 2 }, capacity: 3)
    desk.apply([Event.new(:agent, time: AT, agent: 'eva', agent_update: update),
                Event.new(:message, conversation: 'c-1', time: AT, message: Message.new('refund'), skills: ['cash'],
                                    priority: 77),
                Event.new(:block, time: AT, department: 'care')])
    view = desk.look
    assert_equal [%w[care billing], true], [view.departments.map(&:name), view.departments.first.blocked]
    assert_equal 3, desk.agent('eva').agents.first.capacity
    found = desk.conversation('c-1')
    assert_equal [77, ['cash'], 'billing', 'queued'], [found.priority, found.skills, found.department, found.place]
    assert_equal 'care', desk.consultations.conversations.first.department
    assert_equal [nil, nil, nil], [desk.conversation('no'), desk.agent('no'), desk.queue('no')]
    ruled_out = JSON.parse(desk.candidates('c-1'))['candidates'].find { |one| one['agent'] == 'eva' }
    assert_equal ['skill', 'cash', nil], [*ruled_out.values_at('obstacle', 'what'), desk.candidates('no')]
    assert_match(/eva +lacks the skill cash/, desk.candidates('c-1', as: :text))
    assert_equal ['c-1', 1], [desk.queue('billing').conversations.first.name, desk.owed(1).conversations.size]
    assert JSON.parse(desk.look(as: :json)).key?('departments')
    again = Desk.restore(desk.snapshot, keep: true)
    effects = again.advance(AT + 7200)
    assert_equal effects.render(:json), desk.advance(AT + 7200).render(:json)
    assert_includes effects.map(&:type), :breached
    assert_equal [:first_response], desk.consultations.conversations.first.breached
    assert desk.metrics.end_with?("# EOF\n")
    assert_kind_of Hash, JSON.parse(desk.metrics(:json, within: Duration.hours(1)))
    assert_empty desk.set_policy(policy)
    assert_raises(FormatError) { Desk.restore('nothing') }
  end

  def test_calendars
    office = Policy.parse(DESK).calendar('office')
    assert_equal ['Europe/Rome', 3600, true], [office.zone, office.offset(AT), office.open?(AT)]
    assert_equal Time.utc(2026, 3, 23, 9, 0, 0.25r), office.due(AT, Duration.hours(8))
    assert_equal Time.utc(2026, 3, 20, 11, 0, 0.25r), office.due(AT, Duration.hours(1), pauses: [[AT, AT + 3600]])
    assert_equal Duration.hours(8), office.elapsed(AT, AT + (3 * 86_400))
    assert_equal(-1000, office.elapsed(AT, AT - 1).milliseconds)
    assert_equal Duration.hours(16), office.working_days(AT, 2)
    assert_equal Time.utc(2026, 3, 19, 15), office.start(Time.utc(2026, 3, 20, 9), Duration.hours(2))
    assert_equal Time.utc(2026, 3, 20, 16), office.change(AT, :next_closing)
    assert_nil Policy.parse(DESK).calendar('always').change(AT, :next_closing)
    assert_match(/offise/, assert_raises(NotFoundError) { Policy.parse(DESK).calendar('offise') }.message)
    assert_raises(TimeError) { office.open?(-1) }
    assert_raises(TypeError) { office.open?('now') }
    assert_raises(TypeError) { office.due(AT, 60) }
  end

  def test_wall_clocks
    assert_equal [:unique, *([Time.utc(2026, 3, 20, 8, 30)] * 2)], Usher.zone_resolve('Europe/Rome', '2026-03-20T09:30')
    assert_equal [:repeated, Time.utc(2026, 10, 25, 0, 30, 15), Time.utc(2026, 10, 25, 1, 30, 15)],
                 Usher.zone_resolve('Europe/Rome', '2026-10-25T02:30:15')
    assert_equal [:skipped, *([Time.utc(2026, 3, 29, 1)] * 2)], Usher.zone_resolve('Europe/Rome', '2026-03-29T02:30')
    wrong = assert_raises(InputError) { Usher.zone_resolve('Europe/Rme', '2026-03-20T09:30') }
    assert_match(%r{Europe/Rome}, wrong.message)
    assert_raises(InputError) { Usher.zone_resolve('Europe/Rome', 'now') }
    assert_raises(TimeError) { Usher.zone_resolve('Europe/Rome', '1970-01-01T00:30') }
    assert_raises(TypeError) { Usher.zone_resolve('Europe/Rome', 5) }
  end

  def test_texts
    policy = Policy.load(SHOP)
    text = policy.read('Refund to 4111 1111 1111 1111, شما')
    assert_equal 'Refund to **** **** **** 1111, شما', text.masked
    assert_equal [['refund', :topic]], text.matches.flat_map(&:parts).map { |part| [part.name, part.part] }
    assert_equal [10, 29], [text.personal_data.first.where.begin, text.personal_data.first.where.end]
    mail = policy.read("Thanks\n\n> Do you want a refund?\n", email: true)
    assert_equal [1, 0], [mail.left_out.size, mail.matches.size]
  end
end
