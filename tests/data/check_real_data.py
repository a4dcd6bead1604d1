# SPDX-License-Identifier: BSL-1.0
"""Real messages that nobody of this project wrote, through the command line.

check_real_data.py --usher PATH --examples DIR [--data DIR]

Without a data folder (--data or the environment variable USHER_DATA) it says what it skips and succeeds.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import time

# What the bank policy must reach on banking77, well below what it reaches, so that a change of a phrase may cost a row.
LEAST_ACCURACY = 0.92
LEAST_MACRO_F1 = 0.92


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def check_stream(usher, policy, path):
    """Every row of a table goes through one run: none lost, none added, order kept."""
    ids, lines = [], []
    for number, row in enumerate(rows_of(path)):
        ids.append(f"{row.get('conversation', '')}-{row.get('turn', '')}-{number}")
        lines.append(json.dumps({"id": ids[-1], "conversation": row.get("conversation") or None, "text": row["text"]},
                                ensure_ascii=False))
    start = time.monotonic()
    run = subprocess.run([usher, "triage", policy, "-"], input="\n".join(lines) + "\n", capture_output=True,
                         text=True, encoding="utf-8", check=False)
    seconds = time.monotonic() - start
    got = [json.loads(line) for line in run.stdout.splitlines()]
    problems = []
    if run.returncode != 0:
        problems.append(f"exit code {run.returncode}: {run.stderr.strip()[:300]}")
    if [one.get("id") for one in got] != ids:
        problems.append(f"{len(ids)} messages went in, {len(got)} decisions came out, or not in order")
    departments = {}
    for one in got:
        departments[one.get("department")] = departments.get(one.get("department"), 0) + 1
    print(f"{os.path.basename(os.path.dirname(path))}: {len(ids)} messages, {len(got)} decisions, order kept, "
          f"{seconds:.1f} s" if not problems else f"{path}: {'; '.join(problems)}")
    return not problems


def check_accuracy(usher, policy, script, path):
    run = subprocess.run([sys.executable, script, "--usher", usher, "--policy", policy, "--data", path,
                          "--format", "json"], capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode != 0:
        print(f"{path}: {run.stderr.strip()[:300]}")
        return False
    figures = json.loads(run.stdout)
    accuracy, macro_f1 = figures["accuracy"], figures["macro_f1"]
    print(f"banking77 by topics alone: accuracy {accuracy:.4f}, macro-F1 {macro_f1:.4f}")
    return accuracy >= LEAST_ACCURACY and macro_f1 >= LEAST_MACRO_F1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--usher", required=True)
    parser.add_argument("--examples", required=True, help="the folder examples")
    parser.add_argument("--data", default=os.environ.get("USHER_DATA", ""))
    options = parser.parse_args()
    bank = os.path.join(options.examples, "policies", "bank")
    checks = [
        ("multidogo", lambda path: check_stream(options.usher, bank, path)),
        ("banking77", lambda path: check_accuracy(options.usher, bank, os.path.join(options.examples, "accuracy.py"), path)),
    ]
    present = [(check, os.path.join(options.data, name, "dev.tsv")) for name, check in checks
               if options.data and os.path.exists(os.path.join(options.data, name, "dev.tsv"))]
    if len(present) < len(checks):
        print(f"skipped, {len(checks) - len(present)}: no data (set USHER_DATA to its folder)")
    return 0 if all([check(path) for check, path in present]) else 1


if __name__ == "__main__":
    sys.exit(main())
