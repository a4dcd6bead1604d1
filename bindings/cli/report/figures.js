// SPDX-License-Identifier: BSL-1.0
// What each figure is called and what it means; docs/simulation.md says the same at length. Tests hold both to what
// usher prints.

// A length of time has a mean, a standard deviation, percentiles and a maximum.
const lengths = {
  "wait.all": ["Wait", "from when a conversation came until work on it began, or until the customer left"],
  "wait.served": ["Wait of those served", "from when a conversation came until work on it began"],
  "wait.abandoned": ["Wait of those who left", "from when a conversation came until its customer left"],
  "wait.given_wait": ["Wait of those who waited", "until work began, without those whom somebody took at once"],
  "first_reply": ["First reply", "from when a conversation came until its first answer went out, the writing "
                  + "included. Conversations without an answer at the end are not in it: see \u201cunanswered\u201d"],
  "next_reply": ["Next reply", "from a customer\u2019s further message to its answer"],
  "resolution": ["Resolution", "from when a conversation came until it was closed for the last time"],
  "handle": ["Handling", "from the begin of work to its end, of the last piece of work on a conversation"],
};

const known = "that were kept, of those whose outcome is known; one past due is broken.";

// [pattern of the name, label, meaning, which way is better: -1 less, 1 more, 0 neither]
const figureKinds = [
  [/^offered$/, "Conversations",
   "All that came in the measured time, without those whom an answer for many kept from writing.", 0],
  [/^offered\.per_hour$/, "Conversations per hour", "The same, by hour of the measured time.", 0],
  [/^served$/, "Served", "Answered and closed.", 1],
  [/^throughput$/, "Done per hour",
   "Answered and closed in the measured time, also if it came in the warm-up; by hour of that time.", 1],
  [/^abandoned$/, "Left", "Customers who left before anybody worked on their conversation.", -1],
  [/^blocked$/, "Turned away", "There was no room for them.", -1],
  [/^answered_many$/, "Answered at once", "One answer for many was theirs.", 0],
  [/^not_engaged$/, "Not engaged", "The policy does not answer them.", 0],
  [/^deflected$/, "Kept from writing",
   "They did not write at all, as the answer for many was there for all to see.", 0],
  [/^unanswered$/, "Unanswered at the end",
   "No answer yet when the scenario ends; neither left nor turned away.", -1],
  [/^share\.abandoned$/, "Left, share", "Those who left, of all who came.", -1],
  [/^share\.blocked$/, "Turned away, share", "Those for whom there was no room, of all who came.", -1],
  [/^share\.waited$/, "Had to wait", "Whom nobody took at once, of all for whom there was room.", -1],
  [/^share\.team\.(.+)$/s, "Share of $1",
   "Conversations on which this team worked last, of all on which work began.", 0],
  [/^queue\.mean$/, "Waiting, on average", "How many conversations wait at any moment.", -1],
  [/^queue\.at\.(..:..)$/, "Waiting at $1",
   "How many conversations wait at this time of the day, on average over days.", -1],
  [/^queue_time\.mean$/, "Waiting by conversation",
   "All waiting in the measured time, by conversation that came.", -1],
  [/^system\.mean$/, "In the system, on average",
   "How many conversations wait or are worked on at any moment.", -1],
  [/^service_level\.a\.(.+)$/, "Begun within $1", "Work began so soon, of all who came.", 1],
  [/^service_level\.b\.(.+)$/, "Begun within $1, of those served",
   "Work began so soon, of those on whom work began.", 1],
  [/^service_level\.c\.(.+)$/, "Begun within $1, of those who stayed",
   "Work began so soon, of all who came, without those who left sooner than that.", 1],
  [/^first_reply\.within\.(.+)$/, "Answered within $1", "The first answer came so soon, of all who came.", 1],
  [/^unanswered_after\.(.+)$/, "Unanswered after $1",
   "No answer for so long, be it that it came later or not at all, of all who came.", -1],
  [/^sla\.first_response\.attainment$/, "First responses in time",
   `Promises of a first response ${known}`, 1],
  [/^sla\.next_response\.attainment$/, "Next responses in time",
   `Promises of a next response ${known}`, 1],
  [/^sla\.resolution\.attainment$/, "Resolutions in time",
   `Promises of a resolution ${known}`, 1],
  [/^sla\.attainment$/, "Promises kept",
   `All promises of the SLA ${known}`, 1],
  [/^customer_fairness\.(.+)$/, "Fairness among customers, by $1",
   "What the worst served get of what the best served get: the lowest share of kept promises by the highest.", 1],
  [/^transferred$/, "Passed on",
   "Conversations that went to somebody else at least once, of all who came.", -1],
  [/^reopened$/, "Came back",
   "Conversations that were opened again after they were closed, of those ever answered and closed.", -1],
  [/^one_touch$/, "Done with one answer", "Served with exactly one answer, of those served.", 1],
  [/^answered$/, "Pieces of work", "How many pieces of work this person did.", 0],
  [/^staffed_hours$/, "Hours staffed", "Hours in which people were on duty, added up.", 0],
  [/^busy_hours$/, "Hours busy", "Hours on duty with something to work on.", 0],
  [/^overtime_hours$/, "Overtime", "Hours worked behind the end of a shift.", -1],
  [/^occupancy$/, "Occupancy",
   "Hours busy by hours staffed. Above 90 % for long, people tire and queues grow.", 0],
  [/^slot_utilisation$/, "Room used",
   "Conversations held by conversations that could be held at once, over the hours staffed.", 0],
  [/^fairness$/, "Fairness among people", "Jain\u2019s index of occupancy: 100 % if all are equally busy.", 1],
  [/^occupancy\.spread$/, "Spread of occupancy",
   "Occupancy of the busiest person less that of the least busy one.", -1],
];

const percentOf = /^p([0-9]+)$/;

// {label, meaning, better} of a figure by its name; none: this page does not know it, and shows the name.
function describe(metric) {
  for (const [pattern, label, meaning, better] of figureKinds) {
    const found = metric.match(pattern);
    if (found === null) continue;
    const isLength = /within|unanswered_after|service_level/.test(metric);
    const said = found[1] === undefined ? "" : isLength ? lengthInWords(found[1]) : found[1];
    return {label: label.replace("$1", () => said), meaning: meaning, better: better};
  }
  const dot = metric.lastIndexOf(".");
  const [family, part] = [metric.slice(0, dot), metric.slice(dot + 1)];
  if (!Object.hasOwn(lengths, family)) return null;
  const [label, meaning] = lengths[family];
  const time = `The time ${meaning}.`;
  const percent = part.match(percentOf);
  if (percent !== null)
    return {label: `${label}, ${percent[1]} % within`, better: -1,
            meaning: `${time} ${percent[1]} of 100 took no longer than this.`};
  if (part === "mean") return {label: `${label}, mean`, meaning: time, better: -1};
  if (part === "sd") return {label: `${label}, spread`, meaning: `${time} Its standard deviation.`, better: -1};
  if (part === "max") return {label: `${label}, longest`, meaning: `${time} The longest of a run.`, better: -1};
  return null;
}

function labelOf(metric) {
  const known = describe(metric);
  return known === null ? metric : known.label;
}

function meaningOf(metric) {
  const known = describe(metric);
  return known === null ? "" : known.meaning;
}

// By the list of scopes: each of them by what it is about. A scenario may have thousands of people.
const scopeIndexes = new WeakMap();

function findScope(scopes, kind, scope) {
  if (!scopeIndexes.has(scopes))
    scopeIndexes.set(scopes, new Map(scopes.map((one) => [`${one.kind} ${one.name}`, one])));
  return scopeIndexes.get(scopes).get(`${kind} ${scope}`);
}

// The figure of a scope, or null.
function figureOf(policy, kind, scope, metric) {
  const found = findScope(results.policies[policy].scopes, kind, scope);
  return found !== undefined && Object.hasOwn(found.figures, metric) ? found.figures[metric] : null;
}

// A figure as it is read; what it is stands beside it, for whoever wants to compare it with the results.
function shown(policy, kind, scope, metric, tag) {
  const figure = figureOf(policy, kind, scope, metric);
  if (figure === null) return el(tag || "span", {class: "number", title: "There is none"}, "\u2013");
  return el(tag || "span", {class: "number", title: meaningOf(metric), "data-policy": policy, "data-kind": kind,
                            "data-scope": scope, "data-metric": metric}, formatValue(figure.mean, figure.unit));
}

function interval(figure) {
  return figure.runs > 1 ? `\u00b1 ${formatValue(figure.half_width, figure.unit)}` : "";
}
