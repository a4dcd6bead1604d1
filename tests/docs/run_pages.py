# SPDX-License-Identifier: BSL-1.0
"""Runs what pages tell their readers to type, and compares what they say comes out.

run_pages.py --usher PATH --root DIR PAGE.md... [--update]

In a page, a block ```yaml file=NAME``` (any language) is a file that later commands find in their folder, and in a
block ```console``` each line after `$ ` is a command, followed by its output, stdout and stderr as a terminal mixes
them. A command that exits with another code than 0 is followed by `[exit N]`. Commands run by bash in a folder of
their own, where `examples` is the project's. With --update the pages are rewritten with what came out.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)?(?: +file=(\S+))?\s*$")


def run(command, folder, usher):
    environment = dict(os.environ, PATH=os.path.dirname(usher) + os.pathsep + os.environ["PATH"], NO_COLOR="1",
                       LC_ALL="C.UTF-8", COLUMNS="80")
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return lines + ([f"[exit {done.returncode}]"] if done.returncode != 0 else [])


def split_commands(lines):
    """(command, expected lines) of a console block; a command goes on while its lines end with a backslash."""
    parts, more = [], False
    for line in lines:
        if more or line.startswith("$ "):
            if more:
                parts[-1][0].append(line)
            else:
                parts.append(([line], []))
            more = line.endswith("\\")
        elif parts:
            parts[-1][1].append(line)
        else:
            raise ValueError(f"a console block begins with a command, not with {line!r}")
    return parts


def check_page(path, usher, root, update):
    lines = open(path, encoding="utf-8").read().split("\n")
    out, failures, commands, i = [], [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(root, "examples"), os.path.join(folder, "examples"))
        while i < len(lines):
            fence = FENCE.match(lines[i])
            out.append(lines[i])
            i += 1
            if not fence:
                continue
            start = i
            while i < len(lines) and lines[i] != "```":
                i += 1
            body = lines[start:i]
            if fence[2]:
                target = os.path.join(folder, fence[2])
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "w", encoding="utf-8") as file:
                    file.write("\n".join(body) + "\n")
            closing = lines[i:i + 1]
            i += 1
            if fence[1] != "console":
                out += body + closing
                continue
            line = start
            for typed, expected in split_commands(body):
                commands += 1
                got = run("\n".join(typed)[2:], folder, usher)
                out += typed + got
                if got != expected:
                    failures.append((line + 1, typed[0], expected, got))
                line += len(typed) + len(expected)
            out += closing
    if update and failures:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(out))
        print(f"{path}: {len(failures)} outputs rewritten")
        return True
    for line, typed, expected, got in failures:
        print(f"{path}:{line}: {typed}\n--- the page says\n" + "\n".join(expected) + "\n--- it prints\n" + "\n".join(got))
    if commands == 0:
        print(f"{path}: no command found")
    print(f"{path}: {commands - len(failures)} of {commands} commands as the page says")
    return commands > 0 and not failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--usher", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("pages", nargs="+")
    options = parser.parse_args()
    usher = os.path.abspath(options.usher)
    results = [check_page(page, usher, os.path.abspath(options.root), options.update) for page in options.pages]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
