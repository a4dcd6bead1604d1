# SPDX-License-Identifier: BSL-1.0
"""Many messages: rows, columns and frames in, columns, arrays and frames out."""
from datetime import datetime, timedelta, timezone

import numpy
import pandas
import pytest

import usher

UTC = timezone.utc
ROWS = [
    {"text": "I want a refund", "account": "@acme", "customer.tier": "gold", "time": datetime(2026, 3, 20, 12, tzinfo=UTC)},
    {"text": "my lawyer", "tags": ["old", "vip"], "order.open": True, "sentiment": -0.25},
    {"text": "hello", "account": "@acne"},
    {"text": "lottery"},
    {"text": None},
    "rimborso",
]


def values_of(decision):
    names = [name for name in usher.Policy.loads("usher: 1\ndepartments: {a: {}}\ndefault: {department: a}\n")
             .triage_many([]).fields if name != "ask"]
    return {name: getattr(decision, name) for name in names}


def test_a_row_is_what_triage_says(policy):
    batch = policy.triage_many(ROWS)
    assert len(batch) == 6 and batch.failed == [2] and batch.statuses[2] == "input"
    assert batch.findings[0].line == 3
    for number, row in enumerate(ROWS):
        if number == 2:
            assert all(batch[name][number] in (None, ()) for name in batch.fields)
            continue
        decision = policy.triage(row)
        for name, value in values_of(decision).items():
            assert batch[name][number] == value, (number, name)
        assert batch["ask"][number] == tuple(ask.department for ask in decision.ask)
        assert batch.because("department")[number] == decision.because["department"]
        assert dict(zip(batch["tags"][number], batch.because("tags")[number])) == decision.because.get("tags", {})


def test_columns_are_rows(policy):
    names = ["text", "account", "customer.tier", "time", "order.open", "sentiment", "tags"]
    rows = [row for row in ROWS if isinstance(row, dict)]
    columns = {name: [row.get(name) for row in rows] for name in names}
    by_rows, by_columns = policy.triage_many(rows), policy.triage_many(columns)
    arrays = dict(columns, sentiment=numpy.array([numpy.nan if s is None else s for s in columns["sentiment"]]))
    frame = pandas.DataFrame(dict(columns, time=pandas.to_datetime(pandas.Series(columns["time"]), utc=True)))
    for other in (by_columns, policy.triage_many(arrays), policy.triage_many(frame), policy.triage_many(iter(rows)),
                  policy.triage_many(tuple(rows))):
        for name in by_rows.fields:
            assert other[name].tolist() == by_rows[name].tolist(), name
        assert other.statuses == by_rows.statuses


def test_frames_with_times_and_gaps(policy):
    frame = pandas.DataFrame({"text": ["hello", None, "hello"], "kind": pandas.Categorical(["email", "chat", None]),
                              "customer.since": pandas.to_datetime(["2020-01-01", None, "2026-03-01"]).tz_localize("UTC"),
                              "time": pandas.to_datetime(["2026-03-20T13:00+01:00"] * 3),
                              "order.value": pandas.array([200, None, 5], dtype="Int64")})
    batch = policy.triage_many(frame)
    assert batch["priority"].tolist() == [46, 40, 40] and batch.failed == []
    assert batch["first_response"][0] == datetime(2026, 3, 20, 13, tzinfo=UTC)
    with pytest.raises(ValueError, match="without a zone"):
        policy.triage_many(pandas.DataFrame({"time": pandas.to_datetime(["2026-03-20"])}))


def test_arrays_without_a_copy(policy):
    batch = policy.triage_many(["refund", "hello", "lawyer", "hello"])
    codes = numpy.asarray(batch["department"])
    assert codes.dtype == numpy.int32 and not codes.flags.writeable and codes.tolist() == [0, 1, 1, 1]
    again = numpy.asarray(batch["department"])
    assert codes.__array_interface__["data"][0] == again.__array_interface__["data"][0]
    priority = numpy.frombuffer(batch["priority"], dtype="int64")
    tags = batch["tags"]
    assert tags.many and tags.offsets == (0, 1, 1, 3, 3) and memoryview(tags).tolist() == [0, 1, 2]
    assert tags.dictionary == ("refund", "threat", "hot")
    with pytest.raises(ValueError):
        codes[0] = 7
    with pytest.raises(TypeError):
        memoryview(batch["department"])[0] = 7
    del batch, tags
    assert priority.tolist() == [40] * 4 and codes.sum() == 3


def test_to_pandas(policy):
    frame = policy.triage_many(ROWS).to_pandas()
    assert list(frame["department"].astype(object).where(frame["department"].notna(), None)) == \
        ["billing", "care", None, "care", "care", "billing"]
    assert str(frame["department"].dtype) == "category" and str(frame["first_response"].dtype) == "datetime64[ns, UTC]"
    assert frame["first_response"][0] == pandas.Timestamp("2026-03-20T16:00Z") and frame["first_response"].isna().sum() == 5
    assert frame["priority"].tolist()[:2] == [60, 43] and frame["priority"].isna().tolist()[2]
    assert not frame["engage"].tolist()[3] and frame["tags"][1] == ("threat", "hot")
    assert frame["sentiment"].tolist()[1] == -0.25
    assert policy.triage_many(["a"]).to_pandas(["engage"])["engage"].dtype == bool
    times = policy.triage_many(ROWS)["first_response"].to_numpy()
    assert times.dtype == "datetime64[ms]" and numpy.isnat(times).sum() == 5


def test_nothing_is_fine(policy):
    for nothing in ([], (), {}, {"text": []}, pandas.DataFrame({"text": []})):
        batch = policy.triage_many(nothing)
        assert len(batch) == 0 and batch["tags"].offsets == (0,) and memoryview(batch["priority"]).tolist() == []
        assert batch.to_pandas().shape == (0, 22)


def test_what_is_no_set_of_messages(policy):
    for bad in (5, "text", b"text", [5], [["a"]], {"text": "abc"}, {1: []}, {"text": 5}):
        with pytest.raises(TypeError):
            policy.triage_many(bad)
    with pytest.raises(ValueError, match="has 2 values"):
        policy.triage_many({"text": ["a"], "stage": ["order", "order"]})
    with pytest.raises(TypeError, match="no option"):
        policy.triage_many([], text="a")
    with pytest.raises(ZeroDivisionError):
        policy.triage_many(1 / 0 for _ in range(3))
    with pytest.raises(KeyError):
        policy.triage_many(["a"])["departmnet"]
    with pytest.raises(KeyError):
        policy.triage_many(["a"]).because("language")
    with pytest.raises(IndexError):
        policy.triage_many(["a"])["department"][1]


def test_options_hold_for_all_rows(policy):
    batch = policy.triage_many(["What is this?"] * 2, find_language=True, now="2026-03-20T12:00:00Z")
    assert batch["language"].tolist() == ["en", "en"]
    assert batch["first_response"][1] == datetime(2026, 3, 20, 13, tzinfo=UTC)
    assert policy.triage_many([{"account": "@acne"}], lenient=True).failed == []
    assert policy.triage_many([{"account": "@acne"}], report=False).findings == ()


def test_closed(policy):
    with policy.triage_many(ROWS) as batch:
        column = batch["department"]
    assert batch.closed and column[0] == "billing" and len(memoryview(column)) == 6
    for call in (lambda: batch["tags"], lambda: len(batch), lambda: batch.statuses, lambda: batch.failed,
                 batch.__arrow_c_array__, batch.__arrow_c_schema__, batch.__arrow_c_stream__, batch.__enter__):
        with pytest.raises(usher.ClosedError):
            call()
    assert "closed" in repr(batch) and "closed" in batch._repr_html_()


def test_html(policy):
    assert policy.triage_many(ROWS)._repr_html_().count("<tr>") == 7
