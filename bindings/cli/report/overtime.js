// SPDX-License-Identifier: BSL-1.0
// How it went as time passed: means over all runs.

function timesOfSteps() {
  const from = Date.parse(results.scenario.from);
  const until = Date.parse(results.scenario.until);
  const {step_ms: step} = results.policies[0].series;
  const short = until - from <= 2 * 86400000 ? hourInCharts : dayInCharts;
  return {
    at: (number) => from + number * step,
    measuredFrom: (Date.parse(results.scenario.measured_from) - from) / step,
    short: (at) => short.format(new Date(at)),
    long: (at) => dateInCharts.format(new Date(Number(at))),
  };
}

function overTime() {
  const times = timesOfSteps();
  const several = results.policies.length > 1;
  const step = results.policies[0].series.step_ms;
  if (results.policies[0].series.waiting.length === 0) return null;
  // The last step ends with the scenario.
  const whole = Date.parse(results.scenario.until) - Date.parse(results.scenario.from);
  const perHour = (i) => 3600000 / Math.min(step, whole - i * step);
  const lines = (key, said, extra, factor = () => 1) => results.policies.map((policy, i) => {
    const label = [several ? name(policy.name) : null, several && said ? ", " : null, said || null];
    return {policy: i, stroke: strokeOf(i, extra), label: label, spoken: [policy.name, said].filter(Boolean).join(", "),
            values: policy.series[key].map((value, i) => value * factor(i))};
  });
  const warm = times.measuredFrom > 0 ? " The shaded time warms up and is not counted." : "";
  const lead = `Means over ${count(results.scenario.replications, "run", "runs")}, in steps of `
    + `${plainLength(step)}.${warm}`;
  // All policies meet the same customers; only an answer for many makes fewer of them write.
  const arrivals = lines("arrivals", "", 0, perHour);
  const same = arrivals.every((line) => line.values.every((value, i) => value === arrivals[0].values[i]));
  return chapter("time", "Over time", lead, el("div", {class: "charts"},
    lineFigure("Waiting", "waiting", "Conversations on which nobody has begun to work.", lines("waiting"), times),
    lineFigure("In the system", "conversations", "Those that wait and those that are worked on.",
               lines("in_system"), times),
    lineFigure("Arrivals", "per hour", same && several ? "New conversations by hour; the same for every policy."
               : "New conversations by hour.",
               same ? [{...arrivals[0], policy: -1, spoken: "all policies"}] : arrivals, times),
    lineFigure("People", "people", "On duty, and of those with something to work on.",
               [...lines("busy", "busy"), ...lines("staffed", "on duty", 1)], times)));
}
