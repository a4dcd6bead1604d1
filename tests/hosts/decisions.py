# SPDX-License-Identifier: BSL-1.0
"""The cases in Python: prints the decision of each, put together of the attributes of usher.Decision."""
import json
import sys

import usher


def time_of(moment):
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def as_json(decision):
    names = ("id", "department", "agent", "engage", "priority", "band", "language", "intent", "stage", "sentiment",
             "visibility", "move_to", "reply", "because", "policy")
    lists = ("topics", "pii", "skills", "tags", "notify")
    clocks = ("first_response", "next_response", "resolution")
    return {**{name: getattr(decision, name) for name in names},
            **{name: list(getattr(decision, name)) for name in lists},
            "sla": {clock: time_of(getattr(decision, clock)) for clock in clocks},
            "ask": [{"department": ask.department,
                     "within_ms": None if ask.within is None else round(ask.within.total_seconds() * 1000),
                     "before_reply": ask.before_reply} for ask in decision.ask],
            "playbook": None, "voice": None, "surge": None}


def main():
    policies = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            case = json.loads(line)
            path = case["policy"]
            policy = policies.get(path) or policies.setdefault(path, usher.Policy.load(path))
            decision = policy.triage(case["message"], find_language=True, find_personal_data=True)
            print(json.dumps({"id": case["id"], "decision": as_json(decision)}))


if __name__ == "__main__":
    main()
