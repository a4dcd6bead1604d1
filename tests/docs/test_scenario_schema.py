# SPDX-License-Identifier: BSL-1.0
"""Scenarios, held to docs/schema/scenario.schema.json: test_scenario_schema.py --usher PATH --root DIR

The schema accepts every scenario of examples/scenarios, and all that docs/scenarios.md shows. Of each it refuses copies
with a key too many or with another kind of value, wherever in it that is; and what it refuses for a key too many, usher
refuses too. What usher takes that is written otherwise than there the schema accepts too.
"""

import argparse
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml


class Reader(yaml.SafeLoader):
    """YAML as usher reads it: no dates, no yes and no, no numbers with colons."""


Reader.yaml_implicit_resolvers = {}
Reader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])
Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Reader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
Reader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))


def objects(value, path=()):
    if isinstance(value, dict):
        yield path
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from objects(inner, path + (key,))


# Under these any key is a name, so one more is no mistake of shape.
NAMES = {"demand", "teams", "policies", "facts", "right", "work"}


def broken_copies(value):
    """(what was done, copy): a key too many in each kind of object, and another kind of value at each kind of key."""
    seen = set()
    for path in objects(value):
        place = tuple(key for key in path if isinstance(key, str))
        found = value
        for key in path:
            found = found[key]
        is_names = bool(place) and place[-1] in NAMES and isinstance(path[-1], str)
        for change, key in [("added", "surplus"), *(("replaced", key) for key in found)]:
            if (change == "added" and is_names) or (change, place, key) in seen:
                continue
            seen.add((change, place, key))
            copied = copy.deepcopy(value)
            target = copied
            for step in path:
                target = target[step]
            target[key] = [[{"surplus": [1]}]] if change == "replaced" else 1
            yield f"{'.'.join(place + (key,))} {change}", change, copied


POLICY = """usher: 1
topics: {outage: {en: [down]}}
departments: {care: {}}
default: {department: care}
"""
LEAST = {"scenario": "s", "policy": "p.yaml", "horizon.from": "2026-03-02T08:00", "horizon.for": "1h",
         "demand.a.rate": "2/h", "demand.a.handle": "3m", "teams.t.agents": "1", "teams.t.departments": "[care]"}
# A number and true are texts where one is wanted; nothing is an empty mapping.
OTHERWISE = [(place, value) for places, values in (
    (("scenario", "about", "assumed", "demand.a.tags", "demand.a.skills", "demand.a.language", "demand.a.text",
      "demand.a.texts", "teams.t.skills", "teams.t.languages", "teams.t.accounts"),
     ("1", "-1", "0.5", "true", "'1'", "a")),
    (("assumed", "demand.a.tags", "demand.a.texts", "teams.t.agents", "teams.t.skills"),
     ("[1, a]", "[101, 102]", "[true, 0.5]")),
    (("teams.t.agents",), ("true", "3")), (("demand.a.facts",), ("{}", "{x: 1, y: true, z: w}", "null", "~", "")),
    (("triage", "report", "teams.t.handle"), ("{}", "null", "~", "")),
    (("demand.a.kinds",), ("{name: 1}", "[{name: true}, {share: 2}]")),
    (("demand.a.texts",), ("[{text: 1, weight: 2}, {text: true}]", "{text: x}")),
    (("answers",), ("{topic: outage, at: 1m, text: 1}",)),
    (("teams.t.staff",), ("{daily: {'08:00': 1}}", "{weekly: {mon: {'08:00': 1}}}")))
             for place in places for value in values]
# What would be taken for nobody, or for nothing.
NOTHING = [("teams.t.agents", "-1"), ("teams.t.agents", "0"), ("teams.t.staff", "{}"), ("teams.t.staff", "{zone: UTC}"),
           ("teams.t.staff", "{daily: {}}"), ("demand.a.rate", "{daily: {}}"), ("demand.a.rate", "{daily: }"),
           ("demand.a.rate", "{weekly: {}}"), ("demand.a.rate", "{weekly: {mon: {}}}"), ("demand.a.rate", ""),
           ("demand.a.texts", "[{weight: 9}, aa]"), ("about", "null"), ("demand.a.text", "''")]


def flow(values):
    """A scenario of one line, its values as they are written."""
    tree = {}
    for place, value in values.items():
        *steps, last = place.split(".")
        inner = tree
        for step in steps:
            inner = inner.setdefault(step, {})
        inner[last] = value

    def written(node):
        return "{" + ", ".join(f"{key}: {written(each) if isinstance(each, dict) else each}"
                               for key, each in node.items()) + "}"
    return written(tree)


def check_alike(usher, judge):
    """That schema and usher are of one mind."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "p.yaml").write_text(POLICY, "utf-8")
        file = pathlib.Path(folder, "s.yaml")
        for cases, wanted in ((OTHERWISE, True), (NOTHING, False)):
            for place, value in cases:
                text = flow({**LEAST, place: value})
                file.write_text(text, "utf-8")
                done = subprocess.run([usher, "simulate", file], capture_output=True, check=False)
                taken, valid = done.returncode == 0, judge.is_valid(yaml.load(text, Reader))
                if taken != wanted or valid != wanted:
                    sys.exit(f"{text}: usher {'takes' if taken else 'refuses'} it, "
                             f"the schema {'accepts' if valid else 'refuses'} it: {done.stderr.decode()[:500]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--usher", required=True, type=pathlib.Path)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    options = parser.parse_args()
    schema = json.loads((options.root / "docs/schema/scenario.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    examples = options.root / "examples" / "scenarios"
    texts = {path.name: path.read_text("utf-8") for path in sorted(examples.glob("*.yaml"))}
    page = (options.root / "docs" / "scenarios.md").read_text("utf-8")
    for name, text in re.findall(r"```yaml file=(\S+)\n(.*?)```", page, re.S):
        if text.startswith("scenario:"):
            texts[f"docs/scenarios.md, {name}"] = text
    if len(texts) < 12:
        sys.exit(f"only {len(texts)} scenarios to look at")
    refused = asked = 0
    for name, text in texts.items():
        value = yaml.load(text, Reader)
        for error in judge.iter_errors(value):
            sys.exit(f"{name}: {error.message[:300]} at {list(error.absolute_path)}")
        for what, change, broken in broken_copies(value):
            if judge.is_valid(broken):
                sys.exit(f"{name}: the schema lets through {what}")
            refused += 1
            if change != "added" or name.startswith("docs"):
                continue
            with tempfile.TemporaryDirectory() as folder:  # where the examples stand beside it
                for each in ("scenarios", "policies"):
                    pathlib.Path(folder, each).mkdir()
                    for path in (options.root / "examples" / each).iterdir():
                        pathlib.Path(folder, each, path.name).symlink_to(path)
                file = pathlib.Path(folder, "scenarios", "broken.yaml")
                file.write_text(json.dumps(broken), "utf-8")  # JSON is YAML
                done = subprocess.run([options.usher, "simulate", file], capture_output=True, check=False)
            if done.returncode != 1 or b"surplus" not in done.stderr:  # a key, a time of the day, a day of the week
                sys.exit(f"{name}: usher takes {what}: {done.returncode} {done.stderr.decode()[:500]}")
            asked += 1
    check_alike(options.usher, judge)
    print(f"{len(texts)} scenarios valid, {refused} broken copies refused, {asked} of them by usher too")


if __name__ == "__main__":
    main()
