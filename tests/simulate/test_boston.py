#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Three months of Boston's 311 requests through `usher replay`, against counts that this program makes itself.

test_boston.py --usher USHER --examples FOLDER

Reads boston311/stream.tsv of the folder USHER_DATA and says what it skips without it. How many requests were opened by
hour and department is the file's own; of the dates by which they are due it prints, type by type, how many the policy's
calendar gives, to the minute of open hours: what is due at a closing is due at the next opening. Then the same requests
are played to people of two policies, `usher simulate assignment.yaml`: who is free takes what has waited for longest, or
what is due first, and requests are closed at other times for it.
"""
import argparse
import collections
import csv
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CHECKS = 11
# Of the requests whose type has a promise in the policy; the rest were given another date by a person.
LEAST_SHARE = 0.85


def main() -> int:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--usher", required=True)
    parser.add_argument("--examples", required=True)
    arguments = parser.parse_args()
    stream = os.path.join(os.environ.get("USHER_DATA", ""), "boston311", "stream.tsv")
    if not os.environ.get("USHER_DATA") or not os.path.exists(stream):
        print(f"skipped, {CHECKS}: no boston311/stream.tsv (set USHER_DATA to the folder of data sets)")
        return 0
    folder = os.path.join(arguments.examples, "boston311")
    done = subprocess.run(
        [arguments.usher, "replay", os.path.join(folder, "policy.yaml"), stream, "--mapping",
         os.path.join(folder, "mapping.yaml"), "--zone", "America/New_York", "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    failures = []

    def check(good: bool, text: str) -> None:
        if not good:
            failures.append(text)

    check(done.returncode == 0, f"usher replay ends with {done.returncode}: {done.stderr[-500:]}")
    if done.returncode != 0:
        print(failures[0])
        return 1
    result = json.loads(done.stdout)
    with open(stream, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    opened = collections.defaultdict(lambda: [0] * 24)
    turned = 0
    for row in rows:
        time = datetime.datetime.fromisoformat(row["open"])
        opened[row["department"]][time.hour] += 1
        turned += any(row[name] and row[name] < row["open"] for name in ("closed",))
    check(result["conversations"] == len(rows), f"{result['conversations']} conversations of {len(rows)} rows")
    found = {line["name"]: line["hours"] for line in result["before"]["departments"]}
    check(found == dict(opened), "counts by hour and department are not those of the file")
    # Rows that were closed before they were opened are told one by one, and taken all the same.
    told = done.stderr.count("it was closed before it was opened")
    check(told == min(turned, 1000), f"{told} rows are told to be closed too early, of {turned}")
    refused = result["before"]["refused"]["count"]
    check(refused == 0 and result["input"]["left_out"] == 0, f"{refused} events refused")

    agreement = result["before"]["agreement"]
    in_policy = types_of(os.path.join(folder, "requests.yaml"))
    known = same = 0
    print(f"{'type':50} {'due':>7} {'to the minute':>14}")
    for line in agreement:
        due = line["resolution"]
        if line["all"] or line["type"] not in in_policy:
            continue
        known += due["known"]
        same += due["same"]
        share = due["same"] / due["known"] if due["known"] else 0
        print(f"{line['type'][:50]:50} {due['known']:7} {share:13.1%}")
    all_due = agreement[-1]["resolution"]
    print(f"{'all types with a promise':50} {known:7} {same / max(known, 1):13.1%}")
    print(f"{'all types':50} {all_due['known']:7} {all_due['same'] / max(all_due['known'], 1):13.1%}")
    check(all_due["known"] == sum(1 for row in rows if row["target"]), "not every target was compared")
    check(known > 10000 and same >= LEAST_SHARE * known, f"only {same} of {known} dates agree")
    play(arguments.usher, folder, stream, len(rows), check)
    for text in failures:
        print(text, file=sys.stderr)
    print(f"{len(rows)} requests, {len(failures)} failures")
    return 1 if failures else 0


def play(usher: str, folder: str, stream: str, count: int, check) -> None:
    """Another assignment closes requests at other times, and the report shows it."""
    with tempfile.TemporaryDirectory() as made:
        there = pathlib.Path(made)
        for name in ("policy.yaml", "due-first.yaml", "requests.yaml", "assignment.yaml"):
            shutil.copy(os.path.join(folder, name), there)
        (there / "stream.tsv").symlink_to(os.path.abspath(stream))
        done = subprocess.run([os.path.abspath(usher), "simulate", "assignment.yaml", "--conversations", "rows.csv", "--report",
                               "page.html", "--format", "json"], cwd=there, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)
        check(done.returncode == 0, f"usher simulate ends with {done.returncode}: {done.stderr[-500:]}")
        if done.returncode != 0:
            return
        closed = collections.defaultdict(dict)
        kept = collections.defaultdict(dict)
        with open(there / "rows.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                closed[row["policy"]][row["conversation"]] = row["closed"]
        page = (there / "page.html").read_text("utf-8")
        turn, due = closed["as_they_came"], closed["due_first"]
        check(len(turn) == len(due) == count, f"{len(turn)} and {len(due)} conversations of {count} rows")
        moved = sum(1 for name, time in turn.items() if due[name] != time)
        check(moved > count // 2, f"only {moved} of {count} requests are closed at another time")
        for policy in json.loads(done.stdout, parse_float=str)["policies"]: # as they are written
            for scope in policy["scopes"]:
                share = scope["figures"].get("sla.resolution.attainment")
                if scope["kind"] == "department" and share and share["mean"] is not None:
                    kept[policy["name"]][scope["name"]] = str(share["mean"])
        better = [name for name, share in kept["as_they_came"].items()
                  if float(kept["due_first"][name]) > float(share) + 0.005]
        print(f"{moved} of {count} requests are closed at another time when what is due first is taken first;"
              f" promises kept, by department:")
        for name in better:
            before, after = kept["as_they_came"][name], kept["due_first"][name]
            print(f"  {name}: {float(before):.1%} -> {float(after):.1%}")
            check(before in page, f"the report has not {before} of {name}")
        check("PARK" in better, "the parks keep no more promises")


def types_of(policy: str) -> set:
    """The types that rules of the example name."""
    with open(policy, encoding="utf-8") as file:
        return {json.loads(line.strip()[2:]) for line in file if line.startswith('        - "')}


if __name__ == "__main__":
    sys.exit(main())
