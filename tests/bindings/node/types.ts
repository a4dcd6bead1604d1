// SPDX-License-Identifier: BSL-1.0
// What TypeScript has to accept, and with `ts-expect-error` what it has to refuse.
import {
  AgentUpdate, Batch, Desk, Duration, Event, InputError, Mapping, Message, Policy, Replay, Scenario, StaffWeek, UsherError,
  staffing,
} from 'usher';
import type { Conversation, DecisionFields, Effect, Finding, Reading, Status, View } from 'usher';

const policy: Policy = Policy.load('policy.yaml', { limits: { rules: 100 }, verify: true });
Policy.parse(new Uint8Array([117]), { name: 'a', includes: { b: 'c' } }).close();
const message = new Message({ text: 'refund', time: new Date(), facts: { a: 1, b: true, c: Duration.hours(1), d: null } });
const decision: DecisionFields = policy.triage(message, { lenient: true, now: 0 });
const department: string = decision.department;
const agent: string | null = decision.agent;
const within: Duration | null | undefined = decision.asks[0]?.within;
const due: Date | null = policy.triage({ text: 'a', customer: { tier: 'gold' } }).firstResponse;
const rule: string | null = decision.because('department');
const both: { department: string } = policy.triage(message, (reading: Reading) => ({ department: reading.department }));
policy.triage(message, { language: true }, (reading) => reading.explain('json'));
const batch: Batch = policy.batch([new Message('a')]);
const statuses: Status[] = batch.statuses;

const desk: Desk = policy.desk({ seed: 1n, journal: true });
const agentUpdate = new AgentUpdate({ presence: 'online', kinds: { email: 2 } });
const effects = desk.apply([new Event('message', { conversation: 'c', message }), new Event('agent', { agentUpdate })]);
const types: string[] = [...effects].map((effect: Effect) => effect.type ?? '');
const stored: Promise<number> = desk.change({ type: 'advance', time: new Date() }, async (made) => made.length);
const conversation: Conversation | null = desk.conversation('c');
const ruledOut: string | null = desk.candidates('c', { as: 'text' });
const view: View = desk.look();
const page: string = desk.look({ as: 'text' });
const queue: string | null = desk.queue('care', { as: 'json' });
const soon: Date | null = policy.calendar('office').change(Date.now(), 'next_closing');
const agents: number = staffing.plan({ perHour: 10, handle: Duration.minutes(5), share: 0.8 }).chosen.agents;
Scenario.load('a.yaml', { seed: 2 }).run({ progress: (share) => share.toFixed() }).results('json');
new Replay(policy, { against: policy, zone: 'Europe/Rome' }).finish().moved.toFixed();
const said: Finding[] = new Replay(policy).add([new Event('resolve', { conversation: 'c' })]);
const waits: number[] = staffing.priorityWaits([10, 20], Duration.minutes(5), 4);
const found: Finding[] = new Replay(policy).addRows(Mapping.parse('mapping: 1', { name: 'm' }), 'a,b', { last: false });
Scenario.parse('a.yaml', { 'a.yaml': 'scenario: a', 'b.csv': new Uint8Array() }, { replications: 2 }).results();
const week = new StaffWeek('UTC').add(new Date(), Duration.minutes(5)).plan({ share: 0.8, within: Duration.seconds(20) });
week.addRows('a', { timeColumn: 'a', quote: '', last: false }).push(...said, ...found);
const hour: number = week.hour(0, 9).meanWait + week.leftOut + Math.max(...waits);
policy[Symbol.dispose]();

try {
  policy.triageJson('{}');
} catch (error) {
  if (error instanceof InputError) error.findings.forEach((finding: Finding) => finding.hint?.length);
  if (error instanceof UsherError) error.status satisfies Status;
}

// @ts-expect-error a policy comes from load or parse
new Policy();
// @ts-expect-error a text is no number
new Message({ text: 1 });
// @ts-expect-error no such field
decision.because('departement');
// @ts-expect-error no such type
new Event('masage');
// @ts-expect-error a decision does not change
decision.department = 'care';
// @ts-expect-error there may be none
decision.agent.length;
// @ts-expect-error a length of time is a Duration
desk.metrics('json', { within: 60 });
// @ts-expect-error a week is planned for what came in
week.plan({ perHour: 10 });
// @ts-expect-error a table needs a mapping
new Replay(policy).addRows('mapping: 1', 'a,b');
// @ts-expect-error a mapping comes from load or parse
new Mapping();
// @ts-expect-error no such option
policy.triage(message, { lenint: true });

export { agent, agents, both, conversation, department, due, hour, page, queue, rule, ruledOut, soon, statuses, stored, types, view,
  within };
