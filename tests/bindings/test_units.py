# SPDX-License-Identifier: BSL-1.0
"""The tests of the bindings that are written in their own languages, and what many calls leave behind.

test_units.py HOST... --library LIB --node-modules DIR                 each host's tests
test_units.py HOST... --library LIB --node-modules DIR --calls N       N calls from each, without growth of memory
"""
import argparse
import json
import subprocess
import sys

import host

TESTS = ("test_usher", "test_planning", "test_handles", "test_values")
MEMORY = {"php": ["memory.php"], "ruby": ["memory.rb"], "node": ["--expose-gc", "--max-semi-space-size=1", "memory.mjs"]}
# (KiB in all, bytes a call) by which a host may grow. A report that is not given back is some 90 bytes a call, as one call
# in ten is refused; what a garbage collector keeps comes on top, and V8 keeps more the longer it runs. What one keeps is
# another amount each time, and a leak is the same: so it is one only if every run of some finds it.
GROWTH = {"php": (1536, 4), "ruby": (1024, 4), "node": (2048, 30)}
RUNS = 3


def tests(name, environment, program):
    path = host.ROOT / "tests" / "bindings" / name / f"{program}.{host.ENDINGS[name]}"
    options = ["--test"] if name == "node" else []
    done = subprocess.run([*host.command(name), *options, path], env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False)
    lines = done.stdout.strip().splitlines()
    counts = [line for line in lines if "tests passed" in line or " runs, " in line or line.startswith("# pass")]
    print(f"{path.name}: {counts[-1].strip('# ')}" if done.returncode == 0 and counts else done.stdout)
    # Warnings of the interpreter about the binding are failures.
    warned = [line for line in lines if "bindings/ruby" in line and "warning:" in line]
    print("\n".join(warned), end="\n" if warned else "")
    return done.returncode == 0 and bool(counts) and not warned


def grows(name, environment, calls, most):
    """One run: whether it grew by more than it may; None if it did not do its work."""
    *options, program = MEMORY[name]
    done = subprocess.run([*host.command(name), *options, host.ROOT / "tests" / "bindings" / name / program, str(calls)],
                          env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"{name}: exit {done.returncode}")
        return None
    said = json.loads(done.stdout)
    print(f"{name}: {said['calls']} calls, {said['before_kib']} KiB before, grown by {said['grown_kib']} KiB, "
          f"at most {most} KiB")
    return said["grown_kib"] > most if said["calls"] == calls and said["refused"] > 0 else None


def memory(name, environment, calls):
    kept, of_call = GROWTH[name]
    for _ in range(RUNS):
        too_much = grows(name, environment, calls, kept + of_call * calls // 1024)
        if not too_much:
            return too_much is not None
    return False


def main():
    parser = host.arguments(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("--calls", type=int, default=0)
    options = parser.parse_args()
    results = [memory(name, environment, options.calls) if options.calls
               else all([tests(name, environment, program) for program in TESTS])
               for name, environment in host.ready(options.hosts, options.library, options.node_modules)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
