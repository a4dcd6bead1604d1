# SPDX-License-Identifier: BSL-1.0
"""The desk, and what looks at it; simulation, replay, calendars and staffing."""
import json
import math
import os
from datetime import datetime, timedelta, timezone

import pytest

import usher

UTC = timezone.utc
NINE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
MESSAGE = {"type": "message", "time": NINE, "conversation": "c-1", "message": {"text": "I want a refund"}}
DAY = [
    {"type": "message", "time": NINE, "conversation": "c-1", "message": {"text": "hello", "account": "@acme"}},
    {"type": "message", "time": NINE + timedelta(minutes=5), "conversation": "c-2", "message": "I want a refund",
     "skills": ["calm"], "priority": 77, "due": NINE + timedelta(hours=3)},
    {"type": "message", "time": NINE + timedelta(minutes=10), "conversation": "c-1", "from": "staff", "agent": "sara"},
    {"type": "resolve", "time": NINE + timedelta(minutes=11), "conversation": "c-1", "agent": "sara"},
]


def as_json(event):
    """The event as the JSON form has it."""
    def plain(value):
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"text": value} if isinstance(value, str) and value == event.get("message") else value
    return {key: plain(value) for key, value in event.items()}


def test_events_are_those_of_the_json_form(policy):
    typed, lines = usher.Desk(policy, keep=True), usher.Desk(policy, keep=True)
    for event in DAY:
        one, other = typed.apply(event), lines.apply_json(json.dumps(as_json(event)))
        assert one.json() == other.json() and one.text() == other.text()
    assert typed.look().to_dict() == lines.look().to_dict()
    assert typed.owed().to_dict() == lines.owed().to_dict()


EVERY_TYPE = [
    {"type": "agent", "agent": "kim", "presence": "online", "departments": ["billing", "legal"], "skills": ["calm"],
     "languages": ["en"], "accounts": ["@acme"], "capacity": {"total": 9, "email": 2}, "works_on": 3, "shift": "office"},
    {"type": "agent", "agent": "lee", "presence": "away", "capacity": 4, "shift": ""},
    {"type": "message", "conversation": "a", "message": {"text": "my lawyer", "customer": {"id": "u1"}}, "id": "e1"},
    {"type": "accept", "conversation": "a", "agent": "sara"}, {"type": "decline", "conversation": "a", "agent": "sara"},
    {"type": "assign", "conversation": "a", "agent": "sara"}, {"type": "start", "conversation": "a", "agent": "sara"},
    {"type": "note", "conversation": "a", "facts": {"customer.tier": "gold"}, "text": "spoke on the phone"},
    {"type": "fact", "conversation": "a", "facts": {"customer": {"tier": "silver"}}},
    {"type": "ask", "conversation": "a", "department": "legal", "within": timedelta(hours=2), "before_reply": True},
    {"type": "consult_answer", "conversation": "a", "department": "legal", "refused": True},
    {"type": "message", "conversation": "a", "from_": "staff", "agent": "sara", "private": True},
    {"type": "wait", "conversation": "a"}, {"type": "transfer", "conversation": "a", "department": "billing"},
    {"type": "release", "conversation": "a"}, {"type": "block", "department": "billing"},
    {"type": "block", "department": "billing", "blocked": False}, {"type": "rebalance", "department": "care"},
    {"type": "message", "conversation": "b", "message": {"text": "refund", "customer": {"id": "u2"}}, "prefer_agent": "kim"},
    {"type": "link", "customer": "u1", "with_": "u2"}, {"type": "unlink", "customer": "u1"},
    {"type": "split", "conversation": "a", "to": "a2", "department": "care"},
    {"type": "merge", "conversation": "a2", "into": "b"},
    {"type": "answer_many", "topic": "refund", "text": "We pay this week.", "until": NINE + timedelta(hours=9)},
    {"type": "answer_many", "conversations": ["a"], "reply": "ask_private", "resolve": True},
    {"type": "reopen", "conversation": "a"}, {"type": "abandon", "conversation": "b"},
    {"type": "resolve", "conversation": "a"}, {"type": "forget", "customer": "u1"},
    {"type": "forget", "conversation": "b"}, {"type": "advance", "force": True},
]


def test_every_type_of_event_is_that_of_the_json_form(policy):
    typed, lines = usher.Desk(policy, keep=True, seed=2**64 - 1), usher.Desk(policy, keep=True, seed=2**64 - 1)
    assert {event["type"] for event in EVERY_TYPE} == set(
        "message agent accept decline start assign transfer release block wait resolve reopen abandon fact note advance "
        "consult_answer ask forget link unlink merge split answer_many rebalance".split())
    for number, event in enumerate(EVERY_TYPE):
        event = dict(event, time=NINE + timedelta(minutes=number))
        said = {key.rstrip("_"): value for key, value in as_json(event).items()}
        if "within" in said:
            said["within"] = "2h"
        if isinstance(said.get("facts"), dict) and "customer" in said["facts"]:
            said["facts"] = {"customer.tier": "silver"}
        one, other = typed.apply(event), lines.apply_json(json.dumps(said))
        assert one.json() == other.json(), event
        assert [each[:2] for each in one.results] == [each[:2] for each in other.results]
    assert typed.look().to_dict() == lines.look().to_dict()
    assert typed.owed().to_dict() == lines.owed().to_dict()


@pytest.mark.parametrize("within, same", [("45m", timedelta(minutes=45)), ("1h30m", timedelta(minutes=90)),
                                          ("1w2d3h4m5s", timedelta(days=9, hours=3, minutes=4, seconds=5)),
                                          ("1.5s", timedelta(milliseconds=1500)), ("90s", 90_000)])
def test_within_may_be_a_text_as_in_json(policy, within, same):
    desks = [usher.Desk(policy, keep=True), usher.Desk(policy, keep=True)]
    for desk, length in zip(desks, (within, same)):
        desk.apply(MESSAGE)
        desk.apply(type="ask", conversation=MESSAGE["conversation"], department="legal", within=length)
    assert desks[0].look().to_dict() == desks[1].look().to_dict()
    assert desks[0].snapshot() == desks[1].snapshot()


def test_effects(policy):
    desk = usher.Desk(policy, keep=True, journal=True)
    effects = desk.apply(DAY[0])
    assert [effect.type for effect in effects] == ["routed", "due", "queued", "assigned"]
    routed, due = effects[0], effects[1]
    assert (routed.n, routed.time, routed.conversation, routed.department, routed.because, routed.by_rule, routed.what) == \
        (1, NINE, "c-1", "care", "default", False, "normal")
    assert (due.clock, due.at) == ("first_response", NINE + timedelta(hours=1))
    assert effects[-1].agent == "sara" and len(list(effects)) == 4
    assert effects.results[0].effect_count == 4 and effects.results[0].time == NINE
    assert json.loads(effects.journal.splitlines()[0])
    with pytest.raises(IndexError):
        effects[4]
    with pytest.raises(usher.StateError):
        usher.Desk(policy, keep=True).apply(DAY[0]).journal
    odd = desk.apply(type="accept", conversation="c-1", agent="omid")
    assert odd.findings[0].code == "event_ignored"


def test_changes_are_kept_or_taken_back(policy):
    desk = usher.Desk(policy)
    desk.apply(MESSAGE)
    with pytest.raises(usher.StateError):
        desk.apply(MESSAGE)
    with pytest.raises(usher.StateError):
        desk.snapshot()
    desk.abort()
    with pytest.raises(usher.NotFoundError):
        desk.conversation("c-1")
    desk.apply([MESSAGE])
    desk.commit()
    assert desk.conversation("c-1").department == "billing"
    before = desk.snapshot()
    with pytest.raises(ZeroDivisionError):
        with desk.change(type="message", conversation="c-9", time=NINE, message="hello"):
            1 / 0
    assert desk.snapshot() == before
    with desk.change(type="message", conversation="c-9", time=NINE, message="hello") as effects:
        assert effects[0].department == "care"
    assert desk.conversation("c-9").agent == "sara"


def test_the_same_again(policy):
    desk = usher.Desk(policy, keep=True)
    first = desk.apply(dict(MESSAGE, id="e-1"))
    again = desk.apply(dict(MESSAGE, id="e-1"))
    assert len(first) > 0 and not first.repeated and first.results[0].status == "ok"
    assert len(again) == 0 and again.repeated and again.results[0].status == "repeated"
    with pytest.raises(usher.ConflictError):
        desk.apply(dict(MESSAGE, id="e-1", conversation="c-2"))


def test_promises_that_were_broken():
    policy = usher.Policy.loads("usher: 1\nsla: {s: {first_response: 1h, resolution: 2h}}\n"
                                "departments: {care: {sla: s}}\ndefault: {department: care}\n")
    desk = usher.Desk(policy, keep=True)
    desk.apply(MESSAGE)
    assert desk.conversation("c-1").breached == ()
    desk.advance(NINE + timedelta(minutes=61))
    assert desk.conversation("c-1").breached == ("first_response",)
    desk.advance(NINE + timedelta(minutes=121))
    assert desk.conversation("c-1").breached == ("first_response", "resolution")


def test_time_passes(policy):
    desk = usher.Desk(policy, keep=True)
    assert desk.next_due() is None
    desk.apply(MESSAGE)
    due = desk.next_due()
    assert due.tzinfo is UTC and due > NINE
    assert any(effect.type in ("due_soon", "breached") for effect in desk.advance(NINE + timedelta(hours=5)))
    with pytest.raises(usher.TimeError):
        desk.advance(NINE + timedelta(days=4000))
    desk.advance(NINE + timedelta(days=4000), force=True)


def test_views(policy):
    desk = usher.Desk(policy, keep=True)
    assert desk.look().time is None
    desk.apply(DAY[:2])
    look = desk.look()
    assert look.time == NINE + timedelta(minutes=5) and "care" in look.text()
    assert [(each.name, each.assigned) for each in look.departments] == [("care", 1), ("billing", 0), ("legal", 0)]
    assert look.departments[1].queued == 1 and look.departments[1].oldest == NINE + timedelta(minutes=5)
    sara = desk.agent("sara")
    assert sara.agents[0].departments == ("care",) and sara.conversations[0].name == "c-1"
    assert sara.agents[0].presence == "online" and sara.agents[0].skills == ("calm",)
    (waiting,) = desk.queue("billing").conversations
    assert (waiting.name, waiting.priority, waiting.skills, waiting.place) == ("c-2", 77, ("calm",), "queued")
    assert waiting.first_response == NINE + timedelta(hours=3) and waiting.tags == ("refund",) and waiting.engaged
    asked = desk.candidates("c-2")
    assert asked.conversations == (waiting,) and asked.to_dict()["asked"]["skills"] == ["calm"]
    assert asked.to_dict()["candidates"][0]["agent"] == "sara" and "may take it: 0 of " in asked.text()
    assert [each.name for each in desk.owed(1).conversations] == ["c-1"]
    assert desk.consultations().conversations == ()
    for call in (lambda: desk.agent("nobody"), lambda: desk.queue("none"), lambda: desk.conversation("none"),
                 lambda: desk.candidates("none")):
        with pytest.raises(usher.NotFoundError):
            call()
    assert desk.look().to_dict()["departments"][0]["name"] == "care"


def test_metrics(policy):
    desk = usher.Desk(policy, keep=True)
    desk.apply(DAY)
    assert desk.metrics() and desk.metrics(format="text")
    assert desk.metrics(format="openmetrics", within=timedelta(minutes=20)).endswith("# EOF\n")
    with pytest.raises(ValueError):
        desk.metrics(format="xml")
    with pytest.raises(usher.ArgumentError):
        desk.metrics(within=-1)


def test_another_policy_and_a_restart(policy, policy_text):
    desk = usher.Desk(policy, keep=True, seed=5)
    desk.apply(DAY[1])
    effects = desk.set_policy(usher.Policy.loads(policy_text.replace("then: {department: billing", "then: {department: legal")))
    assert isinstance(effects, usher.Effects) and effects.results == []
    other = usher.Desk.restore(desk.snapshot(), keep=True)
    assert desk.apply(DAY[2]).json() == other.apply(DAY[2]).json()
    with pytest.raises(usher.FormatError):
        usher.Desk.restore(b"nonsense")
    with pytest.raises(TypeError):
        usher.Desk.restore("nonsense")


def test_names(policy):
    desk = usher.Desk(policy, keep=True)
    name = "c-é\u200b 🙏?x"
    desk.apply(dict(MESSAGE, conversation=name.encode()))
    assert desk.agent("omid").conversations[0].name == name
    assert desk.conversation(name).name == name and desk.conversation(name.encode()).name == name
    # A journal could not tell names apart that are no text.
    for other in (b"c-\xff\x80", "c-\udcff"):
        with pytest.raises(usher.InputError, match="conversation"):
            desk.apply(dict(MESSAGE, conversation=other))


@pytest.mark.parametrize("event, error, words", [
    ({}, ValueError, 'has a "type"'), ({"type": "massage"}, ValueError, "massage"), (5, TypeError, ""),
    ({"type": "message", "txet": 1}, ValueError, "no key 'txet'"), ({"type": "wait", 1: 2}, TypeError, "keys of an event"),
    ({"type": "message", "conversation": 5}, TypeError, "conversation must be str"),
    ({"type": "message", "conversation": "c", "time": "yesterday"}, ValueError, "yesterday"),
    ({"type": "message", "conversation": "c", "time": datetime(2026, 1, 1)}, ValueError, "without a zone"),
    ({"type": "message", "conversation": "c", "presence": "online"}, ValueError, "said of people"),
    ({"type": "message", "conversation": "c", "from": "nobody"}, ValueError, "nobody"),
    ({"type": "message", "conversation": "c", "priority": 101}, ValueError, "0 to 100"),
    ({"type": "agent", "agent": "a", "capacity": -1}, ValueError, "0 to 1000000"),
    ({"type": "agent", "agent": "a", "capacity": {"total": "x"}}, TypeError, "capacity"),
    ({"type": "agent", "agent": "a", "presence": "here"}, ValueError, "here"),
    ({"type": "agent", "agent": "a", "skills": [1]}, TypeError, "skill"),
    ({"type": "block", "department": "care", "blocked": "no"}, TypeError, "True or False"),
    ({"type": "message", "time": NINE}, usher.InputError, "conversation"),
    ({"type": "ask", "conversation": "c", "department": "legal", "within": 1.5}, TypeError, "timedelta"),
    *(({"type": "ask", "conversation": "c", "department": "legal", "within": within}, ValueError, "no length of time")
      for within in ("", "2", "h", "0s", "2x", "2m1h", "1h1h", "-1h", "1.5h", "1.s", "1.1234s", "2h ", "9" * 30 + "s", "1h\0")),
    ({"type": "accept", "conversation": "c", "time": NINE}, usher.InputError, "agent"),
])
def test_what_is_no_event(policy, event, error, words):
    desk = usher.Desk(policy, keep=True)
    with pytest.raises(error, match=words):
        desk.apply(event)
    with pytest.raises(error, match=words):
        desk.apply([MESSAGE, event])
    assert desk.look().time is None


def test_closed(policy):
    with usher.Desk(policy) as desk:
        effects = desk.apply(MESSAGE)
    assert desk.closed and repr(desk) == "<usher.Desk, closed>" and effects[0].type == "routed"
    for call in (lambda: desk.apply(MESSAGE), lambda: desk.apply_json("{}"), lambda: desk.advance(NINE), desk.commit,
                 desk.abort, desk.snapshot, desk.metrics, desk.next_due, desk.look, lambda: desk.conversation("c"),
                 lambda: desk.agent("a"), lambda: desk.queue("q"), lambda: desk.candidates("c"), desk.owed, desk.consultations, desk.__enter__,
                 lambda: desk.set_policy(policy), lambda: desk.change(MESSAGE).__enter__()):
        with pytest.raises(usher.ClosedError):
            call()
    desk.close()
    with pytest.raises(TypeError):
        usher.Desk("policy.yaml")
    with pytest.raises(TypeError):
        usher.Desk(policy).apply()
    with pytest.raises(TypeError):
        usher.Desk(policy).apply(MESSAGE, type="advance")


# ---- Simulation ----

def test_simulation(scenario_files, tmp_path):
    for name, text in scenario_files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    seen = []
    result = usher.simulate(tmp_path / "day.yaml", threads=2, rows=True, progress=lambda run, done: seen.append((run, done)))
    assert result.passed and result.policies == ("now",) and result.info.runs == 2 and result.info.name == "day"
    assert (0, 1.0) in seen and (1, 1.0) in seen
    assert len(result.rows) == 2 and "," in result.rows[0].splitlines()[0]
    assert result.to_dict()["passed"] is True and "day" in result.text() and "passed" in repr(result)
    alone = usher.simulate(usher.Scenario.loads("day.yaml", scenario_files), threads=1)
    def without_paths(data):
        return json.loads(json.dumps(data).replace(str(tmp_path) + "/", ""))
    assert without_paths(alone.to_dict())["policies"][0]["scopes"] == without_paths(result.to_dict())["policies"][0]["scopes"]
    more = usher.simulate(tmp_path / "day.yaml", seed=9, replications=3, threads=1)
    assert more.info.runs == 3 and more.info.seed == 9
    with pytest.raises(TypeError):
        usher.simulate(usher.Scenario.loads("day.yaml", scenario_files), seed=1)


def test_runs_by_hand(scenario_files):
    scenario = usher.Scenario.loads("day.yaml", scenario_files)
    run = scenario.run(0)
    with pytest.raises(usher.StateError):
        run.rows()
    with pytest.raises(usher.StateError):
        scenario.results()
    del scenario  # its run keeps it
    while run.advance(100) < 1.0:
        assert 0 <= run.progress < 1
    assert run.progress == 1.0 and run.rows()
    with pytest.raises(usher.NotFoundError):
        usher.Scenario.loads("day.yaml", scenario_files).run(2)
    with pytest.raises(usher.PolicyError):
        usher.Scenario.loads("day.yaml", {"day.yaml": "scenario: x\n"})


def test_an_error_in_progress_ends_a_simulation(scenario_files):
    def fail(run, done):
        raise KeyError("stop")
    for threads in (1, 2):
        with pytest.raises(KeyError, match="stop"):
            usher.simulate(usher.Scenario.loads("day.yaml", scenario_files), threads=threads, progress=fail)


# ---- Replay ----

def test_replay(policy, policy_text, tmp_path):
    new = usher.Policy.loads(policy_text.replace("then: {department: billing", "then: {department: legal"))
    events = tmp_path / "day.jsonl"
    events.write_text("".join(json.dumps(as_json(event)) + "\n" for event in DAY) + "no event\n", encoding="utf-8")
    by_file, by_events = usher.replay(policy, events, new), usher.replay(policy, DAY, against=new, zone="Europe/Rome")
    assert by_file.summary.moved == by_events.summary.moved == 1 and by_file.summary.conversations == 2
    assert by_file.findings[0].line == 5 and by_file.findings[0].file == str(events) and by_events.findings == ()
    assert "legal" in by_file.text() and by_file.to_dict() and "1 moved" in repr(by_file)
    assert usher.replay(policy, str(events)).summary.moved == 0
    with pytest.raises(usher.InputError):
        usher.replay(policy, DAY, zone="Nowhere/None")
    with pytest.raises(FileNotFoundError):
        usher.replay(policy, tmp_path / "none.jsonl")
    with pytest.raises(TypeError):
        usher.replay(policy, DAY, mapping=usher.Mapping.loads(MAPPING))
    with pytest.raises(usher.StateError):
        usher.Replay(policy).summary


MAPPING = """mapping: 1
times: "%Y-%m-%d %H:%M"
columns: {conversation: id, opened: opened, text: text}
"""


def test_tables(policy, root, tmp_path):
    table = tmp_path / "rows.csv"
    table.write_text("id,opened,text\na,2026-03-20 09:00,refund\nb,2026-03-20 10:00,hello\nc,never,hello\n")
    result = usher.replay(policy, table, mapping=usher.Mapping.loads(MAPPING))
    assert result.summary.conversations == 2 and result.findings[0].line == 4
    replay, pieces = usher.Replay(policy), table.read_bytes()
    for at in range(0, len(pieces), 7):
        replay.add_rows(usher.Mapping.loads(MAPPING), pieces[at:at + 7], last=False)
    replay.add_rows(usher.Mapping.loads(MAPPING), b"")
    while replay.play() > 0:
        pass
    replay.finish()
    assert replay.summary == result.summary
    mapping = root / "examples" / "boston311" / "mapping.yaml"
    assert usher.Mapping.load(mapping)
    with pytest.raises(usher.FileError):
        usher.Mapping.load(tmp_path / "none.yaml")
    with pytest.raises(usher.InputError):
        usher.Mapping.loads("nonsense: 1")
    table.write_text("no such columns\n")
    with pytest.raises(usher.InputError):
        usher.replay(policy, table, mapping=mapping)


# ---- Calendars ----

def test_calendars(policy):
    office = policy.calendar("office")
    assert office.zone == "Europe/Rome" and "Rome" in repr(office)
    friday = datetime(2026, 3, 20, 16, 30, tzinfo=UTC)
    due = office.due(friday, timedelta(minutes=75))
    assert due == datetime(2026, 3, 23, 8, 45, tzinfo=UTC) and office.elapsed(friday, due) == timedelta(minutes=75)
    assert office.elapsed(due, friday) == -timedelta(minutes=75) and office.start(due, 75 * 60000) == friday
    pauses = [(friday, friday + timedelta(minutes=10)), [friday, friday + timedelta(minutes=5)]]
    assert office.due(friday, 75 * 60000, pauses) == due + timedelta(minutes=10)
    assert office.elapsed(friday, due, pauses=pauses) == timedelta(minutes=65)
    assert office.next_closing(friday) == friday + timedelta(minutes=30) and office.is_open(friday)
    assert office.next_opening(friday) == datetime(2026, 3, 23, 8, tzinfo=UTC)
    assert office.last_opening(friday) == datetime(2026, 3, 20, 8, tzinfo=UTC)
    assert office.last_closing(friday) == datetime(2026, 3, 19, 17, tzinfo=UTC)
    with pytest.raises(usher.NotFoundError):
        policy.calendar("always").next_closing(friday)
    with pytest.raises(usher.NotFoundError):
        policy.calendar("none")
    with pytest.raises(usher.TimeError):
        office.is_open(-5)
    for bad in ([(friday,)], [5], 5, [("x", "y")]):
        with pytest.raises((TypeError, ValueError)):
            office.due(friday, 1000, bad)
    with pytest.raises(usher.ArgumentError):
        office.due(friday, -1)
    with pytest.raises(ValueError):
        office.working_days(friday, 0)
    with pytest.raises(usher.InputError):
        usher.zone_resolve("Nowhere", "2026-01-01T00:00")
    assert usher.zone_resolve("Europe/Rome", "2026-03-29T02:30")[0] == "skipped"


# ---- Staffing ----

def test_staffing():
    plan = usher.staff(60, timedelta(minutes=5), share=0.8, within=20000, patience=timedelta(minutes=2), shrinkage=0.3)
    assert plan.chosen.meets and plan.chosen.scheduled > plan.chosen.agents and len(plan.rows) == 6
    assert plan.chosen in plan.rows and plan.text() and plan.to_dict()
    given = usher.staff(60, 300000, agents=4)
    assert not given.chosen.stable and math.isinf(given.chosen.mean_wait)
    with pytest.raises(usher.InputError):
        usher.staff(60, 300000)
    with pytest.raises(usher.InputError):
        usher.staff(-1, 300000, agents=1)
    with pytest.raises(TypeError):
        usher.staff("x", 300000)
    with pytest.raises(usher.ArgumentError):
        usher.erlang_b(3, -1.0)
    assert usher.erlang_c(1, 2.0) == 1.0 and math.isinf(usher.priority_waits([10, 60], 300000, 2)[1])
    for bad in ([None], 5, ["x"]):
        with pytest.raises(TypeError):
            usher.priority_waits(bad, 1, 1)


def test_a_week():
    week = usher.StaffWeek("Europe/Rome")
    with pytest.raises(usher.StateError):
        week.plan(300000, share=0.8, within=20000)
    for day in range(14):
        week.add(datetime(2026, 3, 2 + day, 9, 30, tzinfo=UTC), timedelta(minutes=4))
    left = week.add_rows("came;took\n2026-03-02T10:00;5m\nnonsense;\n", "came", handle_column="took", delimiter=";")
    assert left[0].line == 3 and week.count == (15, 1)
    assert week.add_events(json.dumps(as_json(DAY[0])) + "\n") == ()
    week.plan(share=0.8, within=timedelta(seconds=20))
    assert week.hour(0, 10).agents >= 1 and week.hour(0, 3).agents == 0 and week.text() and week.to_dict()
    with pytest.raises(ValueError):
        week.hour(7, 0)
    with pytest.raises(usher.StateError):
        usher.StaffWeek("UTC").hour(0, 0)
    with pytest.raises(usher.InputError):
        usher.StaffWeek("Nowhere")
    with pytest.raises(ValueError):
        week.add_rows("a\n", "a", delimiter="ab")
    with pytest.raises(usher.InputError):
        usher.StaffWeek("UTC").add_rows("a\n", "b")


def test_the_file_system_is_only_asked_for_what_is_given():
    assert os.path.basename(usher._usher.__file__) == "_usher.abi3.so"
