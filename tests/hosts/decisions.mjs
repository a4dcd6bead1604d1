// SPDX-License-Identifier: BSL-1.0
// Decides about each case of a file, and prints what its own typed accessors say: decisions.mjs CASES
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Policy } from '../../bindings/node/src/index.js';

const one = ['department', 'agent', 'engage', 'priority', 'sla', 'stage', 'visibility', 'reply'];

const told = (time) => time?.toISOString() ?? null;

function reasons(decision) {
  const made = {};
  for (const field of one) {
    const rule = decision.because(field);
    if (rule !== null) made[field] = rule;
  }
  const several = {
    skills: decision.skills, tags: decision.tags, notify: decision.notify, ask: decision.asks.map((ask) => ask.department),
  };
  for (const [field, items] of Object.entries(several)) {
    if (items.length === 0) continue;
    made[field] = Object.fromEntries(items.map((item, index) => [item, decision.because(field, index)]));
  }
  return made;
}

const all = (decision) => ({
  id: decision.id, department: decision.department, agent: decision.agent, engage: decision.engage,
  priority: decision.priority, band: decision.band, language: decision.language, topics: decision.topics,
  intent: decision.intent, stage: decision.stage, sentiment: decision.sentiment, pii: decision.pii,
  skills: decision.skills, tags: decision.tags, visibility: decision.visibility, move_to: decision.moveTo,
  sla: {
    first_response: told(decision.firstResponse), next_response: told(decision.nextResponse),
    resolution: told(decision.resolution),
  },
  reply: decision.reply, playbook: null, voice: null,
  ask: decision.asks.map((ask) => ({
    department: ask.department, within_ms: ask.within?.milliseconds ?? null, before_reply: ask.beforeReply,
  })),
  notify: decision.notify, surge: null, because: reasons(decision), policy: decision.policy,
});

const policies = new Map();
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  const { id, policy: path, message } = JSON.parse(line);
  if (!policies.has(path)) policies.set(path, Policy.load(path));
  const policy = policies.get(path);
  const fromValues = all(policy.triage(message));
  assert.deepEqual(fromValues, policy.triage(message, all), `${id}: a Decision and a Reading differ`);
  process.stdout.write(`${JSON.stringify({ id, decision: fromValues })}\n`);
}
