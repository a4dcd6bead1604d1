# SPDX-License-Identifier: BSL-1.0
"""What the types of the header do not say: that an int64_t is a time, an int32_t a flag or one of an enumeration.

Every enumeration, and every signed number of every struct, must stand here. So a field that a release appends stops the
generator until somebody has said what it means, in all languages at once.
"""
import ast
import pathlib
from dataclasses import dataclass

from header import HeaderError

# Enumerations: (what they are called, their first constant, what all their names begin with).
GROUPS = [
    ("abi", "USHER_ABI", "USHER_"), ("status", "USHER_OK", "USHER_"), ("format", "USHER_FORMAT_TEXT", "USHER_FORMAT_"),
    ("severity", "USHER_SEVERITY_NOTE", "USHER_SEVERITY_"), ("load_flag", "USHER_LOAD_VERIFY", "USHER_LOAD_"),
    ("part_kind", "USHER_PART_DEPARTMENT", "USHER_PART_"), ("fact_type", "USHER_FACT_TEXT", "USHER_FACT_"),
    ("triage_flag", "USHER_TRIAGE_LENIENT", "USHER_TRIAGE_"), ("no_time", "USHER_NO_TIME", "USHER_"),
    ("field", "USHER_FIELD_DEPARTMENT", "USHER_FIELD_"), ("decision_flag", "USHER_DECISION_DETAIL", "USHER_DECISION_"),
    ("column_type", "USHER_COLUMN_CODES", "USHER_COLUMN_"), ("text_flag", "USHER_TEXT_EMAIL", "USHER_TEXT_"),
    ("word_kind", "USHER_WORD_WORD", "USHER_WORD_"), ("change", "USHER_NEXT_OPENING", "USHER_"),
    ("local_time", "USHER_LOCAL_UNIQUE", "USHER_LOCAL_"), ("quote", "USHER_QUOTE_NONE", "USHER_QUOTE_"),
    ("desk_flag", "USHER_DESK_KEEP", "USHER_DESK_"), ("event_type", "USHER_EVENT_MESSAGE", "USHER_EVENT_"),
    ("event_flag", "USHER_EVENT_FROM_STAFF", "USHER_EVENT_"),
    ("presence", "USHER_PRESENCE_ONLINE", "USHER_PRESENCE_"), ("agent_part", "USHER_AGENT_DEPARTMENTS", "USHER_AGENT_"),
    ("effect_type", "USHER_EFFECT_ROUTED", "USHER_EFFECT_"),
    ("clock", "USHER_CLOCK_FIRST_RESPONSE", "USHER_CLOCK_"), ("list", "USHER_LIST_OWED", "USHER_LIST_"),
]
# Those that hosts name: as symbols, words or cases.
PUBLIC = ["status", "format", "severity", "part_kind", "field", "word_kind", "change", "local_time", "event_type",
          "presence", "effect_type", "clock"]

# Frozen structs, and one that each host reads by hand since its arrays follow its type.
PLAIN = ["usher_str", "usher_span", "usher_pause", "usher_column"]

# Structs that the library fills. A member that is not named has the meaning of its type: usher_str is a text, a pointer
# to usher_str with a count is texts, unsigned numbers are counts, a double is a number.
#   time      a time in ms; USHER_NO_TIME or another negative: none
#   duration  ms; 0: none
#   flag      0 or 1
#   count     a number that counts
#   clocks    bits: 1 << (USHER_CLOCK_... - 1)
#   NAME?     of the enumeration NAME; 0: none
READ = {
    "usher_finding": ("Finding", {"severity": "severity?"}),
    "usher_part": ("Part", {"part": "part_kind?"}),
    "usher_test_summary": ("TestSummary", {}),
    "usher_decision_values": (None, {"priority": "count", "engage": "flag", "first_response": "time",
                                     "next_response": "time", "resolution": "time"}),
    "usher_ask": ("Ask", {"within": "duration", "before_reply": "flag"}),
    "usher_text_values": (None, {"ill_formed": "flag"}),
    "usher_word": ("Word", {"kind": "word_kind?"}),
    "usher_match": (None, {}),
    "usher_personal_data": ("PersonalData", {"counts": "flag"}),
    "usher_staff_figures": ("StaffFigures", {"stable": "flag", "meets": "flag"}),
    "usher_staff_hour": ("StaffHour", {}),
    "usher_effect": ("Effect", {"time": "time", "type": "effect_type?", "clock": "clock?", "at": "time",
                                "by_rule": "flag"}),
    "usher_event_result": ("EventResult", {"status": "status", "late": "flag", "time": "time"}),
    "usher_department": ("Department", {"open": "flag", "blocked": "flag", "oldest": "time"}),
    "usher_agent": ("Agent", {"presence": "presence?", "present": "flag", "idle_since": "time"}),
    "usher_conversation": ("Conversation", {
        "priority": "count", "engaged": "flag", "unanswered": "flag", "breached": "clocks", "created": "time",
        "waiting_since": "time", "until": "time", "first_response": "time", "next_response": "time",
        "resolution": "time"}),
    "usher_scenario_info": ("ScenarioInfo", {"from": "time", "until": "time"}),
    "usher_replay_summary": ("ReplaySummary", {}),
}

# Structs that the caller fills: {member: meaning}, then the switches: (prefix of the bits, the member that holds them).
#   NAME!     of the enumeration NAME
#   facts, limits, sources, capacities  a mapping, written as an array of structs
#   struct X  a pointer to one X
WRITTEN = {
    "usher_limit": ({}, None),
    "usher_source": ({}, None),
    "usher_load_options": ({"limits": "limits", "includes": "sources"}, ("load_flag", "flags")),
    "usher_test_options": ({"files": "sources"}, None),
    "usher_fact": ({"type": "count", "integer": "count"}, None),
    "usher_message": ({"facts": "facts", "time": "time", "time_given": "implied"}, None),
    "usher_triage_options": ({"now": "time", "limits": "limits"}, ("triage_flag", "flags")),
    "usher_text_options": ({}, ("text_flag", "flags")),
    "usher_staff_demand": ({"handle": "duration", "patience": "duration"}, None),
    "usher_staff_target": ({"within": "duration", "mean_wait": "duration"}, None),
    "usher_rows_form": ({"delimiter": "count", "quote": "count"}, None),
    "usher_desk_options": ({"limits": "limits"}, ("desk_flag", "flags")),
    "usher_kind_capacity": ({}, None),
    "usher_agent_update": ({"presence": "presence!", "kinds": "capacities", "says": "implied"}, None),
    "usher_event": ({"type": "event_type!", "time": "time", "message": "struct usher_message", "due": "time",
                     "agent_update": "struct usher_agent_update", "priority": "count", "within": "duration",
                     "until": "time"}, ("event_flag", "flags")),
    "usher_metrics_options": ({"within": "duration", "short_wait": "duration"}, None),
    "usher_scenario_options": ({"limits": "limits", "has_seed": "implied"}, None),
    "usher_replay_options": ({"limits": "limits"}, None),
}
# A member that holds only when another one says so: what is set with it. Its bit is no switch.
IMPLIES = {
    ("usher_message", "time"): ("time_given", 1),
    ("usher_triage_options", "now"): ("flags", "USHER_TRIAGE_NOW"),
    ("usher_event", "priority"): ("flags", "USHER_EVENT_PRIORITY"),
    ("usher_scenario_options", "seed"): ("has_seed", 1),
    **{("usher_agent_update", name): ("says", "USHER_AGENT_" + name.upper())
       for name in ("departments", "skills", "languages", "accounts", "capacity", "works_on", "shift")},
}
ERRORS = pathlib.Path(__file__).resolve().parents[1] / "python" / "usher" / "_errors.py"
COUNTED = ("texts", "facts", "limits", "sources", "capacities")
UNSIGNED = ("uint32_t", "uint64_t", "size_t")
BY_HAND = ("time", "duration", "flag", "count", "clocks", "status", "implied", *COUNTED)


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    group: str  # the enumeration of an enum, the struct of a struct, the type of a count
    offset: int
    size: int  # of the number: 4 or 8; else 0
    count_offset: int  # of lists: where their count stands
    count_name: str
    implied_offset: int  # -1: nothing
    implied_name: str
    implied_bit: int


@dataclass
class Shape:
    struct: str
    size: int
    title: str  # of the class of values; None: there is none
    fields: list
    switches: list  # of (name, name of the member, offset, bit)


class Model:
    """The description with its meanings."""

    def __init__(self, description):
        self.description = description
        self.groups = {}
        self.constants = dict(each for group in description.groups for each in group)
        self.name_groups()
        left = set(description.structs) - set(PLAIN) - set(READ) - set(WRITTEN)
        gone = (set(PLAIN) | set(READ) | set(WRITTEN)) - set(description.structs)
        if left or gone:
            raise HeaderError(f"meanings.py: structs without a meaning {sorted(left)}, meanings without {sorted(gone)}")
        self.read = {name: self.shape(name, title, meanings, None) for name, (title, meanings) in READ.items()}
        self.written = {name: self.shape(name, None, meanings, bits) for name, (meanings, bits) in WRITTEN.items()}

    def sentences(self):
        """What the status of each failure says, by its word: what Python says, so that it is the same in every language."""
        tree = ast.parse(ERRORS.read_text(encoding="utf-8"))
        said = next(ast.literal_eval(node.value) for node in tree.body
                    if isinstance(node, ast.Assign) and node.targets[0].id == "_MEANINGS")
        failures = [word for _, word, value in self.groups["status"] if value >= self.constants["USHER_ARGUMENT"]]
        if set(failures) != set(said):
            raise HeaderError(f"{ERRORS.name}: not one sentence for each status: {sorted(set(failures) ^ set(said))}")
        return [(word, said[word]) for word in failures]

    def name_groups(self):
        firsts = {group[0][0]: group for group in self.description.groups}
        for title, first, prefix in GROUPS:
            group = firsts.pop(first, None)
            if group is None or any(not name.startswith(prefix) for name, _ in group):
                raise HeaderError(f"meanings.py: no enumeration {title} that begins with {first}")
            self.groups[title] = [(name, name[len(prefix):].lower(), value) for name, value in group]
        if firsts:
            raise HeaderError(f"meanings.py: enumerations without a name: {sorted(firsts)}")

    def shape(self, name, title, meanings, bits):
        struct = self.description.structs[name]
        members = {member.name: member for member in struct.members}
        unknown = set(meanings) - set(members)
        if unknown:
            raise HeaderError(f"meanings.py: {name} has no {sorted(unknown)}")
        if struct.members[0].name != "struct_size":
            raise HeaderError(f"{name} does not begin with struct_size")
        counts, fields = set(), []
        for member in struct.members[1:]:
            if member.name.startswith("reserved") or member.name in counts or (bits and member.name == bits[1]):
                continue
            kind, group = self.kind(struct, member, meanings.get(member.name))
            if kind == "implied":
                continue
            count = None
            if kind in COUNTED:
                count = next((members[each] for each in (member.name[:-1] + "_count", member.name[:-1] + "_size")
                              if each in members), None)
                if count is None:
                    raise HeaderError(f"{name}.{member.name}: a list without its count")
                counts.add(count.name)
            implied = IMPLIES.get((name, member.name), ("", 0))
            bit = implied[1] if isinstance(implied[1], int) else self.constants[implied[1]]
            size = {"int32_t": 4, "uint32_t": 4, "usher_status": 4}.get(member.type.name, 8)
            fields.append(Field(member.name, kind, group, member.offset, size, count.offset if count else -1,
                                count.name if count else "", members[implied[0]].offset if implied[0] else -1,
                                implied[0], bit))
        return Shape(name, struct.size, title, fields, self.switches(name, members, bits))

    def kind(self, struct, member, meaning):
        place = f"{struct.name}.{member.name}"
        if meaning is not None:
            if meaning.startswith("struct "):
                return "struct", meaning[7:]
            if meaning[-1] in "?!":
                if meaning[:-1] not in self.groups:
                    raise HeaderError(f"meanings.py: {place}: no enumeration {meaning[:-1]}")
                return "enum", meaning[:-1]
            if meaning not in BY_HAND:
                raise HeaderError(f"meanings.py: {place}: no meaning {meaning!r}")
            if meaning == "count":
                return "count", member.type.name
            return ("enum", "status") if meaning == "status" else (meaning, "")
        kind = member.type
        if kind.name == "usher_str" and kind.pointers < 2:
            return ("texts", "") if kind.pointers else ("text", "")
        if kind.name == "usher_span" and not kind.pointers:
            return "span", ""
        if not kind.pointers and kind.name in UNSIGNED:
            return "count", kind.name
        if not kind.pointers and kind.name == "double":
            return "number", ""
        raise HeaderError(f"meanings.py: {place} ({kind}) may mean several things; say which")

    def switches(self, name, members, bits):
        if bits is None:
            return []
        implied = {bit for (struct, _), (_, bit) in IMPLIES.items() if struct == name}
        member = members[bits[1]]
        return [(word, member.name, member.offset, value) for constant, word, value in self.groups[bits[0]]
                if constant not in implied]
