# SPDX-License-Identifier: BSL-1.0
"""What `usher --help` says, taken apart. CLI11 prints it from the tables of options that the commands are made of, so it
is the one source of manual pages and completions."""
import dataclasses
import os
import re
import subprocess

COLUMN = 28  # where explanations begin


@dataclasses.dataclass
class Option:
    names: list   # ["-o", "--output"]; of an argument ["POLICY"]
    value: str    # "FILE", "text|json"; empty for a flag
    about: str
    required: bool = False

    @property
    def long(self):
        return self.names[-1]

    @property
    def choices(self):
        """The words that the value may be, if it is one of a list: its lower case parts."""
        parts = self.value.split("|")
        return [part for part in parts if part.islower()] if len(parts) > 1 else []


@dataclasses.dataclass
class Command:
    name: str        # empty for usher itself
    about: str       # one sentence
    usage: str
    arguments: list
    options: list
    commands: list   # (name, what it does) of usher itself
    text: list       # what follows, line by line


def parse_rows(lines):
    """(left, right) of a table of two columns; what is longer than a line goes on in the next."""
    rows = []
    for line in lines:
        if re.match(r"  \S", line):
            # A name that is too long pushes its explanation on.
            cut = COLUMN if len(line) <= COLUMN or line[COLUMN - 1] == " " else line.index("  ", 2) if "  " in line[2:] \
                else line.index(" ", COLUMN)
            rows.append([line[:cut].strip(), line[cut:].strip()])
        else:
            rows[-1][1] += (" " if rows[-1][1] else "") + line.strip()
    return rows


def option_of(left, about):
    required = left.endswith(" REQUIRED")
    names, _, value = left.removesuffix(" REQUIRED").partition(" ")
    return Option(names.split(","), value, about, required)


def parse(name, text):
    lines = text.rstrip("\n").split("\n")
    usage = next(i for i, line in enumerate(lines) if line.startswith("Usage: "))
    command = Command(name, " ".join(lines[:usage]).strip(), lines[usage].removeprefix("Usage: "), [], [], [], [])
    i = usage + 1
    tables = {"Arguments:": command.arguments, "Options:": command.options, "Commands:": command.commands}
    while i < len(lines):
        if not lines[i]:
            i += 1
        elif lines[i] in tables:
            end = i + 1
            while end < len(lines) and lines[end].startswith("  "):
                end += 1
            for left, about in parse_rows(lines[i + 1:end]):
                tables[lines[i]].append((left, about) if lines[i] == "Commands:" else option_of(left, about))
            i = end
        else:
            command.text = lines[i:]
            break
    return command


def read_all(usher):
    """usher itself, then its commands in the order in which it names them; and its version."""
    def ask(*words):
        return subprocess.run([usher, *words], check=True, capture_output=True, text=True, encoding="utf-8",
                              env=dict(os.environ, NO_COLOR="1", COLUMNS="80")).stdout
    first = parse("", ask("--help"))
    version = re.match(r"usher (\S+)", ask("--version"))[1]
    return [first] + [parse(name, ask(name, "--help")) for name, _ in first.commands], version
