// SPDX-License-Identifier: BSL-1.0
// Where conversations went: class, department, team.

const flowsShown = 24; // more are folded away

function flowTable(policy, caption, flows, totals, most) {
  const columns = [{title: "Class"}, {title: "Department"}, {title: "Team"}, {title: "Conversations", kind: "bar"},
                   {title: "Of its class", right: true}];
  const word = (text, none) => (text === "" ? {show: el("span", {class: "soft"}, none), by: ""}
                                            : {show: name(text), by: text});
  return sortableTable(caption, columns, flows.map((flow) => [
    word(flow.class, "\u2013"), word(flow.department, "none"), word(flow.team, "nobody yet"),
    {show: barCell(policy, flow.count / most, formatValue(flow.count, "count")), by: flow.count},
    {show: formatValue(flow.count / totals.get(flow.class), "share"), by: flow.count / totals.get(flow.class)},
  ]));
}

function flows() {
  const all = results.policies.map((policy) => [...policy.flows].sort((a, b) => b.count - a.count));
  const most = Math.max(...all.flat().map((flow) => flow.count), 1e-9);
  if (all.flat().length === 0) return null;
  return chapter("flows", "Where they went",
    "From the class of customers to the department that answered, or where they were last, and the team that worked on "
    + "them last; means over runs.",
    all.map((rows, i) => {
      const totals = new Map();
      for (const flow of rows) totals.set(flow.class, (totals.get(flow.class) || 0) + flow.count);
      const label = results.policies.length > 1 ? `Flows under ${results.policies[i].name}` : "Flows";
      const title = results.policies.length > 1 ? policyName(i) : "All flows";
      const shownRows = rows.slice(0, flowsShown);
      const more = rows.slice(flowsShown);
      return fold(title, i < 3, flowTable(i, label, shownRows, totals, most), more.length === 0 ? null
        : fold(`${count(more.length, "smaller flow", "smaller flows")} more`, false,
               flowTable(i, `${label}, the smaller ones`, more, totals, most)));
    }));
}
