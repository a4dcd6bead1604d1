# SPDX-License-Identifier: BSL-1.0
"""Every host decides alike: runs a host's program over cases.jsonl and compares all fields with expected.jsonl.

run_hosts.py [--root DIR] NAME COMMAND...      the program's command; the path of the cases is put behind it
run_hosts.py [--root DIR] --update USHER       writes expected.jsonl anew, by the command line USHER

A program prints for each case one line {"id": ..., "decision": {...}} with every key of docs/schema/decision.schema.json
(without `detail`), built from its own typed accessors. It runs in --root, from which the policies of the cases are found.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MOST_SHOWN = 10


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def expect_anew(usher, root, cases):
    """Cases of one policy at a time, in the order of the file."""
    decisions = {}
    for policy in dict.fromkeys(case["policy"] for case in cases):
        mine = [case for case in cases if case["policy"] == policy]
        done = subprocess.run([usher, "triage", policy], cwd=root, text=True, encoding="utf-8", stdout=subprocess.PIPE,
                              input="".join(json.dumps(case["message"]) + "\n" for case in mine), check=True)
        decisions.update((case["id"], line) for case, line in zip(mine, done.stdout.splitlines(), strict=True))
    with open(HERE / "expected.jsonl", "w", encoding="utf-8") as file:
        for case in cases:
            decision = json.loads(decisions[case["id"]])
            file.write(json.dumps({"id": case["id"], "decision": decision}, ensure_ascii=False) + "\n")
    print(f"expected.jsonl: {len(cases)} decisions")


def differences(wanted, got, path=""):
    """(place, wanted, got) wherever two values differ; numbers to the last bits, and a flag is no number."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in sorted(wanted.keys() | got.keys()):
            here = f"{path}.{key}" if path else key
            if key not in got:
                yield here, wanted[key], "(missing)"
            elif key not in wanted:
                yield here, "(nothing)", got[key]
            else:
                yield from differences(wanted[key], got[key], here)
    elif isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        for number, (one, other) in enumerate(zip(wanted, got)):
            yield from differences(one, other, f"{path}[{number}]")
    elif isinstance(wanted, float) and isinstance(got, (int, float)) and not isinstance(got, bool):
        if not math.isclose(wanted, got, rel_tol=1e-15, abs_tol=0):
            yield path, wanted, got
    elif type(wanted) is not type(got) or wanted != got:
        yield path, wanted, got


def compare(name, printed, expected):
    got = {}
    for number, line in enumerate(printed.splitlines(), 1):
        try:
            one = json.loads(line)
            got[one["id"]] = one["decision"]
        except (ValueError, KeyError, TypeError) as error:
            print(f"{name}: line {number} is none of the form: {error}: {line[:120]}")
            return False
    wrong = 0
    for case in expected:
        if case["id"] not in got:
            found = [("", "a decision", "(no line)")]
        else:
            found = list(differences(case["decision"], got.pop(case["id"])))
        wrong += bool(found)
        for path, wanted, is_now in found if wrong <= MOST_SHOWN else []:
            print(f"{name}: {case['id']}: {path}: {wanted!r} is expected, it says {is_now!r}")
    for stranger in got:
        print(f"{name}: {stranger}: there is no such case")
    print(f"{name}: {len(expected) - wrong} of {len(expected)} decisions as expected")
    return wrong == 0 and not got


def self_test():
    """That a wrong field, a missing one and one too many are seen."""
    expected = [{"id": "a", "decision": {"priority": 1, "tags": ["x"], "sentiment": -0.3, "engage": True}}]
    right = '{"id": "a", "decision": {"priority": 1, "tags": ["x"], "sentiment": -0.3, "engage": true}}'
    wrong = [right.replace("1,", "2,"), right.replace('"x"', ""), right.replace("true", "1"), right.replace("-0.3", "-0.31"),
             right.replace('"priority": 1, ', ""), right.replace('"priority"', '"new": 0, "priority"'), "", "{", right + "\n" +
             right.replace('"a"', '"b"')]
    return compare("self test", right, expected) and not any(compare("self test, as it should", each, expected)
                                                             for each in wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=HERE.parent.parent)
    parser.add_argument("--update", metavar="USHER", type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("name", nargs="?")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.self_test:
        return 0 if self_test() else 1
    if options.update:
        expect_anew(options.update.resolve(), options.root, lines_of(HERE / "cases.jsonl"))
        return 0
    if not options.command:
        parser.error("which program?")
    done = subprocess.run([*options.command, str(HERE / "cases.jsonl")], cwd=options.root, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        print(f"{options.name}: the program ended with {done.returncode}")
        return 1
    return 0 if compare(options.name, done.stdout, lines_of(HERE / "expected.jsonl")) else 1


if __name__ == "__main__":
    sys.exit(main())
