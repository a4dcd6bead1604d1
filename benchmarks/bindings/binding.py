# SPDX-License-Identifier: BSL-1.0
"""What the same work costs in Python.

binding.py POLICY MESSAGES

One message (a text, an id, a channel) from keywords, and three attributes read; 100,000 messages in one call, from a list of dicts and from columns,
three columns of the result taken as buffers. Nanoseconds of the processor, the best of some rounds.
"""
import gc
import json
import sys
from itertools import repeat
from time import process_time_ns

import usher

CALLS, ROUNDS, ROWS = 100_000, 7, 100_000


def one_by_one(policy, text):
    triage, best = policy.triage, float("inf")
    for _ in range(ROUNDS):
        begin = process_time_ns()
        for _ in repeat(None, CALLS):  # makes no numbers, as timeit does
            decision = triage(text=text, id="m-1", channel="instagram")
            decision.department
            decision.priority
            decision.band
        best = min(best, (process_time_ns() - begin) / CALLS)
    return best


def in_one_call(policy, messages):
    best = float("inf")
    for _ in range(ROUNDS):
        begin = process_time_ns()
        batch = policy.triage_many(messages, report=False)
        for name in ("department", "priority", "band"):
            memoryview(batch[name])
        del batch
        best = min(best, (process_time_ns() - begin) / ROWS)
    return best


def main():
    policy = usher.Policy.load(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        texts = file.read().splitlines()
    rows = [{"id": f"m-{i}", "channel": "instagram", "text": texts[i % len(texts)],
             "customer.tier": "member" if i % 2 else "gold"} for i in range(ROWS)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    gc.freeze()
    for call, ns in (("triage", one_by_one(policy, texts[1])), ("batch", in_one_call(policy, rows)),
                     ("batch, columns", in_one_call(policy, columns))):
        print(json.dumps({"host": "python", "call": call, "ns": round(ns, 1)}))


if __name__ == "__main__":
    main()
