// SPDX-License-Identifier: BSL-1.0
// Numbers, lengths of time and dates as people read them.

const minus = "\u2212";

function grouped(value, digits) {
  return value.toLocaleString("en-US", {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

function formatLength(ms) {
  const seconds = ms / 1000;
  if (seconds === 0) return "0 s";
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${(seconds / 60).toFixed(1)} min`;
  if (seconds < 48 * 3600) return `${(seconds / 3600).toFixed(1)} h`;
  return `${grouped(seconds / 86400, 1)} d`;
}

// Without a fraction where there is none: "15 min".
function plainLength(ms) {
  return formatLength(ms).replace(".0 ", " ");
}

function formatValue(value, unit) {
  if (value < 0) return minus + formatValue(-value, unit);
  if (unit === "ms") return formatLength(value);
  if (unit === "share") return `${(100 * value).toFixed(1)} %`;
  if (unit === "hours") return `${grouped(value, value < 10 && value !== Math.floor(value) ? 1 : 0)} h`;
  if (unit === "per_hour") return `${grouped(value, 1)} per hour`;
  if (unit === "ratio") return `${Number(value.toPrecision(3))} times`;
  return grouped(value, value === Math.floor(value) || value >= 1000 ? 0 : 1);
}

// For cells that are as wide as three letters.
function formatShort(value, unit) {
  const brief = (number, letter) => `${number < 9.95 ? number.toFixed(1) : number.toFixed(0)}${letter}`;
  if (unit !== "ms") return brief(value, "");
  const seconds = value / 1000;
  if (seconds < 60) return `${seconds.toFixed(0)}s`;
  if (seconds < 3600) return `${(seconds / 60).toFixed(0)}m`;
  if (seconds < 48 * 3600) return brief(seconds / 3600, "h");
  return brief(seconds / 86400, "d");
}

// "1h15m", as it stands in names of figures, with words.
function lengthInWords(text) {
  const words = {w: "week", d: "day", h: "hour", m: "minute", s: "second", ms: "millisecond"};
  const parts = text.match(/[0-9.]+[a-z]+/g) || [];
  return parts.map((part) => {
    const [, count, letter] = part.match(/^([0-9.]+)([a-z]+)$/);
    return `${count} ${words[letter] || letter}${count === "1" ? "" : "s"}`;
  }).join(" ") || text;
}

function times(ratio) {
  return ratio < 10 ? String(Number(ratio.toFixed(1))) : grouped(ratio, 0);
}

function count(number, one, many) {
  return `${grouped(number, 0)} ${number === 1 ? one : many}`;
}

// Dates are those of the scenario's zone. A browser that does not know the zone shows UTC, and the page says so.
let zone = results.scenario.zone;
let zoneIsKnown = true;
try {
  new Intl.DateTimeFormat("en-GB", {timeZone: zone});
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  zone = "UTC";
  zoneIsKnown = false;
}

function formatter(options) {
  return new Intl.DateTimeFormat("en-GB", {timeZone: zone, hourCycle: "h23", ...options});
}

const dateInWords = formatter({weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit",
                               minute: "2-digit"});
const dateInCharts = formatter({weekday: "short", day: "numeric", month: "short", hour: "2-digit",
                                minute: "2-digit"});
const dayInCharts = formatter({day: "numeric", month: "short"});
const hourInCharts = formatter({weekday: "short", hour: "2-digit", minute: "2-digit"});
