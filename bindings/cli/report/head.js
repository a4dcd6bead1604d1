// SPDX-License-Identifier: BSL-1.0
// What was run, and whether what was expected came true.

function header() {
  const {scenario, policies} = results;
  const [from, until, measured] = [scenario.from, scenario.until, scenario.measured_from].map((at) => new Date(at));
  const dates = `${dateInWords.format(from)} to ${dateInWords.format(until)}`;
  const where = zoneIsKnown ? zone : `UTC; this browser does not know the zone ${scenario.zone}`;
  const rows = [
    ["Time", `${dates} (${where})`],
    ["Measured", measured > from
      ? `from ${dateInWords.format(measured)} on; what comes before warms up and is not counted` : "all of it"],
    ["Runs", scenario.replications === 1
      ? "one of each policy, so there are no intervals; --replications 20 says how far chance reaches"
      : `${scenario.replications} of each policy, with other customers in each`
        + (policies.length > 1 ? "; every policy meets the same ones" : "")],
    ["Seed", String(scenario.seed)],
    [policies.length > 1 ? "Policies" : "Policy", el("span", {}, policies.map((policy, i) => el(
      "span", {class: "policy-line"}, i > 0 ? el("br") : null, policyName(i), " ", el("code", {}, name(policy.file)),
      " ", el("code", {class: "soft", title: `Digest of the policy: ${policy.policy}`}, policy.policy.slice(0, 8)))))],
  ];
  return el("header", {id: "run"}, el("h1", {dir: "auto"}, scenario.name),
            scenario.about ? el("p", {class: "about", dir: "auto"}, scenario.about) : null,
            el("dl", {class: "run"}, rows.map(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])));
}

function limitsOf(expectation) {
  const said = (value) => formatValue(value, expectation.unit);
  const limits = [];
  if (expectation.min !== null) limits.push(`at least ${said(expectation.min)}`);
  if (expectation.max !== null) limits.push(`at most ${said(expectation.max)}`);
  return limits.join(" and ");
}

function expectationLine(expectation) {
  const space = expectation.scope.indexOf(" ");
  const value = expectation.value === null
    ? el("b", {}, "there is no such figure as ", el("code", {}, name(expectation.metric)))
    : el("b", {class: "number", "data-expect": results.expect.indexOf(expectation)},
         formatValue(expectation.value, expectation.unit));
  const limits = expectation.value === null ? "" : `; it was to be ${limitsOf(expectation)}`;
  return el("li", {},
    el("span", {class: `mark ${expectation.passed ? "good" : "bad"}`}, expectation.passed ? "passed" : "failed"),
    el("span", {}, el("span", {title: meaningOf(expectation.metric)}, labelOf(expectation.metric)),
      space > 0 ? [` of ${expectation.scope.slice(0, space)} `, name(expectation.scope.slice(space + 1))] : null,
      results.policies.length > 1 ? [", ", name(expectation.policy)] : null,
      expectation.against ? [" against ", name(expectation.against)] : null,
      expectation.unit === "ratio" || expectation.value === null ? ": " : " is ", value, limits,
      el("span", {class: "soft"}, ` (line ${expectation.line} of the scenario)`)));
}

function verdict() {
  const all = results.expect.length;
  if (all === 0)
    return el("section", {class: "verdict", "aria-label": "Verdict"}, el("h2", {}, "The scenario expects nothing"),
              el("p", {}, "With expect: in the scenario this page says at once whether a goal was met."));
  const passed = results.expect.filter((one) => one.passed).length;
  const title = passed === all
    ? `All that was expected came true: ${count(all, "expectation", "expectations")} passed`
    : `${all - passed} of ${count(all, "expectation", "expectations")} failed`;
  const failedFirst = [...results.expect].sort((a, b) => a.passed - b.passed);
  return el("section", {class: `verdict ${results.passed ? "good" : "bad"}`, "aria-label": "Verdict"},
            el("h2", {}, title), el("ul", {}, failedFirst.map(expectationLine)));
}
