// SPDX-License-Identifier: BSL-1.0
// Tables of classes, departments, teams, accounts, languages and people; then every figure, and what each means.

const scopeKinds = [["class", "Classes of customers"], ["department", "Departments"], ["team", "Teams"],
                    ["account", "Accounts"], ["language", "Languages"], ["agent", "People"]];
const columnsOfRows = ["offered", "first_reply.mean", "first_reply.p95", "sla.attainment", "share.abandoned",
                       "unanswered"];
const columnsOfPeople = ["occupancy", "staffed_hours", "busy_hours", "overtime_hours", "slot_utilisation"];
const openUpTo = 40; // rows; longer tables begin folded

function columnsOf(kind) {
  if (kind === "agent") return ["answered", ...columnsOfPeople];
  return kind === "team" ? [...columnsOfRows, ...columnsOfPeople.slice(0, 2)] : columnsOfRows;
}

function scopeTable(kind, title) {
  const metrics = columnsOf(kind).filter((metric) => results.policies.some((policy) => policy.scopes.some(
    (scope) => scope.kind === kind && Object.hasOwn(scope.figures, metric))));
  const several = results.policies.length > 1;
  const rows = scopeNames(kind).flatMap((scope) => results.policies.flatMap((policy, i) => (
    findScope(policy.scopes, kind, scope) === undefined ? [] : [[
      {show: name(scope), by: scope}, ...(several ? [policyCell(i)] : []),
      ...metrics.map((metric) => figureCell(i, kind, scope, metric))]])));
  if (rows.length === 0) return null;
  const columns = [{title: "Name"}, ...(several ? [{title: "Policy"}] : []),
                   ...metrics.map((metric) => ({title: labelOf(metric), meaning: meaningOf(metric), right: true}))];
  const isOpen = kind !== "agent" && rows.length <= openUpTo;
  return fold(`${title} (${scopeNames(kind).length})`, isOpen,
              sortableTable(`${title}, means over runs; press a head to sort`, columns, rows));
}

function scopes() {
  const tables = scopeKinds.map(([kind, title]) => scopeTable(kind, title)).filter((table) => table !== null);
  return chapter("tables", "In detail", null, tables);
}

function everyFigure() {
  const metrics = [...new Set(results.policies.flatMap((policy) => Object.keys(policy.scopes[0].figures)))];
  const columns = [{title: "Figure"},
                   ...results.policies.map((policy) => ({
                     title: results.policies.length > 1 ? name(policy.name) : "Value", right: true})),
                   {title: "Meaning", kind: "text"}, {title: "Name in results"}];
  const rows = metrics.map((metric) => [{show: labelOf(metric), by: labelOf(metric)},
    ...results.policies.map((_, i) => {
      const figure = figureOf(i, "all", "", metric);
      return {show: [shown(i, "all", "", metric), " ",
                     figure === null ? "" : el("span", {class: "soft number"}, interval(figure))],
              by: figure === null ? null : figure.mean};
    }),
    {show: meaningOf(metric), by: meaningOf(metric)}, {show: el("code", {}, name(metric)), by: metric}]);
  return fold(`Every figure of everything (${metrics.length})`, false,
              sortableTable("All customers together; means over runs with their 95 % intervals", columns, rows));
}

function glossary() {
  const words = [
    ["Run", "The scenario is played several times, each time with other customers drawn from the same chances. In one "
      + "run all policies meet the very same customers, so that a difference between them is theirs."],
    ["\u00b1", "The half width of the 95 % interval of the mean, by Student\u2019s t over runs. It says how far chance "
      + "reaches in the simulation, and nothing of how true its assumptions are. More runs make it narrower."],
    ["The interval excludes 0", "Run by run, the policies differ in the same direction so steadily that chance hardly "
      + "explains it. If it includes 0, take more runs, or take the policies for equal."],
    ["95 % within", "95 of 100 took no longer. With several runs it is the mean of what each run has there."],
    ["Unanswered", "Whoever has no answer at the end is in no mean of first replies, which so looks better than it is "
      + "where many are left. Read it beside \u201cunanswered\u201d and \u201cpromises kept\u201d, in which they "
       + "are counted."],
    ["\u2013", "There is no such figure: a mean of nothing, or a team that a policy has not."],
  ];
  return fold("How to read this page", false, el("dl", {class: "glossary"}, words.map(
    ([term, text]) => [el("dt", {}, term), el("dd", {}, text)])));
}

function definitions() {
  return chapter("meaning", "What the figures mean",
    "Each figure also says what it means when the pointer rests on it.", glossary(), everyFigure());
}
