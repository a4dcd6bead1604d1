# SPDX-License-Identifier: BSL-1.0
"""usher: which department and person a customer's message goes to, how urgent it is, and what the answer must respect.

>>> policy = usher.Policy.load("policy.yaml")
>>> policy.triage(text="I want my money back").department
'billing'

docs/python.md goes from install to a working embedding. All times that come out are datetimes in UTC; all that go in are
datetimes with a zone, RFC 3339 texts, or ints of milliseconds since 1970. The library reads no clock, starts no thread,
and opens no file but those it is given.
"""

from . import _errors, _usher
from ._errors import (ArgumentError, ClosedError, ConflictError, Error, FileError, ForkedError, FormatError, InputError,
                      InternalError, LeaseError, LimitError, NewerError, NotFoundError, OutcomeUnknownError, PolicyError,
                      StateError, TimeError, VersionError)
from ._usher import (AgentView, Ask, Batch, Calendar, Column, Conversation, Decision, DepartmentView, Desk, Effect,
                     Effects, EventResult, Finding, Mapping, Match, Part, PersonalData, Policy, Replay, ReplaySummary,
                     Scenario, ScenarioInfo, Simulation, Span, Staff, StaffFigures, StaffHour, StaffWeek, TestRun,
                     TestSummary, Text, View, Word, __version__, abi, erlang_b, erlang_c, priority_waits, staff,
                     zone_resolve)
from . import _methods
from ._play import ReplayResult, SimulationResult, replay, simulate

__all__ = [
    "AgentView", "ArgumentError", "Ask", "Batch", "Calendar", "ClosedError", "Column", "ConflictError", "Conversation",
    "Decision", "DepartmentView", "Desk", "Effect", "Effects", "Error", "EventResult", "FileError", "Finding",
    "ForkedError", "FormatError", "InputError", "InternalError", "LeaseError", "LimitError", "Mapping", "Match",
    "NewerError", "NotFoundError", "OutcomeUnknownError", "Part", "PersonalData", "Policy", "PolicyError", "Replay",
    "ReplayResult", "ReplaySummary", "Scenario", "ScenarioInfo", "Simulation", "SimulationResult", "Span", "Staff",
    "StaffFigures", "StaffHour", "StaffWeek", "StateError", "TestRun", "TestSummary", "Text", "TimeError", "VersionError",
    "View", "Word", "__version__", "abi", "erlang_b", "erlang_c", "priority_waits", "replay", "simulate", "staff",
    "zone_resolve",
]

for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = "usher"
del _name
