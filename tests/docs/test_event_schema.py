# SPDX-License-Identifier: BSL-1.0
"""Events, held to their schema and to usher at once: test_event_schema.py --usher PATH --root DIR

What usher takes the schema accepts, and what the schema refuses usher refuses: said of the events of the golden cases,
and of copies with one value changed, added or taken out.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

from test_message_schema import VALUES
from test_schemas import load_schemas, validator

NAME = "event.schema.json"
LEAST_REFUSED = 100  # copies; a schema that refuses fewer is no schema
REFUSED = re.compile(r"^stdin:(\d+)(?::\d+)?: error: ", re.M)


def copies(event, keys):
    """(what was done, copy) for each change of one key."""
    for key in keys:
        for value in (*VALUES, 101, 2000000, "message", "agent"):
            yield f"{key} = {json.dumps(value)}", {**event, key: value}
        if key in event:
            yield f"no {key}", {each: value for each, value in event.items() if each != key}


def taken(usher, policy, events):
    """Whether usher takes each of the events."""
    lines = "".join(json.dumps(event) + "\n" for event in events)
    done = subprocess.run([usher, "run", policy, "--line-buffered", "--keep-going", "--view"], input=lines,
                          capture_output=True, encoding="utf-8", check=True)
    refused = {int(number) for number in REFUSED.findall(done.stderr)}
    return [number not in refused for number in range(1, len(events) + 1)]


def main():
    parser = argparse.ArgumentParser(description="Holds events to their schema.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    parser.add_argument("--root", required=True, metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    schemas = load_schemas(arguments.root)
    judge = validator(schemas, NAME)
    keys = [*schemas[NAME]["properties"], "surplus"]
    shared = arguments.root / "tests" / "golden" / "cli" / "shared"
    originals = [json.loads(line) for name in ("day.jsonl", "customers.jsonl")
                 for line in (shared / name).read_text("utf-8").splitlines()]
    if {event["type"] for event in originals} < set(schemas[NAME]["properties"]["type"]["enum"]) - {
            "start", "release", "reopen", "fact"}:
        sys.exit("the events of the golden cases lack a type")
    changed = [(f"event {number}", event) for number, event in enumerate(originals, 1)]
    # One event of each type is enough to change.
    for event in {event["type"]: event for event in originals}.values():
        changed += copies(event, keys)
    answers = taken(arguments.usher, shared / "desk.yaml", [event for _, event in changed])
    if not all(answers[:len(originals)]):
        sys.exit(f"event {answers.index(False) + 1} is refused")
    refused = 0
    for (change, event), is_taken in zip(changed, answers):
        is_valid = judge.is_valid(event)
        if is_taken and not is_valid:
            sys.exit(f"{NAME} refuses what usher takes: {change} of {json.dumps(event)}")
        refused += not is_valid
    if refused < LEAST_REFUSED:
        sys.exit(f"{NAME}: only {refused} copies refused")
    print(f"{NAME}: {len(originals)} events and {sum(answers) - len(originals)} copies accepted by both, {refused} "
          "copies refused by both")


if __name__ == "__main__":
    main()
