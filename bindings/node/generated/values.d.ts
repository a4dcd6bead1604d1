// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
import type { Duration, Span } from '../index.d.ts';

export type Status =
  | 'ok'
  | 'repeated'
  | 'argument'
  | 'newer'
  | 'memory'
  | 'policy'
  | 'input'
  | 'limit'
  | 'io'
  | 'format'
  | 'version'
  | 'state'
  | 'time'
  | 'conflict'
  | 'not_found'
  | 'lease'
  | 'outcome_unknown'
  | 'forked'
  | 'internal';

export type Format =
  | 'text'
  | 'json'
  | 'openmetrics';

export type Severity =
  | 'note'
  | 'warning'
  | 'error';

export type PartKind =
  | 'department'
  | 'rule'
  | 'topic'
  | 'signal'
  | 'channel'
  | 'account'
  | 'reply'
  | 'fact'
  | 'band'
  | 'calendar'
  | 'sla'
  | 'agent'
  | 'group';

export type Field =
  | 'department'
  | 'agent'
  | 'engage'
  | 'priority'
  | 'band'
  | 'language'
  | 'intent'
  | 'stage'
  | 'sentiment'
  | 'visibility'
  | 'move_to'
  | 'reply'
  | 'sla'
  | 'first_response'
  | 'next_response'
  | 'resolution'
  | 'topics'
  | 'pii'
  | 'skills'
  | 'tags'
  | 'notify'
  | 'ask';

export type WordKind =
  | 'word'
  | 'emoji'
  | 'tag'
  | 'mention'
  | 'url'
  | 'email';

export type Change =
  | 'next_opening'
  | 'next_closing'
  | 'last_opening'
  | 'last_closing';

export type LocalTime =
  | 'unique'
  | 'repeated'
  | 'skipped';

export type EventType =
  | 'message'
  | 'agent'
  | 'accept'
  | 'decline'
  | 'start'
  | 'assign'
  | 'transfer'
  | 'release'
  | 'block'
  | 'wait'
  | 'resolve'
  | 'reopen'
  | 'abandon'
  | 'fact'
  | 'note'
  | 'advance'
  | 'consult_answer'
  | 'ask'
  | 'forget'
  | 'link'
  | 'unlink'
  | 'merge'
  | 'split'
  | 'answer_many'
  | 'rebalance';

export type Presence =
  | 'online'
  | 'away'
  | 'offline'
  | 'gone';

export type EffectType =
  | 'routed'
  | 'queued'
  | 'offered'
  | 'assigned'
  | 'unassigned'
  | 'blocked'
  | 'held'
  | 'waiting'
  | 'closed'
  | 'due'
  | 'due_soon'
  | 'breached'
  | 'paused'
  | 'widened'
  | 'escalated'
  | 'notify'
  | 'ask'
  | 'move_private'
  | 'suggest'
  | 'ignored'
  | 'presence'
  | 'overruled'
  | 'late'
  | 'consulted'
  | 'unapproved'
  | 'forgotten'
  | 'joined'
  | 'merged'
  | 'split'
  | 'answered'
  | 'unstaffed';

export type Clock =
  | 'first_response'
  | 'next_response'
  | 'resolution';

/** usher_finding, as usher.h explains it. */
export interface Finding {
  readonly severity: Severity | null;
  readonly line: number;
  readonly column: number;
  readonly code: string | null;
  readonly file: string | null;
  readonly path: string | null;
  readonly message: string | null;
  readonly hint: string | null;
}

/** usher_part, as usher.h explains it. */
export interface Part {
  readonly part: PartKind | null;
  readonly line: number;
  readonly column: number;
  readonly name: string | null;
  readonly file: string | null;
}

/** usher_test_summary, as usher.h explains it. */
export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly rules: number;
  readonly rulesMatched: number;
  readonly conditions: number;
  readonly conditionsSeenBoth: number;
}

/** usher_ask, as usher.h explains it. */
export interface Ask {
  readonly department: string | null;
  readonly within: Duration | null;
  readonly beforeReply: boolean;
}

/** usher_word, as usher.h explains it. */
export interface Word {
  readonly kind: WordKind | null;
  readonly text: string | null;
  readonly where: Span;
}

/** usher_personal_data, as usher.h explains it. */
export interface PersonalData {
  readonly kind: string | null;
  readonly where: Span;
  readonly counts: boolean;
}

/** usher_staff_figures, as usher.h explains it. */
export interface StaffFigures {
  readonly agents: number;
  readonly scheduled: number;
  readonly stable: boolean;
  readonly meets: boolean;
  readonly occupancy: number;
  readonly pWait: number;
  readonly meanWait: number;
  readonly meanWaitServed: number;
  readonly waitP50: number;
  readonly waitP90: number;
  readonly waitP95: number;
  readonly meanQueue: number;
  readonly serviceLevel: number;
  readonly abandoned: number;
  readonly blocked: number;
}

/** usher_staff_hour, as usher.h explains it. */
export interface StaffHour {
  readonly arrivals: number;
  readonly coveredHours: number;
  readonly perHour: number;
  readonly agents: number;
  readonly scheduled: number;
  readonly occupancy: number;
  readonly meanWait: number;
  readonly serviceLevel: number;
  readonly abandoned: number;
}

/** usher_effect, as usher.h explains it. */
export interface Effect {
  readonly n: number;
  readonly time: Date | null;
  readonly type: EffectType | null;
  readonly clock: Clock | null;
  readonly conversation: string | null;
  readonly agent: string | null;
  readonly department: string | null;
  readonly because: string | null;
  readonly what: string | null;
  readonly at: Date | null;
  readonly number: number;
  readonly byRule: boolean;
  readonly other: string | null;
  readonly text: string | null;
}

/** usher_event_result, as usher.h explains it. */
export interface EventResult {
  readonly status: Status;
  readonly late: boolean;
  readonly time: Date | null;
  readonly firstEffect: number;
  readonly effectCount: number;
}

/** usher_department, as usher.h explains it. */
export interface Department {
  readonly name: string | null;
  readonly open: boolean;
  readonly blocked: boolean;
  readonly queued: number;
  readonly offered: number;
  readonly assigned: number;
  readonly held: number;
  readonly overdue: number;
  readonly present: number;
  readonly oldest: Date | null;
}

/** usher_agent, as usher.h explains it. */
export interface Agent {
  readonly name: string | null;
  readonly presence: Presence | null;
  readonly present: boolean;
  readonly conversations: number;
  readonly waiting: number;
  readonly load: number;
  readonly capacity: number;
  readonly idleSince: Date | null;
  readonly departments: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
}

/** usher_conversation, as usher.h explains it. */
export interface Conversation {
  readonly number: number;
  readonly name: string | null;
  readonly place: string | null;
  readonly status: string | null;
  readonly department: string | null;
  readonly agent: string | null;
  readonly band: string | null;
  readonly account: string | null;
  readonly language: string | null;
  readonly sla: string | null;
  readonly reply: string | null;
  readonly skills: readonly string[];
  readonly tags: readonly string[];
  readonly priority: number;
  readonly engaged: boolean;
  readonly unanswered: boolean;
  readonly step: number;
  readonly messages: number;
  readonly transfers: number;
  readonly reopens: number;
  readonly breached: readonly Clock[];
  readonly created: Date | null;
  readonly waitingSince: Date | null;
  readonly until: Date | null;
  readonly firstResponse: Date | null;
  readonly nextResponse: Date | null;
  readonly resolution: Date | null;
  readonly questions: number;
  readonly heldAnswers: number;
  readonly asker: string | null;
  readonly mergedInto: string | null;
}

/** usher_scenario_info, as usher.h explains it. */
export interface ScenarioInfo {
  readonly name: string | null;
  readonly about: string | null;
  readonly seed: number | bigint;
  readonly policies: number;
  readonly replications: number;
  readonly runs: number;
  readonly from: Date | null;
  readonly until: Date | null;
}

/** usher_replay_summary, as usher.h explains it. */
export interface ReplaySummary {
  readonly lines: number;
  readonly events: number;
  readonly leftOut: number;
  readonly conversations: number;
  readonly moved: number;
  readonly changed: number;
  readonly refusedBefore: number;
  readonly refusedAfter: number;
  readonly ignoredBefore: number;
  readonly ignoredAfter: number;
  readonly firstResponseKeptBefore: number;
  readonly firstResponseKeptAfter: number;
  readonly firstResponseBrokenBefore: number;
  readonly firstResponseBrokenAfter: number;
  readonly resolutionKeptBefore: number;
  readonly resolutionKeptAfter: number;
  readonly resolutionBrokenBefore: number;
  readonly resolutionBrokenAfter: number;
}
