# SPDX-License-Identifier: BSL-1.0
"""Methods of the types that are better written in Python: nothing here is called for every message."""

from contextlib import contextmanager
from html import escape

from . import _frames
from ._usher import Batch, Column, Decision, Desk, Policy


def _method(owner, name):
    def add(function):
        function.__name__ = name
        function.__qualname__ = f"{owner.__name__}.{name}"
        function.__module__ = "usher"
        setattr(owner, name, function)
        return function
    return add


# ---- As HTML, for notebooks. Everything is escaped: what stands in a policy is shown as text. ----

_STYLE = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"


def _table(rows, head=None):
    lines = ["<table>"]
    if head:
        lines.append("<thead><tr>" + "".join(f'<th style="{_STYLE}">{escape(str(each))}</th>' for each in head) +
                     "</tr></thead>")
    lines.append("<tbody>")
    for row in rows:
        lines.append("<tr>" + "".join(f'<td style="{_STYLE}">{escape(str(each))}</td>' for each in row) + "</tr>")
    lines.append("</tbody></table>")
    return "".join(lines)


def _shown(value):
    if isinstance(value, tuple):
        return ", ".join(str(getattr(each, "department", each)) for each in value)
    if hasattr(value, "isoformat"):
        return value.isoformat(" ", "minutes")
    return "no" if value is False else str(value)


_FIELDS = ("engage", "agent", "priority", "band", "language", "topics", "intent", "stage", "sentiment", "pii", "skills",
           "tags", "visibility", "move_to", "reply", "sla", "first_response", "next_response", "resolution", "ask",
           "notify")


@_method(Decision, "_repr_html_")
def _decision_html(self):
    """A table of the fields that have a value, and the rule behind each."""
    because = self.because
    rows = [("department", self.department, because.get("department", ""))]
    for name in _FIELDS:
        value = getattr(self, name)
        if value is None or value == () or (name == "engage" and value):
            continue
        why = because.get(name, "")
        if isinstance(why, dict):
            why = "; ".join(dict.fromkeys(why.values()))
        rows.append((name, _shown(value), why))
    return _table(rows, ("field", "value", "because"))


@_method(Policy, "_repr_html_")
def _policy_html(self):
    """A table of what the policy is made of."""
    if self.closed:
        return escape(repr(self))
    parts = [(part, self.parts(part)) for part in ("department", "rule", "topic", "channel", "account", "agent")]
    rows = [(f"{part}s", len(found), ", ".join(each.name or "" for each in found[:8]) + (" …" if len(found) > 8 else ""))
            for part, found in parts if found]
    return f"<p>usher policy <code>{escape(self.hash[:12])}</code></p>" + _table(rows)


@_method(Batch, "_repr_html_")
def _batch_html(self):
    """The first rows as a table."""
    if self.closed:
        return escape(repr(self))
    names = ("department", "priority", "band", "language", "tags")
    columns = [self[name] for name in names]
    shown = min(len(self), 10)
    rows = [(number, *(_shown(column[number]) if column[number] is not None else "" for column in columns))
            for number in range(shown)]
    more = f"<p>{len(self)} rows, {len(self.failed)} failed</p>"
    return _table(rows, ("row", *names)) + more


# ---- Columns ----

@_method(Column, "to_numpy")
def _column_to_numpy(self):
    """The values as an array; of "codes", "integers", "flags" and "numbers" no copy is made. Times are datetime64[ms].

    >>> policy.triage_many(["Refund!", "Hello"])["priority"].to_numpy().dtype
    dtype('int64')
    """
    return _frames.column_to_numpy(self)


@_method(Column, "to_pandas")
def _column_to_pandas(self):
    """A Series: codes as categories, times in UTC, several values as tuples.

    >>> policy.triage_many(["Refund!", "Hello"])["department"].to_pandas().tolist()
    ['billing', 'care']
    """
    return _frames.column_to_pandas(self)


@_method(Batch, "to_pandas")
def _batch_to_pandas(self, fields=None):
    """A DataFrame of these fields, or of all.

    >>> policy.triage_many(["Refund!", "Hello"]).to_pandas(["department", "priority"]).shape
    (2, 2)
    """
    return _frames.batch_to_pandas(self, fields)


# ---- Desk ----

@_method(Desk, "change")
@contextmanager
def _desk_change(self, *events, **event):
    """Applies events (as apply does), hands out the effects, and keeps the change at the end of the block; if the block
    raises, the change is taken back without a trace, and the exception goes on.
    """
    effects = self.apply(*events, **event)
    try:
        yield effects
    except BaseException:
        self.abort()
        raise
    self.commit()
