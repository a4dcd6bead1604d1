# SPDX-License-Identifier: BSL-1.0
"""JSON that usher prints, held to the schemas of docs/schema: test_schemas.py --usher PATH --root DIR

The outputs are those of the golden cases of the command line and of the example policies. Each schema must also
refuse an output with a key too many, with one too few, and with another kind of value, wherever in it that is; and
accept it without a key that may be missing.
"""

import argparse
import copy
import itertools
import json
import pathlib
import subprocess
import sys

import jsonschema

LEAST_OUTPUTS = 2  # of each schema; with none a schema would hold nothing
MESSAGES_EXPLAINED = 3  # of each example policy; an explanation of the largest has a megabyte

# Keys that may be missing, by schema and place; with * all keys of an object.
OPTIONAL = {
    "decision.schema.json": {"detail", "explanation", "because.*", "because.skills.*", "because.tags.*",
                             "because.ask.*", "because.notify.*", "detail.priority.when", "detail.priority.per"},
}
# Of effects, by their type.
OPTIONAL_OF_EFFECTS = {"routed": {"band"}, "held": {"until"}, "waiting": {"agent"}, "closed": {"agent"},
                       "due_soon": {"agent"}, "breached": {"agent"}, "ask": {"until"}, "suggest": {"opens", "text"},
                       "merged": {"agent"}, "answered": {"in", "reply", "text", "agent"}, "unstaffed": {"until"}}


def load_schemas(root):
    schemas = {}
    for path in sorted((root / "docs" / "schema").glob("*.schema.json")):
        schemas[path.name] = json.loads(path.read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schemas[path.name])
    return schemas


def validator(schemas, name):
    resolver = jsonschema.RefResolver(name, schemas[name], store=schemas)
    return jsonschema.Draft202012Validator(schemas[name], resolver=resolver)


def golden_outputs(root, command, written):
    """(where, value) for each line that golden cases of `usher COMMAND` print; `written` knows JSON by the words."""
    for case in sorted((root / "tests" / "golden" / "cli").iterdir()):
        line = case / "cmd"
        if not line.exists():
            continue
        words = line.read_text("utf-8").split()
        if words[:2] == ["usher", command] and "--help" not in words and written(words):
            for text in (case / "stdout").read_text("utf-8").splitlines():
                yield case.name, json.loads(text)


def example_outputs(usher, root, command):
    for policy in sorted((root / "examples" / "policies").iterdir()):
        done = subprocess.run([usher, command, policy, "--format", "json"], capture_output=True, encoding="utf-8",
                              check=False)
        yield f"usher {command} {policy.name}", json.loads(done.stdout)


def example_statistics(usher, root):
    for policy in sorted((root / "examples" / "policies").iterdir()):
        for options in (["--stats"], ["--sample", policy / "messages.jsonl"]):
            done = subprocess.run([usher, "check", policy, "--format", "json", *options], capture_output=True,
                                  encoding="utf-8", check=False)
            findings, statistics = done.stdout.splitlines()
            if "findings" not in json.loads(findings):
                sys.exit(f"usher check {policy.name} {options[0]}: the first line has no findings")
            yield f"usher check {policy.name} {options[0]}", json.loads(statistics)


def example_decisions(usher, root, options, most):
    for policy in sorted((root / "examples" / "policies").iterdir()):
        lines = (policy / "messages.jsonl").read_text("utf-8").splitlines(keepends=True)[:most]
        done = subprocess.run([usher, "triage", policy, *options], input="".join(lines), capture_output=True,
                              encoding="utf-8", check=False)
        for number, line in enumerate(done.stdout.splitlines(), 1):
            yield f"usher triage {policy.name}, message {number}", json.loads(line)


def objects(value, path=()):
    """The places of all objects in a value."""
    if isinstance(value, dict):
        yield path
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from objects(inner, path + (key,))


def may_be_missing(optional, place, key):
    return ".".join(place + (key,)) in optional or ".".join(place + ("*",)) in optional


def changed(optional, value, seen):
    """(what was done, whether it may be, copy): one of each for each kind of object and each key in it."""
    for path in objects(value):
        place = tuple(key for key in path if isinstance(key, str))
        if "metrics" in place:
            continue  # of a replay: they have a schema of their own, which is looked at by itself
        found = value
        for key in path:
            found = found[key]
        for change, key in [("added", "surplus"), *itertools.product(("removed", "replaced"), found)]:
            if (change, place, key) in seen:
                continue
            seen.add((change, place, key))
            copied = copy.deepcopy(value)
            target = copied
            for step in path:
                target = target[step]
            if change == "removed":
                del target[key]
            else:
                target[key] = {"surplus": 1}
            allowed = change == "removed" and may_be_missing(optional, place, key)
            yield f"{'.'.join(place + (key,))} {change}", allowed, copied


def check(schemas, name, outputs, optional=None, what=""):
    optional = OPTIONAL.get(name, set()) if optional is None else optional
    judge = validator(schemas, name)
    outputs = list(outputs)
    if len(outputs) < LEAST_OUTPUTS:
        sys.exit(f"{name}: only {len(outputs)} outputs to look at {what}")
    for where, value in outputs:
        for error in judge.iter_errors(value):
            sys.exit(f"{where}: {name}: {error.message} at {list(error.absolute_path)}")
    counts = {True: 0, False: 0}
    seen = set()
    for where, value in outputs:
        for change, allowed, copied in changed(optional, value, seen):
            if judge.is_valid(copied) != allowed:
                sys.exit(f"{name} {'refuses' if allowed else 'lets through'} {where} with {change}")
            counts[allowed] += 1
    print(f"{name}: {len(outputs)} outputs {what}valid, {counts[False]} broken copies refused, "
          f"{counts[True]} without a key that may be missing valid")


def check_desk(schemas, root):
    """Effects type by type, views, journals with their events, and metrics."""
    effects = [*golden_outputs(root, "run", lambda words: not {"text", "--view", "--journal", "--metrics"} & set(words))]
    for kind in schemas["effect.schema.json"]["properties"]["type"]["enum"]:
        check(schemas, "effect.schema.json", [each for each in effects if each[1]["type"] == kind],
              OPTIONAL_OF_EFFECTS.get(kind, set()), f"of type {kind} ")
    shown = [*golden_outputs(root, "run", lambda words: "--view" in words and "text" not in words)]
    check(schemas, "view.schema.json", [each for each in shown if "departments" in each[1]])
    asked = golden_outputs(root, "desk", lambda words: "--conversation" in words and "json" in words)
    check(schemas, "view.schema.json", asked, what="of candidates ")
    told = golden_outputs(root, "run", lambda words: "--journal" in words)
    journal = [each for each in told if "format" in each[1]]
    if len(journal) < LEAST_OUTPUTS:
        sys.exit(f"only {len(journal)} lines of journals to look at")
    judge = validator(schemas, "journal.schema.json")
    for where, line in journal:
        for error in judge.iter_errors(line):
            sys.exit(f"{where}: journal.schema.json: {error.message} at {list(error.absolute_path)}")
        for key in line:
            if judge.is_valid({each: value for each, value in line.items() if each != key}) or judge.is_valid(
                    {**line, key: {"surplus": 1}}):
                sys.exit(f"journal.schema.json lets through {where} with another {key}, or none")
    print(f"journal.schema.json: {len(journal)} outputs valid")
    check(schemas, "metrics.schema.json",
          golden_outputs(root, "run", lambda words: "--metrics" in words and words[-1] == "json"))


def main():
    parser = argparse.ArgumentParser(description="Holds JSON output to its schemas.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    parser.add_argument("--root", required=True, metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    usher, root = arguments.usher, arguments.root
    schemas = load_schemas(root)
    for command, name in (("test", "tests.schema.json"), ("check", "finding.schema.json")):
        golden = golden_outputs(root, command, lambda words: "json" in words and "--against" not in words)
        check(schemas, name, [*golden, *example_outputs(usher, root, command)])
    check(schemas, "statistics.schema.json", example_statistics(usher, root))
    against = golden_outputs(root, "check", lambda words: "json" in words and "--against" in words)
    check(schemas, "comparison.schema.json", [each for each in against if "comparison" in each[1]])
    check(schemas, "text.schema.json", golden_outputs(root, "text", lambda words: "json" in words))

    check_desk(schemas, root)
    staff = [*golden_outputs(root, "staff", lambda words: "json" in words)]
    check(schemas, "staff.schema.json", [each for each in staff if "rows" in each[1]])
    check(schemas, "staff-week.schema.json", [each for each in staff if "hours" in each[1]])
    check(schemas, "replay.schema.json", golden_outputs(root, "replay", lambda words: "json" in words))

    lines = [*golden_outputs(root, "triage", lambda words: "text" not in words),
             *golden_outputs(root, "explain", lambda words: "json" in words),
             *example_decisions(usher, root, [], None),
             *example_decisions(usher, root, ["--explain"], MESSAGES_EXPLAINED)]
    decisions = [(where, value) for where, value in lines if "error" not in value]
    check(schemas, "decision.schema.json", decisions)
    check(schemas, "explanation.schema.json",
          [(where, value["explanation"]) for where, value in decisions if "explanation" in value])
    check(schemas, "failure.schema.json", [(where, value) for where, value in lines if "error" in value])


if __name__ == "__main__":
    main()
