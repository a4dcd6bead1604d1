// SPDX-License-Identifier: BSL-1.0
// Light or dark: by the reader's system until they choose. Charts do not know the style sheet, so they are drawn anew.

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const drawings = []; // {canvas, configure, chart}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? darkSystem.matches : chosen === "dark";
}

function colors() {
  const style = getComputedStyle(document.documentElement);
  const of = (property) => style.getPropertyValue(property).trim();
  return {text: of("--text"), soft: of("--soft"), line: of("--line"), card: of("--card"),
          policy: (number) => of(number < 0 ? "--all" : `--policy-${number % 6}`)};
}

function drawAll() {
  const palette = colors();
  Chart.defaults.color = palette.soft;
  Chart.defaults.borderColor = palette.line;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  for (const drawing of drawings) {
    if (drawing.chart) drawing.chart.destroy();
    drawing.chart = new Chart(drawing.canvas, drawing.configure(palette));
  }
}

function themeButton() {
  const button = el("button", {type: "button"});
  const tell = () => { button.textContent = isDark() ? "Light colours" : "Dark colours"; };
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    tell();
    drawAll();
  });
  darkSystem.addEventListener("change", () => {
    tell();
    drawAll();
  });
  tell();
  return button;
}

// Paper is light and shows everything that can be folded away, but no definitions twice.
function preparePrinting() {
  let before = null;
  addEventListener("beforeprint", () => {
    const folded = [...document.querySelectorAll("details.fold:not([open])")];
    before = {theme: document.documentElement.dataset.theme, folded: folded};
    for (const one of folded) one.open = true;
    document.documentElement.dataset.theme = "light";
    drawAll();
  });
  addEventListener("afterprint", () => {
    if (before === null) return;
    for (const one of before.folded) one.open = false;
    if (before.theme === undefined) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = before.theme;
    before = null;
    drawAll();
  });
}
