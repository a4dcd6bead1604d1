# SPDX-License-Identifier: BSL-1.0
"""Results of simulations, held to their schema and to docs/simulation.md: test_simulation.py --usher PATH --root DIR

Every name of a figure that the code can print stands in a table of the page and is explained by the report, and the
page and the report name no figure that is never printed.
"""
import argparse
import copy
import json
import pathlib
import re
import subprocess
import sys

from test_schemas import check, load_schemas, validator

LEAST_FIGURES = 80  # that are looked at; with few the test would hold little
# What figures are named after besides their own names.
FREE = ((r"\.p[0-9]+$", ".pN"), (r"(share\.team)\..+$", r"\1.TEAM"), (r"(queue\.at)\..+$", r"\1.HH:MM"),
        (r"(customer_fairness)\..+$", r"\1.KIND"),
        (r"(service_level\.[abc]|first_reply\.within|unanswered_after)\..+$", r"\1.LENGTH"))
LENGTHS = ("mean", "sd", "pN", "max")


def general(metric):
    for pattern, by in FREE:
        metric = re.sub(pattern, by, metric)
    return metric


def names_in_sources(root):
    """The names of figures as they stand in the code that makes them, in their general form."""
    text = "".join((root / "lib" / "simulate" / name).read_text("utf-8") for name in ("figures.cpp", "row_figures.cpp"))
    clocks = re.findall(r'"(\w+)"', re.search(r"clock_names = \{(.*?)\}", text, re.S)[1])
    outcomes = re.search(r"for \(const Outcome outcome : \{(.*?)\}", text, re.S)[1]
    names = set(re.findall(r"Outcome::(\w+)", outcomes))
    for call, name in re.findall(r'\b(add|add_share|add_times|add_figure|push_back)\(\{?"([^"]+)"', text):
        if call == "add_times":
            names |= {f"{name}.{part}" for part in LENGTHS}
        else:
            names.add({"share.team.": "share.team.TEAM"}.get(name, name + "LENGTH" if name.endswith(".") else name))
    for name in re.findall(r'\badd(?:_share)?\(fmt::format\("([^"]+)"', text):
        if name == "sla.{}.attainment":
            names |= {f"sla.{clock}.attainment" for clock in clocks}
        elif name != "{}.p{}":
            named = {"queue.at.{:02}:{:02}": "queue.at.HH:MM", "customer_fairness.{}": "customer_fairness.KIND"}
            names.add(named.get(name, name.replace("{}", "LENGTH")))
    return names


def names_in_page(root):
    """The names in the first columns of the page's tables; those of lengths of time with each of their parts."""
    names = set()
    for line in (root / "docs" / "simulation.md").read_text("utf-8").splitlines():
        row = re.match(r"\| (`[^|]+`) \|", line)
        if row is None:
            continue
        for name in re.findall(r"`([^`]+)`", row[1]):
            if name.endswith(".*"):
                names |= {f"{name[:-1]}{part}" for part in LENGTHS}
            elif not name.startswith("*."):
                names.add(name)
    return names


def names_in_report(root, metrics):
    """Of these metrics those that the report's script explains, by its own patterns."""
    text = (root / "bindings" / "cli" / "report" / "figures.js").read_text("utf-8")
    patterns = [re.compile(each.replace("\\/", "/")) for each in re.findall(r"^  \[/(\^.+?\$)/s?,", text, re.M)]
    families = re.findall(r'^  "([\w.]+)": \[', text, re.M)
    patterns += [re.compile(rf"^{re.escape(family)}\.(mean|sd|max|p[0-9]+)$") for family in families]
    unused = [each.pattern for each in patterns if not any(each.search(metric) for metric in metrics)]
    return {metric for metric in metrics if any(each.search(metric) for each in patterns)}, unused


def simulate(usher, folder, name, *options):
    done = subprocess.run([usher, "simulate", folder / name, "--format", "json", *options], capture_output=True,
                          encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"usher simulate {name}: {done.stderr}")
    if len(done.stdout.splitlines()) != 1:
        sys.exit(f"usher simulate {name} --format json does not print one line")
    return json.loads(done.stdout)


def small(results):
    """Two policies, a scope, a figure, a step and a flow of each: as many kinds of objects, and few of them."""
    out = copy.deepcopy(results)
    for policy in out["policies"] + out["differences"]:
        policy["scopes"] = policy["scopes"][:1]
        for scope in policy["scopes"]:
            scope["figures"] = {"first_reply.mean": scope["figures"]["first_reply.mean"]}
    for policy in out["policies"]:
        policy["flows"] = policy["flows"][:1]
        series = policy["series"]
        policy["series"] = {key: value[:1] if isinstance(value, list) else value for key, value in series.items()}
    return out


def check_schema(root, outputs):
    schemas = load_schemas(root)
    judge = validator(schemas, "simulation.schema.json")
    for where, value in outputs:
        for error in judge.iter_errors(value):
            sys.exit(f"{where}: simulation.schema.json: {error.message} at {list(error.absolute_path)}")
    figures = {"policies.scopes.figures.*", "differences.scopes.figures.*"}
    check(schemas, "simulation.schema.json", [(where, small(value)) for where, value in outputs], figures,
          "(cut short) ")


def main():
    parser = argparse.ArgumentParser(description="Holds results of simulations to their schema and their page.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    parser.add_argument("--root", required=True, metavar="DIR", type=pathlib.Path)
    arguments = parser.parse_args()
    root = arguments.root
    folder = root / "tests" / "cli" / "report"
    outputs = [("rental.yaml", simulate(arguments.usher, folder, "rental.yaml")),
               ("rental.yaml, one run", simulate(arguments.usher, folder, "rental.yaml", "--replications", "1"))]
    check_schema(root, outputs)

    printed = {metric for _, value in outputs for policy in value["policies"] for scope in policy["scopes"]
               for metric in scope["figures"]}
    wrong = []
    sources, page = names_in_sources(root), names_in_page(root)
    generals = {general(metric) for metric in printed}
    if len(printed) < LEAST_FIGURES:
        wrong.append(f"only {len(printed)} figures to look at")
    wrong += [f"{name} is printed, and this test does not find it in the code" for name in sorted(generals - sources)]
    wrong += [f"{name} is in the code, and no scenario of this test prints it" for name in sorted(sources - generals)]
    wrong += [f"{name} is printed, and stands in no table of docs/simulation.md" for name in sorted(sources - page)]
    wrong += [f"{name} stands in docs/simulation.md, and is never printed" for name in sorted(page - sources)]
    explained, unused = names_in_report(root, printed)
    wrong += [f"{name} is not explained in bindings/cli/report/figures.js" for name in sorted(printed - explained)]
    wrong += [f"bindings/cli/report/figures.js explains {name}, which is never printed" for name in unused]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(printed)} figures, of {len(sources)} kinds: defined in docs/simulation.md and explained in reports")


if __name__ == "__main__":
    main()
