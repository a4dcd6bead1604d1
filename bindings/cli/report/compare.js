// SPDX-License-Identifier: BSL-1.0
// Bars: how first replies are spread, and who gets what was promised.

const mostBars = 16; // groups in one figure; tables have all

function percentilesFigure() {
  const metrics = [...new Set(results.policies.flatMap((policy) => Object.keys(policy.scopes[0].figures)))]
    .filter((metric) => /^first_reply\.p[0-9]+$/.test(metric))
    .sort((a, b) => Number(a.slice(13)) - Number(b.slice(13)));
  if (metrics.length === 0) return null;
  const bars = results.policies.map((policy, i) => ({policy: i, label: policy.name, values: metrics.map((metric) => {
    const figure = figureOf(i, "all", "", metric);
    return figure === null ? null : figure.mean;
  })}));
  const values = bars.flatMap((bar) => bar.values).filter((value) => value !== null && value > 0);
  const most = Math.max(...values, 1000);
  const least = Math.min(...values, most);
  // Minutes beside days: only a logarithmic axis shows both.
  const logarithmic = most / least > 30;
  const caption = "So many of 100 first answers took no longer than this."
    + (logarithmic ? " The axis is logarithmic, so that minutes are seen beside days." : "");
  return barFigure("First reply: from the quick to the slow", caption, metrics.map((metric) => `${metric.slice(13)} %`),
                   bars, {unit: "", value: formatLength,
                          axis: logarithmic ? logarithmicTimes(least, most) : evenTimes(most)});
}

const tickTimes = [1e3, 1e4, 6e4, 6e5, 3.6e6, 2.16e7, 8.64e7, 6.048e8, 2.592e9, 3.1536e10];

function logarithmicTimes(least, most) {
  const below = tickTimes.filter((time) => time < least).pop() || 100;
  return {type: "logarithmic", min: below, max: most * 1.15, ticks: {callback: plainLength},
          afterBuildTicks: (scale) => { scale.ticks = tickTimes.filter((time) => time >= below && time <= most)
            .map((time) => ({value: time})); }};
}

// Steps of whole minutes, hours or days, at most six.
function evenTimes(most) {
  const steps = [1e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 1.8e6, 3.6e6, 7.2e6, 1.08e7, 2.16e7, 4.32e7, 8.64e7];
  const step = steps.find((each) => most / each <= 6) || 8.64e7 * Math.ceil(most / 8.64e7 / 6);
  return {type: "linear", max: step * Math.ceil(most / step),
          ticks: {stepSize: step, maxTicksLimit: 8, callback: plainLength}};
}

const attainments = [["class", "Promises kept, by class of customers"], ["department", "Promises kept, by department"],
                     ["team", "Promises kept, by team"], ["account", "Promises kept, by account"]];

// Whether anything came of it, or anybody was there for it.
function isUsed(scope) {
  return Object.values(scope.figures).some((figure) => figure.mean !== 0);
}

// Names of a kind over all policies, those with most conversations first.
function scopeNames(kind) {
  const sizes = new Map();
  for (const policy of results.policies) {
    for (const scope of policy.scopes) {
      if (scope.kind !== kind || !isUsed(scope)) continue;
      const figure = scope.figures.offered || scope.figures.answered;
      sizes.set(scope.name, Math.max(sizes.get(scope.name) || 0, figure ? figure.mean : 0));
    }
  }
  return [...sizes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([scope]) => scope);
}

function attainmentFigure(kind, title) {
  const value = (policy, scope) => {
    const figure = figureOf(policy, kind, scope, "sla.attainment");
    return figure === null ? null : 100 * figure.mean;
  };
  const all = scopeNames(kind).filter((scope) => results.policies.some((_, i) => value(i, scope) !== null));
  if (all.length === 0) return null;
  const chosen = all.slice(0, mostBars);
  const caption = all.length > chosen.length
    ? `The ${chosen.length} with most conversations; the table below has all ${all.length}.`
    : "Of promises whose outcome is known; one past due is broken.";
  return barFigure(title, caption, chosen,
    results.policies.map((policy, i) => ({policy: i, label: policy.name,
                                          values: chosen.map((scope) => value(i, scope))})),
    {unit: "", horizontal: true, most: 100, value: (share) => `${share.toFixed(1)} %`,
     axis: {ticks: {callback: (share) => `${share} %`}}});
}

function compared() {
  const figures = [percentilesFigure(), ...attainments.map(([kind, title]) => attainmentFigure(kind, title))]
    .filter((figure) => figure !== null);
  return figures.length === 0 ? null
    : chapter("compared", "How long, and for whom", null, el("div", {class: "charts"}, figures));
}
