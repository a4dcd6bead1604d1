// SPDX-License-Identifier: BSL-1.0
// The binding of Node: values of any kind, which a message as an object takes as one field by field does.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as usher from '../../../bindings/node/src/index.js';

const { Message, Policy } = usher;
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
