# SPDX-License-Identifier: BSL-1.0
"""Each host decides as the command line does, every field of every message of the example policies.

test_decisions.py HOST... --usher USHER --library LIB --node-modules DIR [--cases CASES]

The cases are the messages of the policies' own tests and sample files, and those of CASES if there is such a file; what
is expected is what `usher triage` prints for each. A host's program builds its decisions from its own accessors.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

import host

LEAST = 300


class Loader(yaml.SafeLoader):
    """Times stay texts, as JSON has them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in each if tag != "tag:yaml.org,2002:timestamp"]
    for first, each in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def cases_of_examples():
    for folder in sorted((host.ROOT / "examples" / "policies").iterdir()):
        messages = [json.loads(line) for line in (folder / "messages.jsonl").read_text(encoding="utf-8").splitlines() if line]
        for path in sorted([*folder.glob("tests.yaml"), *folder.glob("tests/*.yaml")]):
            tests = yaml.load(path.read_text(encoding="utf-8"), Loader)
            messages += [test["message"] for test in (tests["tests"] if isinstance(tests, dict) else tests)]
        policy = str((folder / "policy.yaml").relative_to(host.ROOT))
        for number, message in enumerate(messages):
            yield {"id": f"{folder.name}-{number}", "policy": policy, "message": message}


def expected(usher, cases):
    """What the command line says, {id: decision}; a message that it refuses is no case."""
    made = {}
    for policy in sorted({case["policy"] for case in cases}):
        mine = [case for case in cases if case["policy"] == policy]
        # Each on its own line under its own name, so that answers and cases stay together when some are refused.
        lines = "".join(json.dumps(case["message"] | {"id": case["id"]}) + "\n" for case in mine)
        done = subprocess.run([usher, "triage", "--keep-going", policy], input=lines, capture_output=True, text=True,
                              cwd=host.ROOT, check=False)
        if done.returncode not in (0, 3):
            sys.exit(f"usher triage {policy}: exit {done.returncode}\n{done.stderr}")
        said = {decision["id"]: decision for decision in map(json.loads, done.stdout.splitlines())}
        for case in mine:
            if case["id"] in said:
                made[case["id"]] = said[case["id"]] | {"id": case["message"].get("id")}
    return made


def compare(name, environment, cases, wanted, file):
    program = host.ROOT / "tests" / "hosts" / f"decisions.{host.ENDINGS[name]}"
    done = subprocess.run([*host.command(name), program, file], cwd=host.ROOT, env=environment, stdout=subprocess.PIPE,
                          text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"{program.name}: exit {done.returncode}")
    got = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = 0
    for case, answer in zip(cases, got):
        decision = wanted[case["id"]]
        if answer != {"id": case["id"], "decision": decision}:
            wrong += 1
            fields = [key for key, value in decision.items() if answer["decision"].get(key, "missing") != value]
            print(f"{case['id']}: {fields}: {[answer['decision'].get(each) for each in fields]}, "
                  f"wanted {[decision[each] for each in fields]}")
    print(f"{name}: {len(got) - wrong} of {len(cases)} decisions as the command line has them, every field")
    return wrong == 0 and len(got) == len(cases) >= LEAST


def main():
    parser = host.arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--usher", required=True)
    parser.add_argument("--cases", type=pathlib.Path)
    options = parser.parse_args()

    cases = list(cases_of_examples())
    if options.cases and options.cases.is_file():
        cases += [json.loads(line) for line in options.cases.read_text(encoding="utf-8").splitlines() if line]
    wanted = expected(options.usher, cases)
    cases = [case for case in cases if case["id"] in wanted]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        file.flush()
        results = [compare(name, environment, cases, wanted, file.name)
                   for name, environment in host.ready(options.hosts, options.library, options.node_modules)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
