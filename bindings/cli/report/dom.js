// SPDX-License-Identifier: BSL-1.0
// Elements. Text becomes text nodes, so that nothing in a scenario is ever read as HTML.

const results = JSON.parse(document.getElementById("results").textContent);

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    made.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
  return made;
}

// A name out of the scenario: it may be written from right to left, and does not turn what stands around it.
function name(text) {
  return el("bdi", {}, text);
}

// A width or a share for the style sheet; set by script, so that it is never parsed out of text.
function withStyle(element, properties) {
  for (const [key, value] of Object.entries(properties)) element.style.setProperty(key, value);
  return element;
}

// A number below 0 stands for all policies together.
function policyColor(number) {
  return number < 0 ? "var(--all)" : `var(--policy-${number % 6})`;
}

function swatch(number) {
  return withStyle(el("span", {class: "swatch", "aria-hidden": "true"}), {"--of": policyColor(number)});
}

function policyName(number) {
  return el("span", {class: "policy"}, swatch(number), name(results.policies[number].name));
}

function fold(title, open, ...inside) {
  return el("details", {class: "fold", open: open}, el("summary", {}, title),
            el("div", {class: "inside"}, ...inside));
}

// A table may be wider than a telephone: it scrolls by itself, with the keyboard too.
function scrolling(label, table) {
  return el("div", {class: "scroll", role: "region", tabindex: "0", "aria-label": label}, table);
}

// What a chapter is called in the page, and the chapter.
const chapters = [];
function chapter(id, title, lead, ...inside) {
  chapters.push([id, title]);
  return el("section", {id: id, "aria-labelledby": `${id}-title`}, el("h2", {id: `${id}-title`}, title),
            lead ? el("p", {class: "lead"}, lead) : null, ...inside);
}
