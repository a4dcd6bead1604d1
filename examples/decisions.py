#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The first decisions of `usher triage` in short form, and how many of the others went where.

    usher triage POLICY MESSAGES.jsonl | decisions.py MESSAGES.jsonl [--first N]
"""

import argparse
import collections
import json
import sys
import textwrap

WIDTH = 80


def shorten(text):
    return textwrap.shorten(text, WIDTH - 4, placeholder=" ...")


def describe(decision):
    if "error" in decision:
        yield f"-> not triaged: {decision['error']}"
        return
    parts = [f"{decision['band']} ({decision['priority']})"]
    if decision["topics"]:
        parts.append("about " + ", ".join(decision["topics"]))
    if decision["language"]:
        parts.append("in " + decision["language"])
    if decision["move_to"]:
        parts.append("move to " + decision["move_to"])
    if decision["pii"]:
        parts.append("holds " + ", ".join(decision["pii"]))
    if not decision["engage"]:
        parts.append("not to be answered")
    yield f"-> {decision['department']}: " + "; ".join(parts)
    rule = decision["because"].get("department")
    yield "   because: " + (rule if rule != "default" else "no rule names a department, so the default")


def main():
    parser = argparse.ArgumentParser(description="Shows decisions of `usher triage` in short form.")
    parser.add_argument("messages", help="the messages that were triaged, one JSON object a line")
    parser.add_argument("--first", type=int, default=3, help="how many to show (default 3)")
    arguments = parser.parse_args()

    with open(arguments.messages, encoding="utf-8") as file:
        messages = [json.loads(line) for line in file if line.strip()]
    decisions = [json.loads(line) for line in sys.stdin]
    if len(decisions) != len(messages):
        sys.exit(f"decisions.py: {len(messages)} messages, but {len(decisions)} decisions")

    for message, decision in list(zip(messages, decisions))[:arguments.first]:
        print('"' + shorten(message.get("text", "")) + '"')
        for line in describe(decision):
            print("\n".join(textwrap.wrap(line, WIDTH - 2, initial_indent="  ", subsequent_indent="     ")))

    others = collections.Counter(decision.get("department", "(not triaged)") for decision in decisions[arguments.first:])
    if others:
        print(f"and {others.total()} more:")
        for department, count in others.most_common():
            print(f"  {count:4} {department}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
