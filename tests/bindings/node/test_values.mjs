// SPDX-License-Identifier: BSL-1.0
// The binding of Node: values of any kind, which a message as an object takes as one field by field does.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as usher from '../../../bindings/node/src/index.js';

const { AgentUpdate, Duration, Event, Message, Policy, Replay, staffing } = usher;
const policy = Policy.parse(`usher: 1
facts: {order.total: number, order.due: number}
sla: {fast: {first_response: 1h}}
departments: {care: {sla: fast}, billing: {}}
topics: {refund: {en: [~refund]}}
priority: {start: 40, add: [{when: {order.total: {at_least: 10}}, points: 5}]}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: billing}}
default: {department: care}
`);
const is = (Kind, part = '') => (error) => error instanceof Kind && error.message.includes(part);

test('texts in an object', () => {
  const texts = ['a refund \ud800', Buffer.from('a refund'), new Uint8Array(Buffer.from('a refund \xff', 'latin1')), '\udfff refund 🙂'];
  for (const text of texts) {
    assert.equal(policy.triage({ text }).department, 'billing');
    assert.equal(policy.triage(new Message({ text })).department, 'billing');
  }
  assert.deepEqual(policy.batch(texts.map((text) => ({ text }))).column('department'), texts.map(() => 'billing'));
});

test('times in an object', () => {
  const time = Date.parse('2026-03-20T09:00:00Z');
  const due = policy.triage({ text: 'hello', time: new Date(time) }).firstResponse;
  assert.deepEqual(policy.triage({ text: 'hello', time }).firstResponse, due);
  const desk = policy.desk({ keep: true });
  desk.apply({ type: 'message', conversation: 'c-1', time, message: { time, text: 'hello' }, due: time + 60000 });
  assert.deepEqual(desk.conversation('c-1').firstResponse, new Date(time + 60000));
  assert.equal(policy.triage({ text: 'x', facts: { 'order.total': 10, 'order.due': time } }).priority, 45); // a fact is none
  assert.throws(() => policy.triage({ text: 'x', time: new Date(Number.NaN) }), is(TypeError, 'time'));
  assert.throws(() => policy.triage({ text: 'x', time: 9e15 }), is(usher.InputError));
  assert.throws(() => policy.triage({ text: 'x', time: 1.5 }), is(usher.InputError));
});

test('whole numbers that do not fit', () => {
  const desk = policy.desk({ keep: true });
  const agent = (fields) => () => desk.apply(new Event('agent', { agent: 'sara', time: 0, agentUpdate: new AgentUpdate(fields) }));
  const always = policy.calendar('always');
  const high = 2 ** 32 + 3;
  for (const [call, Kind] of [
    [agent({ capacity: high }), RangeError],
    [agent({ capacity: -1 }), RangeError],
    [agent({ capacity: 3.5 }), TypeError],
    [agent({ capacity: '3' }), TypeError],
    [agent({ kinds: { email: high } }), RangeError],
    [() => desk.apply(new Event('message', { conversation: 'c', message: new Message('x'), priority: high })), RangeError],
    [() => policy.desk({ seed: -1 }), RangeError],
    [() => policy.desk({ seed: 1n << 64n }), RangeError],
    [() => new Replay(policy, { mostNamed: -1 }), RangeError],
    [() => always.workingDays(0, 1.5), TypeError],
    [() => always.workingDays(0, high), RangeError],
    [() => always.workingDays(0), TypeError],
    [() => desk.owed(-1), RangeError],
    [() => desk.owed(1.5), TypeError],
    [() => staffing.erlangB(high, 1), RangeError],
    [() => policy.triage(new Message('x')).because('tags', -1), RangeError],
    [() => policy.triage(new Message('x'), (reading) => reading.because('tags', 0.5)), TypeError],
  ]) assert.throws(call, is(Kind));
  assert.equal(agent({ capacity: 3n })().length, 0);
  assert.equal(desk.agent('sara').agents[0].capacity, 3);
  assert.ok(policy.desk({ seed: (1n << 64n) - 1n }));
});

test('what an error says', () => {
  const desk = policy.desk();
  desk.apply({ type: 'advance', time: 0 });
  assert.throws(() => desk.advance(1), is(usher.StateError, 'state: not now: a change waits'));
  assert.throws(() => policy.triage({ facts: { 'order.totla': 1 } }), is(usher.InputError, '(facts.order.totla) (did you mean'));
  assert.throws(() => Policy.load('/nowhere/policy.yaml'), is(usher.IoError, 'io: /nowhere/policy.yaml: there is no such file (name'));
});

test('lengths of time', () => {
  for (const [length, text] of [
    [Duration.minutes(90), '1h30m'], [Duration.days(2), '48h'], [new Duration(1500), '1.5s'], [new Duration(60_001), '1m0.001s'],
    [Duration.seconds(90), '1m30s'], [new Duration(0), '0s'],
  ]) assert.equal(String(length), text);
  for (const count of [Number.NaN, Infinity, 1e300, '5', 5n, null, undefined]) {
    for (const unit of ['seconds', 'minutes', 'hours', 'days']) assert.throws(() => Duration[unit](count), is(TypeError, 'a duration is'));
  }
});

test('within, in an object', () => {
  const ask = { type: 'ask', conversation: 'c-1', department: 'billing', time: 60_000 };
  const asked = [Duration.minutes(90), '1h30m'].map((within) => {
    const desk = policy.desk({ keep: true, journal: true });
    desk.apply({ type: 'message', conversation: 'c-1', time: 60_000 });
    return desk.apply({ ...ask, within }).journal;
  });
  assert.ok(asked[0].includes('"within":"1h30m"'));
  assert.equal(asked[0], asked[1]);
});

test('maps, and what else has no names', () => {
  const total = new Map([['order.total', 10]]);
  assert.equal(policy.triage(new Message({ text: 'x', facts: total })).priority, 45);
  assert.equal(policy.triage({ text: 'x', facts: total }).priority, 45);
  assert.deepEqual(policy.batch([{ text: 'x', facts: total }]).column('priority'), [45]);
  const late = Promise.resolve({ 'order.total': 10 });
  for (const facts of [new Set(['order.total']), Float64Array.of(10), late, [['order.total', 10]], [], 'order.total']) {
    assert.throws(() => policy.triage(new Message({ text: 'x', facts })), is(TypeError, 'facts is'));
    const isPlain = Array.isArray(facts) || typeof facts === 'string'; // which JSON has
    assert.throws(() => policy.triage({ text: 'x', facts }), is(isPlain ? usher.InputError : TypeError, 'facts'));
  }
  for (const tags of [new Set(['vip']), Float64Array.of(10), Promise.resolve(['vip'])]) {
    assert.throws(() => policy.triage(new Message({ text: 'x', tags })), is(TypeError, 'tags is'));
    assert.throws(() => policy.triage({ text: 'x', tags }), is(TypeError, 'tags is'));
  }
  for (const message of [new Map([['text', 'x']]), new Set(), Promise.resolve({ text: 'x' })]) {
    assert.throws(() => new Message(message), is(TypeError, 'a message is'));
    assert.throws(() => policy.triage(message), is(TypeError, 'a Message or an object'));
    assert.throws(() => new Event('message', message), is(TypeError, 'an event is'));
    assert.throws(() => new AgentUpdate(message), is(TypeError, 'an update of an agent is'));
  }
  assert.equal(policy.triage(new Message({ text: 'a refund' }), { limits: new Map([['text_bytes', 1]]) }).department, 'care');
  assert.throws(() => policy.triage(new Message({ text: 'x' }), { limits: new Set() }), is(TypeError, 'limits is'));
  const options = new Map([['lenient', true]]);
  for (const call of [() => policy.triage({ text: 'x' }, options), () => policy.batch([{ text: 'x' }], options), () => policy.desk(options)]) {
    assert.throws(call, is(TypeError, 'options is'));
  }
});
