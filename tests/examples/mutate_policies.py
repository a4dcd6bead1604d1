#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Would a policy's tests notice if something in it were wrong?

For every policy below a folder this breaks one thing at a time (policy_mutants.py says what) and runs `usher test` on
the result. A mutant is caught when a test fails; one that passes everything has survived, and names a place that no
test holds. One that does not load is no mistake that anybody could put to work, and is not counted.

    mutate_policies.py --usher build/release/bin/usher --policies examples/policies --least 0.9

--most takes a sample of the mutants. A mutant can be no mistake at all: a `none` that another rule already sees to, a
list of tags on a rule that says no more. Hence --least is a share and not "all".

Exit code: 0 enough were caught in each policy, 1 too few in one or its own tests fail, 2 wrong use, 3 usher cannot
be run or answers unlike usher.
"""

import argparse
import collections
import concurrent.futures
import pathlib
import random
import shutil
import subprocess
import sys

import policy_mutants

AT_ONCE = 2
SECONDS_EACH = 60
KINDS = {"deleted": "rules deleted", "decided": "decided otherwise", "flipped": "conditions flipped",
         "weighed": "points dropped"}


class Stop(Exception):
    """Ends the run with an exit code and one sentence."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code = code


def run(command, text=None):
    try:
        return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", timeout=SECONDS_EACH,
                              check=False)
    except OSError as error:
        raise Stop(3, f"cannot run {command[0]}: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise Stop(3, f"{' '.join(command)} took longer than {SECONDS_EACH} seconds") from error


def verdict_of(usher, text):
    """caught, survived or refused. Any end that is neither 0 nor 1 is a fault of usher."""
    answer = run([usher, "test", "-"], text)
    if answer.returncode not in (0, 1):
        raise Stop(3, f"usher test ended with {answer.returncode}: {answer.stderr.strip()}")
    if answer.returncode == 0:
        return "survived"
    # A policy that does not load has no report of tests.
    return "caught" if answer.stdout else "refused"


def mutants_of(usher, folder, seed):
    name = folder.name
    dump = run([usher, "dump", str(folder)])
    if dump.returncode != 0:
        raise Stop(1, f"{name}: usher dump failed: {dump.stderr.strip() or dump.stdout.strip()}")
    whole = run([usher, "test", "-"], dump.stdout)
    if whole.returncode != 0:
        raise Stop(1, f"{name}: its own tests fail already:\n{whole.stdout}{whole.stderr}")
    try:
        policy = policy_mutants.Policy(dump.stdout)
        mutants = policy_mutants.mutants_of(policy, seed)
    except policy_mutants.NotADump as error:
        raise Stop(3, f"{name}: cannot read the dump: {error}") from error
    if not policy.rules:
        raise Stop(3, f"{name}: no rule was found in the dump")
    return mutants


def judge(usher, folder, most, seed):
    """Prints the figures of one policy and returns the share of its mutants that were caught."""
    mutants = mutants_of(usher, folder, seed)
    if most and len(mutants) > most:
        chosen = set(random.Random(seed).sample(range(len(mutants)), most))
        mutants = [mutant for index, mutant in enumerate(mutants) if index in chosen]
    with concurrent.futures.ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        verdicts = list(pool.map(lambda mutant: verdict_of(usher, mutant.text), mutants))

    total = collections.Counter(verdicts)
    counted = total["caught"] + total["survived"]
    if counted == 0:
        raise Stop(3, f"{folder.name}: none of its {len(mutants)} mutants loads")
    share = total["caught"] / counted
    print(f"{folder.name}: {total['caught']} of {counted} mutants caught, {share:.3f}")
    for kind, title in KINDS.items():
        of_kind = collections.Counter(verdict for mutant, verdict in zip(mutants, verdicts) if mutant.kind == kind)
        print(f"  {title}: {of_kind['caught']} of {of_kind['caught'] + of_kind['survived']}")
    if total["refused"]:
        print(f"  not counted, since they do not load: {total['refused']}")
    for mutant, verdict in zip(mutants, verdicts):
        if verdict == "survived":
            print(f"  survived: {mutant.part}: {mutant.what}")
    sys.stdout.flush()
    return share


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Breaks the rules of policies one by one and counts how often their tests notice.",
        epilog="Exit code: 0 enough caught, 1 too few or failing tests, 2 wrong use, 3 usher cannot be run.")
    parser.add_argument("--usher", default="usher", metavar="PATH", help="the usher program (usher)")
    parser.add_argument("--policies", metavar="DIR", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2] / "examples" / "policies",
                        help="the folder below which every policy.yaml is taken (examples/policies)")
    parser.add_argument("--most", metavar="N", type=int, help="try a sample of N mutants of each policy, not all")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="draws values and the sample (1)")
    parser.add_argument("--least", metavar="SHARE", type=float, default=0.9,
                        help="the share that must be caught in each policy (0.9)")
    arguments = parser.parse_args()
    if arguments.most is not None and arguments.most < 1:
        parser.error("--most must be 1 or more")
    if not 0 <= arguments.least <= 1:
        parser.error("--least must lie between 0 and 1")
    if not shutil.which(arguments.usher):
        parser.error(f"--usher: no program {arguments.usher}")
    return arguments


def main():
    arguments = parse_arguments()
    folders = sorted(path.parent for path in arguments.policies.rglob("policy.yaml"))
    if not folders:
        raise Stop(2, f"no policy.yaml below {arguments.policies}")
    enough = True
    for folder in folders:
        share = judge(arguments.usher, folder, arguments.most, arguments.seed)
        if share < arguments.least:
            print(f"  too few: {share:.3f} is below {arguments.least:g}")
            enough = False
    return 0 if enough else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as stop:
        print(f"mutate_policies.py: {stop}", file=sys.stderr)
        sys.exit(stop.code)
