# SPDX-License-Identifier: BSL-1.0
"""Holds policy_mutants.py and mutate_policies.py to what they say: test_mutants.py --usher PATH

A check that broke nothing would find every policy well tested. So the mutants of a small policy are listed here one
by one, and of two sets of tests over it one catches all and the other none.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import policy_mutants

POLICY = """usher: 1
channels:
  page: {kind: social, public: true}
topics:
  refund: {en: [refund]}
  press: {en: [journalist]}
signals:
  famous: {any: [{author.followers: {at_least: 1000}}, {text: {en: [i am famous, do you know me]}}]}
departments: {care: {}, pr: {}}
priority:
  add:
    - {when: {signal: famous}, points: 20}
rules:
  - name: press
    when: {topic: press, none: [{topic: refund}]}
    then: {department: pr, tags: [press]}
  - name: many see it
    when: {visibility: public, signal: famous}
    then: {notify: [pr]}
default: {department: care}
tests:
"""

WEAK = """  - {message: {text: hello}, expect: {department: care}}
"""

STRONG = """  - {message: {text: journalist}, expect: {department: pr, tags: [press], priority: 40, notify: []}}
  - {message: {text: a refund}, expect: {department: care, tags: []}}
  - {message: {text: journalist refund}, expect: {department: care}}
  - {message: {text: hello}, expect: {department: care, notify: []}}
  - {message: {text: hello, channel: page, author: {followers: 1000}}, expect: {notify: [pr], priority: 60}}
  - {message: {text: hello, channel: page, author: {followers: 800}}, expect: {notify: [], priority: 40}}
  - {message: {text: do you know me, channel: page}, expect: {notify: [pr], priority: 60}}
  - {message: {text: hello, visibility: private, author: {followers: 1000}}, expect: {notify: []}}
"""

MUTANTS = [
    ("deleted", "press", "the rule deleted"),
    ("decided", "press", "department: pr became care"),
    ("decided", "press", "decides no tags: [press]"),
    ("deleted", "many see it", "the rule deleted"),
    ("flipped", "press", "press became refund"),
    ("flipped", "press", "removed none before [{topic: refund}]"),
    ("flipped", "press", "refund became press"),
    ("flipped", "many see it", "public became private"),
    ("flipped", "signal famous", "dropped {author.followers: {at_least: 1000}}"),
    ("flipped", "signal famous", "at_least 1000 became 500"),
    ("flipped", "signal famous", "at_least 1000 became 1500"),
    ("flipped", "signal famous", "dropped {text: {en: [i am famous, do you know me]}}"),
    ("flipped", "signal famous", "text {en: [i am famous, do you know me]} became qwzx"),
    ("weighed", "priority.add[0]", "counts nothing"),
]


def expect(condition, what):
    if not condition:
        sys.exit(f"test_mutants.py: {what}")


def check_mutants(usher):
    dump = subprocess.run([usher, "dump", "-"], input=POLICY + STRONG, capture_output=True, encoding="utf-8", check=True)
    policy = policy_mutants.Policy(dump.stdout)
    mutants = policy_mutants.mutants_of(policy, 1)
    found = [(mutant.kind, mutant.part, mutant.what) for mutant in mutants]
    expect(found == MUTANTS, "the mutants are\n" + "\n".join(map(str, found)))
    expect(len({mutant.text for mutant in mutants}) == len(mutants), "two mutants are the same")
    expect(all(mutant.text != dump.stdout for mutant in mutants), "a mutant is the policy itself")
    again = policy_mutants.mutants_of(policy, 1)
    expect([mutant.text for mutant in again] == [mutant.text for mutant in mutants], "a second time they differ")
    for line in ("{a: b", "[a", "{a}", "", '"a'):
        try:
            policy_mutants.FlowReader(line, 0).node()
        except policy_mutants.NotADump:
            continue
        expect(False, f"this was read as a value: {line}")


def run_mutate(usher, tests, *options):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "policy.yaml").write_text(POLICY + tests, encoding="utf-8")
        script = pathlib.Path(__file__).with_name("mutate_policies.py")
        return subprocess.run([sys.executable, "-B", script, "--usher", usher, "--policies", folder, *options],
                              capture_output=True, encoding="utf-8", check=False)


def check_verdicts(usher):
    strong = run_mutate(usher, STRONG, "--least", "1")
    expect(strong.returncode == 0, f"good tests are found wanting:\n{strong.stdout}{strong.stderr}")
    expect(f"{len(MUTANTS)} of {len(MUTANTS)} mutants caught, 1.000" in strong.stdout, strong.stdout)
    weak = run_mutate(usher, WEAK, "--least", "0.1")
    expect(weak.returncode == 1 and f"0 of {len(MUTANTS)} mutants caught" in weak.stdout,
           f"tests that hold nothing pass:\n{weak.stdout}{weak.stderr}")
    expect("survived: press: the rule deleted" in weak.stdout, weak.stdout)
    sample = run_mutate(usher, STRONG, "--most", "3")
    expect(sample.returncode == 0 and "3 of 3 mutants caught" in sample.stdout, sample.stdout + sample.stderr)
    failing = run_mutate(usher, "  - {message: {text: hello}, expect: {department: pr}}\n")
    expect(failing.returncode == 1 and "its own tests fail already" in failing.stderr, failing.stdout + failing.stderr)


def main():
    parser = argparse.ArgumentParser(description="Holds the mutation check to what it says.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    usher = parser.parse_args().usher
    check_mutants(usher)
    check_verdicts(usher)
    print(f"{len(MUTANTS)} mutants as listed; good tests catch all, bad tests none")


if __name__ == "__main__":
    main()
