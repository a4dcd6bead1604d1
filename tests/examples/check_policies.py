# SPDX-License-Identifier: BSL-1.0
"""What every example policy promises: check_policies.py --usher PATH --root DIR

Each is sound without a single finding, spread over files, passes its tests, and every one of its rules is reached by
one. Its messages are triaged without an error, and are enough, in the languages that usher is made for.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys

POLICIES = ("bank", "photo", "rental", "sportswear")
LEAST_TESTS = 80      # of each
LEAST_MESSAGES = 60   # of each
LEAST_OF_A_LANGUAGE = 8
LANGUAGES = ("en", "it", "ru", "fa")


def run(command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def faults(usher, folder):
    """What is wrong with one policy, a sentence each."""
    code, out, err = run([usher, "check", folder, "--format", "json"])
    if code != 0 or json.loads(out)["findings"]:
        yield f"usher check has findings:\n{out}{err}"
        return
    code, out, err = run([usher, "test", folder, "--format", "json"])
    if code != 0:
        yield f"usher test fails:\n{out}{err}"
        return
    report = json.loads(out)
    if report["passed"] < LEAST_TESTS:
        yield f"{report['passed']} tests, and {LEAST_TESTS} are wanted"
    for rule in report["coverage"]["rules"]:
        if rule["matched"] == 0:
            yield f"{rule['file']}:{rule['line']}: no test reaches the rule \"{rule['name']}\""
    if not any(rule.startswith("include:") for rule in (folder / "policy.yaml").read_text("utf-8").splitlines()):
        yield "it is one file, and shows nobody how to spread a policy"

    messages = folder / "messages.jsonl"
    code, out, err = run([usher, "triage", folder, messages])
    if code != 0:
        yield f"usher triage of messages.jsonl fails:\n{err}"
        return
    decisions = [json.loads(line) for line in out.splitlines()]
    ids = collections.Counter(decision["id"] for decision in decisions)
    for name, count in ids.items():
        if name is None or count > 1:
            yield f"{count} messages have the id {name}"
    if len(decisions) < LEAST_MESSAGES:
        yield f"{len(decisions)} messages, and {LEAST_MESSAGES} are wanted"
    languages = collections.Counter(decision["language"] for decision in decisions)
    for language in LANGUAGES:
        if languages[language] < LEAST_OF_A_LANGUAGE:
            yield f"{languages[language]} messages in {language}, and {LEAST_OF_A_LANGUAGE} are wanted"
    readme = (folder / "README.md").read_text("utf-8")
    for promised in (f"| {report['passed']} messages and what must become", f"| {len(decisions)} invented messages"):
        if promised not in readme:
            yield f"its README.md does not say \"{promised.strip('| ')}\""

    concerned = set()
    for decision in decisions:
        concerned |= {decision["department"], *decision["notify"], *(ask["department"] for ask in decision["ask"])}
    for department in sorted(set(departments_of(usher, folder)) - concerned):
        yield f"none of its messages concerns {department}"


def departments_of(usher, folder):
    """As the canonical form lists them, each at the beginning of a line; what is said of one may take more."""
    lines = run([usher, "dump", folder])[1].splitlines()
    for line in lines[lines.index("departments:") + 1:]:
        if not line.startswith("  "):
            return
        if line[2] not in " -":
            yield line.split(":")[0].strip()


def main():
    parser = argparse.ArgumentParser(description="Checks the example policies.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    parser.add_argument("--root", required=True, metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    base = arguments.root / "examples" / "policies"
    found = sorted(path.name for path in base.iterdir())
    if found != sorted(POLICIES):
        sys.exit(f"check_policies.py: {base} holds {', '.join(found)}")
    wrong = [f"{name}: {fault}" for name in POLICIES for fault in faults(arguments.usher, base / name)]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(POLICIES)} policies as promised")


if __name__ == "__main__":
    main()
