// SPDX-License-Identifier: BSL-1.0
// Many calls, and how much memory they leave behind: node --expose-gc memory.mjs CALLS. Prints one line of JSON.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import {
  Duration, Event, InputError, Mapping, Message, Policy, Replay, Scenario, StaffWeek,
} from '../../../bindings/node/src/index.js';

const shop = fileURLToPath(new URL('../../../examples/embed/policy.yaml', import.meta.url));
const deskText = `usher: 1
departments: {care: {assign: {offer: 90s}}, billing: {}}
agents: {sara: {departments: [care]}, omid: {departments: [care, billing]}}
topics: {refund: {en: [~refund]}}
rules: [{name: refunds, when: {topic: refund}, then: {department: billing}}]
default: {department: care}
`;
const day = 'scenario: day\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand: {calls: {rate: 1/h}}\n';
const facts = { 'customer.tier': 'gold', 'order.open': true };
const policy = Policy.load(shop);
const desk = Policy.parse(deskText).desk({ keep: true });
let refused = 0;

async function resident() {
  for (let i = 0; i < 3; ++i) {
    globalThis.gc();
    await pause(5); // finalizers run behind a turn of the loop
  }
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}

function round(n) {
  const text = `I want a refund for 4111 1111 1111 1111, order ${n}`;
  switch (n % 10) {
    case 0: assert.equal(policy.triage(new Message({ text, facts })).department, 'billing'); break;
    case 1: assert.equal(policy.triage({ text, facts }).department, 'billing'); break;
    case 2:
      try {
        policy.triage(new Message({ text, account: `@nobody${n}` }));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refused += error.findings.length;
      }
      break;
    case 3: {
      const message = new Message(text);
      assert.equal(desk.apply(new Event('message', { conversation: `c-${n % 50}`, time: 1.7e12 + n, message })).results.length, 1);
      break;
    }
    default:
      policy.triage(new Message({ text, facts }), (reading) => {
        if (reading.department !== 'billing' || reading.tags[0] !== 'refund') throw new Error('another decision');
      });
  }
  if (n % 100 !== 99) return;
  const week = new StaffWeek('Europe/Rome');
  const form = { timeColumn: 'came', handleColumn: 'took' };
  refused += week.addRows('came,took\n2026-03-16 09:10,3m\nsoon,\n', form).length;
  assert.equal(week.plan({ share: 0.8, within: Duration.seconds(20) }).hour(0, 9).agents, 1);
  const replay = new Replay(policy);
  const mapping = Mapping.parse('mapping: 1\ncolumns: {opened: came, text: said}\n');
  refused += replay.addRows(mapping, `came,said\n2026-03-16,refund ${n}\nsoon,\n`).length;
  assert.equal(replay.finish().conversations, 1);
  const scenario = Scenario.parse('day.yaml', { 'day.yaml': day, 'policy.yaml': deskText });
  for (const each of [week, replay, mapping, scenario]) each.close();
  if (n % 1000 !== 999) return;
  assert.equal(policy.batch(Array(10).fill(new Message(text))).column('department').length, 10);
  desk.look();
  const other = Policy.load(shop);
  const its = other.desk();
  // One in ten is left to the garbage collector, which does not know how much they hold and takes its time.
  if (n % 10000 === 9999) return;
  its.close();
  other.close();
}

const calls = Number(process.argv[2] ?? 20000);
async function rounds(count) {
  for (let n = 0; n < count; ++n) {
    round(n);
    if (n % 1000 === 999) await pause(0);
  }
}
await rounds(calls / 2);
const before = await resident();
await rounds(calls);
const grown = (await resident()) - before;
console.log(JSON.stringify({ host: 'node', calls, refused, before_kib: before, grown_kib: grown }));
