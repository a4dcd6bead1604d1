// SPDX-License-Identifier: BSL-1.0
// Lines over time and bars. The legend is a list in the page: it wraps, and a screen reader reads it.

const mostPoints = 400; // of a line: more would not be seen, and would make the page slow
const strokes = [[], [7, 4], [2, 3]];
const strokeNames = ["", "dashed", "dotted"];

// More policies than colours: the next six are dashed, so that paper without colours tells some apart too.
function strokeOf(policy, extra) {
  return (Math.floor(Math.max(policy, 0) / 6) + (extra || 0)) % strokes.length;
}

function legend(items) {
  return el("ul", {class: "legend"}, items.map((item) => {
    const stroke = withStyle(el("span", {class: `stroke ${strokeNames[item.stroke]}`, "aria-hidden": "true"}),
                             {"--of": policyColor(item.policy)});
    return el("li", {}, item.isBar ? swatch(item.policy) : stroke, el("span", {}, item.label));
  }));
}

function chartFigure(title, caption, items, spoken, configure, height) {
  const canvas = el("canvas", {role: "img", "aria-label": `${title}. ${spoken}`});
  const box = el("div", {class: "canvas"}, canvas);
  if (height) withStyle(box, {height: `${height}px`});
  drawings.push({canvas: canvas, configure: configure, chart: null});
  return el("figure", {}, el("h3", {}, title), items.length > 1 ? legend(items) : null, box,
            el("figcaption", {}, caption));
}

// Averages over so many steps that a line has at most `mostPoints` of them.
function thinned(values, by) {
  const out = [];
  for (let from = 0; from < values.length; from += by) {
    let sum = 0;
    const to = Math.min(values.length, from + by);
    for (let i = from; i < to; ++i) sum += values[i];
    out.push(sum / (to - from));
  }
  return out;
}

// What stands before the measured time is shaded.
function warmUpShade(until, color) {
  return {id: "warmUp", beforeDatasetsDraw(chart) {
    if (until <= 0) return;
    const {ctx, chartArea, scales} = chart;
    ctx.save();
    ctx.globalAlpha = 0.45;
    ctx.fillStyle = color;
    ctx.fillRect(chartArea.left, chartArea.top, scales.x.getPixelForValue(until) - chartArea.left,
                 chartArea.bottom - chartArea.top);
    ctx.restore();
  }};
}

function axis(title, palette, more) {
  return {beginAtZero: true, grid: {color: palette.line}, border: {color: palette.line},
          title: {display: title !== "", text: title, color: palette.soft}, ...more,
          ticks: {color: palette.soft, maxTicksLimit: 6, ...(more && more.ticks)}};
}

const leastBetweenTicks = 60; // px that a short form of a time takes

// Where a day begins, or what else the short form of a time shows; as many as there is room for. The first one is where
// the scenario begins, be that late in the evening: then the midnight behind it has the room.
function dayTicks(scale, labels, times) {
  const shorts = labels.map(times.short);
  const begins = shorts.map((_, i) => i).filter((i) => i === 0 || shorts[i] !== shorts[i - 1]);
  const by = Math.max(1, Math.ceil(begins.length / Math.max(2, Math.floor(scale.chart.width / 85))));
  const shown = begins.filter((_, i) => i % by === 0);
  const isNear = shown.length > 1 && (shown[1] - shown[0]) * scale.chart.width / labels.length < leastBetweenTicks;
  return shown.slice(isNear ? 1 : 0).map((i) => ({value: i}));
}

// lines: [{policy, stroke, label, values}], all of the same steps.
function lineFigure(title, unit, about, lines, times) {
  const by = Math.max(1, Math.ceil(lines[0].values.length / mostPoints));
  const drawn = lines.map((line) => ({...line, values: thinned(line.values, by)}));
  const labels = drawn[0].values.map((_, i) => times.at(i * by));
  const measuredFrom = times.measuredFrom / by;
  const peaks = drawn.map((line) => {
    const measured = line.values.slice(Math.ceil(measuredFrom));
    const mean = measured.reduce((sum, value) => sum + value, 0) / Math.max(1, measured.length);
    const peak = measured.reduce((most, value) => Math.max(most, value), 0);
    return `${line.spoken}: ${formatValue(mean, "count")} on average, ${formatValue(peak, "count")} at most`;
  });
  const thinning = by > 1 ? ` Each point is the mean of ${by} steps.` : "";
  return chartFigure(title, `${about}${thinning}`, drawn, `${peaks.join("; ")}.`, (palette) => ({
    type: "line",
    data: {
      labels: labels,
      datasets: drawn.map((line) => ({
        label: line.spoken, data: line.values, borderColor: palette.policy(line.policy),
        backgroundColor: palette.policy(line.policy), borderDash: strokes[line.stroke], borderWidth: 1.8,
        pointRadius: line.values.length > 60 ? 0 : 2, pointHitRadius: 8, tension: 0,
      })),
    },
    options: {
      interaction: {mode: "index", intersect: false},
      plugins: {legend: {display: false}, tooltip: {callbacks: {
        title: (items) => times.long(items[0].label),
        label: (item) => `${item.dataset.label}: ${formatValue(item.parsed.y, "count")} ${unit}`,
      }}},
      scales: {
        y: axis(unit, palette, {grace: "5%"}),
        x: axis("", palette, {grid: {display: false}, ticks: {
          autoSkip: false, maxRotation: 0, callback: (value) => times.short(labels[value])},
          afterBuildTicks: (scale) => { scale.ticks = dayTicks(scale, labels, times); }}),
      },
    },
    plugins: [warmUpShade(measuredFrom, palette.line)],
  }));
}

// Names as they fit beside a bar; whole ones are in the tables and over the bar.
function cut(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}\u2026`;
}

// bars: [{policy, label, values}] by group; `value` says one, as text.
function barFigure(title, caption, groups, bars, options) {
  const horizontal = options.horizontal === true;
  const spoken = bars.map((bar) => `${bar.label}: ` + groups.map(
    (group, i) => `${group} ${bar.values[i] === null ? "none" : options.value(bar.values[i])}`).join(", ")).join("; ");
  const height = horizontal ? 60 + groups.length * (10 + 15 * bars.length) : 0;
  const items = bars.map((bar) => ({policy: bar.policy, label: name(bar.label), isBar: true}));
  return chartFigure(title, caption, items, `${spoken}.`, (palette) => {
    const valueAxis = axis(options.unit, palette, {max: options.most, ...options.axis});
    const groupAxis = axis("", palette, {grid: {display: false}, ticks: {
      autoSkip: false, maxTicksLimit: 100, maxRotation: 0,
      callback(i) { return cut(groups[i], this.chart.width > 480 ? 26 : 14); }}});
    return {
      type: "bar",
      data: {labels: groups, datasets: bars.map((bar) => ({
        label: bar.label, data: bar.values, backgroundColor: palette.policy(bar.policy), borderRadius: 2,
        maxBarThickness: 34, categoryPercentage: 0.8, barPercentage: 0.92}))},
      options: {
        indexAxis: horizontal ? "y" : "x",
        plugins: {legend: {display: false}, tooltip: {callbacks: {
          label: (item) => `${item.dataset.label}: ${options.value(horizontal ? item.parsed.x : item.parsed.y)}`}}},
        scales: horizontal ? {x: valueAxis, y: groupAxis} : {x: groupAxis, y: valueAxis},
      },
    };
  }, height);
}
