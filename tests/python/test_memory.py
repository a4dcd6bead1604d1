# SPDX-License-Identifier: BSL-1.0
"""No memory is lost, nor a reference: many calls, many policies, every failure of every function.

USHER_LONG=1 is the long form: a million calls and a thousand policies, and each failure ten thousand times.
"""
import gc
import json
import os
import sys
from datetime import datetime, timezone

import pytest

import usher

LONG = bool(os.environ.get("USHER_LONG"))
NINE = datetime(2026, 3, 20, 9, 0, tzinfo=timezone.utc)
TEXTS = ["I want a refund", "hello", "my lawyer", "rimborso", "lottery"]
PAGE = os.sysconf("SC_PAGE_SIZE")


def resident():
    """Bytes that the process has in memory."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * PAGE


def does_not_grow(work, rounds, most):
    """Windows of `rounds` calls, at least three. The interpreter fills caches of its own meanwhile, some hundred blocks; what
    is lost in every call grows in each window, so there must come one that does not grow. At most `most` bytes more over
    all windows but the first.
    """
    blocks = []
    for window in range(25):
        gc.collect()
        begin = sys.getallocatedblocks()
        if window == 1:
            before = resident()
        for _ in range(rounds):
            work()
        gc.collect()
        blocks.append(sys.getallocatedblocks() - begin)
        if window >= 2 and blocks[-1] < max(rounds // 2, 3):
            break
    assert blocks[-1] < max(rounds // 2, 3), f"blocks that each window lost: {blocks}"
    assert resident() - before <= most


def test_this_would_be_seen():
    kept = []
    with pytest.raises(AssertionError, match="blocks that each window lost"):
        does_not_grow(lambda: kept.append(object()), 40, 1 << 30)
    with pytest.raises(AssertionError):
        does_not_grow(lambda: kept.append(b"x" * 100_000) if len(kept) % 2 else kept.append(None), 100, 1 << 20)


def test_many_calls(policy):
    kept = []

    def work():
        for text in TEXTS:
            decision = policy.triage(text=text, account="@acme", customer={"tier": "gold"}, time=NINE)
            decision.department, decision.priority, decision.tags, decision.because, decision.first_response
        kept[:] = [decision]
    does_not_grow(work, 200_000 if LONG else 3_000, 1 << 20)


def test_many_policies(policy_text):
    image = usher.Policy.loads(policy_text).compile()

    def work():
        policy = usher.Policy.loads(policy_text)
        decision = policy.triage(text="I want a refund")
        del policy
        assert decision.department == "billing"
        assert usher.Policy.loads(image).triage_many(TEXTS)["department"][0] == "billing"
    does_not_grow(work, 1000 if LONG else 40, 3 << 20)


def test_many_batches(policy):
    rows = [{"text": text, "tags": ["a", "b"], "customer": {"tier": "gold"}} for text in TEXTS] * 20

    def work():
        batch = policy.triage_many(rows)
        view = memoryview(batch["department"])
        batch.__arrow_c_array__(), batch.__arrow_c_stream__(), batch["tags"].tolist(), batch.statuses
        assert view[0] == 0
    does_not_grow(work, 20_000 if LONG else 100, 1 << 20)


def test_many_desks(policy, scenario_files):
    def work():
        with usher.Desk(policy) as desk:
            with desk.change(type="message", time=NINE, conversation="c", message={"text": "hello"}) as effects:
                effects.text(), effects.json(), list(effects), effects.results
            usher.Desk.restore(desk.snapshot()).look().to_dict()
            desk.metrics(), desk.owed(), desk.agent("sara"), desk.next_due()
    does_not_grow(work, 2_000 if LONG else 40, 2 << 20)


def test_many_others(policy, scenario_files):
    event = {"type": "message", "time": NINE, "conversation": "c-1", "message": {"text": "hello"}}

    def work():
        usher.simulate(usher.Scenario.loads("day.yaml", scenario_files, replications=1), threads=1, rows=True).text()
        usher.replay(policy, [event], against=policy).to_dict()
        usher.staff(60, 300000, share=0.8, within=20000).to_dict()
        week = usher.StaffWeek("UTC")
        week.add(NINE, 1000)
        week.plan(share=0.8, within=20000)
        week.hour(0, 9), week.text()
        policy.calendar("office").due(NINE, 75 * 60000, [(NINE, NINE)])
        usher.zone_resolve("Europe/Rome", "2026-03-29T02:30")
        text = policy.text("Refund 4111 1111 1111 1111")
        text.words, text.matches, text.match_parts(0), text.personal_data, text.to_dict(), text.masked
        policy.graph()
        policy.dump(), policy.statistics(), policy.compare(policy), policy.sharpen('{"text": "a"}'), policy.test().to_dict()
    # Fewer calls would lose less in a window than the caches take, which fill for some hundred calls, by the hash seed.
    does_not_grow(work, 200 if LONG else 20, 4 << 20)


# ---- Failures of every function ----

class Bad:
    """Fails whatever is asked of it."""
    def __index__(self):
        raise ZeroDivisionError

    def __iter__(self):
        raise ZeroDivisionError

    def __fspath__(self):
        raise ZeroDivisionError

    __float__ = __len__ = __index__

    def __getitem__(self, key):
        raise ZeroDivisionError

    def items(self):
        raise ZeroDivisionError

    keys = items


def failures(policy, text, files):
    bad, desk, office = Bad(), usher.Desk(policy), policy.calendar("office")
    replay, week, batch = usher.Replay(policy), usher.StaffWeek("UTC"), policy.triage_many(TEXTS)
    waiting = usher.Desk(policy)
    waiting.apply(type="message", time=NINE, conversation="c", message="hello")
    finished = usher.Replay(policy)
    finished.finish()
    scenario = usher.Scenario.loads("day.yaml", files)
    run, decision, seen = scenario.run(0), policy.triage(text="a refund"), policy.text("refund")
    load, scenarios, mappings = usher.Policy, usher.Scenario, usher.Mapping
    message = {"type": "message", "time": NINE, "conversation": "c"}
    calls = {
        "load": [lambda: load.load("/none"), lambda: load.load(bad), lambda: load.load(5), lambda: load.load("/", limits=bad),
                 lambda: load.load("\0"), lambda: load.load("/", limits={"x": 1})],
        "loads": [lambda: load.loads("usher: 1"), lambda: load.loads(bad), lambda: load.loads("", name=5),
                  lambda: load.loads(text, includes={"a": 5}), lambda: load.loads(text, limits={"rules": -1}),
                  lambda: load.loads(text, limits={5: 1}), lambda: load.loads(text, includes=5)],
        "triage": [lambda: policy.triage(bad), lambda: policy.triage(txet="x"), lambda: policy.triage(text=5),
                   lambda: policy.triage(stage=bad), lambda: policy.triage(tags=bad), lambda: policy.triage(tags=["a", 5]),
                   lambda: policy.triage(tags=["a"] * 20 + [5]), lambda: policy.triage(time=bad),
                   lambda: policy.triage(customer={"tier": bad}), lambda: policy.triage(customer={5: 1}),
                   lambda: policy.triage(facts=5), lambda: policy.triage(now="x"), lambda: policy.triage(limits=bad),
                   lambda: policy.triage(lenient=5), lambda: policy.triage(limits={"text_bytes": "a"}),
                   lambda: policy.triage({"text": "a", "customer": {"tier": "iron"}, "order.value": bad}),
                   lambda: policy.triage(**{f"a.{i}": i for i in range(40)}), lambda: policy.triage(stage=10**400)],
        "triage_json": [lambda: policy.triage_json("{"), lambda: policy.triage_json(5), lambda: policy.triage_json("{}", x=1),
                        lambda: policy.triage_json("{}", only_needed=5), lambda: policy.triage_json()],
        "triage_many": [lambda: policy.triage_many(5), lambda: policy.triage_many(bad), lambda: policy.triage_many(["a", 5]),
                        lambda: policy.triage_many({"text": ["a"] * 50, "stage": [bad] * 50}),
                        lambda: policy.triage_many({"text": ["a"], "b": []}), lambda: policy.triage_many([], now=bad),
                        lambda: policy.triage_many([{"text": "a", "tags": bad}] * 40), lambda: policy.triage_many([], id=5),
                        lambda: policy.triage_many([{"a": {"b": bad}}]), lambda: policy.triage_many({"text": bad})],
        "policy": [lambda: policy.statistics(5), lambda: policy.statistics(format="x"), lambda: policy.compare(5),
                   lambda: policy.compare(policy, 5), lambda: policy.sharpen(5), lambda: policy.sharpen("x"),
                   lambda: policy.test(5), lambda: policy.test({"a": "["}), lambda: policy.text(5),
                   lambda: policy.text("a", subject=5), lambda: policy.calendar(5), lambda: policy.calendar("none"),
                   lambda: policy.parts(5), lambda: policy.parts("x"), lambda: seen.match_parts(9), lambda: seen.match_parts(bad)],
        "decision": [lambda: decision.why("x"), lambda: decision.why(5), lambda: decision.why("band"),
                     lambda: decision.why("tags", -1), lambda: decision.explain(format="x"), lambda: decision.to_dict(5)],
        "batch": [lambda: batch["x"], lambda: batch[5], lambda: batch.because("band"), lambda: batch["tags"][9],
                  lambda: batch.__arrow_c_array__(1, 2), lambda: memoryview(batch["tags"])["x"]],
        "calendar": [lambda: office.due(bad, 1), lambda: office.due(1, bad), lambda: office.due(1, 1, bad),
                     lambda: office.due(1, 1, [(1, 2), (1,)]), lambda: office.due(1, 1, [(1, bad)]), lambda: office.due(-9, 1),
                     lambda: office.elapsed(1, bad), lambda: office.elapsed(1, 2, [5]), lambda: office.start(1, -1),
                     lambda: office.working_days(1, 0), lambda: office.working_days(1, bad), lambda: office.is_open(bad),
                     lambda: office.offset(10**30), lambda: office.next_opening("x"), lambda: usher.zone_resolve("x", "y"),
                     lambda: usher.zone_resolve(5, "y"), lambda: usher.zone_resolve("UTC", 5)],
        "staff": [lambda: usher.staff(1, 1), lambda: usher.staff(bad, 1), lambda: usher.staff(1, bad, agents=1),
                  lambda: usher.staff(1, 1, agents=bad), lambda: usher.staff(1, 1, within=bad), lambda: usher.erlang_b(bad, 1),
                  lambda: usher.staff(1e9, 10**9, agents=10**9), lambda: usher.erlang_b(1, -1), lambda: usher.erlang_c(-1, 1),
                  lambda: usher.priority_waits(bad, 1, 1), lambda: usher.priority_waits([1, bad], 1, 1),
                  lambda: usher.priority_waits([1], 0, 1), lambda: usher.StaffWeek(5), lambda: usher.StaffWeek("x"),
                  lambda: week.add(bad), lambda: week.add(1, bad), lambda: week.add(-9), lambda: week.add_rows(5, "a"),
                  lambda: week.add_rows("b\n", "a"), lambda: week.add_rows("a", "a", quote="xx"), lambda: week.add_events(5),
                  lambda: week.plan(1, share=0.5), lambda: week.plan(bad), lambda: week.hour(0, 99), lambda: week.hour(0, 0),
                  lambda: week.text()],
        "desk": [lambda: usher.Desk(5), lambda: usher.Desk(policy, seed=-1), lambda: usher.Desk(policy, limits=bad),
                 lambda: usher.Desk(policy, limits={"x": 1}), lambda: usher.Desk.restore(b"x"), lambda: usher.Desk.restore(5),
                 lambda: desk.apply(), lambda: desk.apply(5), lambda: desk.apply(bad), lambda: desk.apply({"type": bad}),
                 lambda: desk.apply([dict(message), dict(message, message=5)]), lambda: desk.apply(dict(message, time=bad)),
                 lambda: desk.apply(dict(message, skills=["a", 5])), lambda: desk.apply(dict(message, message={"a": bad})),
                 lambda: desk.apply(type="agent", agent="a", skills=["b"], capacity={"email": 1, "total": bad}),
                 lambda: desk.apply(type="agent", agent="a", capacity={5: 1}), lambda: desk.apply(type="message", time=NINE),
                 lambda: desk.apply(type="agent", agent="a", departments=bad), lambda: desk.apply_json(5),
                 lambda: desk.apply_json("x"), lambda: desk.advance(bad), lambda: desk.set_policy(5), lambda: desk.queue("x"),
                 lambda: desk.conversation("x"), lambda: desk.agent(5), lambda: desk.owed(-1), lambda: desk.owed(bad),
                 lambda: desk.metrics(format="x"), lambda: desk.metrics(within=bad), lambda: waiting.snapshot(),
                 lambda: waiting.apply(message), lambda: waiting.advance(NINE), lambda: waiting.metrics()],
        "simulation": [lambda: scenarios.load("/none"), lambda: scenarios.load(bad), lambda: scenarios.loads("a", {}),
                       lambda: scenarios.loads("day.yaml", files, seed=-1), lambda: scenarios.loads(5, files),
                       lambda: scenarios.loads("day.yaml", files, replications=0), lambda: scenarios.loads("a", bad),
                       lambda: scenario.run(9), lambda: scenario.run(bad), lambda: scenario.results(),
                       lambda: scenario.results(format="x"), lambda: run.rows(), lambda: run.advance(-1)],
        "replay": [lambda: usher.Replay(5), lambda: usher.Replay(policy, 5), lambda: usher.Replay(policy, zone="x"),
                   lambda: usher.Replay(policy, seed=bad), lambda: usher.Replay(policy, limits={"x": 1}),
                   lambda: replay.add(5), lambda: replay.add_json(5),
                   lambda: replay.add_rows(5, ""), lambda: replay.summary, lambda: replay.text(), lambda: finished.finish(),
                   lambda: finished.add_json("{}"), lambda: mappings.load("/none"), lambda: mappings.load(bad),
                   lambda: mappings.loads("x"), lambda: mappings.loads(5)],
    }
    return calls


NAMES = ("load", "loads", "triage", "triage_json", "triage_many", "policy", "decision", "batch", "calendar", "staff", "desk",
         "simulation", "replay")


def fails(call):
    """Everything that is raised is an exception of usher or of Python's kinds that are meant."""
    try:
        call()
    except (usher.Error, TypeError, ValueError, LookupError, OSError, ZeroDivisionError, OverflowError) as error:
        assert not isinstance(error, SystemError)
        error.__traceback__ = None
        return
    raise AssertionError("nothing is wrong with this call")


@pytest.mark.parametrize("name", NAMES)
def test_failures_cost_nothing(policy, policy_text, scenario_files, name):
    calls = failures(policy, policy_text, scenario_files)
    assert tuple(calls) == NAMES

    def work():
        for call in calls[name]:
            fails(call)
    does_not_grow(work, 10_000 if LONG else 40, 1 << 20)


# ---- Out of memory at every allocation ----

def starved(call):
    """Makes the first allocation of Python fail, then the second, and so on until the call is well; how many there are."""
    from _testcapi import remove_mem_hooks, set_nomemory
    for number in range(1, 4000):
        try:
            set_nomemory(number, number + 1)
            call()
        except MemoryError:
            pass
        else:
            remove_mem_hooks()
            return number
        finally:
            remove_mem_hooks()
    raise AssertionError("no end of it")


STARVED = {
    "triage": lambda s: s["policy"].triage({"text": "a refund", "tags": ["a"], "customer": {"tier": "gold"}}, id="a"),
    "fields": lambda s: [getattr(s["decision"], name) for name in ("department", "tags", "because", "ask", "first_response")],
    "repr": lambda s: repr(s["decision"]),
    "findings": lambda s: s["policy"].triage(account="@acne", lenient=True),
    "fail": lambda s: pytest.raises(usher.InputError, s["policy"].triage, account="@acne"),
    "batch": lambda s: s["policy"].triage_many([{"text": "a refund"}, {"txet": 1}] * 20)["department"].tolist(),
    "columns": lambda s: s["policy"].triage_many({"text": ["a refund"] * 20, "customer.tier": ["gold"] * 20}),
    "arrow": lambda s: s["batch"].__arrow_c_array__(),
    "buffer": lambda s: memoryview(s["batch"]["tags"]).tolist(),
    "desk": lambda s: s["desk"].apply([{"type": "agent", "agent": "a", "skills": ["b"], "capacity": {"email": 1}}, {
        "type": "message", "conversation": "c", "time": NINE, "message": {"text": "hello", "customer": {"id": "u"}}}]),
    "effects": lambda s: (s["effects"][0], s["effects"].results, s["effects"].findings),
    "view": lambda s: (s["desk"].look().agents, s["desk"].owed().conversations),
    "calendar": lambda s: s["office"].due(NINE, 75 * 60000, [(NINE, NINE)]),
    "staff": lambda s: usher.staff(60, 300000, share=0.8, within=20000).rows,
    "loads": lambda s: usher.Policy.loads(s["text"], limits={"rules": 100}, includes={"a": "b"}).parts("rule"),
    "text": lambda s: s["policy"].text("a refund").words,
    "replay": lambda s: usher.Replay(s["policy"]).add([{"type": "advance", "time": NINE}]),
}


@pytest.mark.parametrize("name", STARVED)
def test_out_of_memory(policy, policy_text, name):
    pytest.importorskip("_testcapi", reason="skipped: this Python comes without _testcapi")
    things = {"policy": policy, "text": policy_text, "decision": policy.triage(text="my lawyer, a refund", time=NINE),
              "batch": policy.triage_many(TEXTS), "desk": usher.Desk(policy, keep=True), "office": policy.calendar("office")}
    things["effects"] = usher.Desk(policy, keep=True).apply(type="message", conversation="c", time=NINE, message="hello")
    call = STARVED[name]
    call(things)
    gc.collect()
    tried = starved(lambda: call(things))
    assert tried > 1 or name == "view"
    # It works as before.
    call(things)
    assert policy.triage(text="I want a refund").because["department"] == "refunds go to billing"


def test_references(policy):
    """Singletons and what is given in come out with the references they had."""
    text, fact, name = "I want a refund, " + "x" * 20, {"tier": "gold"}, "customer" + str(1)[:0]
    things = [None, True, False, text, fact, name, usher.Policy, usher.Decision, policy, usher.InputError, ()]

    def work():
        for _ in range(500):
            policy.triage({"text": text, name: fact, "order.open": True, "order.value": None}, lenient=True)
            policy.triage_many([{"text": text, name: fact, "order.open": False}])[
                "department"].tolist()
            with pytest.raises(usher.InputError):
                policy.triage({"text": text, name: fact, "txet": None or 1})
    work()
    before = [sys.getrefcount(each) for each in things]
    work()
    after = [sys.getrefcount(each) for each in things]
    assert all(abs(one - other) < 20 for one, other in zip(before, after)), list(zip(before, after))


def test_json_of_a_decision_is_read_by_others(policy):
    assert json.loads(policy.triage(text="\0 a refund \u2028").to_json())["department"] == "billing"
