# SPDX-License-Identifier: BSL-1.0
"""Runs what pages tell their readers to type, and compares what they say comes out.

run_pages.py --prefix DIR --libdir DIR --root DIR [--cc CC] [--cxx CXX] [--needs PROGRAM] [--node-modules DIR]
             PAGE.md... [--update]

In a page, a block ```yaml file=NAME``` (any language) is a file that later commands find in their folder, and in a
block ```console``` each line after `$ ` is a command, followed by its output, stdout and stderr as a terminal mixes
them. A command that exits with another code than 0 is followed by `[exit N]`. Commands run by bash in a folder of
their own, which none of them may leave for another; `examples` and `bindings` there are the project's. They find the
usher that is installed in --prefix: its command line, its library, by pkg-config and by CMake. `cc` and `c++` are the
compilers given, with every warning an error. With --node-modules, node finds the packages there and usher's own. A
block of a language must be a file that some command names. Where the program of --needs is not installed the pages
are skipped, but not in CI. With --update the pages are rewritten with what came out.
"""
import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)?(?: +file=(\S+))?\s*$")
COMPILED = ("c", "cpp", "php", "ruby", "js")
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"


def environment_of(options, tools):
    """The commands of a page see the installed usher, and in `tools` the compilers and node's packages."""
    for name, compiler in (("cc", options.cc), ("c++", options.cxx)):
        path = os.path.join(tools, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\nexec {shlex.quote(compiler)} {WARNINGS} "$@"\n')
        os.chmod(path, 0o755)
    if options.node_modules:
        os.mkdir(os.path.join(tools, "node_modules"))
        os.symlink(os.path.join(options.root, "bindings", "node"), os.path.join(tools, "node_modules", "usher"))
    path = os.pathsep.join((tools, os.path.join(options.prefix, "bin"), os.environ["PATH"]))
    return dict(os.environ, PATH=path, PKG_CONFIG_PATH=os.path.join(options.libdir, "pkgconfig"),
                CMAKE_PREFIX_PATH=options.prefix, LD_LIBRARY_PATH=options.libdir, NO_COLOR="1", LC_ALL="C.UTF-8",
                COLUMNS="80", NODE_PATH=options.node_modules or "")


# A reader types all commands of a page into one shell, where one that goes elsewhere takes the next ones with it.
STAYS = "trap 'code=$?; [ \"$PWD\" = \"$HERE\" ] || echo \"[goes to another folder]\"; exit $code' EXIT\n"


def run(command, folder, environment):
    folder = os.path.realpath(folder)
    done = subprocess.run(["bash", "-c", STAYS + command], cwd=folder, env=dict(environment, HERE=folder),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          encoding="utf-8", check=False)
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


def check_page(path, environment, root, update, tools):
    lines = open(path, encoding="utf-8").read().split("\n")
    out, failures, typed_words, commands, i = [], [], set(), 0, 0
    sources = []  # (line, name) of each block of C or C++
    with tempfile.TemporaryDirectory() as folder:
        for name in ("examples", "bindings"):
            os.symlink(os.path.join(root, name), os.path.join(folder, name))
        if os.path.isdir(os.path.join(tools, "node_modules")):
            os.symlink(os.path.join(tools, "node_modules"), os.path.join(folder, "node_modules"))
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
            if fence[1] in COMPILED:
                sources.append((start, fence[2]))
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
                typed_words.update(" ".join(typed).split())
                got = run("\n".join(typed)[2:], folder, environment)
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
    # A header counts when a file of the page includes it: without it that file would not compile.
    idle = [(line, name) for line, name in sources
            if name is None or (name not in typed_words and f'#include "{name}"' not in lines)]
    for line, name in idle:
        print(f"{path}:{line}: no command compiles this block ({name or 'it has no file='})")
    print(f"{path}: {commands - len(failures)} of {commands} commands as the page says, "
          f"{len(sources) - len(idle)} of {len(sources)} sources compiled")
    return commands > 0 and not failures and not idle


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("prefix", "libdir", "root"):
        parser.add_argument(f"--{name}", required=True, type=os.path.abspath)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cxx", default="c++")
    parser.add_argument("--needs", metavar="PROGRAM")
    parser.add_argument("--node-modules", type=os.path.abspath)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("pages", nargs="+")
    options = parser.parse_args()
    missing = options.needs and not shutil.which(options.needs) and f"there is no {options.needs}"
    if options.node_modules and not os.path.isdir(os.path.join(options.node_modules, "koffi")):
        missing = f"there is no koffi in {options.node_modules}"
    if missing and os.environ.get("CI"):
        sys.exit(f"{missing}; to install it, type: ./run test packages")
    if missing:
        print(f"skipped: {missing} (to have it, type: ./run test packages)")
        return 0
    with tempfile.TemporaryDirectory() as tools:
        options.cc, options.cxx = (shutil.which(each) or each for each in (options.cc, options.cxx))
        environment = environment_of(options, tools)
        results = [check_page(page, environment, options.root, options.update, tools) for page in options.pages]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
