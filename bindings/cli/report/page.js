// SPDX-License-Identifier: BSL-1.0
// The page from top to bottom.

document.title = `${results.scenario.name}: simulation`;
document.getElementById("main").append(
  ...[header(), verdict(), cards(), assumptions(), overTime(), compared(), week(), flows(), scopes(), definitions(),
      el("footer", {}, `Made by usher simulate. ${count(results.policies.reduce(
        (sum, policy) => sum + policy.model_events, 0), "event", "events")} of customers and people were played.`)]
    .filter((part) => part !== null));
document.getElementById("bar").append(
  el("nav", {"aria-label": "Chapters"}, chapters.map(([id, title]) => el("a", {href: `#${id}`}, title))),
  themeButton());
preparePrinting();
drawAll();
