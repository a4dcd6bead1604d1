# SPDX-License-Identifier: BSL-1.0
"""The tests of the Python package with the address sanitizer in the package and in the library.

run_sanitized.py --source DIR --library FILE --include DIR --compiler CLANG --work DIR

The package is built by clang beside a library that has the sanitizer; Python itself has not, so its runtime is loaded
before all else. What Python keeps until its end is no leak, and none is looked for here: test_memory.py looks at what
grows, with nothing that is freed held back.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RUNTIME = "libclang_rt.asan-x86_64.so"
# (which tests, what more is asked of the sanitizer)
PARTS = [(["test_triage.py", "test_batch.py", "test_desk.py", "test_arrow.py", "test_docstrings.py", "test_processes.py"], ""),
         (["test_memory.py"], ":quarantine_size_mb=0:thread_local_quarantine_size_kb=0")]


def built(options):
    """The folder in which the package is."""
    shutil.rmtree(options.work, ignore_errors=True)
    shutil.copytree(options.source, options.work / "source",
                    ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    flags = "-fsanitize=address -shared-libasan"
    environment = dict(os.environ, USHER_LIBRARY=str(options.library), USHER_INCLUDE=str(options.include),
                       CC=options.compiler, CFLAGS=f"-g -O1 {flags}", LDFLAGS=flags, LDSHARED=f"{options.compiler} -shared {flags}")
    done = subprocess.run([sys.executable, "setup.py", "-q", "build", "--build-base", str(options.work / "build")],
                          cwd=options.work / "source", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    found = list((options.work / "build").glob("lib*/usher/_usher*.so"))
    if done.returncode != 0 or len(found) != 1:
        sys.exit(f"the package cannot be built:\n{done.stdout[-3000:]}")
    return found[0].parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("source", "library", "include", "work"):
        parser.add_argument(f"--{name}", required=True, type=lambda path: pathlib.Path(os.path.abspath(path)))
    parser.add_argument("--compiler", required=True)
    options = parser.parse_args()
    runtime = subprocess.run([options.compiler, f"-print-file-name={RUNTIME}"], check=True, capture_output=True,
                             text=True).stdout.strip()
    if not os.path.isabs(runtime):
        print(f"skipped: {options.compiler} has no {RUNTIME}")
        return 0
    folder = built(options)
    for files, more in PARTS:
        report = options.work / "report"
        environment = dict(os.environ, LD_PRELOAD=runtime, PYTHONPATH=str(folder), ASAN_OPTIONS=(
            f"detect_leaks=0:detect_odr_violation=0:allocator_may_return_null=1:log_path={report}{more}"))
        done = subprocess.run([sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
                               *(str(HERE / file) for file in files)], cwd=options.work, env=environment, check=False)
        said = sorted(options.work.glob("report.*"))
        for one in said:
            print(one.read_text("utf-8", errors="replace")[:5000])
        if done.returncode != 0 or said:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
