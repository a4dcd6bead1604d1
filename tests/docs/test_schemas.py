# SPDX-License-Identifier: BSL-1.0
"""JSON that usher prints, held to the schemas of docs/schema: test_schemas.py --usher PATH --root DIR

The outputs are those of the golden cases of the command line and of the example policies. Each schema must also
refuse an output with a key too many and one with a key too few, wherever in it that is.
"""

import argparse
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

LEAST_OUTPUTS = 2  # of each schema; with none a schema would hold nothing


def load_schemas(folder):
    schemas = {}
    for path in sorted(folder.glob("*.schema.json")):
        schemas[path.name] = json.loads(path.read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schemas[path.name])
    return schemas


def validator(schemas, name):
    resolver = jsonschema.RefResolver(name, schemas[name], store=schemas)
    return jsonschema.Draft202012Validator(schemas[name], resolver=resolver)


def golden_outputs(root, command):
    """(where, value) for each golden case of `usher COMMAND ... --format json` that printed something."""
    for case in sorted((root / "tests" / "golden" / "cli").iterdir()):
        line = case / "cmd"
        if not line.exists():
            continue
        words = line.read_text("utf-8").split()
        if words[:2] == ["usher", command] and "json" in words:
            text = (case / "stdout").read_text("utf-8")
            if text.strip():
                yield case.name, json.loads(text)


def example_outputs(usher, root, command):
    for policy in sorted((root / "examples" / "policies").iterdir()):
        done = subprocess.run([usher, command, policy, "--format", "json"], capture_output=True, encoding="utf-8",
                              check=False)
        yield f"usher {command} {policy.name}", json.loads(done.stdout)


def objects(value, path=()):
    """The places of all objects in a value."""
    if isinstance(value, dict):
        yield path
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from objects(inner, path + (key,))


def broken(value):
    """Copies of a value with one key too many, and with one too few; one of each for each shape of an object."""
    seen = set()
    for path in objects(value):
        shape = tuple(key for key in path if isinstance(key, str))
        if shape in seen:
            continue
        seen.add(shape)
        for change in ("added", "removed"):
            copied = copy.deepcopy(value)
            place = copied
            for key in path:
                place = place[key]
            if change == "added":
                place["surplus"] = 1
            elif place:
                place.pop(next(iter(place)))
            else:
                continue
            yield f"a key {change} in {'.'.join(shape) or 'the whole'}", copied


def check(schemas, name, outputs):
    judge = validator(schemas, name)
    if len(outputs) < LEAST_OUTPUTS:
        sys.exit(f"{name}: only {len(outputs)} outputs to look at")
    for where, value in outputs:
        for error in judge.iter_errors(value):
            sys.exit(f"{where}: {name}: {error.message} at {list(error.absolute_path)}")
    refused = 0
    for where, value in outputs:
        for change, copied in broken(value):
            if judge.is_valid(copied):
                sys.exit(f"{name} lets through {where} with {change}")
            refused += 1
    print(f"{name}: {len(outputs)} outputs valid, {refused} broken copies refused")


def main():
    parser = argparse.ArgumentParser(description="Holds JSON output to its schemas.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    parser.add_argument("--root", required=True, metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    schemas = load_schemas(arguments.root / "docs" / "schema")
    for command, name in (("test", "tests.schema.json"), ("check", "finding.schema.json")):
        check(schemas, name, [*golden_outputs(arguments.root, command),
                              *example_outputs(arguments.usher, arguments.root, command)])
    check(schemas, "text.schema.json", list(golden_outputs(arguments.root, "text")))


if __name__ == "__main__":
    main()
