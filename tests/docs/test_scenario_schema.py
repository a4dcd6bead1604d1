# SPDX-License-Identifier: BSL-1.0
"""Scenarios, held to docs/schema/scenario.schema.json: test_scenario_schema.py --usher PATH --root DIR

The schema accepts every scenario of examples/scenarios, and all that docs/scenarios.md shows. Of each it refuses copies
with a key too many or with another kind of value, wherever in it that is; and what it refuses for a key too many, usher
refuses too.
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
    print(f"{len(texts)} scenarios valid, {refused} broken copies refused, {asked} of them by usher too")


if __name__ == "__main__":
    main()
