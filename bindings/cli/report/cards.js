// SPDX-License-Identifier: BSL-1.0
// The figures that everybody asks for first, policies side by side, and what differs, in words.

// In this order; those that no policy has are left out.
const headlines = ["first_reply.mean", /^first_reply\.within\./, "sla.attainment", /^unanswered_after\./, "occupancy",
                   "staffed_hours", "share.abandoned"];

function headlineMetrics() {
  const known = new Set(results.policies.flatMap((policy) => Object.keys(policy.scopes[0].figures)));
  const isThere = (metric) => results.policies.some((_, i) => {
    const figure = figureOf(i, "all", "", metric);
    return figure !== null && (figure.mean !== 0 || metric !== "share.abandoned");
  });
  return headlines.flatMap((wanted) => [...known].filter(
    (metric) => (typeof wanted === "string" ? metric === wanted : wanted.test(metric)))).filter(isThere);
}

// "7 times faster", "12 % less"; of a share "4.1 points more".
function changeInWords(figure, base, mine) {
  const [less, more, muchLess, muchMore] = figure.unit === "ms"
    ? ["shorter", "longer", "faster", "slower"] : ["less", "more", "less", "more"];
  if (mine === base) return "no difference";
  if (figure.unit === "share") {
    const points = Math.abs(100 * (mine - base));
    return `${points.toFixed(1)} points ${mine > base ? more : less}`;
  }
  if (base <= 0 || mine <= 0) return mine > base ? more : less;
  const ratio = mine / base;
  if (ratio <= 2 / 3) return `${times(1 / ratio)} times ${muchLess}`;
  if (ratio >= 1.5) return `${times(ratio)} times ${muchMore}`;
  const percent = Math.abs(100 * (ratio - 1));
  return `${percent < 0.05 ? "less than 0.1" : percent.toFixed(1)} % ${ratio > 1 ? more : less}`;
}

function signed(value, unit) {
  return (value > 0 ? "+" : "") + (unit === "share"
    ? `${(100 * value).toFixed(1).replace("-", minus)} points` : formatValue(value, unit));
}

function intervalInWords(difference) {
  if (difference.runs < 2) return "One run: how much of it is chance is not known.";
  if (difference.sd === 0)
    return difference.mean === 0 ? "The same in every run." : "The same difference in every run.";
  const reach = signed(difference.half_width, difference.unit).replace("+", "");
  const excludes = Math.abs(difference.mean) > difference.half_width;
  return `Difference ${signed(difference.mean, difference.unit)} \u00b1 ${reach} over ${difference.runs} pairs of runs`
    + "; " + (excludes ? "the interval excludes 0." : "the interval includes 0, so it may be chance.");
}

function differenceInWords(comparison, metric) {
  const scope = findScope(comparison.scopes, "all", "");
  if (scope === undefined || !Object.hasOwn(scope.figures, metric)) return null;
  const difference = scope.figures[metric];
  const number = (wanted) => results.policies.findIndex((policy) => policy.name === wanted);
  const base = figureOf(number(comparison.against), "all", "", metric);
  const mine = figureOf(number(comparison.policy), "all", "", metric);
  const {better} = describe(metric) || {better: 0};
  const isSure = difference.runs > 1 && Math.abs(difference.mean) > difference.half_width;
  const judged = !isSure || better === 0 ? "" : difference.mean * better > 0 ? "better" : "worse";
  return el("p", {class: "difference"},
    el("span", {}, name(comparison.against), " \u2192 ", name(comparison.policy), ": ",
      `${formatValue(base.mean, base.unit)} \u2192 ${formatValue(mine.mean, mine.unit)}, `,
      el("strong", {class: judged}, changeInWords(difference, base.mean, mine.mean)),
      judged ? ` (${judged})` : ""),
    el("span", {class: "soft"}, intervalInWords(difference)));
}

function card(metric) {
  const figures = results.policies.map((_, i) => figureOf(i, "all", "", metric));
  const isShare = figures.some((figure) => figure !== null && figure.unit === "share");
  const most = isShare ? 1 : Math.max(...figures.map((figure) => (figure === null ? 0 : figure.mean)), 1e-9);
  return el("article", {class: "card"}, el("h3", {}, labelOf(metric)),
    el("details", {class: "meaning"}, el("summary", {class: "paperless"}, "What is this?"),
       el("div", {}, `${meaningOf(metric)} Its name in results and expectations: `, el("code", {}, metric), ".")),
    figures.map((figure, i) => el("div", {class: "value"},
      results.policies.length > 1 ? el("div", {class: "who"}, policyName(i)) : null,
      el("div", {class: "what"}, el("b", {}, shown(i, "all", "", metric)),
         figure === null ? null : el("span", {class: "soft number"}, interval(figure))),
      figure === null ? null : el("div", {class: "track", "aria-hidden": "true"}, withStyle(
        el("i"), {"--share": Math.max(0, Math.min(1, figure.mean / most)), "--of": policyColor(i)})))),
    results.differences.map((comparison) => differenceInWords(comparison, metric)));
}

function cards() {
  const lead = results.scenario.replications > 1
    ? "Means over runs. \u00b1 is the half width of the 95 % interval: were all repeated with other customers, the "
      + "mean would very likely lie within it." : "Of one run.";
  return chapter("figures", "In short", lead, el("div", {class: "cards"}, headlineMetrics().map(card)));
}

function assumptions() {
  const lead = results.assumed.length > 0
    ? "The figures above hold as far as these do. Whoever knows better changes them in the scenario and runs it again."
    : "The scenario names no assumptions of its own. What it says of customers and people is in its file all the same.";
  return chapter("assumed", "Assumed, and not from a source", lead, results.assumed.length === 0 ? null
    : el("ol", {class: "assumed"}, results.assumed.map((text) => el("li", {}, el("div", {dir: "auto"}, text)))));
}
