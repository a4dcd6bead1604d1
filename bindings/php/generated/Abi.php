<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/**
 * @internal What the codec knows of structs: of those read [member, kind, enum, member that counts],
 * of those written member => [kind, enum, struct or type, member that counts, member and bit that say it holds].
 */
final class Abi
{
    public const ABI = 1;
    public const AGENT_ACCOUNTS = 8;
    public const AGENT_CAPACITY = 16;
    public const AGENT_DEPARTMENTS = 1;
    public const AGENT_LANGUAGES = 4;
    public const AGENT_SHIFT = 64;
    public const AGENT_SKILLS = 2;
    public const AGENT_WORKS_ON = 32;
    public const ARGUMENT = 10;
    public const CLOCK_FIRST_RESPONSE = 1;
    public const CLOCK_NEXT_RESPONSE = 2;
    public const CLOCK_RESOLUTION = 3;
    public const COLUMN_CODES = 1;
    public const COLUMN_INTEGERS = 2;
    public const COLUMN_NUMBERS = 3;
    public const CONFLICT = 21;
    public const DECISION_DETAIL = 1;
    public const DESK_JOURNAL = 2;
    public const DESK_KEEP = 1;
    public const EFFECT_ANSWERED = 30;
    public const EFFECT_ASK = 17;
    public const EFFECT_ASSIGNED = 4;
    public const EFFECT_BLOCKED = 6;
    public const EFFECT_BREACHED = 12;
    public const EFFECT_CLOSED = 9;
    public const EFFECT_CONSULTED = 24;
    public const EFFECT_DUE = 10;
    public const EFFECT_DUE_SOON = 11;
    public const EFFECT_ESCALATED = 15;
    public const EFFECT_FORGOTTEN = 26;
    public const EFFECT_HELD = 7;
    public const EFFECT_IGNORED = 20;
    public const EFFECT_JOINED = 27;
    public const EFFECT_LATE = 23;
    public const EFFECT_MERGED = 28;
    public const EFFECT_MOVE_PRIVATE = 18;
    public const EFFECT_NOTIFY = 16;
    public const EFFECT_OFFERED = 3;
    public const EFFECT_OVERRULED = 22;
    public const EFFECT_PAUSED = 13;
    public const EFFECT_PRESENCE = 21;
    public const EFFECT_QUEUED = 2;
    public const EFFECT_ROUTED = 1;
    public const EFFECT_SPLIT = 29;
    public const EFFECT_SUGGEST = 19;
    public const EFFECT_UNAPPROVED = 25;
    public const EFFECT_UNASSIGNED = 5;
    public const EFFECT_UNSTAFFED = 31;
    public const EFFECT_WAITING = 8;
    public const EFFECT_WIDENED = 14;
    public const EVENT_ABANDON = 13;
    public const EVENT_ACCEPT = 3;
    public const EVENT_ADVANCE = 16;
    public const EVENT_AGENT = 2;
    public const EVENT_ANSWER_MANY = 24;
    public const EVENT_ASK = 18;
    public const EVENT_ASSIGN = 6;
    public const EVENT_BEFORE_REPLY = 64;
    public const EVENT_BLOCK = 9;
    public const EVENT_CONSULT_ANSWER = 17;
    public const EVENT_DECLINE = 4;
    public const EVENT_FACT = 14;
    public const EVENT_FORCE = 16;
    public const EVENT_FORGET = 19;
    public const EVENT_FROM_STAFF = 1;
    public const EVENT_LINK = 20;
    public const EVENT_MERGE = 22;
    public const EVENT_MESSAGE = 1;
    public const EVENT_NOTE = 15;
    public const EVENT_PRIORITY = 4;
    public const EVENT_PRIVATE = 2;
    public const EVENT_REBALANCE = 25;
    public const EVENT_REFUSED = 32;
    public const EVENT_RELEASE = 8;
    public const EVENT_REOPEN = 12;
    public const EVENT_RESOLVE = 11;
    public const EVENT_RESOLVES = 128;
    public const EVENT_SPLIT = 23;
    public const EVENT_START = 5;
    public const EVENT_TRANSFER = 7;
    public const EVENT_UNBLOCK = 8;
    public const EVENT_UNLINK = 21;
    public const EVENT_WAIT = 10;
    public const FACT_DURATION = 5;
    public const FACT_FLAG = 3;
    public const FACT_NUMBER = 2;
    public const FACT_TEXT = 1;
    public const FACT_TIME = 4;
    public const FIELD_AGENT = 2;
    public const FIELD_ASK = 37;
    public const FIELD_BAND = 5;
    public const FIELD_DEPARTMENT = 1;
    public const FIELD_ENGAGE = 3;
    public const FIELD_FIRST_RESPONSE = 14;
    public const FIELD_INTENT = 7;
    public const FIELD_LANGUAGE = 6;
    public const FIELD_MOVE_TO = 11;
    public const FIELD_NEXT_RESPONSE = 15;
    public const FIELD_NOTIFY = 36;
    public const FIELD_PII = 33;
    public const FIELD_PRIORITY = 4;
    public const FIELD_REPLY = 12;
    public const FIELD_RESOLUTION = 16;
    public const FIELD_SENTIMENT = 9;
    public const FIELD_SKILLS = 34;
    public const FIELD_SLA = 13;
    public const FIELD_STAGE = 8;
    public const FIELD_TAGS = 35;
    public const FIELD_TOPICS = 32;
    public const FIELD_VISIBILITY = 10;
    public const FORKED = 25;
    public const FORMAT = 17;
    public const FORMAT_JSON = 1;
    public const FORMAT_OPENMETRICS = 2;
    public const FORMAT_TEXT = 0;
    public const INPUT = 14;
    public const INTERNAL = 26;
    public const IO = 16;
    public const LAST_CLOSING = 4;
    public const LAST_OPENING = 3;
    public const LEASE = 23;
    public const LIMIT = 15;
    public const LIST_CONSULTATIONS = 2;
    public const LIST_OWED = 1;
    public const LOAD_VERIFY = 1;
    public const LOCAL_REPEATED = 2;
    public const LOCAL_SKIPPED = 3;
    public const LOCAL_UNIQUE = 1;
    public const MEMORY = 12;
    public const NEWER = 11;
    public const NEXT_CLOSING = 2;
    public const NEXT_OPENING = 1;
    public const NOT_FOUND = 22;
    public const NO_TIME = -1;
    public const OK = 0;
    public const OUTCOME_UNKNOWN = 24;
    public const PART_ACCOUNT = 6;
    public const PART_AGENT = 12;
    public const PART_BAND = 9;
    public const PART_CALENDAR = 10;
    public const PART_CHANNEL = 5;
    public const PART_DEPARTMENT = 1;
    public const PART_FACT = 8;
    public const PART_GROUP = 13;
    public const PART_REPLY = 7;
    public const PART_RULE = 2;
    public const PART_SIGNAL = 4;
    public const PART_SLA = 11;
    public const PART_TOPIC = 3;
    public const POLICY = 13;
    public const PRESENCE_AWAY = 2;
    public const PRESENCE_GONE = 4;
    public const PRESENCE_OFFLINE = 3;
    public const PRESENCE_ONLINE = 1;
    public const QUOTE_NONE = -1;
    public const REPEATED = 1;
    public const SEVERITY_ERROR = 3;
    public const SEVERITY_NOTE = 1;
    public const SEVERITY_WARNING = 2;
    public const STATE = 19;
    public const TEXT_EMAIL = 1;
    public const TIME = 20;
    public const TRIAGE_FULL_TEXT = 32;
    public const TRIAGE_LANGUAGE = 2;
    public const TRIAGE_LENIENT = 1;
    public const TRIAGE_NOW = 16;
    public const TRIAGE_ONLY_NEEDED = 8;
    public const TRIAGE_PERSONAL_DATA = 4;
    public const VERSION = 18;
    public const WORD_EMAIL = 6;
    public const WORD_EMOJI = 2;
    public const WORD_MENTION = 4;
    public const WORD_TAG = 3;
    public const WORD_URL = 5;
    public const WORD_WORD = 1;

    /** What each failure says where nothing was found. */
    public const MEANINGS = [
        self::ARGUMENT => 'the call itself is wrong',
        self::NEWER => 'this needs a newer libusher than the one that is installed',
        self::MEMORY => 'there is not enough memory',
        self::POLICY => 'the policy has errors',
        self::INPUT => 'the message, event or file is wrong',
        self::LIMIT => 'it is larger than a limit allows',
        self::IO => 'a file could not be read',
        self::FORMAT => 'a file is damaged',
        self::VERSION => 'a file is of another version',
        self::STATE => 'not now: a change waits to be kept or taken back, there is no result yet, or the desk keeps no journal',
        self::TIME => 'the time is outside what is accepted, 1970 to 2199',
        self::CONFLICT => 'the same id had other content before',
        self::NOT_FOUND => 'there is no such thing',
        self::LEASE => 'another process has the lease',
        self::OUTCOME_UNKNOWN => 'it may have happened: repeat it with the same id',
        self::FORKED => 'it was opened before the fork',
        self::INTERNAL => 'a defect of usher',
    ];

    public const READ = [
        'usher_finding' => [
            ['severity', 'enum', Severity::class, ''],
            ['line', 'count', null, ''],
            ['column', 'count', null, ''],
            ['code', 'text', null, ''],
            ['file', 'text', null, ''],
            ['path', 'text', null, ''],
            ['message', 'text', null, ''],
            ['hint', 'text', null, ''],
        ],
        'usher_part' => [
            ['part', 'enum', PartKind::class, ''],
            ['line', 'count', null, ''],
            ['column', 'count', null, ''],
            ['name', 'text', null, ''],
            ['file', 'text', null, ''],
        ],
        'usher_test_summary' => [
            ['passed', 'count', null, ''],
            ['failed', 'count', null, ''],
            ['rules', 'count', null, ''],
            ['rules_matched', 'count', null, ''],
            ['conditions', 'count', null, ''],
            ['conditions_seen_both', 'count', null, ''],
        ],
        'usher_decision_values' => [
            ['id', 'text', null, ''],
            ['department', 'text', null, ''],
            ['agent', 'text', null, ''],
            ['band', 'text', null, ''],
            ['language', 'text', null, ''],
            ['intent', 'text', null, ''],
            ['stage', 'text', null, ''],
            ['visibility', 'text', null, ''],
            ['move_to', 'text', null, ''],
            ['reply', 'text', null, ''],
            ['policy', 'text', null, ''],
            ['sentiment', 'number', null, ''],
            ['priority', 'count', null, ''],
            ['engage', 'flag', null, ''],
            ['sla', 'text', null, ''],
            ['first_response', 'time', null, ''],
            ['next_response', 'time', null, ''],
            ['resolution', 'time', null, ''],
        ],
        'usher_ask' => [
            ['department', 'text', null, ''],
            ['within', 'duration', null, ''],
            ['before_reply', 'flag', null, ''],
        ],
        'usher_text_values' => [
            ['normal_form', 'text', null, ''],
            ['masked', 'text', null, ''],
            ['language', 'text', null, ''],
            ['language_confidence', 'number', null, ''],
            ['ill_formed', 'flag', null, ''],
        ],
        'usher_word' => [
            ['kind', 'enum', WordKind::class, ''],
            ['text', 'text', null, ''],
            ['where', 'span', null, ''],
        ],
        'usher_match' => [
            ['phrase', 'text', null, ''],
            ['language', 'text', null, ''],
            ['where', 'span', null, ''],
            ['part_count', 'count', null, ''],
        ],
        'usher_personal_data' => [
            ['kind', 'text', null, ''],
            ['where', 'span', null, ''],
            ['counts', 'flag', null, ''],
        ],
        'usher_staff_figures' => [
            ['agents', 'count', null, ''],
            ['scheduled', 'count', null, ''],
            ['stable', 'flag', null, ''],
            ['meets', 'flag', null, ''],
            ['occupancy', 'number', null, ''],
            ['p_wait', 'number', null, ''],
            ['mean_wait', 'number', null, ''],
            ['mean_wait_served', 'number', null, ''],
            ['wait_p50', 'number', null, ''],
            ['wait_p90', 'number', null, ''],
            ['wait_p95', 'number', null, ''],
            ['mean_queue', 'number', null, ''],
            ['service_level', 'number', null, ''],
            ['abandoned', 'number', null, ''],
            ['blocked', 'number', null, ''],
        ],
        'usher_staff_hour' => [
            ['arrivals', 'count', null, ''],
            ['covered_hours', 'number', null, ''],
            ['per_hour', 'number', null, ''],
            ['agents', 'count', null, ''],
            ['scheduled', 'count', null, ''],
            ['occupancy', 'number', null, ''],
            ['mean_wait', 'number', null, ''],
            ['service_level', 'number', null, ''],
            ['abandoned', 'number', null, ''],
        ],
        'usher_effect' => [
            ['n', 'count', null, ''],
            ['time', 'time', null, ''],
            ['type', 'enum', EffectType::class, ''],
            ['clock', 'enum', Clock::class, ''],
            ['conversation', 'text', null, ''],
            ['agent', 'text', null, ''],
            ['department', 'text', null, ''],
            ['because', 'text', null, ''],
            ['what', 'text', null, ''],
            ['at', 'time', null, ''],
            ['number', 'count', null, ''],
            ['by_rule', 'flag', null, ''],
            ['other', 'text', null, ''],
            ['text', 'text', null, ''],
        ],
        'usher_event_result' => [
            ['status', 'enum', Status::class, ''],
            ['late', 'flag', null, ''],
            ['time', 'time', null, ''],
            ['first_effect', 'count', null, ''],
            ['effect_count', 'count', null, ''],
        ],
        'usher_department' => [
            ['name', 'text', null, ''],
            ['open', 'flag', null, ''],
            ['blocked', 'flag', null, ''],
            ['queued', 'count', null, ''],
            ['offered', 'count', null, ''],
            ['assigned', 'count', null, ''],
            ['held', 'count', null, ''],
            ['overdue', 'count', null, ''],
            ['present', 'count', null, ''],
            ['oldest', 'time', null, ''],
        ],
        'usher_agent' => [
            ['name', 'text', null, ''],
            ['presence', 'enum', Presence::class, ''],
            ['present', 'flag', null, ''],
            ['conversations', 'count', null, ''],
            ['waiting', 'count', null, ''],
            ['load', 'count', null, ''],
            ['capacity', 'count', null, ''],
            ['idle_since', 'time', null, ''],
            ['departments', 'texts', null, 'department_count'],
            ['skills', 'texts', null, 'skill_count'],
            ['languages', 'texts', null, 'language_count'],
        ],
        'usher_conversation' => [
            ['number', 'count', null, ''],
            ['name', 'text', null, ''],
            ['place', 'text', null, ''],
            ['status', 'text', null, ''],
            ['department', 'text', null, ''],
            ['agent', 'text', null, ''],
            ['band', 'text', null, ''],
            ['account', 'text', null, ''],
            ['language', 'text', null, ''],
            ['sla', 'text', null, ''],
            ['reply', 'text', null, ''],
            ['skills', 'texts', null, 'skill_count'],
            ['tags', 'texts', null, 'tag_count'],
            ['priority', 'count', null, ''],
            ['engaged', 'flag', null, ''],
            ['unanswered', 'flag', null, ''],
            ['step', 'count', null, ''],
            ['messages', 'count', null, ''],
            ['transfers', 'count', null, ''],
            ['reopens', 'count', null, ''],
            ['breached', 'clocks', null, ''],
            ['created', 'time', null, ''],
            ['waiting_since', 'time', null, ''],
            ['until', 'time', null, ''],
            ['first_response', 'time', null, ''],
            ['next_response', 'time', null, ''],
            ['resolution', 'time', null, ''],
            ['questions', 'count', null, ''],
            ['held_answers', 'count', null, ''],
            ['asker', 'text', null, ''],
            ['merged_into', 'text', null, ''],
        ],
        'usher_scenario_info' => [
            ['name', 'text', null, ''],
            ['about', 'text', null, ''],
            ['seed', 'count', null, ''],
            ['policies', 'count', null, ''],
            ['replications', 'count', null, ''],
            ['runs', 'count', null, ''],
            ['from', 'time', null, ''],
            ['until', 'time', null, ''],
        ],
        'usher_replay_summary' => [
            ['lines', 'count', null, ''],
            ['events', 'count', null, ''],
            ['left_out', 'count', null, ''],
            ['conversations', 'count', null, ''],
            ['moved', 'count', null, ''],
            ['changed', 'count', null, ''],
            ['refused_before', 'count', null, ''],
            ['refused_after', 'count', null, ''],
            ['ignored_before', 'count', null, ''],
            ['ignored_after', 'count', null, ''],
            ['first_response_kept_before', 'count', null, ''],
            ['first_response_kept_after', 'count', null, ''],
            ['first_response_broken_before', 'count', null, ''],
            ['first_response_broken_after', 'count', null, ''],
            ['resolution_kept_before', 'count', null, ''],
            ['resolution_kept_after', 'count', null, ''],
            ['resolution_broken_before', 'count', null, ''],
            ['resolution_broken_after', 'count', null, ''],
        ],
    ];

    public const WRITTEN = [
        'usher_limit' => [
            'name' => ['name', 'text', '', '', '', 0],
            'value' => ['value', 'count', 'uint64_t', '', '', 0],
        ],
        'usher_source' => [
            'name' => ['name', 'text', '', '', '', 0],
            'text' => ['text', 'text', '', '', '', 0],
        ],
        'usher_load_options' => [
            'limits' => ['limits', 'limits', '', 'limit_count', '', 0],
            'includes' => ['includes', 'sources', '', 'include_count', '', 0],
            'verify' => ['flags', 'switch', '', '', '', 1],
        ],
        'usher_test_options' => [
            'files' => ['files', 'sources', '', 'file_count', '', 0],
        ],
        'usher_fact' => [
            'name' => ['name', 'text', '', '', '', 0],
            'type' => ['type', 'count', 'int32_t', '', '', 0],
            'integer' => ['integer', 'count', 'int64_t', '', '', 0],
            'number' => ['number', 'number', '', '', '', 0],
            'text' => ['text', 'text', '', '', '', 0],
        ],
        'usher_message' => [
            'id' => ['id', 'text', '', '', '', 0],
            'conversation' => ['conversation', 'text', '', '', '', 0],
            'channel' => ['channel', 'text', '', '', '', 0],
            'account' => ['account', 'text', '', '', '', 0],
            'visibility' => ['visibility', 'text', '', '', '', 0],
            'text' => ['text', 'text', '', '', '', 0],
            'subject' => ['subject', 'text', '', '', '', 0],
            'language' => ['language', 'text', '', '', '', 0],
            'tags' => ['tags', 'texts', '', 'tag_count', '', 0],
            'facts' => ['facts', 'facts', '', 'fact_count', '', 0],
            'time' => ['time', 'time', '', '', 'time_given', 1],
        ],
        'usher_triage_options' => [
            'now' => ['now', 'time', '', '', 'flags', 16],
            'limits' => ['limits', 'limits', '', 'limit_count', '', 0],
            'lenient' => ['flags', 'switch', '', '', '', 1],
            'language' => ['flags', 'switch', '', '', '', 2],
            'personalData' => ['flags', 'switch', '', '', '', 4],
            'onlyNeeded' => ['flags', 'switch', '', '', '', 8],
            'fullText' => ['flags', 'switch', '', '', '', 32],
        ],
        'usher_text_options' => [
            'subject' => ['subject', 'text', '', '', '', 0],
            'email' => ['flags', 'switch', '', '', '', 1],
        ],
        'usher_staff_demand' => [
            'perHour' => ['per_hour', 'number', '', '', '', 0],
            'handle' => ['handle', 'duration', '', '', '', 0],
            'patience' => ['patience', 'duration', '', '', '', 0],
            'mostWaiting' => ['most_waiting', 'count', 'uint32_t', '', '', 0],
        ],
        'usher_staff_target' => [
            'share' => ['share', 'number', '', '', '', 0],
            'within' => ['within', 'duration', '', '', '', 0],
            'meanWait' => ['mean_wait', 'duration', '', '', '', 0],
            'maxOccupancy' => ['max_occupancy', 'number', '', '', '', 0],
            'shrinkage' => ['shrinkage', 'number', '', '', '', 0],
        ],
        'usher_rows_form' => [
            'file' => ['file', 'text', '', '', '', 0],
            'timeColumn' => ['time_column', 'text', '', '', '', 0],
            'handleColumn' => ['handle_column', 'text', '', '', '', 0],
            'timeFormat' => ['time_format', 'text', '', '', '', 0],
            'delimiter' => ['delimiter', 'count', 'int32_t', '', '', 0],
            'quote' => ['quote', 'count', 'int32_t', '', '', 0],
        ],
        'usher_desk_options' => [
            'seed' => ['seed', 'count', 'uint64_t', '', '', 0],
            'limits' => ['limits', 'limits', '', 'limit_count', '', 0],
            'keep' => ['flags', 'switch', '', '', '', 1],
            'journal' => ['flags', 'switch', '', '', '', 2],
        ],
        'usher_kind_capacity' => [
            'kind' => ['kind', 'text', '', '', '', 0],
            'most' => ['most', 'count', 'uint32_t', '', '', 0],
        ],
        'usher_agent_update' => [
            'presence' => ['presence', 'enum', Presence::class, '', '', 0],
            'departments' => ['departments', 'texts', '', 'department_count', 'says', 1],
            'skills' => ['skills', 'texts', '', 'skill_count', 'says', 2],
            'languages' => ['languages', 'texts', '', 'language_count', 'says', 4],
            'accounts' => ['accounts', 'texts', '', 'account_count', 'says', 8],
            'kinds' => ['kinds', 'capacities', '', 'kind_count', '', 0],
            'capacity' => ['capacity', 'count', 'uint32_t', '', 'says', 16],
            'worksOn' => ['works_on', 'count', 'uint32_t', '', 'says', 32],
            'shift' => ['shift', 'text', '', '', 'says', 64],
        ],
        'usher_event' => [
            'type' => ['type', 'enum', EventType::class, '', '', 0],
            'time' => ['time', 'time', '', '', '', 0],
            'id' => ['id', 'text', '', '', '', 0],
            'conversation' => ['conversation', 'text', '', '', '', 0],
            'agent' => ['agent', 'text', '', '', '', 0],
            'department' => ['department', 'text', '', '', '', 0],
            'text' => ['text', 'text', '', '', '', 0],
            'message' => ['message', 'struct', 'usher_message', '', '', 0],
            'due' => ['due', 'time', '', '', '', 0],
            'skills' => ['skills', 'texts', '', 'skill_count', '', 0],
            'preferAgent' => ['prefer_agent', 'text', '', '', '', 0],
            'agentUpdate' => ['agent_update', 'struct', 'usher_agent_update', '', '', 0],
            'priority' => ['priority', 'count', 'int32_t', '', 'flags', 4],
            'customer' => ['customer', 'text', '', '', '', 0],
            'within' => ['within', 'duration', '', '', '', 0],
            'other' => ['other', 'text', '', '', '', 0],
            'topic' => ['topic', 'text', '', '', '', 0],
            'conversations' => ['conversations', 'texts', '', 'conversation_count', '', 0],
            'reply' => ['reply', 'text', '', '', '', 0],
            'until' => ['until', 'time', '', '', '', 0],
            'fromStaff' => ['flags', 'switch', '', '', '', 1],
            'private' => ['flags', 'switch', '', '', '', 2],
            'unblock' => ['flags', 'switch', '', '', '', 8],
            'force' => ['flags', 'switch', '', '', '', 16],
            'refused' => ['flags', 'switch', '', '', '', 32],
            'beforeReply' => ['flags', 'switch', '', '', '', 64],
            'resolves' => ['flags', 'switch', '', '', '', 128],
        ],
        'usher_metrics_options' => [
            'within' => ['within', 'duration', '', '', '', 0],
            'shortWait' => ['short_wait', 'duration', '', '', '', 0],
        ],
        'usher_scenario_options' => [
            'limits' => ['limits', 'limits', '', 'limit_count', '', 0],
            'seed' => ['seed', 'count', 'uint64_t', '', 'has_seed', 1],
            'replications' => ['replications', 'count', 'uint32_t', '', '', 0],
        ],
        'usher_replay_options' => [
            'limits' => ['limits', 'limits', '', 'limit_count', '', 0],
            'seed' => ['seed', 'count', 'uint64_t', '', '', 0],
            'zone' => ['zone', 'text', '', '', '', 0],
            'mostNamed' => ['most_named', 'count', 'uint32_t', '', '', 0],
        ],
    ];
}
