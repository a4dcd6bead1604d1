// SPDX-License-Identifier: BSL-1.0
// What is planned, simulated and played again: staffing, scenarios, replay.
import type { ReplaySummary, ScenarioInfo, StaffFigures, StaffHour } from './generated/values.d.ts';
import type { Duration, Event, Finding, Handle, Limits, Policy, Text, Time } from './index.d.ts';

export interface StaffWeekQuestion {
  /** the mean time that somebody works on one; else the mean of the recorded ones */
  handle?: Duration;
  /** after which a customer gives up, in the mean; else nobody does */
  patience?: Duration;
  /** who finds so many waiting is refused; 0: no bound. Not together with a patience */
  mostWaiting?: number;
  /** 0 to below 1: of all that arrive, those whom an agent has within `within` */
  share?: number;
  within?: Duration;
  /** at most */
  meanWait?: Duration;
  /** 0 to 1, of the agents' time */
  maxOccupancy?: number;
  /** 0 to 0.99: of paid time, in which nobody is at work */
  shrinkage?: number;
}

export interface StaffingQuestion extends StaffWeekQuestion {
  /** arrivals, above 0 */
  perHour: number;
  handle: Duration;
  /** 0: the fewest that meet the target */
  agents?: number;
}

/** How many people for which target (docs/staffing.md). */
export const staffing: {
  plan(question: StaffingQuestion): {
    readonly chosen: StaffFigures;
    readonly rows: readonly StaffFigures[];
    readonly text: string;
    readonly json: string;
  };
  erlangB(agents: number, offered: number): number;
  erlangC(agents: number, offered: number): number;
  /**
   * The mean wait in milliseconds of each class of customers, the first class first, nobody interrupted; Infinity for a class
   * that the agents cannot keep up with. `perHour` are the arrivals of each class, `handle` is the mean time of all.
   */
  priorityWaits(perHour: number[], handle: Duration, agents: number): number[];
};

export interface RowsForm {
  /** when each came */
  timeColumn: Text;
  /** how long each took: seconds, 0:01:30 or 1m30s; else it is not known */
  handleColumn?: Text;
  /** as '%m/%d/%Y %H:%M' (docs/replay.md); else RFC 3339, or local and without zone */
  timeFormat?: Text;
  /** one character of ASCII; else a comma */
  delimiter?: string;
  /** one character of ASCII, or '' where nothing quotes; else " */
  quote?: string;
  /** what findings call it; else 'rows' */
  file?: Text;
  /** false while more pieces follow */
  last?: boolean;
}

/**
 * When customers came, by the hour of the week as the wall clock of a zone shows it, and how many people each hour wants
 * (docs/staffing.md). No policy is needed.
 */
export class StaffWeek extends Handle {
  /** An IANA name, as 'Europe/Rome'; InputError for no zone. */
  constructor(zone: Text);
  /** One arrival, and how long it took if that is known. TimeError for a time outside 1970 to 2199. */
  add(time: Time, handle?: Duration | null): this;
  /**
   * Arrivals from rows of CSV and its like, of which the first names the columns; in pieces of any size, of which the
   * first says the form of all. Rows that make no sense are left out, and are findings with their lines. InputError when
   * the first row has not the columns or timeFormat is none, StateError behind the last piece.
   */
  addRows(rows: Text, form: RowsForm): Finding[];
  /**
   * Arrivals from events or lines of a journal, whole lines, in any number of calls: the first message of a customer in
   * each conversation. Lines that are no events are left out, and are findings.
   */
  addEvents(lines: Text, file?: Text): Finding[];
  /** How many arrivals were taken. */
  readonly taken: number;
  /** How many rows and lines made no sense. */
  readonly leftOut: number;
  /**
   * The fewest people of each hour that meet the target, for its mean number of arrivals over the days from the first
   * arrival to the last. May be called again, also when more came in. InputError for a value out of range, without a
   * target, or when nothing says how long one takes; LimitError for a target that no number of people reaches; StateError
   * when nothing has come in.
   */
  plan(question: StaffWeekQuestion): this;
  /**
   * An hour of the planned week: weekday from Monday as 0 to Sunday as 6, hour 0 to 23. Its meanWait is in milliseconds.
   * StateError before it is planned.
   */
  hour(weekday: number, hour: number): StaffHour;
  /** As a table of 24 lines, or as docs/schema/staff-week.schema.json has it. StateError before it is planned. */
  render(format?: 'text' | 'json'): string;
}

export interface ScenarioOptions {
  /** instead of the scenario's */
  seed?: number | bigint;
  /** instead of the scenario's, 1 to 10000 */
  replications?: number;
  limits?: Limits;
}

/** A scenario to be simulated (docs/scenarios.md). */
export class Scenario extends Handle {
  private constructor();
  /** With its policies and all that it names. PolicyError with all findings, IoError, LimitError. */
  static load(path: string, options?: ScenarioOptions): Scenario;
  /**
   * The same from texts in memory, by name: the scenario, which is the one of that name, and everything that it and its
   * policies name. PolicyError with all findings, IoError when it is none of the files, LimitError.
   */
  static parse(name: Text, files: Record<string, Text>, options?: ScenarioOptions): Scenario;
  readonly about: ScenarioInfo;
  run(told?: { progress?: (share: number) => void; rows?: (csv: string) => void }): this;
  results(format?: 'text' | 'json'): string;
  readonly passed: boolean;
}

export interface ReplayOptions {
  against?: Policy;
  seed?: number | bigint;
  /** an IANA name: whose clock the hours of the day go by */
  zone?: string;
  mostNamed?: number;
  limits?: Limits;
}

/** How rows of a table become events: which column is what, how times are written (docs/replay.md). */
export class Mapping extends Handle {
  private constructor();
  /** From a file of YAML. InputError with all findings, IoError, LimitError for more than 4 MiB. */
  static load(path: string): Mapping;
  /** The same from a text of YAML, which findings call `name`. InputError with all findings, LimitError. */
  static parse(text: Text, options?: { name?: Text }): Mapping;
}

/** Recorded events through a real desk, under one policy or under two side by side (docs/replay.md). */
export class Replay extends Handle {
  constructor(policy: Policy, options?: ReplayOptions);
  /**
   * Events or lines of a journal, whole lines, in any number of calls. Lines that are no events are left out, and are
   * findings. StateError when it is finished or rows were added.
   */
  addJson(lines: Text, file?: Text): Finding[];
  /**
   * Events; those that follow one another in a call with one time are one instant. InputError for one that is wrong in
   * itself: then none of the call is taken. StateError as above.
   */
  add(events: Event | Event[]): Finding[];
  /**
   * Rows of a table, each a conversation, in any order; in pieces of any size, `last` being false while more follow. The
   * mapping and the name are those of the first piece. Rows that make no sense are left out, and are findings with their
   * lines. InputError when the first row has not the columns of the mapping, StateError behind the last piece, when it is
   * finished or events were added.
   */
  addRows(mapping: Mapping, rows: Text, options?: { file?: Text; last?: boolean }): Finding[];
  /**
   * Plays a part of the rows behind the last piece, so that the caller can tell how far it is, and says how many of their
   * events are left; finish() plays what is left. StateError before the last piece and when it is finished.
   */
  play(): number;
  /** All is there: makes the result. StateError when it is finished or the last piece of rows is missing. */
  finish(): ReplaySummary;
  readonly result: ReplaySummary | null;
  render(format?: 'text' | 'json'): string;
}
