# SPDX-License-Identifier: BSL-1.0
"""Policies with one thing in them broken, made from what `usher dump` prints.

    deleted   a rule is as good as taken out: it keeps its name, for tests may name it, and never matches
    decided   one thing that a rule decides is left out; a department becomes another one
    flipped   one condition of a rule, a signal or a line of the priority is changed: a topic, word or other value
              becomes another one of the policy, a list loses one item, public and private or true and false change
              places, a bound moves up or down by half, a `not` or `none` loses its no. Phrases are vocabulary, as
              in topics, and no test for each of them is wanted: a list of them as a whole becomes a word nobody writes
    weighed   a line of the priority counts nothing

A dump is one file, each condition and each outcome on one line. So the line is cut into values with their places and
changed as text; no YAML library is needed. Which value replaces another is drawn from the seed and the place alone,
so a sample is one of the same mutants.
"""

import random
import re

BOUNDS = ("at_least", "at_most", "above", "below")
OPPOSITES = {"public": "private", "private": "public", "true": "false", "false": "true"}
PHRASES = ("text", "subject")
STAGES = ["pre_order", "order", "post_order"]
UNKNOWN_WORD = "qwzx"


class NotADump(Exception):
    """What was to be a dump of a policy cannot be read as one."""


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
        raise NotADump(f"{wanted} expected at column {self.at + 1} of: {self.text}")

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


class Part:
    """A rule, a signal or a line of the priority: its lines [first, last), and the lines and columns where its
    condition and its outcome stand; None where it has none."""

    def __init__(self, name, first):
        self.name = name
        self.first = first
        self.last = first + 1
        self.when = None
        self.then = None


class Policy:
    """A dump cut into what mutants need: its lines, its parts, and the names one may be mistaken for."""

    SECTION = re.compile(r"^([a-z_]+):")
    NAME = re.compile(r'^  ("(?:[^"\\]|\\.)*"|[^\s#:"][^:]*): ?(.*)$')

    def __init__(self, dump):
        self.lines = dump.split("\n")
        self.rules = []
        self.signals = []
        self.weights = []
        self.names = {"topic": [], "signal": [], "channel": [], "account": [], "brand": [], "pii": [],
                      "language": [], "department": [], "stage": STAGES}
        section = ""
        for number, line in enumerate(self.lines):
            heading = self.SECTION.match(line)
            if heading:
                section = heading.group(1)
            elif line.startswith("  ") and section == "rules":
                self.read_rule_line(number, line)
            elif line.startswith("    - ") and section == "priority":
                self.read_weight(number, line)
            elif line.startswith("  ") and not line.startswith("   "):
                self.read_name(section, number, line)
        for part in self.rules + self.signals + self.weights:
            if part.when is not None:
                self.collect(self.node_at(part.when), "")

    def read_rule_line(self, number, line):
        if line.startswith("  - name: "):
            self.rules.append(Part(line[len("  - name: "):].strip('"'), number))
            return
        if not self.rules:
            raise NotADump(f"a rule that does not begin with its name: {line}")
        self.rules[-1].last = number + 1
        if line.startswith("    when: "):
            self.rules[-1].when = (number, len("    when: "))
        elif line.startswith("    then: "):
            self.rules[-1].then = (number, len("    then: "))

    def read_weight(self, number, line):
        part = Part(f"priority.add[{len(self.weights)}]", number)
        part.then = (number, len("    - "))
        for key, value in self.node_at(part.then).items:
            if key.value == "when":
                part.when = (number, value.begin)
        self.weights.append(part)

    def read_name(self, section, number, line):
        match = self.NAME.match(line)
        if not match:
            return
        name, rest = match.groups()
        if section in ("topics", "channels", "departments"):
            self.names[section[:-1]].append(name)
        elif section == "signals":
            self.names["signal"].append(name)
            part = Part(f"signal {name}", number)
            part.when = (number, match.start(2))
            self.signals.append(part)
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

    def node_at(self, place):
        number, column = place
        return FlowReader(self.lines[number], column).node()

    def collect(self, node, fact):
        """Values that conditions compare with and that no section declares: kinds of personal data, words, tags."""
        if node.kind == "map":
            for key, value in node.items:
                inside = key.value in BOUNDS or key.value in ("all", "any", "none", "not")
                if key.value != "known" and key.value not in PHRASES:
                    self.collect(value, fact if inside else key.value)
        elif node.kind == "list":
            for item in node.items:
                self.collect(item, fact)
        elif fact not in ("topic", "signal", "channel", "account", "stage"):
            self.add_name(fact, node.value)

    def other_name(self, kind, taken, key):
        """A name of that kind that is not taken, always the same for one key; None when there is none."""
        others = sorted(name for name in self.names.get(kind, []) if name not in taken)
        return random.Random(key).choice(others) if others else None

    def without_rule(self, rule):
        """The rule keeps its name and never matches: tests that name it as a reason still run, and fail or not."""
        dropped = rule.when[0] if rule.when else None
        then = [self.lines[number] for number in range(rule.first + 1, rule.last) if number != dropped]
        never = [self.lines[rule.first], f"    when: {{text: [{UNKNOWN_WORD}]}}"]
        return "\n".join(self.lines[:rule.first] + never + then + self.lines[rule.last:])

    def with_line(self, number, line):
        return "\n".join(self.lines[:number] + [line] + self.lines[number + 1:])


class Flips:
    """All changed lines of one part's condition, each with what was changed."""

    def __init__(self, policy, part, seed):
        self.policy = policy
        self.part = part
        self.seed = seed
        self.line = policy.lines[part.when[0]]
        self.found = []
        self.visit(policy.node_at(part.when), "", [])

    def text(self, node):
        return self.line[node.begin:node.end]

    def change(self, begin, end, new, what):
        line = self.line[:begin] + new + self.line[end:]
        self.found.append((line, what))

    def visit(self, node, fact, siblings):
        if fact in PHRASES:
            self.change(node.begin, node.end, f"[{UNKNOWN_WORD}]", f"{fact} {self.text(node)} became {UNKNOWN_WORD}")
        elif node.kind == "map":
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
            elif key.value in ("all", "any"):
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
        if fact and key.value == "none":
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
            other = self.policy.other_name(fact, taken, f"{self.seed} {self.part.name} {node.begin} {node.value}")
            if other is None:
                return  # a free number or the only name of its kind: nothing to mistake it for
            new = other
        self.change(node.begin, node.end, new, f"{self.text(node)} became {new}")


def decided_otherwise(policy, rule, seed):
    """Lines of a rule's outcome with one thing left out or, of the department, changed; each with what it was."""
    line = policy.lines[rule.then[0]]
    outcome = policy.node_at(rule.then)
    texts = [line[key.begin:value.end] for key, value in outcome.items]
    for index, (key, value) in enumerate(outcome.items):
        if key.value == "department":
            other = policy.other_name("department", {value.value, line[value.begin:value.end]}, f"{seed} {rule.name}")
            if other is not None:
                yield line[:value.begin] + other + line[value.end:], f"{texts[index]} became {other}"
        elif len(texts) > 1:
            rest = ", ".join(texts[:index] + texts[index + 1:])
            yield line[:outcome.begin] + "{" + rest + "}" + line[outcome.end:], f"decides no {texts[index]}"


class Mutant:
    """A broken policy: which part, what was changed in it, and the whole text to test."""

    def __init__(self, kind, part, what, text):
        self.kind = kind
        self.part = part.name
        self.what = what
        self.text = text


def mutants_of(policy, seed):
    """All mutants of a policy: of its rules in their order, then of signals and priority."""
    made = []
    for rule in policy.rules:
        made.append(Mutant("deleted", rule, "the rule deleted", policy.without_rule(rule)))
        for line, what in decided_otherwise(policy, rule, seed):
            made.append(Mutant("decided", rule, what, policy.with_line(rule.then[0], line)))
    for part in policy.rules + policy.signals + policy.weights:
        if part.when is not None:
            for line, what in Flips(policy, part, seed).found:
                made.append(Mutant("flipped", part, what, policy.with_line(part.when[0], line)))
    for part in policy.weights:
        number = part.first
        line = re.sub(r"points: -?\d+", "points: 0", policy.lines[number])
        made.append(Mutant("weighed", part, "counts nothing", policy.with_line(number, line)))
    return made
