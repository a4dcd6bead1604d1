# SPDX-License-Identifier: BSL-1.0
"""What usher costs in each host beside what it costs in C.

run.py [--build DIR] [--rounds N] [HOST...]

The same work in every host: one message decided and three fields read; where a host has it, 100,000 messages in one call.
A host's program gets the paths of the policy and of the messages, and prints a line of JSON for each call:
{"host": "python", "call": "triage", "ns": 3170.2}, nanoseconds of the processor, the best of its rounds. Programs are run
in turn, so that a busy machine is as busy for each, and the best of all rounds counts. Hosts that are not installed are
left out, and said to be.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
POLICY = ROOT / "examples" / "embed" / "policy.yaml"
SMALL = HERE / "small.yaml"  # beside which what a call adds is not lost in the noise
MESSAGES = HERE / "messages.txt"


def commands(build):
    """name -> (command, variables of the environment); None where something is missing, with what."""
    library = build / "lib"
    hosts = {"c": ([str(build / "bin" / "usher_benchmark_bindings_c")], {})}
    if (build / "python" / "usher").is_dir():
        hosts["python"] = ([sys.executable, "-B", str(HERE / "binding.py")], {"PYTHONPATH": str(build / "python")})
    # A host's program stands beside this file; what runs it is looked for in the PATH.
    modules = ROOT / "build" / "node" / "node_modules"  # where ./run installs koffi
    found = {"USHER_LIBRARY": str(next(library.glob("libusher.so.?"), "")), "USHER_ROOT": str(ROOT),
             "NODE_PATH": str(modules)}
    for name, runner, file, options in (("php", "php", "binding.php", ["-d", "ffi.enable=1"]),
                                        ("ruby", "ruby", "binding.rb", []), ("node", "node", "binding.mjs", [])):
        if (HERE / file).is_file():
            hosts[name] = ([runner, *options, str(HERE / file)], found) if shutil.which(runner) else None
    if not (modules / "koffi").is_dir() and "node" in hosts:
        hosts["node"] = None
    return hosts


def lines_of(name, command, variables, policy):
    done = subprocess.run([*command, str(policy), str(MESSAGES)], stdout=subprocess.PIPE, text=True, check=False,
                          env=dict(os.environ, **variables))
    if done.returncode != 0:
        sys.exit(f"{name}: the program ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def measured(name, command, variables):
    small = [dict(one, call="triage, small policy") for one in lines_of(name, command, variables, SMALL)
             if one["call"] == "triage"]
    return small + lines_of(name, command, variables, POLICY)


def base_of(best, call):
    """The same in C; it has one form of a batch."""
    return best.get(("c", call)) or best.get(("c", call.split(",")[0]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("hosts", nargs="*")
    options = parser.parse_args()
    hosts = commands(options.build.resolve())
    for name in options.hosts:
        if name not in hosts:
            parser.error(f"there is no host {name}; there are {', '.join(hosts)}")
    wanted = [name for name in hosts if not options.hosts or name in options.hosts or name == "c"]
    best = {}
    for _ in range(options.rounds):
        for name in wanted:
            if hosts[name] is None:
                continue
            for one in measured(name, *hosts[name]):
                key = (one["host"], one["call"])
                best[key] = min(best.get(key, float("inf")), one["ns"])
    print(f"{'host':8} {'call':21} {'ns':>8} {'over C':>8} {'of C':>6}")
    for (host, call), ns in best.items():
        base = base_of(best, call)
        more = "" if base is None or host == "c" else f"{ns - base:+8.0f} {ns / base:6.2f}"
        print(f"{host:8} {call:21} {ns:8.0f} {more}")
    for (host, call), ns in best.items():
        base = base_of(best, call)
        print(json.dumps({"host": host, "call": call, "ns": ns, "of_c": None if base is None else round(ns / base, 3)}))
    for name in wanted:
        if hosts[name] is None:
            print(f"{name}: skipped, it is not installed")


if __name__ == "__main__":
    main()
