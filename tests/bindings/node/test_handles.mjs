// SPDX-License-Identifier: BSL-1.0
// The binding of Node: what is given to the library is what it takes it for, and stays as long as it is looked at.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import * as usher from '../../../bindings/node/src/index.js';

const { Batch, Calendar, ClosedError, Desk, Event, Message, Policy, Replay, Scenario } = usher;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const policy = Policy.load(join(root, 'examples/embed/policy.yaml'));
const is = (Kind, part = '') => (error) => error instanceof Kind && error.message.includes(part);

test('a handle of another kind is refused', () => {
  const desk = policy.desk();
  const replay = new Replay(policy);
  const wrong = [desk, new Batch(), undefined, null, 'policy', { pointer: policy.pointer }];
  for (const given of wrong) {
    assert.throws(() => policy.compare(given), is(TypeError, 'old is a Policy'));
    assert.throws(() => desk.setPolicy(given), is(TypeError, 'policy is a Policy'));
    assert.throws(() => Desk.open(given), is(TypeError, 'policy'));
    assert.throws(() => new Batch().triage(given, [new Message('x')]), is(TypeError, 'policy'));
    assert.throws(() => new Batch().triageJson(given, '{}'), is(TypeError, 'policy'));
    assert.throws(() => new Replay(given), is(TypeError, 'policy'));
    assert.throws(() => new Calendar(given, 'always'), is(TypeError, 'policy'));
    assert.throws(() => replay.addRows(given, 'a\n'), is(TypeError, 'mapping is a Mapping'));
  }
  assert.throws(() => new Replay(policy, { against: desk }), is(TypeError, 'against is a Policy, not Desk'));
  assert.throws(() => new Scenario('scenario.yaml'), is(TypeError, 'Scenario.load'));
  assert.throws(() => new usher.TestRun(policy.pointer), is(TypeError, 'policy.test'));
  assert.ok(new Replay(policy, { against: policy }));
});

test('a scenario is closed by what it tells', () => {
  const path = join(root, 'examples/scenarios/round-robin.yaml');
  for (const told of ['progress', 'rows']) {
    const scenario = Scenario.load(path, { replications: 2 });
    assert.throws(() => scenario.run({ rows() {}, [told]: () => scenario.close() }), is(ClosedError, 'Scenario'));
    assert.ok(scenario.closed);
    scenario.close();
  }
});

test('a change under way stands what is refused meanwhile', async () => {
  const desk = policy.desk({ journal: true });
  const event = (name) => new Event('message', { conversation: name, time: 1000, id: name, message: new Message('hello') });
  let stored = '';
  const first = desk.change(event('c-1'), async (effects) => {
    await pause(5);
    stored += effects.journal;
    return effects.render();
  });
  const refused = [() => desk.change(event('c-2'), assert.fail), () => desk.apply({ type: 'acept' }), () => desk.setPolicy(policy)];
  for (const call of refused) assert.throws(call, is(usher.UsherError));
  assert.match(await first, /c-1/);
  assert.equal(stored.trim().split('\n').length, 1);
  assert.deepEqual([desk.conversation('c-1').name, desk.conversation('c-2')], ['c-1', null]);
  const kept = desk.apply(event('c-3'));
  desk.commit();
  assert.throws(() => desk.apply({ type: 'acept' }), is(usher.InputError));
  assert.match(kept.journal, /c-3/);
  desk.apply(event('c-4'));
  assert.throws(() => kept.journal, is(ClosedError));
});

test('calendars of one name share what is behind them', () => {
  const mine = Policy.parse(`usher: 1
departments: {care: {}}
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-17:00"}}}
default: {department: care}
`);
  const name = 'office';
  const [one, other] = [mine.calendar(name), mine.calendar(Buffer.from(name))];
  one.close();
  one.close();
  assert.throws(() => one.zone, is(ClosedError, 'Calendar'));
  assert.equal(other.zone, mine.calendar(name).zone);
  assert.throws(() => mine.calendar('ofice'), is(usher.NotFoundError));
  assert.throws(() => mine.calendar(7), is(TypeError));
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 3000; ++i) mine.calendar(name).isOpen(i); // 80 kB each if each had its own
  assert.ok(process.memoryUsage().rss - before < 64e6);
  mine.close();
  assert.throws(() => mine.calendar(name), is(ClosedError, 'Policy'));
  assert.ok(other.zone.length > 0);
  other.close();
});
