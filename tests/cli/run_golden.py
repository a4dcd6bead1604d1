# SPDX-License-Identifier: BSL-1.0
"""Runs the command line over the cases in tests/golden/cli and compares what it prints and how it ends.

A case is a folder:

    cmd          the command; words are split as a shell does, NAME=value words in front set the environment
    stdin        what is piped in; or stdin.py, a program that prints it, where a file would be too large
    stdout       what must come out; stderr likewise, and when there is no such file it must be empty
    status       the exit code
    memory_mib   the most memory the command may take, where that matters
    other files  are there when the command runs

Each case runs in a fresh folder with the files of `shared` and its own. To write down what comes out
as what must come out, look at it, and use --update.
"""
import argparse
import difflib
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading

CASES = pathlib.Path(__file__).resolve().parent.parent / "golden" / "cli"
SECONDS = 120
OWN = {"cmd", "stdin", "stdin.py", "stdout", "stderr", "status", "memory_mib"}


def environment(words):
    """Takes the NAME=value words off the front of a command."""
    made = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "LLVM_PROFILE_FILE"):
        if name in os.environ:
            made[name] = os.environ[name]
    while words and "=" in words[0] and not words[0].startswith("-"):
        name, value = words.pop(0).split("=", 1)
        made[name] = value
    return made


def run(case, usher, folder):
    words = shlex.split((case / "cmd").read_text(encoding="utf-8"))
    env = environment(words)
    if words[0] != "usher":
        raise SystemExit(f"{case.name}: cmd must call usher, not {words[0]}")
    producer = None
    if (case / "stdin.py").exists():
        producer = subprocess.Popen([sys.executable, case / "stdin.py"], stdout=subprocess.PIPE)
        stdin = producer.stdout
    elif (case / "stdin").exists():
        stdin = open(case / "stdin", "rb")
    else:
        stdin = open(os.devnull, "rb")
    with stdin, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([usher, *words[1:]], cwd=folder, env=env,
                                   stdin=stdin, stdout=out, stderr=err)
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        _, code, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(code)
        out.seek(0)
        err.seek(0)
        result = {"stdout": out.read(), "stderr": err.read(), "status": f"{process.returncode}\n".encode()}
    if producer:
        producer.wait()
    return result, used.ru_maxrss / 1024


def differences(name, wanted, got):
    lines = [part.decode("utf-8", "backslashreplace").splitlines(keepends=True) for part in (wanted, got)]
    diff = "".join(difflib.unified_diff(*lines, f"{name} wanted", f"{name} got"))
    return diff or f"{name} differs in bytes that do not show\n"


def check(case, usher, update):
    """What is wrong with one case, as text; empty when nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(CASES / "shared", folder, dirs_exist_ok=True)
        for extra in case.iterdir():
            if extra.name in OWN:
                continue
            (shutil.copytree if extra.is_dir() else shutil.copy)(extra, pathlib.Path(folder) / extra.name)
        result, memory = run(case, usher, folder)
    wrong = ""
    limit = case / "memory_mib"
    if limit.exists() and memory > float(limit.read_text()):
        wrong += f"took {memory:.0f} MiB, more than {limit.read_text().strip()}\n"
    for name, got in result.items():
        file = case / name
        if update:
            if got or name != "stderr":
                file.write_bytes(got)
            elif file.exists():
                file.unlink()
            continue
        if not file.exists() and name != "stderr":
            wrong += f"no file {name}: look at what comes out and use --update\n"
            continue
        wanted = file.read_bytes() if file.exists() else b""
        if wanted != got:
            wrong += differences(name, wanted, got)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--usher", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--update", action="store_true", help="write what comes out as what must come out")
    parser.add_argument("names", nargs="*", help="only these cases")
    options = parser.parse_args()

    cases = sorted(folder for folder in CASES.iterdir() if folder.name != "shared")
    if options.names:
        cases = [case for case in cases if case.name in options.names]
    if not cases:
        sys.exit("no such case")
    failed = 0
    for case in cases:
        wrong = check(case, options.usher, options.update)
        if wrong:
            failed += 1
            print(f"--- {case.name}: {(case / 'cmd').read_text().strip()}\n{wrong}")
    print(f"{len(cases) - failed} of {len(cases)} cases passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
