# SPDX-License-Identifier: BSL-1.0
"""Builds the programs of examples/embed against an installed usher, runs them, and compares what they print.

test_embed.py --prefix DIR --libdir DIR --cc CC --cxx CXX --work DIR [--update]

Each program is built by its Makefile, which asks pkg-config, and by its CMakeLists.txt, which asks find_package; all
four must print the same: what tests/golden/embed has. To write down what comes out, look at it, and use --update.
"""
import argparse
import difflib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "embed"
GOLDEN = ROOT / "tests" / "golden" / "embed"
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"

CASES = {  # name: (arguments, what is piped in)
    "tickets": (["policy.yaml"], None),
    "lines": (["policy.yaml", "-"], "messages.jsonl"),
    "not_utf8": (["policy.yaml", "-"], b'{"text":"Where is my caf\xe9?"}\n'),
    "nothing": (["policy.yaml", "-"], b" \n\n"),
    "last_line_without_end": (["policy.yaml", "-"], b'{"id":"m-9","text":"rimborso"}'),
    "broken_policy": (["broken.yaml"], None),
    "missing_policy": (["nowhere.yaml"], None),
    "wrong_use": ([], None),
}


def call(command, **more):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **more)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout}")


def builds(options):
    """(what it is called, the program) of each way to build each program."""
    for language, flags, variable, compiler in (("c", "CFLAGS", "CC", options.cc), ("cpp", "CXXFLAGS", "CXX", options.cxx)):
        source = EXAMPLES / language
        made = options.work / f"{language}-make"
        call(["make", "-C", source, f"BUILD={made}", f"{variable}={compiler}", f"{flags}={WARNINGS}"],
             env=dict(os.environ, PKG_CONFIG_PATH=str(options.libdir / "pkgconfig")))
        yield f"{language}, make and pkg-config", made / "triage"
        made = options.work / f"{language}-cmake"
        call(["cmake", "-G", "Ninja", "-S", source, "-B", made, f"-DCMAKE_PREFIX_PATH={options.prefix}",
              "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF",
              f"-DCMAKE_{variable}_COMPILER={compiler}", f"-DCMAKE_{flags.replace('FLAGS', '_FLAGS')}={WARNINGS}"])
        call(["cmake", "--build", made])
        yield f"{language}, cmake and find_package", made / "triage"


def run(program, arguments, stdin):
    data = (EXAMPLES / stdin).read_bytes() if isinstance(stdin, str) else stdin or b""
    environment = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    done = subprocess.run([program, *arguments], input=data, cwd=EXAMPLES, env=environment, capture_output=True,
                          timeout=60, check=False)
    return (done.stdout + b"--- stderr\n" + done.stderr + b"--- exit %d\n" % done.returncode).decode("utf-8")


def full_disk(program):
    """A program that cannot write says so."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program, "policy.yaml"], cwd=EXAMPLES, stdout=full, stderr=subprocess.PIPE, check=False)
    return done.returncode == 3 and b"writing failed" in done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("prefix", "libdir", "work"):
        parser.add_argument(f"--{name}", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--cc", required=True)
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--update", action="store_true", help="write what comes out as what must come out")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)

    compared = wrong = 0
    for name, program in builds(options):
        for case, (arguments, stdin) in CASES.items():
            golden = GOLDEN / f"{case}.txt"
            got = run(program, arguments, stdin)
            if options.update and program.parent.name == "c-make":
                golden.write_text(got, encoding="utf-8")
            wanted = golden.read_text(encoding="utf-8")
            compared += 1
            if got != wanted:
                wrong += 1
                print("".join(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True), f"{case} wanted",
                                                   f"{case} of {name}")))
        compared += 1
        if not full_disk(program):
            wrong += 1
            print(f"{name}: a full disk goes unnoticed")
        print(f"{name}: built and run")
    print(f"{compared - wrong} of {compared} outputs as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
