# SPDX-License-Identifier: BSL-1.0
"""Days at a desk that another program stepped through minute by minute: each as a policy and a scenario, and what the
simulation writes of each conversation in the form of what is expected."""

import csv
import datetime
import json

from oracle_cases import Case, clock, length, only, take

BEGIN = datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc)  # a Monday
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
STRATEGIES = ["longest_idle", "least_loaded", "round_robin", "first", "fewest_skills"]
ORDERS = {"fifo": "fifo", "priority": "priority", "edf": "earliest_due"}
ENDS = {None: "finish", "finish_current_then_leave": "finish", "handback_to_head_of_queue": "hand_back"}


def departments_of(conversations):
    """A department for each way in which conversations ask for less after a while: its name and step, by that way."""
    found = {}
    for one in conversations:
        relax = one.get("relax")
        if relax is None:
            key, steps = "plain", []
        else:
            after, kept = take(relax, "after", "skills")
            key = json.dumps([relax, one["skills"]])
            dropped = [skill for skill in one["skills"] if skill not in kept]
            steps = [{"after": length(after), "drop": [{"skills": dropped}]}] if dropped else []
        name = found[key][0] if key in found else f"q{len(found)}"
        found[key] = (name, steps)
        one["queue"] = name
    return {name: steps for name, steps in found.values()}


def staff_of(shifts):
    """One who is there from and until these minutes, as a head count that changes."""
    week = {}
    for begin, end in shifts:
        for minute, people in ((begin, 1), (end, 0)):
            week.setdefault(DAYS[minute // 1440], {})[clock(minute)] = people
    return {"weekly": week}


def case_of(given):
    model = json.loads(json.dumps(given))  # a copy, since names of departments are put into it
    agents, conversations, strategy, order, horizon, at_end, sticky_wait, bulk = take(
        model, "agents", "conversations", "policy", "queue", "horizon", "end_of_shift", "sticky_wait", "bulk_reply")
    only(strategy, *STRATEGIES)
    departments = departments_of(conversations)
    assign = {"strategy": strategy, "end_of_shift": ENDS[at_end],
              "sticky": {"for": "14d", "wait": length(sticky_wait or 0)}}
    policy = {"usher": 1, "facts": {"queue": "text"},
              "departments": {name: {"assign": assign, **({"widen": steps} if steps else {})}
                              for name, steps in departments.items()},
              "rules": [{"name": name, "when": {"queue": name}, "then": {"department": name}} for name in departments],
              "desk": {"order": ORDERS[order]}, "default": {"department": "q0"}}
    teams = {}
    for one in agents:
        name, skills, slots, languages, shifts = take(one, "id", "skills", "slots", "languages", "shifts")
        teams[name] = {"agents": [name], "departments": list(departments), "capacity": slots or 1,
                       **({"skills": skills} if skills else {}), **({"languages": languages} if languages else {}),
                       **({"staff": staff_of(shifts)} if shifts is not None else {})}
    rows = []
    for one in conversations:
        name, arrival, handle, skills, priority, due, language, endures, _, sticky, topic, queue = take(
            one, "id", "arrival", "handle", "skills", "priority", "due", "language", "patience", "relax", "sticky",
            "topic", "queue")
        row = {"name": name, "at": length(arrival), "handle": length(handle), "facts": {"queue": queue}}
        if skills:
            row["skills"] = skills
        if priority is not None:
            row["priority"] = 100 - priority
        if due is not None:
            row["due"] = length(due - arrival)
        if language is not None:
            row["language"] = language
        if endures is not None:
            row["patience"] = length(endures)
        if sticky is not None:
            row["prefer_agent"] = sticky
        if topic is not None:
            row["text"] = topic
        rows.append(row)
    scenario = {"policy": "policy.yaml", "horizon": {"from": "2026-01-05", "for": length(horizon)},
                "demand": {"trace": {"rows": rows}}, "teams": teams}
    if bulk is not None:
        topic, begin = take(bulk, "topic", "from")
        policy["topics"] = {topic: {"en": [topic]}}
        scenario["answers"] = [{"topic": topic, "at": length(begin), "until": length(horizon), "text": "We know.",
                                "in_work": False}]
    return Case(policy, scenario)


def minute_of(text):
    if not text:
        return None
    passed = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - BEGIN
    minute = passed / datetime.timedelta(minutes=1)
    return int(minute) if minute == int(minute) else minute


def conversations_of(path):
    """What the rows of the simulation say, in the words of the traces."""
    found = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one = {"start": minute_of(row["started"]), "end": minute_of(row["closed"]), "agent": row["agent"] or None,
                   "outcome": row["outcome"]}
            if row["outcome"] == "answered_many":
                one |= {"start": one["end"], "agent": "*bulk*", "outcome": "served"}
            found[row["conversation"]] = one | {"arrival": minute_of(row["arrived"])}
    return found


def totals_of(found, limit):
    waits = [one["start"] - one["arrival"] for one in found.values() if one["start"] is not None]
    people = [one["agent"] for one in found.values() if one["start"] is not None and one["agent"] != "*bulk*"]
    return {"offered": len(found), "started": len(waits),
            "abandoned": sum(one["outcome"] == "abandoned" for one in found.values()),
            "sum_wait_started": sum(waits), "max_wait_started": max(waits, default=0),
            "started_within_T": sum(wait <= limit for wait in waits), "T": limit,
            "per_agent": {name: people.count(name) for name in sorted(set(people))}}


def differences(expect, path):
    """How many values were compared, and a line for each that differs."""
    conversations, totals = take(expect, "conversations", "totals")
    found = conversations_of(path)
    lines = []
    compared = 0
    for name in sorted(set(conversations) | set(found)):
        for key in ("start", "end", "agent", "outcome"):
            wanted = conversations.get(name, {}).get(key, "nothing of it")
            got = found.get(name, {}).get(key, "nothing of it")
            compared += 1
            if wanted != got:
                lines.append(f"{name}: {key} is {got}, not {wanted}")
    for key, got in totals_of(found, totals["T"]).items():
        compared += 1
        if totals.get(key) != got:
            lines.append(f"totals: {key} is {got}, not {totals.get(key)}")
    return compared, lines


def values_in(expect):
    return 4 * len(expect["conversations"]) + len(expect["totals"])
