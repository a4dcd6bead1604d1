// SPDX-License-Identifier: BSL-1.0
// Which department and person a customer's message goes to, how urgent it is, and what the answer must respect.
import type {
  Agent, Ask, Change, Clock, Conversation, Department, Effect, EventResult, EventType, Field, Finding, Format, LocalTime, Part,
  PartKind, PersonalData, Presence, Status, TestSummary, Word,
} from './generated/values.d.ts';

export type * from './generated/values.d.ts';

/** "0.1.0": of the library. */
export const version: string;

/** A Date, or milliseconds since 1970. */
export type Time = Date | number;
/** A text; bytes are read as UTF-8. */
export type Text = string | Uint8Array;
export type FactValue = string | number | boolean | Date | Duration | null | undefined;
export type Limits = Record<string, number | bigint> | Map<string, number | bigint>;

/** A length of time, for facts, where a plain number is a number. */
export class Duration {
  constructor(milliseconds: number);
  static milliseconds(count: number): Duration;
  static seconds(count: number): Duration;
  static minutes(count: number): Duration;
  static hours(count: number): Duration;
  static days(count: number): Duration;
  readonly milliseconds: number;
  valueOf(): number;
  toJSON(): number;
}

/** A place in a text: bytes [begin, end), and the code points of the same place. */
export interface Span {
  readonly begin: number;
  readonly end: number;
  readonly beginCodePoint: number;
  readonly endCodePoint: number;
}

/** Something of the library's: close() gives it back at once, and `using` does. */
export abstract class Handle {
  close(): void;
  readonly closed: boolean;
  [Symbol.dispose](): void;
}

export interface MessageFields {
  text?: Text | null;
  id?: Text | null;
  conversation?: Text | null;
  channel?: Text | null;
  account?: Text | null;
  visibility?: 'public' | 'private' | null;
  subject?: Text | null;
  /** ISO 639-1 */
  language?: Text | null;
  /** when it came */
  time?: Time | null;
  /** those that the conversation carries */
  tags?: Text[] | null;
  /** by their dotted names */
  facts?: Record<string, FactValue> | Map<string, FactValue> | null;
}

/** What a customer wrote, field by field. */
export interface Message extends MessageFields {}
export class Message {
  constructor(fields?: MessageFields | string);
}

/** A message as usher's JSON has it: docs/schema/message.schema.json. */
export type MessageObject = { readonly [key: string]: unknown };

export interface TriageOptions {
  /** what the policy does not know counts as missing and is reported */
  lenient?: boolean;
  /** look for the language even if no rule asks for it */
  language?: boolean;
  /** look for personal data even if no rule asks for it */
  personalData?: boolean;
  /** of objects and JSON: look for neither unless a rule asks */
  onlyNeeded?: boolean;
  /** of e-mails, look at quoted messages and signatures too */
  fullText?: boolean;
  /** the time of messages that have none */
  now?: Time;
  /** message_bytes, text_bytes, facts */
  limits?: Limits;
  /** keep what was found, for `findings`; costs a little */
  findings?: boolean;
}

export interface DecisionFields {
  readonly id: string | null;
  readonly department: string;
  readonly agent: string | null;
  /** false: recorded, not to be answered */
  readonly engage: boolean;
  /** 0 to 100 */
  readonly priority: number;
  readonly band: string;
  readonly language: string | null;
  readonly topics: readonly string[];
  readonly intent: string | null;
  readonly stage: string | null;
  /** -1 to 1 */
  readonly sentiment: number | null;
  /** kinds of personal data */
  readonly pii: readonly string[];
  readonly skills: readonly string[];
  readonly tags: readonly string[];
  /** as the answer must be */
  readonly visibility: 'public' | 'private' | null;
  /** the private channel, when a public message is to be answered in private */
  readonly moveTo: string | null;
  /** the SLA that a rule chose, else the department's; then when each promise of it is due */
  readonly sla: string | null;
  readonly firstResponse: Date | null;
  readonly nextResponse: Date | null;
  readonly resolution: Date | null;
  /** name of the suggested reply */
  readonly reply: string | null;
  readonly asks: readonly Ask[];
  readonly notify: readonly string[];
  /** SHA-256 of the policy's sources */
  readonly policy: string;
  readonly findings: readonly Finding[];
  /** The rule behind a field, or behind one item of a field of several; null when nothing set it. */
  because(field: Field, index?: number): string | null;
}

/** A decision about a message, as values. */
export class Decision implements DecisionFields {
  private constructor();
}
export interface Decision extends DecisionFields {}

/** A decision while it is in the library's hands: each field is read when it is asked for. */
export class Reading implements DecisionFields {
  private constructor();
  json(options?: { detail?: boolean }): string;
  explain(format?: 'text' | 'json'): string;
}
export interface Reading extends DecisionFields {}

export interface LoadOptions {
  limits?: Limits;
  /** of an image, look at every byte of it */
  verify?: boolean;
}

/** A loaded policy: it never changes, and may be used for as many messages as there are. */
export class Policy extends Handle {
  private constructor();
  /** From a file of YAML or a compiled image, or from the policy.yaml of a folder. */
  static load(path: string, options?: LoadOptions): Policy;
  /** From a text of YAML or the bytes of an image; `includes` is what `include` finds, by name. */
  static parse(text: Text, options?: LoadOptions & { name?: string; includes?: Record<string, Text> }): Policy;
  /** What was found while it was loaded. */
  readonly findings: readonly Finding[];
  readonly hash: string;
  /** The analysis: rules that can never act, what nothing uses, tests that fail. */
  check(): Finding[];
  dump(): string;
  /** The structure as a graph in the language DOT of Graphviz. */
  graph(): string;
  /** As an image that load() opens at once. */
  compile(): Uint8Array;
  statistics(sample?: Text, format?: 'text' | 'json'): string;
  compare(old: Policy, sample?: Text, format?: 'text' | 'json'): string;
  sharpen(sample: Text): Policy;
  test(files?: Record<string, Text>): TestRun;
  parts(kind: PartKind): Part[];
  /**
   * Decides about a Message, or about an object as usher's JSON has it. With a function, that is given a Reading, which
   * copies only what is read and holds until it returns.
   */
  triage(message: Message | MessageObject, options?: TriageOptions): Decision;
  triage<T>(message: Message | MessageObject, options: TriageOptions | undefined, use: (reading: Reading) => T): T;
  triage<T>(message: Message | MessageObject, use: (reading: Reading) => T): T;
  triageJson(json: Text, options?: TriageOptions): Decision;
  triageJson<T>(json: Text, options: TriageOptions | undefined, use: (reading: Reading) => T): T;
  triageJson<T>(json: Text, use: (reading: Reading) => T): T;
  /** The whole for and against. Treat it as a customer's data. */
  explain(message: Message | MessageObject, options?: TriageOptions & { format?: 'text' | 'json' }): string;
  batch(messages: Iterable<Message> | Iterable<MessageObject>, options?: TriageOptions): Batch;
  batchJson(lines: Text, options?: TriageOptions): Batch;
  /** What usher sees in a text. */
  read(text: Text, options?: { subject?: Text; email?: boolean }): TextSeen;
  calendar(name: string): Calendar;
  desk(options?: DeskOptions): Desk;
}

export class TestRun extends Handle {
  private constructor();
  readonly summary: TestSummary;
  text(format?: 'text' | 'json'): string;
}

export type Cell = string | number | boolean | Date | null;

/** Many messages, decided about in one call, field by field. */
export class Batch extends Handle {
  constructor();
  triage(policy: Policy, messages: Iterable<Message> | Iterable<MessageObject>, options?: TriageOptions): this;
  triageJson(policy: Policy, lines: Text, options?: TriageOptions): this;
  /** The line is the number of the row, from 1, or of the line of JSON. */
  readonly findings: readonly Finding[];
  readonly size: number;
  readonly statuses: Status[];
  /** A row that failed has null, or an empty array. */
  column(field: Field): Cell[] | Cell[][];
  because(field: Field): (string | null)[] | (string | null)[][];
}

export interface PhraseMatch {
  readonly phrase: string;
  readonly language: string | null;
  readonly where: Span;
  readonly parts: readonly Part[];
}

export interface TextSeen {
  readonly normalForm: string;
  readonly masked: string;
  readonly language: string | null;
  readonly languageConfidence: number;
  readonly illFormed: boolean;
  readonly words: readonly Word[];
  readonly matches: readonly PhraseMatch[];
  readonly personalData: readonly PersonalData[];
  readonly leftOut: readonly Span[];
}

export type Pauses = [Time, Time][];

/** Opening hours of a policy. Service time is the time that passes while a calendar is open. */
export class Calendar extends Handle {
  private constructor();
  readonly zone: string;
  /** seconds ahead of UTC */
  offset(time: Time): number;
  isOpen(time: Time): boolean;
  due(start: Time, service: Duration, pauses?: Pauses): Date;
  workingDays(start: Time, days: number): Duration;
  elapsed(from: Time, to: Time, pauses?: Pauses): Duration;
  start(due: Time, service: Duration): Date;
  /** null for one that never closes */
  change(time: Time, which: Change): Date | null;
}

/**
 * The instants at which the wall clock of a zone shows a time such as "2026-03-20T09:30", the first and the last of them. Of
 * a skipped one both are the first instant behind the gap. No policy is needed.
 */
export function zoneResolve(zone: string, local: string): { readonly kind: LocalTime; readonly first: Date; readonly last: Date };

export interface AgentUpdateFields {
  presence?: Presence;
  departments?: string[];
  /** the best first */
  skills?: string[];
  languages?: string[];
  accounts?: string[];
  kinds?: Record<string, number> | Map<string, number>;
  capacity?: number;
  worksOn?: number;
  shift?: string;
}
export interface AgentUpdate extends AgentUpdateFields {}
export class AgentUpdate {
  constructor(fields?: AgentUpdateFields);
}

export interface EventFields {
  conversation?: Text | null;
  time?: Time | null;
  /** the same again has effect once */
  id?: Text | null;
  message?: Message | null;
  agent?: Text | null;
  department?: Text | null;
  text?: Text | null;
  due?: Time | null;
  skills?: Text[] | null;
  preferAgent?: Text | null;
  agentUpdate?: AgentUpdate | null;
  priority?: number | null;
  customer?: Text | null;
  within?: Duration | null;
  other?: Text | null;
  topic?: Text | null;
  conversations?: Text[] | null;
  reply?: Text | null;
  until?: Time | null;
  fromStaff?: boolean;
  private?: boolean;
  resolves?: boolean;
  unblock?: boolean;
  force?: boolean;
  refused?: boolean;
  beforeReply?: boolean;
}
export interface Event extends EventFields {}
/** Something that happened, for a desk: docs/desk.md has all of them. */
export class Event {
  constructor(type: EventType, fields?: EventFields);
  readonly type: EventType;
}
/** An event as usher's JSON has it: docs/schema/event.schema.json. */
export type EventObject = { readonly type: string; readonly [key: string]: unknown };
export type Events = Event | EventObject | Event[] | EventObject[];

/** What came of events, in its order. render() and journal hold until the desk is told the next thing. */
export class Effects implements Iterable<Effect> {
  private constructor();
  /** every event was applied before */
  readonly repeated: boolean;
  readonly findings: readonly Finding[];
  readonly results: readonly EventResult[];
  readonly length: number;
  readonly all: readonly Effect[];
  at(index: number): Effect | undefined;
  [Symbol.iterator](): Iterator<Effect>;
  render(format?: 'text' | 'json'): string;
  readonly journal: string;
}

export interface View {
  readonly time: Date | null;
  readonly departments: readonly Department[];
  readonly agents: readonly Agent[];
  readonly conversations: readonly Conversation[];
}

export interface DeskOptions {
  /** of what is chosen at random */
  seed?: number | bigint;
  /** each change is kept at once */
  keep?: boolean;
  /** Effects.journal has the lines of a journal */
  journal?: boolean;
  limits?: Limits;
}

type As = { as: 'text' | 'json' };

/** Who has which conversation, who gets the next one, by when it is to be answered. It reads no clock. */
export class Desk extends Handle {
  private constructor();
  static open(policy: Policy, options?: DeskOptions): Desk;
  /** Goes on where the one of the snapshot was, with its policy and its seed. */
  static restore(snapshot: Uint8Array, options?: Omit<DeskOptions, 'seed'>): Desk;
  /** Whole or not at all; then commit() or abort(). */
  apply(events: Events): Effects;
  applyJson(lines: Text): Effects;
  advance(time: Time, options?: { force?: boolean }): Effects;
  /**
   * Applies, calls `store`, and keeps the change; if that throws or rejects, takes it back. A desk takes no other change
   * meanwhile, so with an async `store` let one follow the other.
   */
  change<T>(events: Events | string, store: (effects: Effects) => T): T;
  commit(): void;
  abort(): void;
  setPolicy(policy: Policy): Effects;
  /** Holds data of customers. */
  snapshot(): Uint8Array;
  readonly nextDue: Date | null;
  metrics(format?: Format, options?: { within?: Duration; shortWait?: Duration }): string;
  look(): View;
  look(options: As): string;
  conversation(name: Text): Conversation | null;
  agent(name: Text): View | null;
  agent(name: Text, options: As): string | null;
  /** who may take it, and what speaks against the others; null when there is no such conversation */
  candidates(conversation: Text, options?: As): string | null;
  queue(department: Text): View | null;
  queue(department: Text, options: As): string | null;
  owed(most?: number): View;
  owed(most: number, options: As): string;
  consultations(most?: number): View;
  consultations(most: number, options: As): string;
}

export * from './planning.js'; // planning.d.ts

/** A call that failed. */
export class UsherError extends Error {
  readonly status: Status;
  readonly findings: readonly Finding[];
}
export class ArgumentError extends UsherError {}
export class NewerError extends UsherError {}
export class MemoryError extends UsherError {}
export class PolicyError extends UsherError {}
export class InputError extends UsherError {}
export class LimitError extends UsherError {}
export class IoError extends UsherError {}
export class FormatError extends UsherError {}
export class VersionError extends UsherError {}
export class StateError extends UsherError {}
export class TimeError extends UsherError {}
export class ConflictError extends UsherError {}
export class NotFoundError extends UsherError {}
export class LeaseError extends UsherError {}
export class OutcomeUnknownError extends UsherError {}
export class ForkedError extends UsherError {}
export class InternalError extends UsherError {}
/** Something was used after close(). */
export class ClosedError extends Error {}
