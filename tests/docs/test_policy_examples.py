#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Loads every YAML example of docs/policy.md, and compares its tables with what the library has.

    test_policy_examples.py USHER [ROOT]   USHER is the command line, ROOT the project (default: above this folder)

A block that begins with `usher: 1` is a whole policy; another one is a part, and gets what every policy must have. A
policy that includes files gets none of them, so for it the warning that nothing matches is what must come.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FRAME = [("usher:", "usher: 1\n"), ("departments:", "departments: {care: {}, sales: {}, legal: {}}\n"),
         ("default:", "default: {department: care}\n")]
FEWEST_BLOCKS = 15


def blocks_of(page):
    """(line of the page, text) of each YAML block."""
    blocks, start = [], None
    lines = page.splitlines()
    for number, line in enumerate(lines, 1):
        if start is None and line == "```yaml":
            start = number
        elif start is not None and line == "```":
            blocks.append((start, "".join(f"{each}\n" for each in lines[start:number - 1])))
            start = None
    return blocks


def completed(text):
    if text.startswith("usher: 1\n"):
        return text
    keys = {line.split(":")[0] + ":" for line in text.splitlines() if line[:1].isalpha()}
    return "".join(part for key, part in FRAME if key not in keys) + text


def complaints_of(usher, text):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "policy.yaml").write_text(text, encoding="utf-8")
        done = subprocess.run([usher, "check", "policy.yaml", "--format", "json"], cwd=folder, capture_output=True,
                              timeout=60, check=False)
    try:
        findings = json.loads(done.stdout)["findings"]
    except (ValueError, KeyError):
        return [f"no answer: {done.stderr.decode()}"]
    complaints = [f"{each['line']}:{each['column']}: {each['message']}" for each in findings
                  if each["severity"] == "error"]
    if done.returncode != 0 and not complaints:
        complaints.append(f"exit code {done.returncode}")
    return complaints


def limits_of_header(text):
    """{name: (default, most)} of lib/base/limits.hpp."""
    def number(expression):
        parts = [int(part.strip().rstrip("u").replace("'", "")) for part in expression.split("<<")]
        return parts[0] << parts[1] if len(parts) == 2 else parts[0]
    defaults = dict(re.findall(r"std::uint64_t (\w+) = ([^;]+);", text))
    return {name: (number(defaults[name]), number(most))
            for name, most in re.findall(r'\{"(\w+)", &Limits::\w+, ([^}]+)\}', text)}


def check_limits(page, header):
    shown = {name: (int(default), int(most))
             for name, default, most in re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|", page, re.MULTILINE)}
    return [] if shown == limits_of_header(header) else [f"limits: the page says {shown}, not {limits_of_header(header)}"]


def check_built_in_facts(page, source):
    table = page.split("## facts", 1)[1].split("A policy declares more", 1)[0]
    shown = {name for line in table.splitlines() if line.startswith("| `")
             for name in re.findall(r"`([\w.]+)`", line.split("|")[1])}
    known = set(re.findall(r'\{"([\w.]+)", FactType::\w+\}', source))
    return [f"facts: {name} is on one side only" for name in sorted(shown ^ known)]


def check_stemmers(page, header):
    shown = re.findall(r"\b[a-z]{2}\b", page.split("and one that has a stemmer:", 1)[1].split(".", 1)[0])
    known = re.findall(r'"([a-z]{2})"', header.split("stem_language_codes = {", 1)[1].split("}", 1)[0])
    return [] if shown == known else [f"stemmers: the page says {shown}, not {known}"]


def check_not_yet(usher, page):
    """Each section that the page calls refused is refused as it says."""
    part = page.split("## Not in this version", 1)[1].split("- of an agent", 1)[0]
    names = re.findall(r"`(\w+)`", part.split("- sections:", 1)[1])
    complaints = [] if names else ["not_yet: no sections found"]
    for name in names:
        found = complaints_of(usher, completed(f"{name}: {{}}\n"))
        if len(found) != 1 or "not built in this version" not in found[0]:
            complaints.append(f"not_yet: {name}: {found}")
    return complaints


def main(usher, root):
    usher = str(Path(usher).resolve())
    root = Path(root)
    page = (root / "docs/policy.md").read_text(encoding="utf-8")
    blocks = blocks_of(page)
    complaints = [] if len(blocks) >= FEWEST_BLOCKS else [f"only {len(blocks)} examples found"]
    for line, text in blocks:
        complaints += [f"docs/policy.md:{line}: {each}" for each in complaints_of(usher, completed(text))]
    # An example that could not fail would prove nothing.
    if not complaints_of(usher, completed("rules: [{name: a, then: {department: nowhere}}]\n")):
        complaints.append("a wrong example passes")
    complaints += check_limits(page, (root / "lib/base/limits.hpp").read_text(encoding="utf-8"))
    complaints += check_built_in_facts(page, (root / "lib/policy/facts.cpp").read_text(encoding="utf-8"))
    complaints += check_stemmers(page, (root / "lib/text/stemmer.hpp").read_text(encoding="utf-8"))
    complaints += check_not_yet(usher, page)
    for complaint in complaints:
        print(complaint)
    print(f"{len(blocks)} examples, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else Path(__file__).resolve().parents[2]))
