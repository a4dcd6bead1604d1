// SPDX-License-Identifier: BSL-1.0
// The binding of Node: what is given to the library is what it takes it for, and stays as long as it is looked at.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import * as usher from '../../../bindings/node/src/index.js';

const { Batch, Calendar, ClosedError, Desk, Message, Policy, Replay, Scenario } = usher;
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
