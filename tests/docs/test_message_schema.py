# SPDX-License-Identifier: BSL-1.0
"""Messages, held to their schema and to usher at once: test_message_schema.py --usher PATH --root DIR

What usher takes the schema accepts, and what the schema refuses usher refuses: said of the messages of the golden
cases and of the example policies, and of copies with one value changed, added or taken out.
"""

import argparse
import copy
import json
import pathlib
import subprocess
import sys

from test_schemas import load_schemas, validator

NAME = "message.schema.json"
LEAST_REFUSED = 100  # copies; a schema that refuses fewer is no schema
# Values of every kind. A text that is no time, language or name may pass the schema, for names are the policy's.
VALUES = (None, True, 7, 0.5, "", "text", [], ["text"], [7], {}, {"surplus": 1}, {"surplus": {}})

# What facts were; in some nothing that usher takes.
BEFORE = ({"stage": "order"}, {"department": None}, {"agent": "Ann", "status": "open"}, {"author": {"name": "Ann"}},
          {"customer.id": "7", "reach": {"views": 7}}, {"author": "Ann"}, {"author": None}, {"stage": ["order"]},
          {"topic": "text"}, {"author": {"name": {"first": "Ann"}}}, {"stage": {"known": False}}, {"facts": {"stage": "order"}})


def conversations(root):
    """(policy, its messages)"""
    shared = root / "tests" / "golden" / "cli" / "shared"
    pairs = [(shared / "shop.yaml", shared / "messages.jsonl")]
    for policy in sorted((root / "examples" / "policies").iterdir()):
        pairs.append((policy, policy / "messages.jsonl"))
    for policy, messages in pairs:
        yield policy, [json.loads(line) for line in messages.read_text("utf-8").splitlines()]


def copies(message, keys):
    """(what was done, copy) for each change of one key, on the message itself and in its groups of facts."""
    for key in keys:
        for value in VALUES:
            yield f"{key} = {json.dumps(value)}", {**message, key: value}
        if key in message:
            yield f"no {key}", {each: value for each, value in message.items() if each != key}
    for before in BEFORE:
        yield f"was = {json.dumps(before)}", {**message, "was": before}
    for group in ("author", "customer", "reach", "facts"):
        for key in message.get(group) or {}:
            for value in VALUES:
                copied = copy.deepcopy(message)
                copied[group][key] = value
                yield f"{group}.{key} = {json.dumps(value)}", copied


def taken(usher, policy, messages):
    """Whether usher takes each of the messages."""
    lines = "".join(json.dumps(message) + "\n" for message in messages)
    done = subprocess.run([usher, "triage", policy], input=lines, capture_output=True, encoding="utf-8", check=False)
    answers = ["error" not in json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(messages):
        sys.exit(f"{len(messages)} messages, {len(answers)} answers: {done.stderr}")
    return answers


def main():
    parser = argparse.ArgumentParser(description="Holds messages to their schema.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    parser.add_argument("--root", required=True, metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    schemas = load_schemas(arguments.root)
    judge = validator(schemas, NAME)
    keys = [*schemas[NAME]["properties"], "surplus"]
    accepted, refused, originals = 0, 0, 0
    for policy, messages in conversations(arguments.root):
        originals += len(messages)
        changed = [(f"message {number}", message) for number, message in enumerate(messages, 1)]
        # One message of each shape is enough to change.
        for message in {tuple(sorted(message)): message for message in messages}.values():
            changed += copies(message, keys)
        answers = taken(arguments.usher, policy, [message for _, message in changed])
        if not all(answers[:len(messages)]):
            sys.exit(f"{policy.name}: message {answers.index(False) + 1} is refused")
        for (change, message), is_taken in zip(changed, answers):
            is_valid = judge.is_valid(message)
            if is_taken and not is_valid:
                sys.exit(f"{NAME} refuses what usher takes: {policy.name}, {change}")
            accepted += is_taken
            refused += not is_valid
    if refused < LEAST_REFUSED:
        sys.exit(f"{NAME}: only {refused} copies refused")
    print(f"{NAME}: {originals} messages and {accepted - originals} copies accepted by both, {refused} copies refused "
          "by both")


if __name__ == "__main__":
    main()
