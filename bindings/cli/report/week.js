// SPDX-License-Identifier: BSL-1.0
// The hours of the week as tables whose cells are coloured.

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const wholeDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function heatTable(caption, values, unit, part) {
  const head = el("tr", {}, el("th", {scope: "col"}, "Hour"), days.map(
    (day, i) => el("th", {scope: "col"}, el("abbr", {title: wholeDays[i]}, day))));
  const rows = Array.from({length: 24}, (_, hour) => el("tr", {},
    el("th", {scope: "row"}, String(hour).padStart(2, "0")), days.map((_, day) => {
      const value = values[day * 24 + hour];
      if (value === null) return el("td", {}, "\u2013");
      const cell = el("td", {title: `${wholeDays[day]}, ${hour}:00: ${formatValue(value, unit)}`},
                      formatShort(value, unit));
      return withStyle(cell, {"--part": part(value)});
    })));
  return el("table", {class: "heat"}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, rows));
}

function weekSection(title, table) {
  return el("section", {}, el("h3", {}, title), table);
}

function week() {
  const arrivals = results.policies[0].week.arrivals_per_hour;
  const most = Math.max(...arrivals.map((value) => value || 0), 1e-9);
  const several = results.policies.length > 1;
  const replies = results.policies.flatMap((policy) => policy.week.first_reply_mean_ms)
    .filter((value) => value !== null);
  const longest = Math.max(...replies, 1);
  const shortest = Math.max(1000, Math.min(...replies, longest));
  // Minutes and days in one table: colours follow the length's order of magnitude, alike for all policies.
  const shade = (value) => (longest <= shortest ? 0.5
    : Math.max(0, Math.log(Math.max(value, shortest) / shortest) / Math.log(longest / shortest)));
  return chapter("week", "By the hour of the week",
    `In the time of ${zoneIsKnown ? zone : "UTC"}. The darker the colour, the more customers, or the longer they wait; `
    + "the colours of all tables of first replies mean the same.",
    el("div", {class: "weeks"},
      weekSection("Arrivals per hour", heatTable(several ? [name(results.policies[0].name), ": new conversations"]
        : "New conversations", arrivals, "count", (value) => value / most)),
      results.policies.map((policy, i) => weekSection(
        several ? el("span", {}, "First reply, ", policyName(i)) : "First reply",
        heatTable("Mean of those who wrote in this hour", policy.week.first_reply_mean_ms, "ms", shade)))));
}
