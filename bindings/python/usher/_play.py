# SPDX-License-Identifier: BSL-1.0
"""simulate() and replay(): all of it in one call."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ._usher import Mapping, Replay, Scenario

_PIECE = 1 << 20


class SimulationResult:
    """What a scenario came to. `passed`: whether all that it expects came true. `to_dict()` is everything
    (docs/schema/simulation.schema.json), `metric()` one figure, `rows` the conversations of each run as CSV, if they were
    asked for.
    """

    def __init__(self, scenario, rows):
        self._scenario = scenario
        self._data, self.passed = scenario.results()
        self.info = scenario.info
        self.rows = rows

    def __repr__(self):
        return f"<usher.SimulationResult {self.info.name}: {'passed' if self.passed else 'failed'}, {self.info.runs} runs>"

    def to_dict(self):
        """Everything, as docs/schema/simulation.schema.json has it."""
        return self._data

    def text(self):
        """A page for people."""
        return self._scenario.results(format="text")[0]

    @property
    def policies(self):
        """The names of the policies, in the order of the scenario."""
        return tuple(policy["name"] for policy in self._data["policies"])


def _play_one(scenario, number, wants_rows, progress):
    run = scenario.run(number)
    while run.advance(10000) < 1.0:
        if progress is not None:
            progress(number, run.progress)
    if progress is not None:
        progress(number, 1.0)
    return run.rows() if wants_rows else None


def simulate(scenario, *, seed=None, replications=None, threads=None, rows=False, progress=None, limits=None):
    """Plays a scenario (a path, or a Scenario) and says what came of it: a SimulationResult.

    seed, replications: instead of the scenario's. threads: how many runs at once; None: one for each processor. rows: keep
    the conversations of each run. progress: is called with the number of a run and how far it is, 0.0 to 1.0, in any
    thread; what it raises ends the simulation. Raises PolicyError for a scenario with errors, FileError, InputError.

    >>> scenario = usher.Scenario.loads("day.yaml", {"day.yaml": scenario_text, "policy.yaml": policy_text})
    >>> usher.simulate(scenario, threads=2).passed
    True
    """
    if not isinstance(scenario, Scenario):
        scenario = Scenario.load(scenario, seed=seed, replications=replications, limits=limits)
    elif not (seed is None and replications is None and limits is None):
        raise TypeError("seed, replications and limits go into Scenario.load")
    if threads is None:
        threads = os.cpu_count() or 1
    numbers = range(scenario.info.runs)
    if threads == 1:
        texts = [_play_one(scenario, number, rows, progress) for number in numbers]
    else:
        with ThreadPoolExecutor(threads) as pool:
            texts = list(pool.map(lambda number: _play_one(scenario, number, rows, progress), numbers))
    return SimulationResult(scenario, texts if rows else None)


class ReplayResult:
    """What a replay came to: `summary` (the figures that matter most), `findings` (lines and rows that were left out),
    `to_dict()` (docs/schema/replay.schema.json), `text()` for people."""

    def __init__(self, replay, findings):
        self._replay = replay
        self.summary = replay.summary
        self.findings = tuple(findings)

    def __repr__(self):
        return (f"<usher.ReplayResult: {self.summary.conversations} conversations, {self.summary.moved} moved, "
                f"{self.summary.changed} changed>")

    def to_dict(self):
        """Everything, as docs/schema/replay.schema.json has it; names every conversation that differs."""
        return self._replay.to_dict()

    def text(self):
        """A page for people."""
        return self._replay.text()


def _pieces(file):
    while piece := file.read(_PIECE):
        yield piece


def _whole_lines(pieces):
    """Pieces of a file, cut at the ends of lines; an instant may lie over two of them."""
    rest = b""
    for piece in pieces:
        end = piece.rfind(b"\n") + 1
        if end == 0:
            rest += piece
            continue
        yield rest + piece[:end]
        rest = piece[end:]
    if rest:
        yield rest


def _add_file(replay, path, mapping):
    findings = []
    with open(path, "rb") as file:
        if mapping is None:
            for lines in _whole_lines(_pieces(file)):
                findings += replay.add_json(lines, file=os.fspath(path))
        else:
            for piece in _pieces(file):
                findings += replay.add_rows(mapping, piece, file=os.fspath(path), last=False)
            findings += replay.add_rows(mapping, b"", file=os.fspath(path), last=True)
    return findings


def replay(policy, events, against=None, *, mapping=None, seed=0, zone=None, most_named=10, limits=None):
    """Plays what was recorded through a real desk, under one policy, or under two side by side: a ReplayResult.

    events: a path to JSON lines (events, or a desk's journal), or, with a mapping (a path or a Mapping), to a table; or an
    iterable of events as Desk.apply takes them. seed, zone, most_named, limits: as for Replay.

    >>> events = [{"type": "message", "time": "2026-03-20T09:00:00Z", "conversation": "c-1", "message": "I want a refund"}]
    >>> usher.replay(policy, events, against=policy).summary.moved
    0
    """
    made = Replay(policy, against, seed=seed, zone=zone, most_named=most_named, limits=limits)
    if mapping is not None and not isinstance(mapping, Mapping):
        mapping = Mapping.load(mapping)
    if isinstance(events, (str, bytes, Path, os.PathLike)):
        findings = _add_file(made, events, mapping)
    elif mapping is not None:
        raise TypeError("a mapping is for tables: events must be a path")
    else:
        findings = list(made.add(events))
    findings += made.finish()
    return ReplayResult(made, findings)
