// SPDX-License-Identifier: BSL-1.0
// For each chart: its title, how many points it has, how many of its pixels are painted in a colour of a policy.
(() => [...document.querySelectorAll("canvas")].map((canvas) => {
  const chart = Chart.getChart(canvas);
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let colored = 0;
  let painted = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 128) continue;
    ++painted;
    const spread = Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]);
    if (spread > 60) ++colored;
  }
  // Labels below an axis are drawn by the canvas itself, where boxes of text do not tell.
  const x = chart.scales.x;
  const context = canvas.getContext("2d");
  context.font = `${Chart.defaults.font.size}px ${Chart.defaults.font.family}`;
  let over = 0;
  for (let i = 1; i < x.ticks.length; ++i) {
    const [a, b] = [x.ticks[i - 1], x.ticks[i]].map((tick) => context.measureText(tick.label).width / 2);
    if (x.getPixelForTick(i) - x.getPixelForTick(i - 1) < a + b + 2) ++over;
  }
  const values = chart.data.datasets.flatMap((set) => set.data).filter((value) => value !== null);
  return {title: canvas.closest("figure").querySelector("h3").textContent, label: canvas.getAttribute("aria-label"),
          labels: chart.data.labels.length, points: values.length, colored: colored, painted: painted, over: over,
          some: values.some((value) => value > 0)};
}))()
