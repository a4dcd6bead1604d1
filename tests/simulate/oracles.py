# SPDX-License-Identifier: BSL-1.0
"""The simulation against reference values: oracles.py --usher USHER [--values DIR] [--family F]... [--case C]...

The values are closed forms, solved Markov chains and days stepped through minute by minute; none comes from a
simulation of usher's. Each case becomes a policy and a scenario in a temporary folder, `usher simulate` plays it, and
what it reports is compared by the rule of the file: an estimate passes if it is within four standard errors (and a
small floor) of the value and the standard errors are small enough; traces are to be equal, to the minute.

--quick plays all traces and a few short cases of other families. --keep DIR keeps the files, to look at a case by hand.
--arrivals SHARE plays so small a share of each case, to see where things stand: precision is not asked for then, and
nothing counts as passed. --self-test looks whether mistakes would be noticed.
"""

import argparse
import dataclasses
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import zlib

import oracle_cases
import oracle_traces

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FAMILIES = list(oracle_cases.FAMILIES) + ["traces"]
# What continuous integration has time for.
QUICK = {"mmc-03", "mmck-01", "mmck-03", "erla-03", "prio-mmc-01", "dispatch-random-n2-rho0.8",
         "dispatch-round_robin-n2-rho0.8", "dispatch-power_of_two-n3-rho0.8", "dispatch-least_loaded-n4-rho0.8",
         "skills-W-05", "skills-V-07"}
# Table 1 of Garnett, Mandelbaum and Reiman 2002 (48 calls a minute, one minute each, 50 agents; without and with a
# patience of two minutes): the value expected, in the unit of the table, the number printed there, and half of its last
# digit.
PUBLISHED = {
    "mmc-13": [("mean_wait", 60, 20.8, 0.05), ("wait_p90", 60, 58.1, 0.05), ("mean_queue", 1, 17, 0.5),
               ("occupancy", 100, 96, 0.5)],
    "erla-01": [("p_abandon", 100, 3.1, 0.05), ("mean_wait_all", 60, 3.7, 0.05), ("mean_queue", 1, 3, 0.5),
                ("occupancy", 100, 93, 0.5)],
}


@dataclasses.dataclass
class Outcome:
    case: str
    compared: int
    lines: list  # what differs
    seconds: float = 0


def write(path, document):
    """YAML that people can read: a section a line."""
    with open(path, "w", encoding="utf-8") as file:
        for key, value in document.items():
            file.write(f"{key}: {json.dumps(value, ensure_ascii=False)}\n")


def play(usher, folder, name, case, *options):
    """The results of a case."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "policy.yaml", case.policy)
    # A seed of its own, so that one unlucky draw is not in all of them. It is never changed because a case fails.
    write(folder / "scenario.yaml", {"scenario": name, "seed": zlib.crc32(name.encode()) % 2**31, **case.scenario})
    done = subprocess.run([usher, "simulate", str(folder / "scenario.yaml"), "--format", "json", *options],
                          capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"usher simulate ends with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def estimate_of(results, figure):
    """The mean and its standard error."""
    scopes = results["policies"][0]["scopes"]
    found = [one["figures"] for one in scopes if (one["kind"], one["name"]) == figure.scope]
    if not found:
        raise RuntimeError(f"the results have no {' '.join(figure.scope)}")
    figures = found[0]
    prefix = figure.name.removesuffix("*")
    names = [name for name in figures if name == figure.name or (prefix != figure.name and name.startswith(prefix))]
    if len(names) <= figure.at:
        raise RuntimeError(f"the results have {len(names)} figures {figure.name}")
    name = names[figure.at]
    one = figures[name]
    mean, spread = one["mean"], one["sd"]
    if figure.plus:
        # A bound: as if the two moved together.
        other = figures[figure.plus]
        mean, spread = mean + other["mean"], spread + other["sd"]
    if one["runs"] != results["scenario"]["replications"]:
        raise RuntimeError(f"{name} was measured in {one['runs']} replications only")
    return mean * figure.scale, spread * figure.scale / one["runs"] ** 0.5


def percentiles_at_the_edge(expect):
    """Percentiles of the wait that lie where waits of nothing end: 50 % where 49.9 % wait. In one replication such a
    percentile is 0 and in the next far above, so that its mean says nothing, however long they are. The same is said by
    the share of waits up to the value, which has no such edge; of those of nothing it may be more."""
    for name, expected in expect.items():
        if name.startswith("wait_p") and "p_wait" in expect:
            share = int(name.removeprefix("wait_p")) / 100
            if abs(expect["p_wait"]["value"] - (1 - share)) < 0.02:
                yield name, share, expected["value"]


def judge(name, expected, mean, error, precise):
    """What is wrong with an estimate; nothing if it passes."""
    value = expected["value"]
    allowed = 4 * error + expected["abs_floor"]
    lines = []
    if abs(mean - value) > allowed:
        lines.append(f"{name} is {mean:.9g}, not {value:.9g}: off by {abs(mean - value):.3g}, allowed {allowed:.3g}")
    most = 5e-5 if value < 0.005 else expected["max_rel_se"] * abs(value)
    if precise and error > most:
        lines.append(f"{name} is known to {error:.3g} only, wanted {most:.3g} (it is {mean:.9g}, of {value:.9g})")
    return lines


def judge_published(case, estimates):
    """What is wrong beside the table that was published; what was measured is printed in its unit."""
    lines = []
    for name, scale, printed, half in PUBLISHED.get(case, []):
        mean, error = (scale * value for value in estimates[name])
        print(f"published {case} {name}: {printed}, simulated: {mean:.4g} +- {2 * error:.2g}", flush=True)
        if abs(mean - printed) > half + 4 * error:
            lines.append(f"{name} is {mean:.6g}, published as {printed}")
    return lines


def look_at_estimates(family, one, usher, folder, jobs, share):
    arrivals = one.get("suggested_arrivals", 0) * oracle_cases.LENGTHS.get(one["id"], oracle_cases.LENGTH)
    case = oracle_cases.FAMILIES[family](one["model"], arrivals)
    case.scenario["replications"] = oracle_cases.MORE_RUNS.get("-".join(one["id"].split("-")[:2]), oracle_cases.RUNS)
    if share:
        case.scenario["replications"] = max(4, round(case.scenario["replications"] * share))
    expect = dict(one["expect"])
    edges = {}
    for name, wanted, value in percentiles_at_the_edge(expect):
        limits = case.scenario["report"].setdefault("within", [])
        case.figures[name] = oracle_cases.Figure("service_level.b.*", at=len(limits))
        limits.append(oracle_cases.length(value))
        expect[name] = {"value": wanted, "abs_floor": 0.0005 * wanted, "max_rel_se": 0.01}
        edges[name] = value
        print(f"{one['id']} {name}: looked at as the share of waits up to {value:.6g} min", flush=True)
    results = play(usher, folder, one["id"], case, "--jobs", str(jobs))
    estimates = {}
    lines = []
    for name, expected in expect.items():
        if name not in case.figures:
            lines.append(f"{name} is not looked at")
            continue
        mean, error = estimate_of(results, case.figures[name])
        if edges.get(name) == 0:
            mean = min(mean, expected["value"])
        estimates[name] = (mean, error)
        lines += judge(name, expected, *estimates[name], not share)
    return sum(name in estimates for name in one["expect"]), lines + judge_published(one["id"], estimates)


def look_at_trace(one, usher, folder):
    rows = folder / "rows.csv"
    play(usher, folder, one["id"], oracle_traces.case_of(one["model"]), "--conversations", str(rows))
    return oracle_traces.differences(one["expect"], rows)


def look_at(family, one, usher, folder, jobs, share):
    began = time.monotonic()
    try:
        compared, lines = (look_at_trace(one, usher, folder) if family == "traces" else
                           look_at_estimates(family, one, usher, folder, jobs, share))
    except (RuntimeError, ValueError, KeyError) as error:
        compared, lines = 0, [f"{type(error).__name__}: {error}"]
    return Outcome(one["id"], compared, lines, time.monotonic() - began)


def values_of(family, cases):
    if family == "traces":
        return sum(oracle_traces.values_in(one["expect"]) for one in cases)
    return sum(len(one["expect"]) for one in cases)


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def self_test():
    """Whether what is wrong would be noticed."""
    known = {"value": 2.0, "abs_floor": 0.001, "max_rel_se": 0.01}
    rare = {"value": 0.001, "abs_floor": 0, "max_rel_se": 0.01}
    lengths = [len(judge("x", *one)) for one in (
        (known, 2.04, 0.01, True), (known, 2.05, 0.01, True), (known, 2.0, 0.021, True), (known, 2.0, 0.021, False),
        (known, 2.5, 0.1, True), (rare, 0.0011, 0.00004, True), (rare, 0.0011, 0.00006, True))]
    assert lengths == [0, 1, 1, 0, 2, 0, 1], lengths
    figures = {"wait.mean": {"mean": 60_000, "sd": 6_000, "runs": 4}}
    scopes = [{"kind": "all", "name": "", "figures": figures}]
    results = {"scenario": {"replications": 4}, "policies": [{"scopes": scopes}]}
    assert estimate_of(results, oracle_cases.minutes("wait.mean")) == (1, 0.05)
    for figure, runs in (("wait.all", 4), ("wait.mean", 5)):
        results["scenario"]["replications"] = runs
        try:
            estimate_of(results, oracle_cases.minutes(figure))
        except RuntimeError:
            continue
        raise AssertionError(f"{figure} of {runs} replications was found")
    try:
        oracle_cases.take({"rate": 1, "speed": 2}, "rate")
    except ValueError:
        return
    raise AssertionError("a model was played but for a part of it")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(description="Compares the simulation with reference values.")
    parser.add_argument("--usher", required=True, help="the program")
    parser.add_argument("--values", type=pathlib.Path, default=ROOT / "tests" / "oracle" / "values",
                        help="the folder of the values")
    parser.add_argument("--family", action="append", choices=FAMILIES, help="only these")
    parser.add_argument("--case", action="append", help="only these")
    parser.add_argument("--quick", action="store_true", help="a part that takes little time")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the files in this folder")
    parser.add_argument("--arrivals", type=float, help="a share of the arrivals, to look only")
    arguments = parser.parse_args()

    table = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="usher-oracles-") as temporary:
        folder = arguments.keep or pathlib.Path(temporary)
        for family in arguments.family or FAMILIES:
            with open(arguments.values / f"{family}.json", encoding="utf-8") as file:
                document = json.load(file)
            if document["format"] != "routing-oracle/1" or document["family"] != family:
                sys.exit(f"{family}.json is of another form")
            cases = [one for one in document["cases"] if not arguments.case or one["id"] in arguments.case]
            if arguments.quick and family != "traces":
                cases = [one for one in cases if one["id"] in QUICK]
            began, used = time.monotonic(), processor_seconds()
            outcomes = [look_at(family, one, arguments.usher, folder / family / one["id"], arguments.jobs,
                                arguments.arrivals) for one in cases]
            for outcome in outcomes:
                for line in outcome.lines:
                    print(f"FAILED {family} {outcome.case}: {line}", flush=True)
            wrong = sum(bool(outcome.lines) for outcome in outcomes)
            failed += wrong
            compared, there = sum(outcome.compared for outcome in outcomes), values_of(family, cases)
            if compared != there:
                print(f"FAILED {family}: {compared} values were compared, the file has {there}")
                failed += 1
            table.append((family, len(cases), len(cases) - wrong, compared, time.monotonic() - began,
                          processor_seconds() - used))
            print(f"{family}: {len(cases)} cases in {table[-1][4]:.1f} s", file=sys.stderr, flush=True)
    print(f"\n{'family':<26}{'cases':>7}{'passed':>8}{'values':>8}{'seconds':>10}{'processor':>11}")
    for row in table + [("all", *(sum(column) for column in zip(*(row[1:] for row in table))))]:
        print(f"{row[0]:<26}{row[1]:>7}{row[2]:>8}{row[3]:>8}{row[4]:>10.1f}{row[5]:>11.1f}")
    if arguments.arrivals:
        sys.exit("only a part of the arrivals was played: nothing has passed")
    if sum(row[1] for row in table) == 0:
        sys.exit("no case was looked at")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
