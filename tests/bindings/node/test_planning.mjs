// SPDX-License-Identifier: BSL-1.0
// What is planned, simulated and played again in Node: staffing, scenarios, replay.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import * as usher from '../../../bindings/node/src/index.js';

const { ClosedError, Duration, Event, InputError, Mapping, Message, Policy, Replay, Scenario, StaffWeek, StateError, staffing } = usher;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const is = (Kind, part = '') => (error) => error instanceof Kind && error.message.includes(part);
const near = (wanted, got) => assert.ok(Math.abs(wanted - got) <= 1e-9 * Math.max(1, Math.abs(wanted)), `${wanted}, ${got}`);

const files = {
  'day.yaml': `scenario: two-policies
policies: {few: policy.yaml, many: policy.yaml}
horizon: {from: 2026-03-02, for: 1d}
replications: 2
demand: {calls: {rate: 30/h, handle: {dist: exponential, mean: 5m}}}
teams:
  small: {agents: 3, departments: [care], policies: [few]}
  large: {agents: 5, departments: [care], policies: [many]}
expect:
  - {metric: wait.all.mean, against: few, max_ratio: 0.5}
`,
  'policy.yaml': 'usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n',
};
const mappingText = `mapping: 1
zone: Europe/Rome
columns: {opened: opened, closed: closed, conversation: id, text: text, replied: replied}
`;
const promises = (target, refunds) => Policy.parse(`usher: 1
sla: {fast: {first_response: ${target}}}
departments: {care: {sla: fast}, billing: {sla: fast}}
topics: {refund: {en: [refund]}}
rules: [{name: refunds, when: {topic: refund}, then: {department: ${refunds}}}]
default: {department: care}
`);

test('staffing', () => {
  const plan = staffing.plan({ perHour: 100, handle: Duration.minutes(5), share: 0.8, within: Duration.seconds(20) });
  assert.deepEqual([plan.chosen.agents, plan.rows.length], [12, 6]);
  assert.throws(() => staffing.plan({ perHour: -1, handle: Duration.minutes(5), share: 0.8 }), is(InputError));
  assert.ok(Math.abs(staffing.erlangC(10, 8) - 0.409180150776) < 1e-9);
  const waits = (rates, agents = 4) => staffing.priorityWaits(rates, Duration.minutes(5), agents).map(Math.round);
  assert.deepEqual([waits([10, 20]), waits([10, 200])[1]], [[30302, 80806], Infinity]);
  for (const wrong of [[[]], [[-1]], [[1], 0]]) assert.throws(() => waits(...wrong), is(usher.ArgumentError));
  for (const rates of [['1'], 1, null]) assert.throws(() => waits(rates), is(TypeError));
  assert.throws(() => staffing.priorityWaits([1], 300000, 4), is(TypeError));
});

test('a week of staffing', () => {
  assert.throws(() => new StaffWeek('Europe/Nowhere'), is(InputError, 'Europe/Nowhere'));
  const week = new StaffWeek('Europe/Rome');
  const target = { share: 0.8, within: Duration.minutes(15) };
  assert.throws(() => week.plan(target), is(StateError));
  assert.throws(() => week.render(), is(StateError));
  assert.throws(() => week.hour(0, 0), is(StateError));
  // In two pieces, the second row cut; one row has no time.
  const add = (rows, last) =>
    week.addRows(rows, { timeColumn: 'opened', handleColumn: 'took', file: 'tickets.csv', last });
  assert.deepEqual(add('opened,took\n2026-03-16 09:10,3m\n2026-03-1', false), []);
  const short = ({ severity, code, file, line }) => [severity, code, file, line];
  assert.deepEqual(add('6 09:20,5m\nsoon,1m\n', true).map(short), [['error', 'bad_time', 'tickets.csv', 4]]);
  assert.throws(() => add('x', true), is(StateError));
  assert.equal(week.add(new Date('2026-03-16T10:10:00+01:00'), Duration.minutes(4)), week);
  assert.throws(() => week.add(-1), is(usher.TimeError));
  assert.throws(() => week.add(0, new Duration(-1)), is(usher.ArgumentError));
  assert.throws(() => week.add(0, 60), is(TypeError, 'handle'));
  assert.throws(() => week.add('now'), is(TypeError));
  const message = { type: 'message', time: '2026-03-16T09:30:00Z', conversation: 'c', message: { text: 'hi' } };
  const left = week.addEvents(`${JSON.stringify(message)}\n{"type":"nothing"}\n`, 'day.jsonl');
  assert.deepEqual(left.map(({ file, line }) => [file, line]), [['day.jsonl', 2]]);
  assert.deepEqual([week.taken, week.leftOut], [4, 2]);

  // M/M/1 with 2 an hour of 4 minutes each, the mean of 3, 5 and 4.
  assert.equal(week.plan(target), week);
  const { arrivals, perHour, coveredHours, agents, scheduled, abandoned, ...hour } = week.hour(0, 9);
  assert.deepEqual([arrivals, perHour, coveredHours, agents, scheduled, abandoned], [2, 2, 1, 1, 1, 0]);
  near(2 * 4 / 60, hour.occupancy);
  near(480000 / 13, hour.meanWait);
  near(1 - 2 / 15 * Math.exp(-13 / 4), hour.serviceLevel);
  assert.deepEqual([week.hour(0, 10).arrivals, week.hour(1, 10).agents], [2, 0]);
  for (const wrong of [[7, 0], [-1, 0], [0, 24], [0, -1]]) assert.throws(() => week.hour(...wrong), is(RangeError));
  for (const wrong of [[0, 1.5], [0]]) assert.throws(() => week.hour(...wrong), is(TypeError));
  assert.match(week.render(), /2 agent-hours a week/);
  const json = JSON.parse(week.render('json'));
  assert.deepEqual([json.arrivals, json.left_out], [4, 2]);
  assert.throws(() => week.render('openmetrics'), is(usher.ArgumentError));
  week.plan({ handle: Duration.minutes(20), patience: Duration.minutes(10), maxOccupancy: 0.6, shrinkage: 0.6 });
  const patient = week.hour(0, 9);
  assert.ok(patient.abandoned > 0);
  assert.equal(patient.scheduled, Math.ceil(patient.agents / 0.4));
  assert.ok(week.plan({ mostWaiting: 3, meanWait: Duration.seconds(30) }).hour(0, 9).meanWait <= 30000);
  assert.throws(() => week.plan({ patience: Duration.minutes(1), mostWaiting: 3, share: 0.8 }), is(InputError));
  assert.throws(() => week.plan(), is(InputError));
  assert.throws(() => week.plan({ maxOccupancy: 1e-9 }), is(usher.LimitError));
  for (const mostWaiting of [-1, 1.5, 2 ** 32]) {
    assert.throws(() => week.plan({ mostWaiting, share: 0.8 }), is(mostWaiting === 1.5 ? TypeError : RangeError, 'mostWaiting'));
  }
  assert.throws(() => week.plan({ share: 0.8, within: 900 }), is(TypeError, 'within'));
  assert.throws(() => week.plan({ perHour: 10, share: 0.8 }), is(TypeError, 'perHour'));
  week.close();
  assert.throws(() => week.taken, is(ClosedError, 'StaffWeek'));
  assert.throws(() => week.hour(0, 0), is(ClosedError));
});

test('rows of any form', () => {
  let week = new StaffWeek('UTC');
  const form = { timeColumn: 'opened', timeFormat: '%d/%m/%Y', delimiter: '\t', quote: '' };
  assert.deepEqual(week.addRows(Buffer.from('id\topened\n"1\t16/03/2026\n'), form), []);
  assert.throws(() => week.plan({ share: 0.8, within: Duration.minutes(1) }), is(InputError, 'how long one takes'));
  assert.equal(week.plan({ handle: Duration.minutes(6), share: 0.8, within: Duration.minutes(1) }).hour(0, 0).agents, 1);
  week = new StaffWeek('UTC');
  const other = { timeColumn: 'b', delimiter: ';', quote: '\'', handleColumn: null };
  assert.deepEqual(week.addRows('a;b\n\'x;y\';2026-03-16T09:00:00Z\n', other), []);
  assert.equal(week.taken, 1);
  const add = (given) => () => new StaffWeek('UTC').addRows('opened,id\n', given);
  assert.throws(add({ timeColumn: 'opend' }), ({ findings: [{ code, hint }] }) =>
    code === 'unknown_name' && hint.includes('opened'));
  assert.throws(add({ timeColumn: 'opened', timeFormat: '%Q' }), is(InputError));
  assert.throws(add({ timeColumn: '' }), is(usher.ArgumentError));
  for (const delimiter of ['', '::', 'é', '\0', '\n\n', 44]) {
    assert.throws(add({ timeColumn: 'opened', delimiter }), is(TypeError, 'delimiter'));
  }
  assert.throws(add({ timeColumn: 'opened', quote: '""' }), is(TypeError, 'quote'));
  assert.throws(add({ timeColumn: 'opened', last: 0 }), is(TypeError, 'last'));
  assert.throws(add({ timeColumn: 'opened', colour: 'red' }), is(TypeError, 'colour'));
  for (const given of [undefined, {}, { timeColumn: 17 }]) assert.throws(add(given), is(TypeError));
});

test('a simulation', () => {
  const scenario = Scenario.load(join(root, 'examples/scenarios/round-robin.yaml'), { seed: 3, replications: 1 });
  assert.throws(() => scenario.results(), is(StateError));
  const [shares, rows] = [[], []];
  scenario.run({ progress: (share) => shares.push(share), rows: (csv) => rows.push(...csv.split('\n')) });
  assert.deepEqual([shares.at(-1), rows.length > 1000, scenario.passed, scenario.about.seed], [1, true, true, 3]);
});

function fromFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'usher-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return Scenario.load(join(folder, 'day.yaml'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a scenario from memory', () => {
  const scenario = Scenario.parse('day.yaml', files);
  const { about } = scenario;
  assert.deepEqual([about.policies, about.replications, about.runs, about.seed, about.name], [2, 2, 4, 1, 'two-policies']);
  assert.equal(about.until - about.from, 86400000);
  const csv = [];
  scenario.run({ rows: (rows) => csv.push(rows) });
  assert.deepEqual([scenario.passed, csv.length], [true, 4]);
  assert.match(csv[0], /^policy,replication,/);
  assert.match(csv[3], /,served,care,/);
  assert.match(scenario.results(), /ok {5}line 10: wait\.all\.mean against few is/);
  const scopes = (one) => JSON.parse(one.results('json')).policies.map((policy) => policy.scopes);
  assert.deepEqual(scopes(scenario), scopes(fromFolder().run()));

  const bytes = { ...files, 'policy.yaml': Buffer.from(files['policy.yaml']) };
  const { seed, runs } = Scenario.parse('day.yaml', bytes, { seed: 0, replications: 1 }).about;
  assert.deepEqual([seed, runs], [0, 2]);
  const parse = (name, given, options) => () => Scenario.parse(name, given, options);
  assert.throws(parse('day.yaml', files, { replications: 10001 }), is(usher.LimitError));
  assert.throws(parse('day.yaml', files, { limits: { rulez: 1 } }), is(usher.LimitError, 'rulez'));
  assert.throws(parse('day.yaml', { 'day.yaml': files['day.yaml'] }), is(usher.PolicyError, 'day.yaml:2:'));
  assert.throws(parse('day.yaml', { 'day.yaml': 'scenario: x\n' }), is(usher.PolicyError));
  assert.throws(parse('night.yaml', files), is(usher.IoError, 'night.yaml'));
  assert.throws(parse('day.yaml', {}), is(usher.IoError));
  for (const given of [undefined, null, [], 'day.yaml', { 'day.yaml': 1 }]) {
    assert.throws(parse('day.yaml', given), is(TypeError));
  }
});

test('a replay of events', () => {
  const replay = new Replay(promises('1h', 'billing'), { against: promises('1h', 'care') });
  assert.equal(replay.addJson('{"type": "masage"}\n')[0].code, 'unknown_name');
  const event = { type: 'message', time: '2026-03-20T09:00:00Z', conversation: 'c', message: { text: 'hello' } };
  replay.addJson(`${JSON.stringify(event)}\n`);
  assert.throws(() => replay.addRows(Mapping.parse(mappingText), 'x'), is(StateError));
  assert.throws(() => replay.play(), is(StateError));
  const later = { time: new Date('2026-03-20T09:30:00Z') };
  const typed = new Event('message', { ...later, conversation: 'd', message: new Message({ text: 'a refund' }) });
  assert.deepEqual(replay.add([typed, new Event('resolve', { ...later, conversation: 'c' })]), []);
  assert.deepEqual([replay.add([]), replay.add(new Event('resolve', { ...later, conversation: 'd' }))], [[], []]);
  const wrong = new Event('message', { ...later, conversation: 'e', priority: 101 });
  assert.throws(() => replay.add([typed, wrong]), is(InputError));
  assert.throws(() => replay.add([typed, event]), is(TypeError, 'addJson'));
  assert.deepEqual([replay.finish().conversations, replay.result.events, replay.result.moved, replay.result.leftOut], [2, 4, 1, 1]);
  assert.throws(() => replay.add(typed), is(StateError));
  assert.match(replay.render(), /1/);
});

test('mappings', () => {
  assert.throws(() => Mapping.parse('mapping: 1\n', { name: 'map.yaml' }), (error) =>
    is(InputError, 'map.yaml:1:1')(error) && error.findings[0].code === 'missing_key');
  assert.throws(() => Mapping.load('/nowhere/map.yaml'), is(usher.IoError));
  assert.throws(() => Mapping.load('a\0b'), is(TypeError));
  assert.throws(() => Mapping.parse(1), is(TypeError));
  assert.throws(() => new Mapping(), is(TypeError));
  Mapping.load(join(root, 'examples/boston311/mapping.yaml')).close();
});

test('a replay of tables', () => {
  let replay = new Replay(promises('1h', 'billing'), { against: promises('20m', 'care'), zone: 'Europe/Rome' });
  const mapping = Mapping.parse(mappingText);
  // The later one first, in two pieces, and one without a time.
  const table = 'id,opened,replied,closed,text\nb,2026-03-20 12:00,,2026-03-20 12:10,hello\na,2026-0';
  assert.deepEqual(replay.addRows(mapping, table, { file: 't.csv', last: false }), []);
  assert.throws(() => replay.finish(), is(StateError));
  assert.throws(() => replay.play(), is(StateError));
  const left = replay.addRows(mapping, '3-20 11:00,2026-03-20 11:30,,refund\nc,soon,,,x\n');
  assert.deepEqual(left.map(({ code, file, line }) => [code, file, line]), [['bad_time', 't.csv', 4]]);
  assert.throws(() => replay.addRows(mapping, 'x'), is(StateError));
  assert.throws(() => replay.addJson('{}\n'), is(StateError));
  assert.deepEqual([replay.play(), replay.result], [0, null]);
  const result = replay.finish();
  assert.deepEqual([result.lines, result.events, result.leftOut, result.conversations], [3, 4, 1, 2]);
  // The refund is answered after 30 minutes: kept within an hour, not within 20 minutes. The other had none.
  assert.deepEqual([result.moved, result.firstResponseKeptBefore, result.firstResponseKeptAfter], [1, 1, 0]);
  assert.deepEqual([result.firstResponseBrokenBefore, result.firstResponseBrokenAfter], [0, 1]);
  assert.match(replay.render(), /a: billing > care/);
  const [moved] = JSON.parse(replay.render('json')).differences.conversations;
  assert.deepEqual([moved.conversation, moved.opened], ['a', '2026-03-20T10:00:00.000Z']);
  assert.throws(() => replay.play(), is(StateError));

  replay = new Replay(promises('1h', 'billing'));
  assert.throws(() => replay.addRows(mappingText, 'x'), is(TypeError, 'Mapping'));
  assert.throws(() => replay.addRows(mapping, 'x', { last: 1 }), is(TypeError, 'last'));
  assert.throws(() => replay.addRows(mapping, 'id,opend\n'), ({ findings }) => findings[0].code === 'unknown_name');
  mapping.close();
  assert.throws(() => new Replay(promises('1h', 'billing')).addRows(mapping, 'x'), is(ClosedError, 'Mapping'));
});
