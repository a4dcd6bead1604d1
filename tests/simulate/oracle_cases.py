# SPDX-License-Identifier: BSL-1.0
"""The models of the reference values as a policy and a scenario, and where the results have what is expected of them.

Each family has a function that takes a model and returns a `Case`. A key of a model that the function does not know is
an error, so that nothing of a model is left out unseen.
"""

import dataclasses
import math

RUNS = 40  # replications, as the rule of the values has it
WARM_UP = 0.11  # of each
# Times what is suggested, which "usually" is precise enough; of some cases not.
LENGTH = 1.4
LENGTHS = {"mmc-05": 4, "mmck-07": 50}
DEPARTMENT = "care"


@dataclasses.dataclass
class Case:
    policy: dict
    scenario: dict
    # By the name of what is expected: what makes the value of it from the results; see Figure.
    figures: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Figure:
    """A figure of the results, in the unit of the values."""
    name: str
    scale: float = 1
    scope: tuple = ("all", "")
    plus: str = ""  # another figure that is added to it
    at: int = 0  # which one, of a name that ends with a star


def minutes(name, scope=("all", "")):
    return Figure(name, 1 / 60_000, scope)


def take(model, *known):
    """The values of these keys, of a model that has no others; None for what it has not."""
    unknown = set(model) - set(known)
    if unknown:
        raise ValueError(f"the model has {', '.join(sorted(unknown))}, which no scenario of this family says")
    return [model.get(key) for key in known]


def only(value, *allowed):
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {allowed}")


def rate(arrivals):
    process, per_minute = take(arrivals, "process", "rate")
    only(process, "poisson")
    return f"{per_minute}/min"


def length(value):
    return f"{value}m"


def distribution(given):
    """A distribution of the values as one of a scenario."""
    dist = given["dist"]
    if dist == "exponential":
        return {"dist": "exponential", "mean": length(take(given, "dist", "mean")[1])}
    if dist == "deterministic":
        return length(take(given, "dist", "value")[1])
    if dist == "lognormal":
        _, mean, cv = take(given, "dist", "mean", "cv")
        return {"dist": "lognormal", "mean": length(mean), "cv": cv}
    if dist == "erlang":
        _, stages, mean = take(given, "dist", "k", "mean")
        return {"dist": "erlang", "stages": stages, "mean": length(mean)}
    if dist == "gamma":
        _, shape, mean = take(given, "dist", "shape", "mean")
        return {"dist": "gamma", "mean": length(mean), "cv": 1 / math.sqrt(shape)}
    if dist == "uniform":
        _, low, high = take(given, "dist", "low", "high")
        return {"dist": "uniform", "low": length(low), "high": length(high)}
    if dist == "hyperexponential":
        _, shares, means = take(given, "dist", "probs", "means")
        return {"dist": "hyperexponential",
                "branches": [{"share": p, "mean": length(m)} for p, m in zip(shares, means)]}
    if dist == "discrete":
        _, values, shares = take(given, "dist", "values", "probs")
        return {"dist": "discrete", "values": [{"share": p, "value": length(v)} for p, v in zip(shares, values)]}
    raise ValueError(f"no scenario has the distribution {dist}")


def patience(given):
    return {} if given is None else {"patience": distribution(given)}


def policy(assign, order="fifo", **department):
    return {"usher": 1, "departments": {DEPARTMENT: {"assign": assign, **department}}, "desk": {"order": order},
            "default": {"department": DEPARTMENT}}


def scenario(demand, teams, per_minute, arrivals, **report):
    """One that sees so many arrivals behind its warm-up, in all replications together."""
    measured = arrivals / RUNS / per_minute
    whole = math.ceil(measured / (1 - WARM_UP))
    return {"policy": "policy.yaml",
            "horizon": {"from": "2026-01-05", "for": f"{whole}m", "warm_up": f"{math.ceil(whole * WARM_UP)}m"},
            "replications": RUNS, "demand": demand, "teams": teams,
            "report": {"series": "1w" if whole > 100_000 else "1d", **report}}


def within(limit):
    return {} if limit is None else {"within": [length(limit)]}


LONGEST_IDLE = {"strategy": "longest_idle"}
WAITS = {
    "p_wait": Figure("share.waited"), "mean_wait": minutes("wait.all.mean"),
    "mean_wait_given_wait": minutes("wait.given_wait.mean"), "sd_wait": minutes("wait.all.sd"),
    "service_level": Figure("service_level.a.*"), "occupancy": Figure("occupancy"),
    "mean_queue": Figure("queue.mean"), "mean_in_system": Figure("system.mean"),
    "mean_sojourn": minutes("resolution.mean"), "mean_wait_all": minutes("wait.all.mean"),
    "p_abandon": Figure("share.abandoned"),
    **{f"wait_p{percent}": minutes(f"wait.all.p{percent}") for percent in (50, 90, 95, 99)},
}


def one_queue(model, arrivals, department, figures):
    """Customers of one kind, one team, one queue."""
    per_minute = model["arrivals"]["rate"]
    demand = {"calls": {"rate": rate(model["arrivals"]), "handle": distribution(model["service"]),
                        **patience(model.get("patience"))}}
    teams = {DEPARTMENT: {"agents": model["agents"], "departments": [DEPARTMENT]}}
    return Case(policy(LONGEST_IDLE, **department), scenario(demand, teams, per_minute, arrivals,
                                                             **within(model.get("T"))), dict(figures))


def erlang_c(model, arrivals):
    *_, room, queue, _ = take(model, "arrivals", "service", "agents", "capacity_per_agent", "queue", "T")
    only(room, 1)
    only(queue, "fifo")
    return one_queue(model, arrivals, {}, WAITS)


def mg1_pollaczek_khinchine(model, arrivals):
    only(take(model, "arrivals", "service", "agents", "queue")[-1], "fifo")
    return one_queue(model, arrivals, {}, WAITS)


def finite_queue_mmck(model, arrivals):
    _, _, agents, most, queue, _ = take(model, "arrivals", "service", "agents", "max_in_system", "queue", "T")
    only(queue, "fifo")
    return one_queue(model, arrivals, {"queue": {"limit": most - agents, "overflow": "refuse"}}, WAITS | {
        "p_block": Figure("share.blocked"), "p_wait_accepted": Figure("share.waited"),
        "mean_wait_accepted": minutes("wait.all.mean"), "service_level_accepted": Figure("service_level.b.*"),
        "throughput": Figure("throughput", 1 / 60)})


def erlang_a(model, arrivals):
    only(take(model, "arrivals", "service", "agents", "patience", "T", "queue")[-1], "fifo")
    return one_queue(model, arrivals, {}, WAITS | {
        "mean_wait_served": minutes("wait.served.mean"), "mean_wait_abandoned": minutes("wait.abandoned.mean"),
        "sl_served_in_T_over_offered": Figure("service_level.a.*"),
        "sl_served_in_T_over_served": Figure("service_level.b.*"),
        "sl_served_in_T_over_offered_minus_short_abandons": Figure("service_level.c.*")})


def priority_nonpreemptive(model, arrivals):
    classes, service, agents, queue = take(model, "classes", "service", "agents", "queue")
    only(queue, "priority_nonpreemptive")
    demand = {}
    figures = WAITS | {"mean_wait_fcfs_equiv": minutes("wait.all.mean")}
    per_minute = 0
    for number, one in enumerate(classes):
        priority, came, own = take(one, "priority", "arrivals", "service")
        per_minute += came["rate"]
        demand[f"class{number}"] = {"rate": rate(came), "handle": distribution(own or service),
                                    "priority": 90 - 10 * priority}
        scope = ("class", f"class{number}")
        figures |= {f"class{number}.mean_wait": minutes("wait.all.mean", scope),
                    f"class{number}.mean_queue": Figure("queue.mean", 1, scope)}
    teams = {DEPARTMENT: {"agents": agents, "departments": [DEPARTMENT]}}
    return Case(policy(LONGEST_IDLE, "priority"), scenario(demand, teams, per_minute, arrivals), figures)


def immediate_dispatch(model, arrivals):
    came, service, agents, assignment, strategy, inbox = take(model, "arrivals", "service", "agents", "assignment",
                                                              "policy", "inbox")
    team = {"agents": agents, "departments": [DEPARTMENT]}
    if strategy == "shared_queue":
        only(assignment, "pull")
        only(inbox, "one shared fifo queue")
        assign = LONGEST_IDLE
    else:
        only(assignment, "on_arrival")
        only(inbox, "own fifo inbox per agent, no reassignment")
        only(strategy, "random", "round_robin", "power_of_two", "least_loaded")
        assign = {"strategy": strategy, "mode": "on_arrival"}
        team |= {"capacity": 10_000, "works_on": 1}
    demand = {"calls": {"rate": rate(came), "handle": distribution(service)}}
    return Case(policy(assign), scenario(demand, {DEPARTMENT: team}, came["rate"], arrivals), WAITS)


def concurrency_slots(model, arrivals):
    came, agents, slots, speeds, work, sharing, strategy, waits, queue = take(
        model, "arrivals", "agents", "slots_per_agent", "agent_total_work_rate_by_load", "work", "sharing", "policy",
        "patience", "queue")
    only(sharing, "equal")
    only(strategy, "least_loaded", "most_loaded")
    only(queue, "shared fifo, only when all slots are taken")
    only(speeds[0], 0)
    team = {"agents": agents, "departments": [DEPARTMENT], "capacity": slots, "speed_by_load": speeds[1:]}
    demand = {"chats": {"rate": rate(came), "handle": distribution(work), **patience(waits)}}
    return Case(policy({"strategy": strategy}), scenario(demand, {DEPARTMENT: team}, came["rate"], arrivals), WAITS | {
        "slot_utilisation": Figure("slot_utilisation"), "agent_busy_fraction": Figure("occupancy"),
        "mean_handle_time": minutes("handle.mean")})


def in_order(lists):
    """One order of all numbers that every list keeps to."""
    rest = sorted({number for one in lists for number in one})
    order = []
    while rest:
        free = [number for number in rest
                if all(not any(before in rest for before in one[:one.index(number)]) for one in lists if number in one)]
        if not free:
            raise ValueError("the preferences of this model go round in a circle")
        order.append(free[0])
        rest.remove(free[0])
    return order


def skills_ctmc(model, arrivals):
    classes, pools, mean_service, service, queue = take(model, "classes", "pools", "mean_service", "service", "queue")
    only(service, "exponential")
    only(queue, "static priority between classes, fifo within a class")
    demand = {}
    figures = {"mean_wait_all_overall": minutes("wait.all.mean")}
    first = in_order([take(pool, "agents", "serves_classes_in_priority_order")[1] for pool in pools])
    preferences = []
    for number, one in enumerate(classes):
        came, waits, preferred = take(one, "arrivals", "patience", "pools_in_order_of_preference")
        preferences.append(preferred)
        name = f"class{number}"
        demand[name] = {"rate": rate(came), "skills": [name], "priority": 90 - 10 * first.index(number),
                        "handle": "1m", **patience(waits)}
        figures |= {f"{name}.p_wait": Figure("share.waited", 1, ("class", name)),
                    f"{name}.mean_wait_all": minutes("wait.all.mean", ("class", name)),
                    f"{name}.mean_queue": Figure("queue.mean", 1, ("class", name)),
                    f"{name}.p_abandon": Figure("share.abandoned", 1, ("class", name))}
        for pool in preferred:
            figures[f"{name}.share_served_by_pool{pool}"] = Figure(f"share.team.pool{pool}", 1, ("class", name))
    # Whom everybody prefers stands first in the list.
    teams = {}
    for number in in_order(preferences):
        agents, serves = take(pools[number], "agents", "serves_classes_in_priority_order")
        name = f"pool{number}"
        teams[name] = {"agents": agents, "departments": [DEPARTMENT], "skills": [f"class{one}" for one in serves],
                       "handle": {f"class{one}": {"dist": "exponential",
                                                  "mean": length(mean_service[f"class{one}@{name}"])}
                                  for one in serves}}
        figures[f"{name}.occupancy"] = Figure("occupancy", 1, ("team", name))
    per_minute = sum(one["arrivals"]["rate"] for one in classes)
    return Case(policy({"strategy": "first"}, "priority"), scenario(demand, teams, per_minute, arrivals), figures)


CYCLES = 140  # of each replication, and
FIRST_CYCLES = 16  # before them
# How many wait at a minute is seen once in a cycle. Where hardly anybody does, that takes many cycles, in more
# replications than RUNS.
MORE_RUNS = {"periodic-01": 480, "periodic-03": 800, "periodic-05": 120, "periodic-07": 160}


def clock(minute):
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def time_varying_shifts(model, _arrivals):
    cycle, came, service, waits, staffing, at_end, queue, limit = take(
        model, "cycle_minutes", "arrivals", "service", "patience", "staffing_steps", "end_of_shift", "queue", "T")
    only(cycle, 1440)
    only(queue, "fifo")
    ends = {"handback_to_head_of_queue": "hand_back", "finish_current_then_leave": "finish"}
    process, steps = take(came, "process", "steps")
    only(process, "nonhomogeneous_poisson_piecewise")
    demand = {"calls": {"rate": {"daily": {clock(minute): f"{value}/min" for minute, value in steps}},
                        "handle": distribution(service), **patience(waits)}}
    team = {"agents": max(people for _, people in staffing), "departments": [DEPARTMENT],
            "staff": {"daily": {clock(minute): people for minute, people in staffing}}}
    hours = range(180, 1441, 180)
    figures = WAITS | {
        # A conversation that is handed back waits again, and that counts.
        "mean_wait_all": minutes("queue_time.mean"), "mean_queue_time_avg": Figure("queue.mean"),
        "busy_agent_minutes_per_cycle": Figure("busy_hours", 60 / CYCLES, plus="overtime_hours"),
        "overtime_agent_minutes_per_cycle": Figure("overtime_hours", 60 / CYCLES),
        "staffed_agent_minutes_per_cycle": Figure("staffed_hours", 60 / CYCLES),
        "arrivals_per_cycle": Figure("offered", 1 / CYCLES),
        **{f"queue_at_{minute}": Figure(f"queue.at.{clock(minute)}") for minute in hours}}
    return Case(policy(LONGEST_IDLE | {"end_of_shift": ends[at_end]}), {
        "policy": "policy.yaml",
        "horizon": {"from": "2026-01-05", "for": f"{CYCLES + FIRST_CYCLES}d", "warm_up": f"{FIRST_CYCLES}d"},
        "replications": RUNS, "demand": demand, "teams": {DEPARTMENT: team},
        "report": {"series": "1d", "at": [clock(minute) for minute in hours], **within(limit)}}, figures)


FAMILIES = {
    "erlang_c": erlang_c, "finite_queue_mmck": finite_queue_mmck, "erlang_a": erlang_a,
    "mg1_pollaczek_khinchine": mg1_pollaczek_khinchine, "priority_nonpreemptive": priority_nonpreemptive,
    "immediate_dispatch": immediate_dispatch, "concurrency_slots": concurrency_slots, "skills_ctmc": skills_ctmc,
    "time_varying_shifts": time_varying_shifts,
}
