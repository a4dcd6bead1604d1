// SPDX-License-Identifier: BSL-1.0
// The binding of Node: each call, each of the language's own exceptions.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import * as usher from '../../../bindings/node/src/index.js';

const { AgentUpdate, ClosedError, Desk, Duration, Event, Message, Policy } = usher;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const shop = join(root, 'examples/embed/policy.yaml');
const deskText = `usher: 1
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
`;
const at = new Date('2026-03-20T09:00:00.250Z');
const after = (seconds) => new Date(at.getTime() + seconds * 1000);
const policy = Policy.load(shop);
const is = (Kind, part = '') => (error) => error instanceof Kind && error.message.includes(part);

test('a policy comes from a file, a text, an image', () => {
  assert.equal(policy.hash, Policy.parse(readFileSync(shop, 'utf8')).hash);
  assert.equal(Policy.parse(deskText).parts('department')[0].file, 'policy');
  const image = policy.compile();
  assert.equal(Policy.parse(image, { verify: true }).hash, policy.hash);
  const folder = mkdtempSync(join(tmpdir(), 'usher-'));
  try {
    writeFileSync(join(folder, 'policy.usher'), image);
    assert.equal(Policy.load(join(folder, 'policy.usher')).triage(new Message('refund')).department, 'billing');
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.equal(Policy.parse(policy.dump()).dump(), policy.dump());
});

test('includes and limits', () => {
  const text = 'usher: 1\ninclude: t.yaml\ndepartments: {care: {}}\ndefault: {department: care}\n';
  const included = Policy.parse(text, { includes: { 't.yaml': 'topics: {refund: {en: [~refund]}}\n' } });
  assert.deepEqual(included.parts('topic').map((part) => part.name), ['refund']);
  assert.throws(() => Policy.parse(text, { limits: { rulez: 1 } }), is(usher.LimitError, 'rulez'));
  assert.throws(() => Policy.parse(text, { limits: { rules: -1 } }), is(TypeError));
  assert.throws(() => Policy.parse(text, { includes: { 't.yaml': 1 } }), is(TypeError));
  assert.throws(() => Policy.parse(text, { limit: {} }), is(TypeError, 'limit'));
});

test('a broken policy is an exception with all findings', () => {
  const broken = 'usher: 1\ndepartments: {care: {}}\nrulez: []\ndefault: {department: car}\n';
  assert.throws(() => Policy.parse(broken, { name: 'from the database' }), (error) => {
    assert.ok(error instanceof usher.PolicyError && error instanceof usher.UsherError);
    assert.match(error.message, /from the database:3:/);
    assert.deepEqual([error.name, error.status, error.findings.length], ['PolicyError', 'policy', 2]);
    const { severity, line, column, hint } = error.findings[1];
    assert.deepEqual([severity, line, column, hint], ['error', 4, 23, 'did you mean "care"?']);
    return true;
  });
  assert.throws(() => Policy.load('/nowhere.yaml'), is(usher.IoError, '/nowhere.yaml'));
  assert.throws(() => Policy.load('a\0b'), is(TypeError));
  assert.throws(() => Policy.parse(policy.compile().subarray(0, 200)), is(usher.FormatError));
});

test('check, statistics, compare, sharpen, test', () => {
  assert.deepEqual(policy.check().filter((finding) => finding.severity === 'error'), []);
  const broken = readFileSync(shop, 'utf8').replace('department: billing, move_to', 'department: care, move_to');
  const errors = Policy.parse(broken).check().filter((finding) => finding.severity === 'error');
  assert.deepEqual(errors.map((finding) => finding.code), ['test_failed']);
  assert.equal(JSON.parse(policy.statistics('', 'json')).statistics.rules, 3);
  assert.match(policy.graph(), /^digraph policy \{\n[^]* -> department0/);
  assert.match(policy.compare(Policy.parse(deskText)), /billing/);
  assert.equal(policy.sharpen('{"text":"refund"}').triage(new Message('refund')).department, 'billing');
  const run = policy.test({ 'more.yaml': '- message: {text: hello}\n  expect: {department: billing}\n' });
  assert.deepEqual([run.summary.passed, run.summary.failed], [2, 1]);
  assert.match(run.text(), /billing/);
});

test('a message field by field, as values and as a reading', () => {
  const message = new Message({
    text: 'I want a refund for 4111 1111 1111 1111', id: 'm-1', account: '@acme', time: at, tags: ['vip'],
    facts: { 'customer.tier': 'gold', 'order.open': true, 'conversation.waiting': Duration.hours(5) },
  });
  const expectAll = (decision) => {
    assert.deepEqual([decision.id, decision.department, decision.agent], ['m-1', 'billing', null]);
    assert.deepEqual([decision.engage, decision.priority, decision.band], [true, 65, 'high']);
    assert.deepEqual([decision.visibility, decision.moveTo, decision.reply], ['private', 'instagram_dm', 'ask_private']);
    assert.deepEqual([decision.topics, decision.pii, decision.tags], [['refund'], ['card'], ['refund']]);
    assert.equal(decision.because('department'), 'refunds go to billing');
    assert.equal(decision.because('tags', 0), 'refunds go to billing');
    assert.equal(decision.because('agent'), null);
    assert.throws(() => decision.because('band'), is(usher.ArgumentError));
    assert.throws(() => decision.because('tags', 1), is(usher.NotFoundError));
    assert.throws(() => decision.because('departement'), is(TypeError, 'departement'));
    assert.equal(decision.policy, policy.hash);
    assert.equal(decision.firstResponse, null);
    return decision;
  };
  assert.ok(Object.isFrozen(expectAll(policy.triage(message))));
  const kept = policy.triage(message, (reading) => {
    assert.match(reading.explain(), /refunds go to billing/);
    assert.ok('detail' in JSON.parse(reading.json({ detail: true })));
    return expectAll(reading);
  });
  assert.throws(() => kept.department, is(ClosedError));
  assert.throws(() => kept.tags, is(ClosedError));
  assert.match(policy.explain(message), /refunds go to billing/);
  const inner = policy.triage(new Message('refund'), (outer) =>
    [policy.triage(new Message('x')).department, outer.department]);
  assert.deepEqual(inner, ['care', 'billing']);
});

test('the fields that a rule or an SLA sets', () => {
  const desk = Policy.parse(deskText);
  const decision = desk.triage(new Message({ text: 'refund', time: at }));
  const [ask] = decision.asks;
  assert.deepEqual([ask.department, ask.within.milliseconds, ask.beforeReply], ['care', 3600000, false]);
  assert.equal(decision.because('ask', 0), 'refunds');
  const { sla, firstResponse, resolution } = desk.triage(new Message({ text: 'hello', time: at.getTime() }));
  assert.deepEqual([sla, firstResponse, resolution], ['fast', after(3600), null]);
});

test('an object says the same as a message', () => {
  const text = 'Il pacco non è arrivato';
  const facts = { 'customer.tier': 'gold', 'order.open': true };
  const typed = policy.triage(new Message({ text, time: at, facts }), (reading) => reading.json());
  const given = { text, customer: { tier: 'gold' }, time: at, facts: { 'order.open': true }, tags: [], subject: undefined };
  assert.equal(policy.triage(given, { onlyNeeded: true }, (reading) => reading.json()), typed);
  assert.throws(() => policy.triageJson('{"txet":"a"}'), is(usher.InputError, 'txet'));
  assert.throws(() => policy.triage({ txet: 'a' }), is(usher.InputError, 'txet'));
  assert.throws(() => policy.triageJson('{'), is(usher.InputError));
  assert.throws(() => policy.triage({ facts: { n: Number.NaN } }), is(TypeError, 'NaN'));
  assert.throws(() => policy.triage({ text: () => 'a' }), is(TypeError));
});

test('texts of any kind', () => {
  assert.equal(policy.triage(new Message({ text: 'x', id: 'a\0b' })).id, 'a\0b');
  assert.equal(policy.triage(new Message({ text: 'سلام', id: 'شناسه 🔥' })).id, 'شناسه 🔥');
  assert.equal(policy.triage(new Message({ text: 'x', id: 'a\ud800b' })).id, 'a\ufffdb');
  const bytes = new Message({ text: Buffer.from('Where is my caf\xe9?', 'latin1') });
  assert.deepEqual(policy.triage(bytes, { findings: true }).findings.map(({ code }) => code), ['text_ill_formed']);
  const long = new Message({ text: `${'ж'.repeat(3000000)} refund`, id: 'i'.repeat(50000) });
  const cut = policy.triage(long, { findings: true });
  assert.deepEqual([cut.department, cut.findings[0].code, cut.id.length], ['care', 'text_cut', 50000]);
  assert.equal(policy.triage(new Message('refund')).department, 'billing');
});

test('options of triage', () => {
  const wrong = new Message({ text: 'x', account: '@acne' });
  assert.throws(() => policy.triage(wrong), (error) =>
    error instanceof usher.InputError && error.findings[0].hint === 'did you mean "@acme"?');
  assert.equal(policy.triage(wrong, { lenient: true, findings: true }).findings[0].severity, 'warning');
  assert.equal(policy.triage(new Message('where are you, my good friend?'), { language: true }).language, 'en');
  assert.throws(() => policy.triage(new Message('x'), { limits: { text: 1 } }), is(usher.LimitError));
  assert.deepEqual(policy.triage(new Message('a@b.example'), { personalData: true }).pii, ['email']);
  assert.deepEqual(Policy.parse(deskText).triage(new Message('hello'), { now: 0 }).firstResponse, new Date(3600000));
});

test('wrong types are the language\'s own errors', () => {
  const facts = (given) => () => policy.triage(new Message({ text: 'x', facts: given }));
  assert.throws(() => policy.triage(new Message({ text: 17 })), is(TypeError));
  assert.throws(() => new Message({ fact: {} }), is(TypeError, 'fact'));
  assert.throws(facts('gold'), is(TypeError));
  assert.throws(facts({ 'customer.tier': [] }), is(TypeError, 'customer.tier'));
  assert.throws(facts({ 'customer.tier': 10n }), is(TypeError, 'customer.tier'));
  assert.throws(facts({ 'customer.tier': 3 }), is(usher.InputError));
  assert.throws(facts({ 'order.open': Number.NaN }), is(usher.InputError));
  assert.throws(() => policy.triage(new Message({ text: 'x', tags: [1] })), is(TypeError));
  assert.throws(() => policy.triage(new Message({ text: 'x', tags: 'vip' })), is(TypeError, 'tags'));
  assert.throws(() => policy.triage(new Message({ text: 'x', time: 'now' })), is(TypeError));
  assert.throws(() => policy.triage(new Message({ text: 'x', time: new Date(Number.NaN) })), is(TypeError));
  for (const given of ['refund', null, undefined, [], 7]) assert.throws(() => policy.triage(given), is(TypeError));
  assert.throws(() => policy.triage(new Message('x'), { lenient: 1 }), is(TypeError, 'lenient'));
  assert.throws(() => policy.triage(new Message('x'), { lenint: true }), is(TypeError, 'lenint'));
  assert.throws(() => new Policy(), is(TypeError));
  assert.throws(() => Policy.load(7), is(TypeError));
  assert.throws(() => new Duration(1.5), is(TypeError));
  assert.equal(policy.triage(new Message('refund')).department, 'billing');
});

test('what is closed says so', () => {
  const mine = Policy.load(shop);
  const desk = mine.desk();
  mine.close();
  mine.close();
  assert.ok(mine.closed);
  assert.throws(() => mine.triage(new Message('x')), is(ClosedError, 'Policy'));
  assert.throws(() => mine.hash, is(ClosedError));
  const effects = desk.apply(new Event('message', { conversation: 'c', time: 1000, message: new Message('refund') }));
  desk.close();
  assert.throws(() => desk.apply([]), is(ClosedError));
  assert.throws(() => effects.render(), is(ClosedError));
  assert.ok(effects.length > 0);
  if (Symbol.dispose) {
    const inner = Policy.load(shop);
    const department = inner.triage(new Message('refund'), (reading) => {
      inner[Symbol.dispose]();
      return reading.department;
    });
    assert.deepEqual([department, inner.closed], ['billing', true]);
  }
});

test('batches', () => {
  const desk = Policy.parse(deskText);
  let batch = desk.batchJson('{"text":"refund","time":"2026-03-20T09:00:00Z"}\n\n{"txet":1}\n');
  assert.deepEqual(batch.statuses, ['ok', 'input']);
  assert.deepEqual([batch.column('department'), batch.column('topics')], [['billing', null], [['refund'], []]]);
  assert.deepEqual(batch.because('department'), ['refunds', null]);
  assert.deepEqual([batch.column('engage'), batch.column('priority')], [[true, null], [40, null]]);
  assert.equal(batch.findings[0].line, 3);
  assert.throws(() => batch.because('band'), is(usher.ArgumentError));
  batch = desk.batch([new Message({ text: 'hello', time: at }), new Message('refund')]);
  assert.deepEqual([batch.column('department'), batch.column('first_response'), batch.size],
    [['care', 'billing'], [after(3600), null], 2]);
  assert.deepEqual(desk.batch([{ text: 'hello' }]).column('department'), ['care']);
  assert.deepEqual(desk.batch([]).column('tags'), []);
  assert.throws(() => desk.batch([new Message('a'), { text: 'b' }]), is(TypeError));
});

const decline = { type: 'decline', conversation: 'c-1', agent: 'sara', time: at };

test('a desk: events, effects, a change that is kept or taken back', async () => {
  const desk = Policy.parse(deskText).desk({ journal: true });
  const fields = { conversation: 'c-1', time: at, id: 'e-1', message: new Message('where is my parcel?') };
  const event = new Event('message', fields);
  const effects = desk.apply(event);
  assert.deepEqual([...effects].map(({ type }) => type), ['routed', 'due', 'queued', 'offered']);
  const offered = effects.at(3);
  assert.deepEqual([offered.agent, offered.conversation, offered.because, offered.byRule, offered.at],
    ['sara', 'c-1', 'strategy', false, after(90)]);
  assert.equal(effects.journal.trim().split('\n').length, 1);
  assert.deepEqual(effects.results.map(({ status }) => status), ['ok']);
  assert.throws(() => desk.apply(event), is(usher.StateError));
  desk.commit();
  assert.equal(desk.apply(event).repeated, true);
  assert.throws(() => effects.render(), is(ClosedError));
  assert.deepEqual(desk.nextDue, offered.at);
  const fail = (given) => {
    throw new RangeError(`not stored: ${given.length}`);
  };
  assert.throws(() => desk.change(decline, fail), is(RangeError));
  await assert.rejects(() => desk.change(decline, async (given) => fail(given)), is(RangeError));
  assert.equal(desk.conversation('c-1').place, 'offered');
  assert.equal(await desk.change([decline], async (given) => given.length), 3);
  assert.equal(desk.conversation('c-1').agent, 'omid');
  assert.throws(() => desk.apply({ type: 'acept', time: at }), is(usher.InputError, 'acept'));
  assert.throws(() => desk.apply([event, decline]), is(TypeError));
  const other = new Event('accept', { conversation: 'c-1', time: at, id: 'e-1', agent: 'omid' });
  assert.throws(() => desk.apply(other), is(usher.ConflictError));
  assert.throws(() => Policy.parse(deskText).desk().advance(at).journal, is(usher.StateError));
  assert.throws(() => new Event('message', { conversatoin: 'c' }), is(TypeError, 'conversatoin'));
  assert.throws(() => desk.apply(new Event('masage')), is(TypeError, 'masage'));
  assert.throws(() => new Event('message', { message: 'refund' }), is(TypeError));
});

test('a desk: people, views, time, snapshots, metrics', () => {
  const desk = Policy.parse(deskText).desk({ seed: 7, keep: true });
  const update = { presence: 'online', departments: ['billing'], skills: [], kinds: { email: 2 }, capacity: 3 };
  desk.apply([
    new Event('agent', { time: at, agent: 'eva', agentUpdate: new AgentUpdate(update) }),
    new Event('message', { conversation: 'c-1', time: at, message: new Message('refund'), skills: ['cash'], priority: 77 }),
    new Event('block', { time: at, department: 'care' }),
  ]);
  const view = desk.look();
  assert.deepEqual(view.departments.map(({ name, blocked }) => [name, blocked]), [['care', true], ['billing', false]]);
  assert.equal(desk.agent('eva').agents[0].capacity, 3);
  const { priority, skills, department, place } = desk.conversation('c-1');
  assert.deepEqual([priority, skills, department, place], [77, ['cash'], 'billing', 'queued']);
  assert.equal(desk.consultations().conversations[0].department, 'care');
  assert.deepEqual([desk.conversation('no'), desk.agent('no'), desk.queue('no')], [null, null, null]);
  const ruledOut = JSON.parse(desk.candidates('c-1')).candidates.find(({ agent }) => agent === 'eva');
  assert.deepEqual([ruledOut.obstacle, ruledOut.what, desk.candidates('no')], ['skill', 'cash', null]);
  assert.match(desk.candidates('c-1', { as: 'text' }), /eva +lacks the skill cash/);
  assert.deepEqual([desk.queue('billing').conversations[0].name, desk.owed(1).conversations.length], ['c-1', 1]);
  assert.ok('departments' in JSON.parse(desk.look({ as: 'json' })));
  const again = Desk.restore(desk.snapshot(), { keep: true });
  const effects = again.advance(after(7200));
  assert.equal(desk.advance(after(7200)).render('json'), effects.render('json'));
  assert.ok(effects.all.some(({ type }) => type === 'breached'));
  assert.deepEqual(desk.consultations().conversations[0].breached, ['first_response']);
  assert.ok(desk.metrics().endsWith('# EOF\n'));
  assert.ok(JSON.parse(desk.metrics('json', { within: Duration.hours(1) })));
  assert.equal(desk.setPolicy(Policy.parse(deskText)).length, 0);
  assert.throws(() => Desk.restore(Buffer.from('nothing')), is(usher.FormatError));
  assert.throws(() => Desk.restore('nothing'), is(TypeError));
});

test('calendars', () => {
  const office = Policy.parse(deskText).calendar('office');
  assert.deepEqual([office.zone, office.offset(at), office.isOpen(at)], ['Europe/Rome', 3600, true]);
  assert.deepEqual(office.due(at, Duration.hours(8)), new Date('2026-03-23T09:00:00.250Z'));
  assert.deepEqual(office.due(at, Duration.hours(1), [[at, after(3600)]]), after(7200));
  assert.equal(office.elapsed(at, after(3 * 86400)).milliseconds, 8 * 3600000);
  assert.equal(office.elapsed(at, after(-1)).milliseconds, -1000);
  assert.equal(office.workingDays(at, 2).milliseconds, 16 * 3600000);
  assert.deepEqual(office.start(new Date('2026-03-20T09:00Z'), Duration.hours(2)), new Date('2026-03-19T15:00Z'));
  assert.deepEqual(office.change(at, 'next_closing'), new Date('2026-03-20T16:00Z'));
  assert.equal(Policy.parse(deskText).calendar('always').change(at, 'next_closing'), null);
  assert.throws(() => Policy.parse(deskText).calendar('offise'), is(usher.NotFoundError, 'offise'));
  assert.throws(() => office.isOpen(-1), is(usher.TimeError));
  assert.throws(() => office.isOpen('now'), is(TypeError));
  assert.throws(() => office.due(at, 60), is(TypeError));
});

test('wall clocks', () => {
  const shown = (local) => Object.values(usher.zoneResolve('Europe/Rome', local));
  const [kind, first, last] = shown('2026-10-25T02:30:15');
  assert.deepEqual([kind, first, last], ['repeated', new Date('2026-10-25T00:30:15Z'), new Date('2026-10-25T01:30:15Z')]);
  assert.deepEqual(shown('2026-03-20T09:30'), ['unique', new Date('2026-03-20T08:30Z'), new Date('2026-03-20T08:30Z')]);
  assert.deepEqual(shown('2026-03-29T02:30'), ['skipped', new Date('2026-03-29T01:00Z'), new Date('2026-03-29T01:00Z')]);
  assert.throws(() => usher.zoneResolve('Europe/Rme', '2026-03-20T09:30'), is(usher.InputError, 'Europe/Rome'));
  assert.throws(() => usher.zoneResolve('Europe/Rome', 'now'), is(usher.InputError));
  assert.throws(() => usher.zoneResolve('Europe/Rome', '1970-01-01T00:30'), is(usher.TimeError));
  assert.throws(() => usher.zoneResolve('Europe/Rome', 5), is(TypeError));
});

test('texts', () => {
  const text = policy.read('Refund to 4111 1111 1111 1111, شما');
  assert.equal(text.masked, 'Refund to **** **** **** 1111, شما');
  assert.deepEqual(text.matches[0].parts.map(({ name, part }) => [name, part]), [['refund', 'topic']]);
  assert.deepEqual([text.personalData[0].where.begin, text.personalData[0].where.end], [10, 29]);
  const mail = policy.read('Thanks\n\n> Do you want a refund?\n', { email: true });
  assert.deepEqual([mail.leftOut.length, mail.matches.length], [1, 0]);
});

test('a worker has a library of its own', async () => {
  const index = new URL('../../../bindings/node/src/index.js', import.meta.url).href;
  const code = `import { Policy } from ${JSON.stringify(index)};
    import { parentPort } from 'node:worker_threads';
    parentPort.postMessage(Policy.load(${JSON.stringify(shop)}).triage({ text: 'refund' }).department);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  assert.equal(await new Promise((done, failed) => worker.once('message', done).once('error', failed)), 'billing');
});
