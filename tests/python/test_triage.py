# SPDX-License-Identifier: BSL-1.0
"""One message: every form that it may have, every field of what comes back."""
import json
import math
import pickle
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

import usher

UTC = timezone.utc
NOON = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def test_forms_agree(policy):
    wanted = policy.triage(text="I want a refund", account="@acme", customer={"tier": "gold"}).to_dict()
    for decision in (
        policy.triage({"text": "I want a refund", "account": "@acme", "customer": {"tier": "gold"}}),
        policy.triage({"text": "I want a refund", "account": "@acme", "customer.tier": "gold"}),
        policy.triage({"text": "I want a refund", "account": "@acme", "facts": {"customer.tier": "gold"}}),
        policy.triage({"text": b"I want a refund", "account": "@acme"}, customer={"tier": "gold"}),
        policy.triage("I want a refund", account="@acme", **{"customer.tier": "gold"}),
        policy.triage(MappingProxyType({"text": "I want a refund", "account": "@acme", "customer": {"tier": "gold"}})),
        policy.triage_json('{"text": "I want a refund", "account": "@acme", "facts": {"customer.tier": "gold"}}',
                           only_needed=True),
        policy.triage_many([{"text": "I want a refund", "account": "@acme", "customer.tier": "gold"}]) and
        policy.triage(text="I want a refund", account="@acme", facts={"customer": {"tier": "gold"}}),
    ):
        assert decision.to_dict() == wanted


def test_every_field_is_that_of_the_json(policy):
    decision = policy.triage(id="m-1", text="My lawyer will ask about card 4111 1111 1111 1111. Refund!", account="@acme",
                             time=NOON, sentiment=-0.5, stage="order", intent="complain", find_language=True)
    said = decision.to_dict()
    for name in ("id", "department", "agent", "engage", "priority", "band", "language", "intent", "stage", "sentiment",
                 "visibility", "move_to", "reply", "policy", "because"):
        assert getattr(decision, name) == said[name], name
    for name in ("topics", "pii", "skills", "tags", "notify"):
        assert list(getattr(decision, name)) == said[name], name
    for name in ("first_response", "next_response", "resolution"):
        due = getattr(decision, name)
        wanted = said["sla"][name]
        assert due == (None if wanted is None else datetime.fromisoformat(wanted)), name
    assert [(ask.department, ask.within, ask.before_reply) for ask in decision.ask] == \
        [("legal", timedelta(hours=4), True)]
    assert said["ask"] == [{"department": "legal", "within_ms": 14400000, "before_reply": True}]
    assert decision.sla == "slow" and decision.findings == ()
    assert decision.why("skills") == "threats" and decision.why("tags", 1) == "threats"
    assert json.loads(decision.to_json(detail=True))["detail"]["personal_data"][0]["kind"] == "card"


def test_missing_is_none(policy):
    decision = policy.triage()
    assert (decision.id, decision.agent, decision.language, decision.sentiment, decision.first_response) == (None,) * 5
    assert decision.topics == decision.ask == decision.tags == ()
    assert decision.because == {"department": "default"}
    assert policy.triage(text=None, stage=math.nan, customer={"tier": None}).to_dict() == decision.to_dict()


def test_facts_without_an_end_are_refused(policy):
    itself, deep = {}, {}
    itself.update(a=itself, b=itself)
    for _ in range(100000):
        deep = {"a": deep}
    desk = usher.Desk(policy)
    for facts in itself, deep:
        for call in (lambda: policy.triage(facts=facts), lambda: policy.triage(customer=facts),
                     lambda: policy.triage_many([{"customer": facts}]),
                     lambda: desk.apply(type="note", time=NOON, conversation="c", facts=facts),
                     lambda: desk.apply(type="message", time=NOON, conversation="c", message={"customer": facts})):
            with pytest.raises(RecursionError):
                call()
    assert policy.triage(customer={"tier": "gold"}).priority == policy.triage(**{"customer.tier": "gold"}).priority


@pytest.mark.parametrize("fact, value, points", [
    ("customer.tier", "gold", 20), ("order.value", 101, 5), ("order.value", 100.5, 5), ("order.value", 100, 0),
    ("order.open", True, 3), ("order.open", False, 0), ("order.late_by", timedelta(days=2), 2),
    ("order.late_by", 3 * 86400000, 2), ("order.late_by", "1d1h", 2), ("order.late_by", timedelta(hours=1), 0),
    ("customer.since", datetime(2020, 1, 1, tzinfo=UTC), 1), ("customer.since", "2020-01-01T00:00:00Z", 1),
    ("customer.since", datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2))), 0)])
def test_facts_of_every_type(policy, fact, value, points):
    assert policy.triage(**{fact: value}, time=NOON).priority == 40 + points


class Scalar:
    """A number that can be asked for an item, as numpy's can."""

    def __init__(self, value):
        self.value = value

    def __getitem__(self, place):
        raise IndexError("invalid index to scalar variable")

    def __float__(self):
        return float(self.value)


class FloatScalar(float):
    def __getitem__(self, place):
        raise IndexError("invalid index to scalar variable")


class Shaped(Scalar):
    """What says of itself as numpy does which kind of scalar it is."""

    def __init__(self, value, kind, shape=()):
        super().__init__(value)
        self.shape = shape
        self.dtype = type("dtype", (), {"kind": kind})()

    def __bool__(self):
        return bool(self.value)


class Row(Scalar):
    """A mapping that could be made a number, as a row of pandas."""

    def keys(self):
        return self.value.keys()

    def items(self):
        return self.value.items()


def in_every_form(policy, fact, value):
    return {policy.triage(**{fact: value}).priority, policy.triage({"facts": {fact: value}}).priority,
            policy.triage({fact.split(".")[0]: {fact.split(".")[1]: value}}).priority,
            policy.triage_many([{fact: value}])["priority"][0]}


@pytest.mark.parametrize("fact, value, points", [
    ("order.value", Scalar(101), 5), ("order.value", FloatScalar(101), 5), ("order.value", Shaped(100.5, "f"), 5),
    ("order.value", Shaped(100, "i"), 0), ("order.value", Decimal("100.5"), 5), ("order.value", Fraction(201, 2), 5),
    ("order.value", FloatScalar("nan"), 0), ("order.value", Scalar("nan"), 0),
    ("order.open", Shaped(True, "b"), 3), ("order.open", Shaped(False, "b"), 0)])
def test_numbers_and_flags_of_other_libraries(policy, fact, value, points):
    assert in_every_form(policy, fact, value) == {40 + points}


def test_arrays_are_no_facts_and_rows_are_mappings(policy):
    for kind in "ifb":
        with pytest.raises(TypeError, match="a fact is"):
            policy.triage(order={"value": Shaped(101, kind, shape=(1,))})
    assert policy.triage(Row({"text": "refund", "order.value": 101})).priority == 45
    assert policy.triage(order=Row({"value": 101})).priority == 45


def test_numbers_of_numpy(policy):
    numpy = pytest.importorskip("numpy", reason="skipped: numpy is not here")
    for kind in (numpy.float64, numpy.float32, numpy.float16, numpy.int64, numpy.int32, numpy.uint8):
        assert in_every_form(policy, "order.value", kind(101)) == {45}
        assert in_every_form(policy, "order.value", kind(99)) == {40}
    for kind in (numpy.float64, numpy.float32):
        assert in_every_form(policy, "order.value", kind("nan")) == {40}
    assert in_every_form(policy, "order.open", numpy.bool_(True)) == {43}
    assert in_every_form(policy, "order.open", numpy.bool_(False)) == {40}
    assert policy.triage(text="refund", lenient=numpy.bool_(True)).department == "billing"
    with pytest.raises(TypeError, match="a fact is"):
        policy.triage(order={"value": numpy.array([101.0])})
    desk = usher.Desk(policy, keep=True)
    desk.apply({"type": "agent", "agent": "kim", "time": NOON, "capacity": numpy.int64(7)})
    assert desk.agent("kim").agents[0].capacity == 7


def test_rows_of_pandas(policy):
    pandas = pytest.importorskip("pandas", reason="skipped: pandas is not here")
    frame = pandas.DataFrame({"text": ["refund", "hello"], "order.value": [101.0, None]})
    assert [policy.triage(row).priority for _, row in frame.iterrows()] == [45, 40]
    assert [policy.triage(row).priority for row in frame.to_dict("records")] == [45, 40]


def test_times_may_be_said_in_three_ways(policy):
    ways = (NOON, NOON.astimezone(timezone(timedelta(hours=-7))), int(NOON.timestamp() * 1000), "2026-03-20T12:00:00Z")
    assert {policy.triage(text="hello", time=way).first_response for way in ways} == {NOON + timedelta(hours=1)}
    assert policy.triage(text="hello", now=NOON).first_response == NOON + timedelta(hours=1)
    with pytest.raises(ValueError, match="without a zone"):
        policy.triage(text="hello", time=datetime(2026, 3, 20))
    with pytest.raises(usher.InputError, match="1970 to 2199"):
        policy.triage(text="hello", time=-1)


def test_lenient_counts_as_missing_and_says_so(policy):
    with pytest.raises(usher.InputError) as caught:
        policy.triage(text="hello", account="@acne", txet="x")
    assert [finding.code for finding in caught.value.findings] == ["unknown_name", "unknown_name"]
    assert caught.value.status == "input"
    decision = policy.triage(text="hello", account="@acne", lenient=True)
    assert decision.department == "care" and decision.findings[0].severity == "warning"
    assert policy.triage(text="hello", account="@acne", lenient=True, report=False).findings == ()
    limits = {"text_bytes": 10}
    assert policy.triage(text="hello, I want a refund", limits=limits, report=True).findings[0].code == "text_cut"


def test_odd_texts_are_decided_too(policy):
    assert policy.triage(text="refund \ud83d", report=True).department == "billing"
    assert policy.triage(text=b"refund \xff", report=True).findings[0].severity == "warning"
    assert policy.triage(text="\0refund\0").department == "billing"
    assert policy.triage(id="c-\udcff").id == "c-\ufffd"
    assert policy.triage(id="سلام", text="rimborso").id == "سلام"


def test_what_is_no_message(policy):
    for bad in (5, object(), ["text"]):
        with pytest.raises(TypeError):
            policy.triage(bad)
    with pytest.raises(TypeError, match="a fact is"):
        policy.triage(stage=object())
    with pytest.raises(TypeError, match="True or False"):
        policy.triage(lenient=1)
    with pytest.raises(TypeError, match="keys of a message"):
        policy.triage({1: "x"})
    with pytest.raises(TypeError):
        policy.triage("a", "b")
    with pytest.raises(usher.InputError):
        policy.triage_json("{")


def test_a_fact_that_is_called_like_an_option():
    policy = usher.Policy.loads("usher: 1\nfacts: {now: text, lenient: flag, text.kind: text}\ndepartments: {a: {}, b: {}}\n"
                                "rules: [{name: n, when: {now: x, lenient: true}, then: {department: b}}]\n"
                                "default: {department: a}\n")
    assert policy.triage(facts={"now": "x", "lenient": True}).department == "b"
    assert policy.triage({"now": "x", "lenient": True}).department == "b"


def test_code_that_runs_while_a_message_is_read(policy):
    """A mapping whose reading triages itself, and one that closes the policy."""
    class Restless(dict):
        def items(self):
            policy.triage(text="I want a refund", stage="order", account="@acme")
            return super().items()

    class Zone(timezone.__base__):
        def utcoffset(self, when):
            policy.triage(language="it")
            return timedelta(0)

        def dst(self, when):
            return None

        def tzname(self, when):
            return "odd"

    decision = policy.triage(text="My lawyer", customer=Restless({"tier": "gold"}), time=NOON.replace(tzinfo=Zone()))
    assert decision.priority == 60 and decision.tags == ("threat", "hot")
    short = usher.Policy.loads("usher: 1\ndepartments: {a: {}}\ndefault: {department: a}\n")

    class Closing(dict):
        def items(self):
            short.close()
            return super().items()
    with pytest.raises(usher.ClosedError):
        short.triage(customer=Closing())


def test_items_that_are_no_pairs(policy):
    class Odd(dict):
        def items(self):
            return [("text", "a", "b"), 5]
    for call in (policy.triage, lambda odd: policy.triage(customer=odd), lambda odd: policy.triage_many([odd]),
                 policy.triage_many, usher.Desk(policy).apply, lambda odd: policy.triage(limits=odd), policy.test):
        with pytest.raises(TypeError, match="pairs"):
            call(Odd())


def test_many_keywords(policy):
    facts = {f"order.{word}": None for word in "abcdefghijklmnopqrstuvwxyz"}
    assert policy.triage(text="I want a refund", **facts).department == "billing"


def test_reprs(policy):
    decision = policy.triage(text="I want a refund", account="@acme")
    assert repr(decision).startswith("Decision(department='billing', priority=40, band='normal', ")
    assert "engage=False" in repr(policy.triage(text="lottery"))
    page = decision._repr_html_()
    assert "refunds go to billing" in page and page.count("<tr>") > 4
    odd = usher.Policy.loads("usher: 1\ndepartments: {\"<b>\": {}}\ndefault: {department: \"<b>\"}\n")
    assert "<b>" not in odd.triage()._repr_html_() and "&lt;b&gt;" in odd.triage()._repr_html_()
    assert "<b>" not in odd._repr_html_()


def test_policies(policy, policy_text, tmp_path):
    assert len(policy.hash) == 64 and policy.hash == policy.triage().policy
    image = policy.compile()
    path = tmp_path / "policy.usher"
    path.write_bytes(image)
    for other in (usher.Policy.load(path), usher.Policy.load(str(path), verify=True), usher.Policy.load(bytes(path)),
                  usher.Policy.loads(image), pickle.loads(pickle.dumps(policy)), usher.Policy.loads(policy.dump())):
        assert other.triage(text="I want a refund").because == {"department": "refunds go to billing",
                                                                "tags": {"refund": "refunds go to billing"}}
    with pytest.raises(usher.FormatError):
        usher.Policy.loads(image[:-100])
    with pytest.raises(usher.FileError) as caught:
        usher.Policy.load(tmp_path / "none.yaml")
    assert isinstance(caught.value, OSError) and caught.value.status == "io"
    included = usher.Policy.loads("usher: 1\ninclude: more.yaml\ndefault: {department: a}\n",
                                  includes={"more.yaml": "departments: {a: {}}"})
    assert included.parts("department")[0].file == "more.yaml"
    with pytest.raises(usher.LimitError):
        usher.Policy.loads(policy_text, limits={"no_such_limit": 1})
    run = policy.test()
    assert run.passed and run.summary.passed == 2 and "2" in run.text() and run.to_dict()
    assert not policy.test({"t": '[{message: {text: hi}, expect: {department: legal}}]'}).passed
    assert policy.statistics(format="text") and policy.compare(policy)
    assert policy.graph().startswith("digraph policy {\n") and " -> department0" in policy.graph()
    assert policy.check() == ()


def test_what_is_found_while_loading(policy):
    assert policy.findings == ()
    doubtful = usher.Policy.loads("usher: 1\ndepartments: {care: {closed: {hold: true}}}\ndefault: {department: care}\n")
    assert [(finding.code, finding.severity) for finding in doubtful.findings] == [("never_closes", "warning")]
    doubtful.close()
    assert len(doubtful.findings) == 1


def test_departments_that_hand_over_in_a_circle_while_all_are_closed():
    with usher.Policy.loads(
            "usher: 1\n"
            "calendars:\n"
            "  day: {timezone: UTC, weekly: {mon-fri: ['09:00-17:00']}}\n"
            "  late: {timezone: UTC, weekly: {mon-fri: ['17:00-22:00']}}\n"
            "departments:\n"
            "  care: {calendar: day, closed: {to: sales, hand_over: true}}\n"
            "  sales: {calendar: late, closed: {to: care, hand_over: true}}\n"
            "agents: {sara: {departments: [care], shift: day}, omid: {departments: [sales], shift: late}}\n"
            "default: {department: care}\n") as policy:
        decision = policy.triage(text="hi", time=datetime(2026, 3, 20, 5, 0, tzinfo=UTC))
        assert "nobody is on until" in decision.explain()
        assert json.loads(decision.to_json(detail=True))["detail"]["foreseen"]["nobody_until"] == \
            "2026-03-20T09:00:00.000Z"


def test_closed(policy_text):
    with usher.Policy.loads(policy_text) as policy:
        decision = policy.triage(text="I want a refund")
    assert policy.closed and repr(policy) == "<usher.Policy, closed>"
    assert decision.department == "billing" and "refunds" in decision.explain()
    policy.close()
    for call in (lambda: policy.triage(), lambda: policy.triage_json("{}"), lambda: policy.triage_many([]), policy.check,
                 policy.dump, policy.graph, policy.compile, policy.statistics, lambda: policy.compare(policy),
                 lambda: policy.hash,
                 lambda: policy.sharpen("{}"), policy.test, lambda: policy.text("a"), lambda: policy.calendar("always"),
                 lambda: policy.parts("rule"), policy.__enter__, lambda: usher.Desk(policy), lambda: usher.Replay(policy),
                 lambda: pickle.dumps(policy)):
        with pytest.raises(usher.ClosedError):
            call()


def test_texts(policy):
    text = policy.text("Refund 4111 1111 1111 1111 @acme 😀")
    assert [word.kind for word in text.words if word.kind != "word"] == ["mention", "emoji"]
    (match,) = text.matches
    assert (match.phrase, match.language, match.where.begin_code_point) == ("~refund", "en", 0)
    assert text.personal_data[0].kind == "card" and text.personal_data[0].counts
    assert text.to_dict()["personal_data"] and text.text() and not text.ill_formed
    with pytest.raises(IndexError):
        text.match_parts(7)
    mail = policy.text("Yes.\n\nOn Monday Sara wrote:\n> Refund?\n", email=True)
    assert mail.left_out and not mail.matches
