#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Would a policy's tests notice if one of its rules were wrong?

For every policy below a folder this breaks one thing at a time and runs `usher test` on the result. A mutant is
caught when a test fails or the policy no longer loads; one that passes everything has survived, and names a place
that no test holds. Two kinds of mutants:

    deleted   a rule is as good as taken out: it keeps its name, for tests may name it, and never matches
    flipped   one condition of a rule is changed: a topic, word or other value becomes another one of the policy, a
              list loses one item, public and private or true and false change places, a bound moves up or down by
              half, a `not` or `none` loses its no

    mutate_policies.py --usher build/release/bin/usher --policies examples/policies --least 0.9

Works on what `usher dump` prints: one file, each rule's condition on one line. So the line is cut into values with
their places and changed as text; no YAML library is needed. Which value replaces another is drawn from the seed and
the place alone: --most takes a sample of the same mutants.

A mutant can be no mistake at all: a `none` that another rule already sees to, a phrase that means the same. Hence
--least is a share and not "all".

Exit code: 0 enough were caught in each policy, 1 too few in one or its own tests fail, 2 wrong use, 3 usher cannot
be run or answers unlike usher.
"""

import argparse
import concurrent.futures
import pathlib
import random
import re
import shutil
import subprocess
import sys

AT_ONCE = 2
SECONDS_EACH = 60
BOUNDS = ("at_least", "at_most", "above", "below")
OPPOSITES = {"public": "private", "private": "public", "true": "false", "false": "true"}
PHRASES = ("text", "subject")
STAGES = ["pre_order", "order", "post_order"]
UNKNOWN_WORD = "qwzx"


class Stop(Exception):
    """Ends the run with an exit code and one sentence."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code = code


class Node:
    """A value of a flow line: kind is map, list or scalar; text[begin:end] is where it stands."""

    def __init__(self, kind, begin):
        self.kind = kind
        self.begin = begin
        self.end = begin
        self.value = ""
        self.items = []  # of a map: (key node, value node); of a list: nodes


class FlowReader:
    """Reads the flow style that `usher dump` prints: braces, brackets, plain and quoted scalars on one line."""

    PLAIN_END = re.compile(r"[,\[\]{}]|:(?=[ ,\]}]|$)")

    def __init__(self, text, at):
        self.text = text
        self.at = at

    def fail(self, wanted):
        raise Stop(3, f"cannot read the dump: {wanted} expected at column {self.at + 1} of: {self.text}")

    def skip_spaces(self):
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1

    def peek(self):
        self.skip_spaces()
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self, mark):
        if self.peek() != mark:
            self.fail(f"'{mark}'")
        self.at += 1

    def scalar(self):
        self.skip_spaces()
        node = Node("scalar", self.at)
        quote = self.peek()
        if quote == '"':
            match = re.compile(r'"((?:[^"\\]|\\.)*)"').match(self.text, self.at)
            if not match:
                self.fail("a closing quote")
            node.value, self.at = match.group(1), match.end()
        else:
            match = self.PLAIN_END.search(self.text, self.at)
            self.at = match.start() if match else len(self.text)
            node.value = self.text[node.begin:self.at].rstrip()
            if not node.value:
                self.fail("a value")
        node.end = node.begin + len(self.text[node.begin:self.at].rstrip())
        return node

    def node(self):
        mark = self.peek()
        if mark not in ("{", "["):
            return self.scalar()
        node = Node("map" if mark == "{" else "list", self.at)
        closing = "}" if mark == "{" else "]"
        self.take(mark)
        while self.peek() != closing:
            if node.kind == "map":
                key = self.scalar()
                self.take(":")
                node.items.append((key, self.node()))
            else:
                node.items.append(self.node())
            if self.peek() == ",":
                self.take(",")
        self.take(closing)
        node.end = self.at
        return node


class Rule:
    """A rule of a dump: its lines [first, last), its name, and where its condition stands."""

    def __init__(self, name, first):
        self.name = name
        self.first = first
        self.last = first + 1
        self.when = None


class Policy:
    """A dump cut into what mutants need: its lines, its rules, and the names one may be mistaken for."""

    SECTION = re.compile(r"^([a-z_]+):")
    NAME = re.compile(r'^  ("(?:[^"\\]|\\.)*"|[^\s#:"][^:]*): ?(.*)$')

    def __init__(self, name, dump):
        self.name = name
        self.lines = dump.split("\n")
        self.rules = []
        self.names = {"topic": [], "signal": [], "channel": [], "account": [], "brand": [], "pii": [],
                      "language": [], "stage": STAGES, "text": [], "subject": []}
        section = ""
        for number, line in enumerate(self.lines):
            heading = self.SECTION.match(line)
            if heading:
                section = heading.group(1)
            elif line.startswith("  ") and section == "rules":
                self.read_rule_line(number, line)
            elif line.startswith("  ") and not line.startswith("   "):
                self.read_name(section, line)
        for rule in self.rules:
            if rule.when is not None:
                self.collect(self.condition(rule), "")

    def read_rule_line(self, number, line):
        if line.startswith("  - name: "):
            self.rules.append(Rule(line[len("  - name: "):].strip('"'), number))
            return
        if not self.rules:
            raise Stop(3, f"{self.name}: a rule of the dump does not begin with its name: {line}")
        self.rules[-1].last = number + 1
        if line.startswith("    when: "):
            self.rules[-1].when = number

    def read_name(self, section, line):
        match = self.NAME.match(line)
        if not match:
            return
        name, rest = match.groups()
        if section == "topics":
            self.names["topic"].append(name)
        elif section == "signals":
            self.names["signal"].append(name)
        elif section == "channels":
            self.names["channel"].append(name)
        elif section == "accounts":
            self.names["account"].append(name)
            for brand in re.findall(r"brand: ([^,}]+)", rest):
                self.add_name("brand", brand)
            for languages in re.findall(r"languages: \[([^\]]*)\]", rest):
                for language in languages.split(", "):
                    self.add_name("language", language)
        elif section == "facts" and rest.startswith("["):
            self.names[name] = rest.strip("[]").split(", ")

    def add_name(self, kind, name):
        if name not in self.names.setdefault(kind, []):
            self.names[kind].append(name)

    def condition(self, rule):
        return FlowReader(self.lines[rule.when], len("    when: ")).node()

    def collect(self, node, fact):
        """Values that rules compare with and that no section declares: kinds of personal data, words, tags."""
        if node.kind == "map":
            for key, value in node.items:
                inside = key.value in BOUNDS or key.value in ("all", "any", "none", "not")
                if key.value != "known":
                    self.collect(value, fact if inside else fact if fact in PHRASES else key.value)
        elif node.kind == "list":
            for item in node.items:
                self.collect(item, fact)
        elif fact not in ("topic", "signal", "channel", "account", "stage"):
            self.add_name(fact, node.value)

    def without_rule(self, rule):
        """The rule keeps its name and never matches: tests that name it as a reason still run, and fail or not."""
        then = [self.lines[number] for number in range(rule.first + 1, rule.last) if number != rule.when]
        never = [self.lines[rule.first], f"    when: {{text: [{UNKNOWN_WORD}]}}"]
        return "\n".join(self.lines[:rule.first] + never + then + self.lines[rule.last:])

    def with_condition(self, rule, line):
        return "\n".join(self.lines[:rule.when] + [line] + self.lines[rule.when + 1:])


class Flips:
    """All changed lines of one rule's condition, each with what was changed."""

    def __init__(self, policy, rule, seed):
        self.policy = policy
        self.rule = rule
        self.seed = seed
        self.line = policy.lines[rule.when]
        self.found = []
        self.visit(policy.condition(rule), "", [])

    def text(self, node):
        return self.line[node.begin:node.end]

    def change(self, begin, end, new, what):
        line = self.line[:begin] + new + self.line[end:]
        self.found.append((line, what))

    def visit(self, node, fact, siblings):
        if node.kind == "map":
            self.visit_map(node, fact)
        elif node.kind == "list":
            self.visit_list(node, fact)
        else:
            self.replace(node, fact, siblings)

    def visit_map(self, node, fact):
        keys = [key.value for key, _ in node.items]
        for key, value in node.items:
            if key.value in BOUNDS:
                self.move_bound(key, value, fact)
            elif key.value in ("not", "none"):
                self.affirm(key, value, fact, keys)
                self.visit(value, fact, [])
            elif key.value in ("all", "any") or fact in PHRASES:
                self.visit(value, fact, [])
            else:
                self.visit(value, "" if key.value == "known" else key.value, [])

    def visit_list(self, node, fact):
        texts = [self.text(item) for item in node.items]
        for index, item in enumerate(node.items):
            if len(texts) > 1:
                rest = texts[:index] + texts[index + 1:]
                self.change(node.begin, node.end, "[" + ", ".join(rest) + "]", f"dropped {texts[index]}")
            self.visit(item, fact, texts)

    def affirm(self, key, value, fact, keys):
        """`not` and `none` become `all` and `any`. A set's {none: [..]} is a plain list without it."""
        if fact and fact not in PHRASES and key.value == "none":
            self.change(key.begin, key.end, "all", f"none {self.text(value)} became all")
            return
        said = self.text(value)
        if key.value == "not":
            said = f"[{said}]"
        word = "any"
        if word in keys:
            word, said = "all", f"[{{any: {said}}}]"
        if word in keys:
            return  # all, any and none beside one another: no key is free on this line
        self.change(key.begin, value.end, f"{word}: {said}", f"removed {key.value} before {self.text(value)}")

    def move_bound(self, key, value, fact):
        match = re.fullmatch(r"(-?\d+(?:\.\d+)?)([a-z%]?)", value.value)
        if not match:
            self.replace(value, fact, [])
            return
        number, unit = float(match.group(1)), match.group(2)
        for moved in sorted({number * 0.5, number * 1.5} if number else {-1.0, 1.0}):
            if unit and moved != int(moved):
                moved = float(int(moved) + (moved > number))
            written = f"{moved:g}" if abs(moved) < 1e6 and moved != int(moved) else f"{int(moved)}"
            self.change(value.begin, value.end, written + unit, f"{key.value} {value.value} became {written}{unit}")

    def replace(self, node, fact, siblings):
        if node.value in OPPOSITES:
            new = OPPOSITES[node.value]
        else:
            taken = set(siblings) | {self.text(node), node.value}
            others = [name for name in self.policy.names.get(fact, []) if name not in taken]
            if others:
                draw = random.Random(f"{self.seed} {self.rule.name} {node.begin} {node.value}")
                new = draw.choice(sorted(others))
            elif fact in PHRASES:
                new = UNKNOWN_WORD
            else:
                return  # a free number or the only name of its kind: nothing to mistake it for
        if fact in PHRASES and not new.startswith('"'):
            new = f'"{new}"'
        self.change(node.begin, node.end, new, f"{self.text(node)} became {new}")


class Mutant:
    """A broken policy: which rule, what was changed in it, and the whole text to test."""

    def __init__(self, kind, rule, what, text):
        self.kind = kind
        self.rule = rule
        self.what = what
        self.text = text


def mutants_of(policy, seed):
    """All mutants of a policy, in the order of its rules."""
    made = []
    for rule in policy.rules:
        made.append(Mutant("deleted", rule.name, "the rule deleted", policy.without_rule(rule)))
        if rule.when is not None:
            for line, what in Flips(policy, rule, seed).found:
                made.append(Mutant("flipped", rule.name, what, policy.with_condition(rule, line)))
    return made


def run(command, text=None):
    try:
        return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", timeout=SECONDS_EACH,
                              check=False)
    except OSError as error:
        raise Stop(3, f"cannot run {command[0]}: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise Stop(3, f"{' '.join(command)} took longer than {SECONDS_EACH} seconds") from error


def is_caught(usher, text):
    """True when a test fails or the policy no longer loads. Any end that is neither 0 nor 1 is a fault of usher."""
    answer = run([usher, "test", "-"], text)
    if answer.returncode not in (0, 1):
        raise Stop(3, f"usher test ended with {answer.returncode}: {answer.stderr.strip()}")
    return answer.returncode == 1


def judge(usher, folder, name, most, seed):
    """Prints the figures of one policy and returns the share of its mutants that were caught."""
    dump = run([usher, "dump", str(folder)])
    if dump.returncode != 0:
        raise Stop(1, f"{name}: usher dump failed: {dump.stderr.strip() or dump.stdout.strip()}")
    whole = run([usher, "test", "-"], dump.stdout)
    if whole.returncode != 0:
        raise Stop(1, f"{name}: its own tests fail already:\n{whole.stdout}{whole.stderr}")
    policy = Policy(name, dump.stdout)
    if not policy.rules:
        raise Stop(3, f"{name}: no rule was found in the dump")
    mutants = mutants_of(policy, seed)
    if most and len(mutants) > most:
        chosen = set(random.Random(seed).sample(range(len(mutants)), most))
        mutants = [mutant for index, mutant in enumerate(mutants) if index in chosen]
    with concurrent.futures.ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        caught = list(pool.map(lambda mutant: is_caught(usher, mutant.text), mutants))

    share = sum(caught) / len(mutants)
    figures = []
    for kind, title in (("deleted", "rules deleted"), ("flipped", "flips")):
        verdicts = [verdict for mutant, verdict in zip(mutants, caught) if mutant.kind == kind]
        figures.append(f"{title} {len(verdicts)} caught {sum(verdicts)}")
    print(f"{name}: {'; '.join(figures)}; together {share:.3f}")
    for mutant, verdict in zip(mutants, caught):
        if not verdict:
            print(f"  survived: {mutant.rule}: {mutant.what}")
    sys.stdout.flush()
    return share


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Breaks the rules of policies one by one and counts how often their tests notice.",
        epilog="Exit code: 0 enough caught, 1 too few or failing tests, 2 wrong use, 3 usher cannot be run.")
    parser.add_argument("--usher", default="usher", metavar="PATH", help="the usher program (usher)")
    parser.add_argument("--policies", metavar="DIR", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2] / "examples" / "policies",
                        help="the folder below which every policy.yaml is taken (examples/policies)")
    parser.add_argument("--most", metavar="N", type=int, help="try a sample of N mutants of each policy, not all")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="draws values and the sample (1)")
    parser.add_argument("--least", metavar="SHARE", type=float, default=0.9,
                        help="the share that must be caught in each policy (0.9)")
    arguments = parser.parse_args()
    if arguments.most is not None and arguments.most < 1:
        parser.error("--most must be 1 or more")
    if not 0 <= arguments.least <= 1:
        parser.error("--least must lie between 0 and 1")
    if not shutil.which(arguments.usher):
        parser.error(f"--usher: no program {arguments.usher}")
    return arguments


def main():
    arguments = parse_arguments()
    folders = sorted(path.parent for path in arguments.policies.rglob("policy.yaml"))
    if not folders:
        raise Stop(2, f"no policy.yaml below {arguments.policies}")
    enough = True
    for folder in folders:
        name = folder.name
        share = judge(arguments.usher, folder, name, arguments.most, arguments.seed)
        if share < arguments.least:
            print(f"  too few: {share:.3f} is below {arguments.least:g}")
            enough = False
    return 0 if enough else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as stop:
        print(f"mutate_policies.py: {stop}", file=sys.stderr)
        sys.exit(stop.code)
