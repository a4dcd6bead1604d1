// SPDX-License-Identifier: BSL-1.0
// What the same work costs in Node: binding.mjs POLICY MESSAGES
//
// One message from an object and three fields read in a function, and as a decision that stays, which copies all fields;
// 20,000 messages in one call and a column of the result. Nanoseconds of the processor, the best of some rounds.
import { readFileSync } from 'node:fs';

import { Batch, Message, Policy } from '../../bindings/node/src/index.js';

const [calls, rounds, rows] = [50_000, 7, 20_000];

function best(call, count, work) {
  let least = Infinity;
  for (let round = 0; round < rounds; ++round) {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    least = Math.min(least, ((user + system) * 1000) / count);
  }
  console.log(JSON.stringify({ host: 'node', call, ns: Number(least.toFixed(1)) }));
}

const policy = Policy.load(process.argv[2]);
const texts = readFileSync(process.argv[3], 'utf8').trimEnd().split('\n');
const text = texts[1];
let read = 0;
const message = (words, id, tier) => new Message({ text: words, id, channel: 'instagram', facts: { 'customer.tier': tier } });
const sum = ({ department, priority, band }) => department.length + priority + band.length;

best('triage', calls, () => {
  for (let i = 0; i < calls; ++i) read += policy.triage(message(text, 'm-1', 'gold'), sum);
});
best('triage, a decision that stays', calls, () => {
  for (let i = 0; i < calls; ++i) read += sum(policy.triage(message(text, 'm-1', 'gold')));
});

const messages = Array.from({ length: rows }, (_, i) => message(texts[i % texts.length], `m-${i}`, i % 2 ? 'member' : 'gold'));
const batch = new Batch();
best('batch', rows, () => {
  read += batch.triage(policy, messages).column('department').length;
});
process.exitCode = read === 0 ? 1 : 0;
