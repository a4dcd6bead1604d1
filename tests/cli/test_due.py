#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Due times, service times and wall clock times of reference files, through the command line.

    test_due.py --usher USHER

The files are those of tests/oracle/values. Calendars of the files are written as a policy, so what is tested is all of it: reading, compiling, answering.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours(windows):
    return "[" + ", ".join(f'"{begin}-{end}"' for begin, end in windows) + "]"


def policy_of(calendars):
    lines = ["usher: 1", "departments: {care: {}}", "default: {department: care}", "calendars:"]
    for name, calendar in calendars.items():
        lines.append(f"  {name}:")
        lines.append(f"    timezone: {calendar['zone']}")
        weekly = ", ".join(f"{day}: {hours(calendar['hours'][day])}" for day in DAYS if day in calendar["hours"])
        lines.append(f"    weekly: {{{weekly}}}")
        closed = calendar.get("holidays", []) + [f'"{day}"' for day in calendar.get("yearly_holidays", [])]
        lines.append(f"    closed: [{', '.join(closed)}]")
        special = calendar.get("special", {})
        opened = ", ".join(f"{{on: {day}, hours: {hours(windows)}}}" for day, windows in special.items())
        lines.append(f"    open: [{opened}]")
    return "\n".join(lines) + "\n"


def full(time):
    return time.replace("Z", ":00Z")


class Test:
    def __init__(self, usher, folder):
        self.usher, self.folder = usher, folder
        self.cases = self.failures = 0

    def ask(self, policy, arguments):
        command = [self.usher, "due", policy, "--format", "json", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return json.loads(done.stdout) if done.returncode == 0 else {"failed": done.stderr}

    def check(self, case, got, wanted):
        self.cases += 1
        if got != wanted:
            self.failures += 1
            print(f"{case['id']}: {got}, not {wanted}")

    def read(self, name):
        return json.loads(Path(self.folder, name).read_text(encoding="utf-8"))

    def run(self, work):
        file = self.read("sla_due.json")
        policy = Path(work, "due.yaml")
        policy.write_text(policy_of(file["calendars"]), encoding="utf-8")
        for case in file["cases"]:
            pauses = [f"--pause={full(begin)}/{full(end)}" for begin, end in case["pauses_utc"]]
            got = self.ask(policy, ["--calendar", case["calendar"], "--from", full(case["start_utc"]), "--for",
                                    f"{case['target_business_minutes']}m", *pauses])
            self.check(case, got, {"due": case["due_utc"].replace("Z", ":00.000Z")})
        file = self.read("sla_elapsed.json")
        policy.write_text(policy_of(file["calendars"]), encoding="utf-8")
        for case in file["cases"]:
            got = self.ask(policy, ["--calendar", case["calendar"], "--between", full(case["from_utc"]),
                                    full(case["to_utc"])])
            self.check(case, got, {"elapsed_ms": case["business_minutes"] * 60_000})
        for case in self.read("tz_resolve.json")["cases"]:
            got = self.ask(policy, ["--resolve", case["zone"], case["local"]])
            kind = {"unique": "unique", "ambiguous": "repeated", "nonexistent": "skipped"}[case["kind"]]
            first = case.get("utc") or case.get("earliest_utc") or case.get("first_instant_after_gap_utc")
            last = case.get("latest_utc") or first
            self.check(case, got, {"kind": kind, "first": first.replace("Z", ":00.000Z"),
                                   "last": last.replace("Z", ":00.000Z")})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--usher", required=True)
    options = parser.parse_args()
    test = Test(str(Path(options.usher).resolve()), Path(__file__).resolve().parents[1] / "oracle" / "values")
    with tempfile.TemporaryDirectory() as work:
        test.run(work)
    print(f"{test.cases} cases, {test.failures} wrong")
    return 1 if test.failures or test.cases < 64 else 0


if __name__ == "__main__":
    sys.exit(main())
