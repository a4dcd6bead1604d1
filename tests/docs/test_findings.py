#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the examples of docs/findings.md and compares what usher reports with what the page says.

    test_findings.py USHER [ROOT]      USHER is the command line, ROOT the project (default: above this folder)
    test_findings.py --self-test       feeds the checks with pages that are wrong

A broken example reports exactly what the page says it reports, a mended one reports nothing, and the page has each
code of lib/base/finding.hpp once, in byte order, with its severity.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# What no input brings about; what the C interface alone does (tests/c_abi/test_extremes.cpp has it); and what compiled
# policies have (tests/rules/test_image.cpp).
WITHOUT_EXAMPLE = {"defect", "image_damaged", "image_version", "no_zone_files", "text_ill_formed"}

SEVERITY = re.compile(r"\*\*(Error|Warning|Note)\.\*\* ")
OPTIONS = re.compile(r"Run with `([^`]+)`\.")
CASE = re.compile(r"(Broken|Mended)(?:, saved as ([\w-]+))?:")
FILE_NAME = re.compile(r"`([^`]+)`")
REPORTS = re.compile(r"Reports `(\w+)`(?: in `([^`]+)`)?(?: at (\d+:\d+(?: and \d+:\d+)*))?\.")
TALKED = re.compile(r"(error|warning|note): .*\[(\w+)\]$")


class Section:
    def __init__(self, code):
        self.code = code
        self.severity = ""
        self.options = []
        self.cases = {}  # "Broken" and "Mended" -> {file: bytes}
        self.reports = []  # (code, file, "line:column"), of a message (code, "", "")


def parse(page):
    """The sections of the page; complaints about what is not understood."""
    sections, complaints = [], []
    section = files = encoding = None
    name = "policy.yaml"
    lines = iter(page.splitlines())
    for line in lines:
        if line.startswith("## "):
            section, files, name = Section(line[3:]), None, "policy.yaml"
            sections.append(section)
        elif section is None:
            continue
        elif match := SEVERITY.match(line):
            section.severity = match[1].lower()
        elif match := OPTIONS.fullmatch(line):
            section.options = match[1].split()
        elif match := CASE.fullmatch(line):
            files, encoding = section.cases.setdefault(match[1], {}), match[2] or "utf-8"
        elif line.startswith("```"):
            text = "".join(f"{each}\n" for each in iter(lambda: next(lines), "```"))
            if section.code in WITHOUT_EXAMPLE:
                continue
            if files is None or line not in ("```yaml", "```json", "```text"):
                complaints.append(f"{section.code}: a block belongs to no example")
                continue
            files[name], name = text.encode(encoding), "policy.yaml"
        elif files is not None and (match := FILE_NAME.fullmatch(line)):
            name = match[1]
        elif match := REPORTS.fullmatch(line):
            code, file, places = match.groups()
            for place in places.split(" and ") if places else [""]:
                section.reports.append((code, (file or "policy.yaml") if place else "", place))
        elif section.code not in WITHOUT_EXAMPLE and line.startswith(("Reports", "Broken", "Mended", "Run with")):
            complaints.append(f"{section.code}: not understood: {line}")
    return sections, complaints


def check_page(sections, known):
    """Complaints about the page as such."""
    complaints = []
    codes = [section.code for section in sections]
    if codes != sorted(codes, key=str.encode):
        complaints.append("the codes are not in byte order")
    for code in sorted(set(codes) - known):
        complaints.append(f"{code}: usher has no such code")
    for code in sorted(known - set(codes)):
        complaints.append(f"{code}: the page does not have it")
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        complaints.append(f"{code}: the page has it more than once")
    for section in sections:
        if not section.severity:
            complaints.append(f"{section.code}: no severity")
        if section.code in WITHOUT_EXAMPLE:
            continue
        if not {"Broken", "Mended"} <= section.cases.keys():
            complaints.append(f"{section.code}: a broken and a mended example are wanted")
        if section.code not in (code for code, _, _ in section.reports):
            complaints.append(f"{section.code}: its example reports something else")
    return complaints


def run(usher, section, files):
    """[(severity, code, file, "line:column")] that usher reports, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        is_message = "message.json" in files
        is_day = "events.jsonl" in files
        is_table = "rows.csv" in files
        command = [usher, "triage", "policy.yaml", "message.json"] if is_message else [
            usher, "run", "policy.yaml", "events.jsonl"] if is_day else [
            usher, "replay", "policy.yaml", "rows.csv", "--mapping", "map.yaml"] if is_table else [
            usher, "check", "policy.yaml", "--format", "json"]
        done = subprocess.run(command + section.options, cwd=folder, capture_output=True, timeout=60, check=False)
    talk = done.stderr.decode()
    try:
        if not is_message and not is_day and not is_table:
            findings = json.loads(done.stdout)["findings"]
            return [(each["severity"], each["code"], each["file"], f"{each['line']}:{each['column']}")
                    for each in findings], done.returncode
        found = [(*match.groups(), "", "") for line in talk.splitlines() if (match := TALKED.search(line))]
        for line in done.stdout.splitlines() if is_message else ():
            decision = json.loads(line)
            if "error" in decision:
                found.append(("error", decision["code"], "", ""))
        return found, done.returncode
    except (ValueError, KeyError, TypeError) as error:
        return [("error", f"no answer: {error}; {talk.strip()}", "", "")], done.returncode


def check_section(section, ask):
    """Complaints about what usher says to the examples; `ask(section, files)` runs it."""
    complaints = []
    broken = section.cases["Broken"]
    found, exit_code = ask(section, broken)
    if sorted(each[1:] for each in found) != sorted(section.reports):
        complaints.append(f"{section.code}: the page says {sorted(section.reports)}, usher {sorted(found)}")
    for severity, code, _, _ in found:
        if code == section.code and severity != section.severity:
            complaints.append(f"{section.code}: the page says {section.severity}, usher {severity}")
    errors = any(each[0] == "error" for each in found)
    if (exit_code != 0) != errors:
        complaints.append(f"{section.code}: exit code {exit_code} with {'an' if errors else 'no'} error")
    found, exit_code = ask(section, broken | section.cases["Mended"])
    if found or exit_code != 0:
        complaints.append(f"{section.code}: the mended example gives {exit_code} {found}")
    return complaints


def codes_of_header(text):
    block = re.search(r"#define USHER_FINDING_CODES\(X\)((?:.*\\\n)*.*\n)", text)
    return set(re.findall(r"X\((\w+)\)", block[1])) if block else set()


def main(usher, root):
    usher = str(Path(usher).resolve())
    known = codes_of_header(Path(root, "lib/base/finding.hpp").read_text(encoding="utf-8"))
    sections, complaints = parse(Path(root, "docs/findings.md").read_text(encoding="utf-8"))
    complaints += check_page(sections, known)
    if not complaints:
        for section in sections:
            if section.code not in WITHOUT_EXAMPLE:
                complaints += check_section(section, lambda section, files: run(usher, section, files))
    for complaint in complaints:
        print(complaint)
    print(f"{len(sections)} codes, {len(complaints)} complaints")
    return 1 if complaints or not known else 0


EXAMPLE = """## tag

**Error.** A tag.

Broken:

```yaml
a: !b
```

Reports `tag` at 1:4.

Mended:

```yaml
a: b
```
"""


def self_test():
    good = [("error", "tag", "policy.yaml", "1:4")], 1
    fine = [], 0

    def complaints_of(page, broken=good, mended=fine, known=frozenset({"tag"})):
        sections, complaints = parse(page)
        complaints += check_page(sections, set(known))
        for section in sections if not complaints else []:
            complaints += check_section(section, lambda _, files: mended if b"!" not in files["policy.yaml"] else broken)
        return complaints

    cases = [  # page, what usher answers, whether there is something to complain about
        (EXAMPLE, {}, False),
        (EXAMPLE.replace("1:4", "1:5"), {}, True),
        (EXAMPLE.replace("1:4.", "1:4 and 2:1."), {}, True),
        (EXAMPLE.replace("`tag` at", "`tag` in `a.yaml` at"), {}, True),
        (EXAMPLE.replace("**Error.**", "**Note.**"), {}, True),
        (EXAMPLE.replace("**Error.** ", ""), {}, True),
        (EXAMPLE.replace("Reports `tag` at 1:4.", ""), {}, True),
        (EXAMPLE.replace("Reports", "Reports the"), {}, True),
        (EXAMPLE.replace("Broken:", ""), {}, True),
        (EXAMPLE.replace("## tag", "## gat"), {}, True),
        (EXAMPLE + EXAMPLE, {}, True),
        (EXAMPLE, {"known": {"tag", "more"}}, True),
        (EXAMPLE, {"broken": (good[0] * 2, 1)}, True),
        (EXAMPLE, {"broken": fine}, True),
        (EXAMPLE, {"broken": (good[0], 0)}, True),
        (EXAMPLE, {"mended": good}, True),
        (EXAMPLE, {"mended": ([], 1)}, True),
    ]
    failures = [number for number, (page, answers, wrong) in enumerate(cases)
                if bool(complaints_of(page, **answers)) != wrong]
    print(f"{len(cases) - len(failures)} of {len(cases)} cases as they should be", *failures)
    return 1 if failures else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments == ["--self-test"]:
        sys.exit(self_test())
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    sys.exit(main(arguments[0], arguments[1] if len(arguments) == 2 else Path(__file__).resolve().parents[2]))
