# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# made by bindings/abi/generate.py from usher.h; do not edit
module Usher
  # The C interface as usher.h has it.
  module Abi
    ABI = 1
    AGENT_ACCOUNTS = 8
    AGENT_CAPACITY = 16
    AGENT_DEPARTMENTS = 1
    AGENT_LANGUAGES = 4
    AGENT_SHIFT = 64
    AGENT_SKILLS = 2
    AGENT_WORKS_ON = 32
    ARGUMENT = 10
    CLOCK_FIRST_RESPONSE = 1
    CLOCK_NEXT_RESPONSE = 2
    CLOCK_RESOLUTION = 3
    COLUMN_CODES = 1
    COLUMN_INTEGERS = 2
    COLUMN_NUMBERS = 3
    CONFLICT = 21
    DECISION_DETAIL = 1
    DESK_JOURNAL = 2
    DESK_KEEP = 1
    EFFECT_ANSWERED = 30
    EFFECT_ASK = 17
    EFFECT_ASSIGNED = 4
    EFFECT_BLOCKED = 6
    EFFECT_BREACHED = 12
    EFFECT_CLOSED = 9
    EFFECT_CONSULTED = 24
    EFFECT_DUE = 10
    EFFECT_DUE_SOON = 11
    EFFECT_ESCALATED = 15
    EFFECT_FORGOTTEN = 26
    EFFECT_HELD = 7
    EFFECT_IGNORED = 20
    EFFECT_JOINED = 27
    EFFECT_LATE = 23
    EFFECT_MERGED = 28
    EFFECT_MOVE_PRIVATE = 18
    EFFECT_NOTIFY = 16
    EFFECT_OFFERED = 3
    EFFECT_OVERRULED = 22
    EFFECT_PAUSED = 13
    EFFECT_PRESENCE = 21
    EFFECT_QUEUED = 2
    EFFECT_ROUTED = 1
    EFFECT_SPLIT = 29
    EFFECT_SUGGEST = 19
    EFFECT_UNAPPROVED = 25
    EFFECT_UNASSIGNED = 5
    EFFECT_UNSTAFFED = 31
    EFFECT_WAITING = 8
    EFFECT_WIDENED = 14
    EVENT_ABANDON = 13
    EVENT_ACCEPT = 3
    EVENT_ADVANCE = 16
    EVENT_AGENT = 2
    EVENT_ANSWER_MANY = 24
    EVENT_ASK = 18
    EVENT_ASSIGN = 6
    EVENT_BEFORE_REPLY = 64
    EVENT_BLOCK = 9
    EVENT_CONSULT_ANSWER = 17
    EVENT_DECLINE = 4
    EVENT_FACT = 14
    EVENT_FORCE = 16
    EVENT_FORGET = 19
    EVENT_FROM_STAFF = 1
    EVENT_LINK = 20
    EVENT_MERGE = 22
    EVENT_MESSAGE = 1
    EVENT_NOTE = 15
    EVENT_PRIORITY = 4
    EVENT_PRIVATE = 2
    EVENT_REBALANCE = 25
    EVENT_REFUSED = 32
    EVENT_RELEASE = 8
    EVENT_REOPEN = 12
    EVENT_RESOLVE = 11
    EVENT_RESOLVES = 128
    EVENT_SPLIT = 23
    EVENT_START = 5
    EVENT_TRANSFER = 7
    EVENT_UNBLOCK = 8
    EVENT_UNLINK = 21
    EVENT_WAIT = 10
    FACT_DURATION = 5
    FACT_FLAG = 3
    FACT_NUMBER = 2
    FACT_TEXT = 1
    FACT_TIME = 4
    FIELD_AGENT = 2
    FIELD_ASK = 37
    FIELD_BAND = 5
    FIELD_DEPARTMENT = 1
    FIELD_ENGAGE = 3
    FIELD_FIRST_RESPONSE = 14
    FIELD_INTENT = 7
    FIELD_LANGUAGE = 6
    FIELD_MOVE_TO = 11
    FIELD_NEXT_RESPONSE = 15
    FIELD_NOTIFY = 36
    FIELD_PII = 33
    FIELD_PRIORITY = 4
    FIELD_REPLY = 12
    FIELD_RESOLUTION = 16
    FIELD_SENTIMENT = 9
    FIELD_SKILLS = 34
    FIELD_SLA = 13
    FIELD_STAGE = 8
    FIELD_TAGS = 35
    FIELD_TOPICS = 32
    FIELD_VISIBILITY = 10
    FORKED = 25
    FORMAT = 17
    FORMAT_JSON = 1
    FORMAT_OPENMETRICS = 2
    FORMAT_TEXT = 0
    INPUT = 14
    INTERNAL = 26
    IO = 16
    LAST_CLOSING = 4
    LAST_OPENING = 3
    LEASE = 23
    LIMIT = 15
    LIST_CONSULTATIONS = 2
    LIST_OWED = 1
    LOAD_VERIFY = 1
    LOCAL_REPEATED = 2
    LOCAL_SKIPPED = 3
    LOCAL_UNIQUE = 1
    MEMORY = 12
    NEWER = 11
    NEXT_CLOSING = 2
    NEXT_OPENING = 1
    NOT_FOUND = 22
    NO_TIME = -1
    OK = 0
    OUTCOME_UNKNOWN = 24
    PART_ACCOUNT = 6
    PART_AGENT = 12
    PART_BAND = 9
    PART_CALENDAR = 10
    PART_CHANNEL = 5
    PART_DEPARTMENT = 1
    PART_FACT = 8
    PART_GROUP = 13
    PART_REPLY = 7
    PART_RULE = 2
    PART_SIGNAL = 4
    PART_SLA = 11
    PART_TOPIC = 3
    POLICY = 13
    PRESENCE_AWAY = 2
    PRESENCE_GONE = 4
    PRESENCE_OFFLINE = 3
    PRESENCE_ONLINE = 1
    QUOTE_NONE = -1
    REPEATED = 1
    SEVERITY_ERROR = 3
    SEVERITY_NOTE = 1
    SEVERITY_WARNING = 2
    STATE = 19
    TEXT_EMAIL = 1
    TIME = 20
    TRIAGE_FULL_TEXT = 32
    TRIAGE_LANGUAGE = 2
    TRIAGE_LENIENT = 1
    TRIAGE_NOW = 16
    TRIAGE_ONLY_NEEDED = 8
    TRIAGE_PERSONAL_DATA = 4
    VERSION = 18
    WORD_EMAIL = 6
    WORD_EMOJI = 2
    WORD_MENTION = 4
    WORD_TAG = 3
    WORD_URL = 5
    WORD_WORD = 1

    # Words of each enumeration, and their numbers.
    NAMES = {
      status: {
        ok: 0,
        repeated: 1,
        argument: 10,
        newer: 11,
        memory: 12,
        policy: 13,
        input: 14,
        limit: 15,
        io: 16,
        format: 17,
        version: 18,
        state: 19,
        time: 20,
        conflict: 21,
        not_found: 22,
        lease: 23,
        outcome_unknown: 24,
        forked: 25,
        internal: 26
      }.freeze,
      format: {
        text: 0,
        json: 1,
        openmetrics: 2
      }.freeze,
      severity: {
        note: 1,
        warning: 2,
        error: 3
      }.freeze,
      part_kind: {
        department: 1,
        rule: 2,
        topic: 3,
        signal: 4,
        channel: 5,
        account: 6,
        reply: 7,
        fact: 8,
        band: 9,
        calendar: 10,
        sla: 11,
        agent: 12,
        group: 13
      }.freeze,
      field: {
        department: 1,
        agent: 2,
        engage: 3,
        priority: 4,
        band: 5,
        language: 6,
        intent: 7,
        stage: 8,
        sentiment: 9,
        visibility: 10,
        move_to: 11,
        reply: 12,
        sla: 13,
        first_response: 14,
        next_response: 15,
        resolution: 16,
        topics: 32,
        pii: 33,
        skills: 34,
        tags: 35,
        notify: 36,
        ask: 37
      }.freeze,
      word_kind: {
        word: 1,
        emoji: 2,
        tag: 3,
        mention: 4,
        url: 5,
        email: 6
      }.freeze,
      change: {
        next_opening: 1,
        next_closing: 2,
        last_opening: 3,
        last_closing: 4
      }.freeze,
      local_time: {
        unique: 1,
        repeated: 2,
        skipped: 3
      }.freeze,
      event_type: {
        message: 1,
        agent: 2,
        accept: 3,
        decline: 4,
        start: 5,
        assign: 6,
        transfer: 7,
        release: 8,
        block: 9,
        wait: 10,
        resolve: 11,
        reopen: 12,
        abandon: 13,
        fact: 14,
        note: 15,
        advance: 16,
        consult_answer: 17,
        ask: 18,
        forget: 19,
        link: 20,
        unlink: 21,
        merge: 22,
        split: 23,
        answer_many: 24,
        rebalance: 25
      }.freeze,
      presence: {
        online: 1,
        away: 2,
        offline: 3,
        gone: 4
      }.freeze,
      effect_type: {
        routed: 1,
        queued: 2,
        offered: 3,
        assigned: 4,
        unassigned: 5,
        blocked: 6,
        held: 7,
        waiting: 8,
        closed: 9,
        due: 10,
        due_soon: 11,
        breached: 12,
        paused: 13,
        widened: 14,
        escalated: 15,
        notify: 16,
        ask: 17,
        move_private: 18,
        suggest: 19,
        ignored: 20,
        presence: 21,
        overruled: 22,
        late: 23,
        consulted: 24,
        unapproved: 25,
        forgotten: 26,
        joined: 27,
        merged: 28,
        split: 29,
        answered: 30,
        unstaffed: 31
      }.freeze,
      clock: {
        first_response: 1,
        next_response: 2,
        resolution: 3
      }.freeze,
    }.freeze

    # What each failure says where nothing was found.
    MEANINGS = {
      argument: 'the call itself is wrong',
      newer: 'this needs a newer libusher than the one that is installed',
      memory: 'there is not enough memory',
      policy: 'the policy has errors',
      input: 'the message, event or file is wrong',
      limit: 'it is larger than a limit allows',
      io: 'a file could not be read',
      format: 'a file is damaged',
      version: 'a file is of another version',
      state: 'not now: a change waits to be kept or taken back, there is no result yet, or the desk keeps no journal',
      time: 'the time is outside what is accepted, 1970 to 2199',
      conflict: 'the same id had other content before',
      not_found: 'there is no such thing',
      lease: 'another process has the lease',
      outcome_unknown: 'it may have happened: repeat it with the same id',
      forked: 'it was opened before the fork',
      internal: 'a defect of usher'
    }.freeze

    # Structs that the library fills.
    READ = {
      usher_finding: {
        severity: { kind: :enum, at: 8, size: 4, names: :severity },
        line: { kind: :count, at: 12, size: 4 },
        column: { kind: :count, at: 16, size: 4 },
        code: { kind: :text, at: 24 },
        file: { kind: :text, at: 40 },
        path: { kind: :text, at: 56 },
        message: { kind: :text, at: 72 },
        hint: { kind: :text, at: 88 }
      }.freeze,
      usher_part: {
        part: { kind: :enum, at: 8, size: 4, names: :part_kind },
        line: { kind: :count, at: 12, size: 4 },
        column: { kind: :count, at: 16, size: 4 },
        name: { kind: :text, at: 24 },
        file: { kind: :text, at: 40 }
      }.freeze,
      usher_test_summary: {
        passed: { kind: :count, at: 8, size: 8 },
        failed: { kind: :count, at: 16, size: 8 },
        rules: { kind: :count, at: 24, size: 8 },
        rules_matched: { kind: :count, at: 32, size: 8 },
        conditions: { kind: :count, at: 40, size: 8 },
        conditions_seen_both: { kind: :count, at: 48, size: 8 }
      }.freeze,
      usher_decision_values: {
        id: { kind: :text, at: 8 },
        department: { kind: :text, at: 24 },
        agent: { kind: :text, at: 40 },
        band: { kind: :text, at: 56 },
        language: { kind: :text, at: 72 },
        intent: { kind: :text, at: 88 },
        stage: { kind: :text, at: 104 },
        visibility: { kind: :text, at: 120 },
        move_to: { kind: :text, at: 136 },
        reply: { kind: :text, at: 152 },
        policy: { kind: :text, at: 168 },
        sentiment: { kind: :number, at: 184 },
        priority: { kind: :count, at: 192, size: 4, signed: true },
        engage: { kind: :flag, at: 196, size: 4 },
        sla: { kind: :text, at: 200 },
        first_response: { kind: :time, at: 216 },
        next_response: { kind: :time, at: 224 },
        resolution: { kind: :time, at: 232 }
      }.freeze,
      usher_ask: {
        department: { kind: :text, at: 8 },
        within: { kind: :duration, at: 24 },
        before_reply: { kind: :flag, at: 32, size: 4 }
      }.freeze,
      usher_text_values: {
        normal_form: { kind: :text, at: 8 },
        masked: { kind: :text, at: 24 },
        language: { kind: :text, at: 40 },
        language_confidence: { kind: :number, at: 56 },
        ill_formed: { kind: :flag, at: 64, size: 4 }
      }.freeze,
      usher_word: {
        kind: { kind: :enum, at: 8, size: 4, names: :word_kind },
        text: { kind: :text, at: 16 },
        where: { kind: :span, at: 32 }
      }.freeze,
      usher_match: {
        phrase: { kind: :text, at: 8 },
        language: { kind: :text, at: 24 },
        where: { kind: :span, at: 40 },
        part_count: { kind: :count, at: 72, size: 8 }
      }.freeze,
      usher_personal_data: {
        kind: { kind: :text, at: 8 },
        where: { kind: :span, at: 24 },
        counts: { kind: :flag, at: 56, size: 4 }
      }.freeze,
      usher_staff_figures: {
        agents: { kind: :count, at: 8, size: 4 },
        scheduled: { kind: :count, at: 12, size: 4 },
        stable: { kind: :flag, at: 16, size: 4 },
        meets: { kind: :flag, at: 20, size: 4 },
        occupancy: { kind: :number, at: 24 },
        p_wait: { kind: :number, at: 32 },
        mean_wait: { kind: :number, at: 40 },
        mean_wait_served: { kind: :number, at: 48 },
        wait_p50: { kind: :number, at: 56 },
        wait_p90: { kind: :number, at: 64 },
        wait_p95: { kind: :number, at: 72 },
        mean_queue: { kind: :number, at: 80 },
        service_level: { kind: :number, at: 88 },
        abandoned: { kind: :number, at: 96 },
        blocked: { kind: :number, at: 104 }
      }.freeze,
      usher_staff_hour: {
        arrivals: { kind: :count, at: 8, size: 8 },
        covered_hours: { kind: :number, at: 16 },
        per_hour: { kind: :number, at: 24 },
        agents: { kind: :count, at: 32, size: 4 },
        scheduled: { kind: :count, at: 36, size: 4 },
        occupancy: { kind: :number, at: 40 },
        mean_wait: { kind: :number, at: 48 },
        service_level: { kind: :number, at: 56 },
        abandoned: { kind: :number, at: 64 }
      }.freeze,
      usher_effect: {
        n: { kind: :count, at: 8, size: 8 },
        time: { kind: :time, at: 16 },
        type: { kind: :enum, at: 24, size: 4, names: :effect_type },
        clock: { kind: :enum, at: 28, size: 4, names: :clock },
        conversation: { kind: :text, at: 32 },
        agent: { kind: :text, at: 48 },
        department: { kind: :text, at: 64 },
        because: { kind: :text, at: 80 },
        what: { kind: :text, at: 96 },
        at: { kind: :time, at: 112 },
        number: { kind: :count, at: 120, size: 4 },
        by_rule: { kind: :flag, at: 124, size: 4 },
        other: { kind: :text, at: 128 },
        text: { kind: :text, at: 144 }
      }.freeze,
      usher_event_result: {
        status: { kind: :enum, at: 8, size: 4, names: :status },
        late: { kind: :flag, at: 12, size: 4 },
        time: { kind: :time, at: 16 },
        first_effect: { kind: :count, at: 24, size: 8 },
        effect_count: { kind: :count, at: 32, size: 8 }
      }.freeze,
      usher_department: {
        name: { kind: :text, at: 8 },
        open: { kind: :flag, at: 24, size: 4 },
        blocked: { kind: :flag, at: 28, size: 4 },
        queued: { kind: :count, at: 32, size: 4 },
        offered: { kind: :count, at: 36, size: 4 },
        assigned: { kind: :count, at: 40, size: 4 },
        held: { kind: :count, at: 44, size: 4 },
        overdue: { kind: :count, at: 48, size: 4 },
        present: { kind: :count, at: 52, size: 4 },
        oldest: { kind: :time, at: 56 }
      }.freeze,
      usher_agent: {
        name: { kind: :text, at: 8 },
        presence: { kind: :enum, at: 24, size: 4, names: :presence },
        present: { kind: :flag, at: 28, size: 4 },
        conversations: { kind: :count, at: 32, size: 4 },
        waiting: { kind: :count, at: 36, size: 4 },
        load: { kind: :count, at: 40, size: 4 },
        capacity: { kind: :count, at: 44, size: 4 },
        idle_since: { kind: :time, at: 48 },
        departments: { kind: :texts, at: 56, count_at: 64 },
        skills: { kind: :texts, at: 72, count_at: 80 },
        languages: { kind: :texts, at: 88, count_at: 96 }
      }.freeze,
      usher_conversation: {
        number: { kind: :count, at: 8, size: 8 },
        name: { kind: :text, at: 16 },
        place: { kind: :text, at: 32 },
        status: { kind: :text, at: 48 },
        department: { kind: :text, at: 64 },
        agent: { kind: :text, at: 80 },
        band: { kind: :text, at: 96 },
        account: { kind: :text, at: 112 },
        language: { kind: :text, at: 128 },
        sla: { kind: :text, at: 144 },
        reply: { kind: :text, at: 160 },
        skills: { kind: :texts, at: 176, count_at: 184 },
        tags: { kind: :texts, at: 192, count_at: 200 },
        priority: { kind: :count, at: 208, size: 4, signed: true },
        engaged: { kind: :flag, at: 212, size: 4 },
        unanswered: { kind: :flag, at: 216, size: 4 },
        step: { kind: :count, at: 220, size: 4 },
        messages: { kind: :count, at: 224, size: 4 },
        transfers: { kind: :count, at: 228, size: 4 },
        reopens: { kind: :count, at: 232, size: 4 },
        breached: { kind: :clocks, at: 236, size: 4 },
        created: { kind: :time, at: 240 },
        waiting_since: { kind: :time, at: 248 },
        until: { kind: :time, at: 256 },
        first_response: { kind: :time, at: 264 },
        next_response: { kind: :time, at: 272 },
        resolution: { kind: :time, at: 280 },
        questions: { kind: :count, at: 288, size: 4 },
        held_answers: { kind: :count, at: 292, size: 4 },
        asker: { kind: :text, at: 296 },
        merged_into: { kind: :text, at: 312 }
      }.freeze,
      usher_scenario_info: {
        name: { kind: :text, at: 8 },
        about: { kind: :text, at: 24 },
        seed: { kind: :count, at: 40, size: 8 },
        policies: { kind: :count, at: 48, size: 8 },
        replications: { kind: :count, at: 56, size: 8 },
        runs: { kind: :count, at: 64, size: 8 },
        from: { kind: :time, at: 72 },
        until: { kind: :time, at: 80 }
      }.freeze,
      usher_replay_summary: {
        lines: { kind: :count, at: 8, size: 8 },
        events: { kind: :count, at: 16, size: 8 },
        left_out: { kind: :count, at: 24, size: 8 },
        conversations: { kind: :count, at: 32, size: 8 },
        moved: { kind: :count, at: 40, size: 8 },
        changed: { kind: :count, at: 48, size: 8 },
        refused_before: { kind: :count, at: 56, size: 8 },
        refused_after: { kind: :count, at: 64, size: 8 },
        ignored_before: { kind: :count, at: 72, size: 8 },
        ignored_after: { kind: :count, at: 80, size: 8 },
        first_response_kept_before: { kind: :count, at: 88, size: 8 },
        first_response_kept_after: { kind: :count, at: 96, size: 8 },
        first_response_broken_before: { kind: :count, at: 104, size: 8 },
        first_response_broken_after: { kind: :count, at: 112, size: 8 },
        resolution_kept_before: { kind: :count, at: 120, size: 8 },
        resolution_kept_after: { kind: :count, at: 128, size: 8 },
        resolution_broken_before: { kind: :count, at: 136, size: 8 },
        resolution_broken_after: { kind: :count, at: 144, size: 8 }
      }.freeze,
    }.freeze

    # Structs that the caller fills.
    WRITTEN = {
      usher_limit: {
        name: { kind: :text, at: 8 },
        value: { kind: :count, at: 24, size: 8 }
      }.freeze,
      usher_source: {
        name: { kind: :text, at: 8 },
        text: { kind: :text, at: 24 }
      }.freeze,
      usher_load_options: {
        limits: { kind: :limits, at: 8, count_at: 16 },
        includes: { kind: :sources, at: 24, count_at: 32 },
        verify: { kind: :switch, at: 40, bit: 1 }
      }.freeze,
      usher_test_options: {
        files: { kind: :sources, at: 8, count_at: 16 }
      }.freeze,
      usher_fact: {
        name: { kind: :text, at: 8 },
        type: { kind: :count, at: 24, size: 4, signed: true },
        integer: { kind: :count, at: 32, size: 8, signed: true },
        number: { kind: :number, at: 40 },
        text: { kind: :text, at: 48 }
      }.freeze,
      usher_message: {
        id: { kind: :text, at: 8 },
        conversation: { kind: :text, at: 24 },
        channel: { kind: :text, at: 40 },
        account: { kind: :text, at: 56 },
        visibility: { kind: :text, at: 72 },
        text: { kind: :text, at: 88 },
        subject: { kind: :text, at: 104 },
        language: { kind: :text, at: 120 },
        tags: { kind: :texts, at: 136, count_at: 144 },
        facts: { kind: :facts, at: 152, count_at: 160 },
        time: { kind: :time, at: 168, implies_at: 176, implies: 1 }
      }.freeze,
      usher_triage_options: {
        now: { kind: :time, at: 16, implies_at: 8, implies: 16 },
        limits: { kind: :limits, at: 24, count_at: 32 },
        lenient: { kind: :switch, at: 8, bit: 1 },
        language: { kind: :switch, at: 8, bit: 2 },
        personal_data: { kind: :switch, at: 8, bit: 4 },
        only_needed: { kind: :switch, at: 8, bit: 8 },
        full_text: { kind: :switch, at: 8, bit: 32 }
      }.freeze,
      usher_text_options: {
        subject: { kind: :text, at: 16 },
        email: { kind: :switch, at: 8, bit: 1 }
      }.freeze,
      usher_staff_demand: {
        per_hour: { kind: :number, at: 8 },
        handle: { kind: :duration, at: 16 },
        patience: { kind: :duration, at: 24 },
        most_waiting: { kind: :count, at: 32, size: 4 }
      }.freeze,
      usher_staff_target: {
        share: { kind: :number, at: 8 },
        within: { kind: :duration, at: 16 },
        mean_wait: { kind: :duration, at: 24 },
        max_occupancy: { kind: :number, at: 32 },
        shrinkage: { kind: :number, at: 40 }
      }.freeze,
      usher_rows_form: {
        file: { kind: :text, at: 8 },
        time_column: { kind: :text, at: 24 },
        handle_column: { kind: :text, at: 40 },
        time_format: { kind: :text, at: 56 },
        delimiter: { kind: :count, at: 72, size: 4, signed: true },
        quote: { kind: :count, at: 76, size: 4, signed: true }
      }.freeze,
      usher_desk_options: {
        seed: { kind: :count, at: 8, size: 8 },
        limits: { kind: :limits, at: 16, count_at: 24 },
        keep: { kind: :switch, at: 32, bit: 1 },
        journal: { kind: :switch, at: 32, bit: 2 }
      }.freeze,
      usher_kind_capacity: {
        kind: { kind: :text, at: 8 },
        most: { kind: :count, at: 24, size: 4 }
      }.freeze,
      usher_agent_update: {
        presence: { kind: :enum, at: 12, size: 4, names: :presence },
        departments: { kind: :texts, at: 16, count_at: 24, implies_at: 8, implies: 1 },
        skills: { kind: :texts, at: 32, count_at: 40, implies_at: 8, implies: 2 },
        languages: { kind: :texts, at: 48, count_at: 56, implies_at: 8, implies: 4 },
        accounts: { kind: :texts, at: 64, count_at: 72, implies_at: 8, implies: 8 },
        kinds: { kind: :capacities, at: 80, count_at: 88 },
        capacity: { kind: :count, at: 96, size: 4, implies_at: 8, implies: 16 },
        works_on: { kind: :count, at: 100, size: 4, implies_at: 8, implies: 32 },
        shift: { kind: :text, at: 104, implies_at: 8, implies: 64 }
      }.freeze,
      usher_event: {
        type: { kind: :enum, at: 8, size: 4, names: :event_type },
        time: { kind: :time, at: 16 },
        id: { kind: :text, at: 24 },
        conversation: { kind: :text, at: 40 },
        agent: { kind: :text, at: 56 },
        department: { kind: :text, at: 72 },
        text: { kind: :text, at: 88 },
        message: { kind: :struct, at: 104, struct: :usher_message },
        due: { kind: :time, at: 112 },
        skills: { kind: :texts, at: 120, count_at: 128 },
        prefer_agent: { kind: :text, at: 136 },
        agent_update: { kind: :struct, at: 152, struct: :usher_agent_update },
        priority: { kind: :count, at: 160, size: 4, signed: true, implies_at: 12, implies: 4 },
        customer: { kind: :text, at: 168 },
        within: { kind: :duration, at: 184 },
        other: { kind: :text, at: 192 },
        topic: { kind: :text, at: 208 },
        conversations: { kind: :texts, at: 224, count_at: 232 },
        reply: { kind: :text, at: 240 },
        until: { kind: :time, at: 256 },
        from_staff: { kind: :switch, at: 12, bit: 1 },
        private: { kind: :switch, at: 12, bit: 2 },
        unblock: { kind: :switch, at: 12, bit: 8 },
        force: { kind: :switch, at: 12, bit: 16 },
        refused: { kind: :switch, at: 12, bit: 32 },
        before_reply: { kind: :switch, at: 12, bit: 64 },
        resolves: { kind: :switch, at: 12, bit: 128 }
      }.freeze,
      usher_metrics_options: {
        within: { kind: :duration, at: 8 },
        short_wait: { kind: :duration, at: 16 }
      }.freeze,
      usher_scenario_options: {
        limits: { kind: :limits, at: 8, count_at: 16 },
        seed: { kind: :count, at: 24, size: 8, implies_at: 32, implies: 1 },
        replications: { kind: :count, at: 36, size: 4 }
      }.freeze,
      usher_replay_options: {
        limits: { kind: :limits, at: 8, count_at: 16 },
        seed: { kind: :count, at: 24, size: 8 },
        zone: { kind: :text, at: 32 },
        most_named: { kind: :count, at: 48, size: 4 }
      }.freeze,
    }.freeze

    # Bytes of each struct.
    SIZES = {
      usher_str: 16,
      usher_source: 40,
      usher_limit: 32,
      usher_finding: 104,
      usher_load_options: 48,
      usher_part: 56,
      usher_test_options: 24,
      usher_test_summary: 56,
      usher_fact: 64,
      usher_message: 184,
      usher_triage_options: 40,
      usher_decision_values: 240,
      usher_ask: 40,
      usher_column: 80,
      usher_text_options: 32,
      usher_span: 32,
      usher_text_values: 72,
      usher_word: 64,
      usher_match: 80,
      usher_personal_data: 64,
      usher_pause: 16,
      usher_staff_demand: 40,
      usher_staff_target: 48,
      usher_staff_figures: 112,
      usher_rows_form: 80,
      usher_staff_hour: 72,
      usher_desk_options: 40,
      usher_kind_capacity: 32,
      usher_agent_update: 120,
      usher_event: 264,
      usher_metrics_options: 24,
      usher_effect: 160,
      usher_event_result: 40,
      usher_department: 64,
      usher_agent: 104,
      usher_conversation: 328,
      usher_scenario_options: 48,
      usher_scenario_info: 88,
      usher_replay_options: 56,
      usher_replay_summary: 152
    }.freeze

    # Where the members of a usher_column stand.
    COLUMN = {
      struct_size: 0,
      field: 8,
      type: 12,
      rows: 16,
      values: 24,
      codes: 32,
      integers: 40,
      numbers: 48,
      offsets: 56,
      dictionary: 64,
      dictionary_size: 72
    }.freeze

    # Name, parameters and result of each function.
    FUNCTIONS = lambda do
      [
        [:usher_abi, [], :uint32],
        [:usher_version, [], :string],
        [:usher_status_name, [:int32], :string],
        [:usher_report_count, [:pointer], :size_t],
        [:usher_report_count_of, [:pointer, :int32], :size_t],
        [:usher_report_finding, [:pointer, :size_t], :pointer],
        [:usher_report_text, [:pointer, :int32, :pointer], :int32],
        [:usher_report_destroy, [:pointer], :void],
        [:usher_document_text, [:pointer, :pointer], :int32],
        [:usher_document_destroy, [:pointer], :void],
        [:usher_policy_load, [:string, :pointer, :pointer, :pointer], :int32],
        [:usher_policy_load_memory, [Str.by_value, Str.by_value, :pointer, :pointer, :pointer], :int32],
        [:usher_policy_share, [:pointer, :pointer], :int32],
        [:usher_policy_destroy, [:pointer], :void],
        [:usher_policy_hash, [:pointer, :pointer], :int32],
        [:usher_policy_check, [:pointer, :pointer], :int32],
        [:usher_policy_dump, [:pointer, :pointer, :pointer], :int32],
        [:usher_policy_graph, [:pointer, :pointer, :pointer], :int32],
        [:usher_policy_compile, [:pointer, :pointer, :pointer], :int32],
        [:usher_policy_statistics, [:pointer, Str.by_value, :int32, :pointer, :pointer], :int32],
        [:usher_policy_compare, [:pointer, :pointer, Str.by_value, :int32, :pointer, :pointer], :int32],
        [:usher_policy_sharpen, [:pointer, Str.by_value, :pointer, :pointer], :int32],
        [:usher_policy_part_count, [:pointer, :int32], :size_t],
        [:usher_policy_part, [:pointer, :int32, :size_t], :pointer],
        [:usher_policy_test, [:pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_test_run_summary, [:pointer], :pointer],
        [:usher_test_run_text, [:pointer, :int32, :pointer], :int32],
        [:usher_test_run_destroy, [:pointer], :void],
        [:usher_decision_create, [:pointer], :int32],
        [:usher_decision_destroy, [:pointer], :void],
        [:usher_triage, [:pointer, :pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_triage_json, [:pointer, Str.by_value, :pointer, :pointer, :pointer], :int32],
        [:usher_decision_fields, [:pointer], :pointer],
        [:usher_decision_count, [:pointer, :int32], :size_t],
        [:usher_decision_item, [:pointer, :int32, :size_t, :pointer], :int32],
        [:usher_decision_ask, [:pointer, :size_t], :pointer],
        [:usher_decision_because, [:pointer, :int32, :size_t, :pointer], :int32],
        [:usher_decision_json, [:pointer, :uint32, :pointer], :int32],
        [:usher_decision_explain, [:pointer, :int32, :pointer], :int32],
        [:usher_batch_create, [:pointer], :int32],
        [:usher_batch_destroy, [:pointer], :void],
        [:usher_batch_triage, [:pointer, :pointer, :size_t, :pointer, :pointer, :pointer], :int32],
        [:usher_batch_triage_json, [:pointer, Str.by_value, :pointer, :pointer, :pointer], :int32],
        [:usher_batch_rows, [:pointer], :size_t],
        [:usher_batch_statuses, [:pointer], :pointer],
        [:usher_batch_column, [:pointer, :int32], :pointer],
        [:usher_batch_because, [:pointer, :int32], :pointer],
        [:usher_text_create, [:pointer], :int32],
        [:usher_text_destroy, [:pointer], :void],
        [:usher_text_read, [:pointer, Str.by_value, :pointer, :pointer, :pointer], :int32],
        [:usher_text_fields, [:pointer], :pointer],
        [:usher_text_word_count, [:pointer], :size_t],
        [:usher_text_word, [:pointer, :size_t], :pointer],
        [:usher_text_match_count, [:pointer], :size_t],
        [:usher_text_match, [:pointer, :size_t], :pointer],
        [:usher_text_match_part, [:pointer, :size_t, :size_t], :pointer],
        [:usher_text_personal_data_count, [:pointer], :size_t],
        [:usher_text_personal_data, [:pointer, :size_t], :pointer],
        [:usher_text_left_out_count, [:pointer], :size_t],
        [:usher_text_left_out, [:pointer, :size_t], :pointer],
        [:usher_text_render, [:pointer, :int32, :pointer], :int32],
        [:usher_calendar_create, [:pointer, Str.by_value, :pointer, :pointer], :int32],
        [:usher_calendar_destroy, [:pointer], :void],
        [:usher_calendar_zone, [:pointer, :pointer], :int32],
        [:usher_calendar_offset, [:pointer, :int64, :pointer], :int32],
        [:usher_calendar_is_open, [:pointer, :int64, :pointer], :int32],
        [:usher_calendar_due, [:pointer, :int64, :int64, :pointer, :size_t, :pointer], :int32],
        [:usher_calendar_working_days, [:pointer, :int64, :int32, :pointer], :int32],
        [:usher_calendar_elapsed, [:pointer, :int64, :int64, :pointer, :size_t, :pointer], :int32],
        [:usher_calendar_start, [:pointer, :int64, :int64, :pointer], :int32],
        [:usher_calendar_change, [:pointer, :int64, :int32, :pointer], :int32],
        [:usher_zone_resolve, [Str.by_value, Str.by_value, :pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_staff_plan, [:pointer, :pointer, :uint32, :pointer, :pointer], :int32],
        [:usher_staff_destroy, [:pointer], :void],
        [:usher_staff_row_count, [:pointer], :size_t],
        [:usher_staff_row, [:pointer, :size_t], :pointer],
        [:usher_staff_chosen, [:pointer], :pointer],
        [:usher_staff_render, [:pointer, :int32, :pointer], :int32],
        [:usher_staff_erlang_b, [:uint32, :double, :pointer], :int32],
        [:usher_staff_erlang_c, [:uint32, :double, :pointer], :int32],
        [:usher_staff_priority_waits, [:pointer, :size_t, :int64, :uint32, :pointer], :int32],
        [:usher_staff_week_create, [Str.by_value, :pointer, :pointer], :int32],
        [:usher_staff_week_destroy, [:pointer], :void],
        [:usher_staff_week_add, [:pointer, :int64, :int64], :int32],
        [:usher_staff_week_add_rows, [:pointer, :pointer, Str.by_value, :int32, :pointer], :int32],
        [:usher_staff_week_add_events, [:pointer, Str.by_value, Str.by_value, :pointer], :int32],
        [:usher_staff_week_count, [:pointer, :pointer, :pointer], :int32],
        [:usher_staff_week_plan, [:pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_staff_week_hour, [:pointer, :int32, :int32], :pointer],
        [:usher_staff_week_render, [:pointer, :int32, :pointer], :int32],
        [:usher_desk_open, [:pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_desk_destroy, [:pointer], :void],
        [:usher_desk_apply, [:pointer, :pointer, :size_t, :pointer, :pointer], :int32],
        [:usher_desk_apply_json, [:pointer, Str.by_value, :pointer, :pointer], :int32],
        [:usher_desk_commit, [:pointer], :int32],
        [:usher_desk_abort, [:pointer], :int32],
        [:usher_desk_set_policy, [:pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_desk_snapshot, [:pointer, :pointer, :pointer], :int32],
        [:usher_desk_restore, [Str.by_value, :pointer, :pointer, :pointer], :int32],
        [:usher_desk_next_due, [:pointer, :pointer], :int32],
        [:usher_desk_metrics, [:pointer, :pointer, :int32, :pointer, :pointer], :int32],
        [:usher_effects_create, [:pointer], :int32],
        [:usher_effects_destroy, [:pointer], :void],
        [:usher_effects_count, [:pointer], :size_t],
        [:usher_effects_at, [:pointer, :size_t], :pointer],
        [:usher_effects_result, [:pointer, :size_t], :pointer],
        [:usher_effects_render, [:pointer, :int32, :pointer], :int32],
        [:usher_effects_journal, [:pointer, :pointer], :int32],
        [:usher_view_create, [:pointer], :int32],
        [:usher_view_destroy, [:pointer], :void],
        [:usher_desk_look, [:pointer, :pointer], :int32],
        [:usher_desk_conversation, [:pointer, Str.by_value, :pointer], :int32],
        [:usher_desk_agent, [:pointer, Str.by_value, :pointer], :int32],
        [:usher_desk_candidates, [:pointer, Str.by_value, :pointer], :int32],
        [:usher_desk_queue, [:pointer, Str.by_value, :pointer], :int32],
        [:usher_desk_list, [:pointer, :int32, :size_t, :pointer], :int32],
        [:usher_view_time, [:pointer], :int64],
        [:usher_view_department_count, [:pointer], :size_t],
        [:usher_view_department, [:pointer, :size_t], :pointer],
        [:usher_view_agent_count, [:pointer], :size_t],
        [:usher_view_agent, [:pointer, :size_t], :pointer],
        [:usher_view_conversation_count, [:pointer], :size_t],
        [:usher_view_conversation, [:pointer, :size_t], :pointer],
        [:usher_view_render, [:pointer, :int32, :pointer], :int32],
        [:usher_scenario_load, [:string, :pointer, :pointer, :pointer], :int32],
        [:usher_scenario_load_memory, [Str.by_value, :pointer, :size_t, :pointer, :pointer, :pointer], :int32],
        [:usher_scenario_about, [:pointer], :pointer],
        [:usher_scenario_results, [:pointer, :int32, :pointer, :pointer], :int32],
        [:usher_scenario_destroy, [:pointer], :void],
        [:usher_simulation_create, [:pointer, :size_t, :pointer, :pointer], :int32],
        [:usher_simulation_advance, [:pointer, :uint64, :pointer, :pointer], :int32],
        [:usher_simulation_rows, [:pointer, :pointer], :int32],
        [:usher_simulation_destroy, [:pointer], :void],
        [:usher_mapping_load, [:string, :pointer, :pointer], :int32],
        [:usher_mapping_load_memory, [Str.by_value, Str.by_value, :pointer, :pointer], :int32],
        [:usher_mapping_destroy, [:pointer], :void],
        [:usher_replay_create, [:pointer, :pointer, :pointer, :pointer, :pointer], :int32],
        [:usher_replay_destroy, [:pointer], :void],
        [:usher_replay_add_json, [:pointer, Str.by_value, Str.by_value, :pointer], :int32],
        [:usher_replay_add, [:pointer, :pointer, :size_t, :pointer], :int32],
        [:usher_replay_add_rows, [:pointer, :pointer, Str.by_value, Str.by_value, :int32, :pointer], :int32],
        [:usher_replay_play, [:pointer, :pointer, :pointer], :int32],
        [:usher_replay_finish, [:pointer, :pointer], :int32],
        [:usher_replay_result, [:pointer], :pointer],
        [:usher_replay_render, [:pointer, :int32, :pointer], :int32],
      ]
    end
  end

  # usher_finding, as usher.h explains it.
  Finding = ::Struct.new(:severity, :line, :column, :code, :file, :path, :message, :hint, keyword_init: true)

  # usher_part, as usher.h explains it.
  Part = ::Struct.new(:part, :line, :column, :name, :file, keyword_init: true)

  # usher_test_summary, as usher.h explains it.
  TestSummary = ::Struct.new(:passed, :failed, :rules, :rules_matched, :conditions, :conditions_seen_both, keyword_init: true)

  # usher_ask, as usher.h explains it.
  Ask = ::Struct.new(:department, :within, :before_reply, keyword_init: true)

  # usher_word, as usher.h explains it.
  Word = ::Struct.new(:kind, :text, :where, keyword_init: true)

  # usher_personal_data, as usher.h explains it.
  PersonalData = ::Struct.new(:kind, :where, :counts, keyword_init: true)

  # usher_staff_figures, as usher.h explains it.
  StaffFigures = ::Struct.new(:agents, :scheduled, :stable, :meets, :occupancy, :p_wait, :mean_wait, :mean_wait_served, :wait_p50, :wait_p90, :wait_p95, :mean_queue, :service_level, :abandoned, :blocked, keyword_init: true)

  # usher_staff_hour, as usher.h explains it.
  StaffHour = ::Struct.new(:arrivals, :covered_hours, :per_hour, :agents, :scheduled, :occupancy, :mean_wait, :service_level, :abandoned, keyword_init: true)

  # usher_effect, as usher.h explains it.
  Effect = ::Struct.new(:n, :time, :type, :clock, :conversation, :agent, :department, :because, :what, :at, :number, :by_rule, :other, :text, keyword_init: true)

  # usher_event_result, as usher.h explains it.
  EventResult = ::Struct.new(:status, :late, :time, :first_effect, :effect_count, keyword_init: true)

  # usher_department, as usher.h explains it.
  Department = ::Struct.new(:name, :open, :blocked, :queued, :offered, :assigned, :held, :overdue, :present, :oldest, keyword_init: true)

  # usher_agent, as usher.h explains it.
  Agent = ::Struct.new(:name, :presence, :present, :conversations, :waiting, :load, :capacity, :idle_since, :departments, :skills, :languages, keyword_init: true)

  # usher_conversation, as usher.h explains it.
  Conversation = ::Struct.new(:number, :name, :place, :status, :department, :agent, :band, :account, :language, :sla, :reply, :skills, :tags, :priority, :engaged, :unanswered, :step, :messages, :transfers, :reopens, :breached, :created, :waiting_since, :until, :first_response, :next_response, :resolution, :questions, :held_answers, :asker, :merged_into, keyword_init: true)

  # usher_scenario_info, as usher.h explains it.
  ScenarioInfo = ::Struct.new(:name, :about, :seed, :policies, :replications, :runs, :from, :until, keyword_init: true)

  # usher_replay_summary, as usher.h explains it.
  ReplaySummary = ::Struct.new(:lines, :events, :left_out, :conversations, :moved, :changed, :refused_before, :refused_after, :ignored_before, :ignored_after, :first_response_kept_before, :first_response_kept_after, :first_response_broken_before, :first_response_broken_after, :resolution_kept_before, :resolution_kept_after, :resolution_broken_before, :resolution_broken_after, keyword_init: true)
end
