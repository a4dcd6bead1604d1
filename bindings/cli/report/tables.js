// SPDX-License-Identifier: BSL-1.0
// Tables that sort by the column whose head is pressed.

// columns: [{title, meaning, right}]; rows: [[{show, by}]]: what a cell shows, and what it is sorted by.
function sortableTable(caption, columns, rows) {
  const body = el("tbody");
  const fill = (ordered) => body.replaceChildren(...ordered.map((row) => el("tr", {}, row.map((cell, i) => {
    const attributes = {class: columns[i].right ? "right" : columns[i].kind || "name"};
    return i === 0 ? el("th", {scope: "row", ...attributes}, cell.show) : el("td", attributes, cell.show);
  }))));
  const heads = columns.map((column, i) => {
    const button = el("button", {type: "button", title: column.meaning || "Sort by this"}, column.title);
    const head = el("th", {scope: "col", class: column.right ? "right" : null}, button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending" ||
                         (head.getAttribute("aria-sort") === null && column.right === true);
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      fill(sorted(rows, i, descending));
    });
    return head;
  });
  fill(rows);
  // Seen above the table, where it does not scroll away; the caption is for whoever has the page read out.
  return [el("p", {class: "soft note", "aria-hidden": "true"}, caption), scrolling(caption, el(
    "table", {}, el("caption", {class: "unseen"}, caption), el("thead", {}, el("tr", {}, heads)), body))];
}

// What there is none of stands last, whichever way it is sorted.
function sorted(rows, column, descending) {
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column].by, b[column].by];
    if (x === null || y === null) return (x === null) - (y === null);
    const order = typeof x === "number" ? x - y : x.localeCompare(y);
    return descending ? -order : order;
  });
}

function policyCell(policy) {
  return {show: policyName(policy), by: results.policies[policy].name};
}

function figureCell(policy, kind, scope, metric) {
  const figure = figureOf(policy, kind, scope, metric);
  return {show: shown(policy, kind, scope, metric), by: figure === null ? null : figure.mean};
}

// A bar in a cell; `share` of the longest one.
function barCell(policy, share, text) {
  const bar = withStyle(el("i"), {"--share": share, "--of": policyColor(policy)});
  return el("div", {class: "cell-bar"}, el("span", {class: "number"}, text),
            el("div", {class: "track", "aria-hidden": "true"}, bar));
}
