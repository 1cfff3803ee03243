/** Bars over time, stacked by series: drawn as SVG to the width there is, with words for those who do not see them. */

import { h } from "../lib/dom.js";
import { _ } from "../lib/texts.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 168;
const TOP = 14;
const BOTTOM = 22;
const LEFT = 46;
const LABEL_PX = 64;
const SERIES = 6;

/**
 * @typedef {{name: string, value: number}} Part
 * @typedef {{tick: string, parts: Part[], unknown: number, label: string}} Bar
 * `unknown` counts what has no height because nobody knows it
 */

/**
 * @param {{title: string, description: string, bars: Bar[], names: string[], format: (value: number) => string}} chart
 * @returns {HTMLElement}
 */
export function barChart({ title, description, bars, names, format }) {
  const box = h("div", { class: "chart-box" });
  const draw = () => box.clientWidth > 0 && box.replaceChildren(picture(box.clientWidth, { description, bars, names, format }));
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    draw();
  }).observe(box);
  return h("figure", { class: "chart" }, h("figcaption", {}, title), box);
}

/** What the colours stand for. @param {string[]} names @param {boolean} unknown */
export function legend(names, unknown) {
  return h(
    "ul",
    { class: "legend", "aria-label": _("Providers") },
    names.map((name) => h("li", {}, h("span", { class: `swatch ${seriesClass(names, name)}` }), name)),
    unknown && h("li", {}, h("span", { class: "swatch-unknown", "aria-hidden": "true" }, "?"), _("cost not known")),
  );
}

/** @param {string[]} names @param {string} name */
function seriesClass(names, name) {
  return `series-${Math.min(names.indexOf(name), SERIES - 1)}`;
}

/**
 * @param {number} width
 * @param {{description: string, bars: Bar[], names: string[], format: (value: number) => string}} chart
 */
function picture(width, { description, bars, names, format }) {
  const most = niceTop(Math.max(0, ...bars.map(height)));
  const y = (/** @type {number} */ value) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP);
  const step = (width - LEFT) / bars.length;
  const every = Math.max(1, Math.ceil(LABEL_PX / step));
  const svg = node("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": description });
  for (const value of [0, most / 2, most]) {
    svg.append(
      node("line", { class: "grid-line", x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
      node("text", { class: "axis", x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, format(value)),
    );
  }
  bars.forEach((bar, index) => {
    const x = LEFT + index * step;
    svg.append(column(bar, names, { x, step, y }));
    if ((bars.length - 1 - index) % every === 0) svg.append(tickLabel(bar.tick, x + step / 2, width));
  });
  return svg;
}

/** @param {string} text @param {number} center @param {number} width */
function tickLabel(text, center, width) {
  const half = 22;
  const x = Math.min(Math.max(center, LEFT + half), width - half);
  return node("text", { class: "axis", x, y: HEIGHT - 5, "text-anchor": "middle" }, text);
}

/**
 * One stretch of time: its parts on top of each other, and a mark for what has no height.
 * @param {Bar} bar
 * @param {string[]} names
 * @param {{x: number, step: number, y: (value: number) => number}} place
 */
function column(bar, names, { x, step, y }) {
  const gap = Math.min(6, step * 0.22);
  const group = node("g", { class: "bar" });
  group.append(
    node("title", {}, bar.label),
    node("rect", { class: "bar-room", x, y: TOP, width: step, height: HEIGHT - TOP - BOTTOM }),
  );
  let below = 0;
  for (const { name, value } of bar.parts.filter((part) => part.value > 0)) {
    const [top, bottom] = [y(below + value), y(below)];
    const size = { x: x + gap / 2, y: top, width: Math.max(1, step - gap), height: Math.max(1, bottom - top) };
    group.append(node("rect", { class: `bar-part ${seriesClass(names, name)}`, ...size }));
    below += value;
  }
  if (bar.unknown > 0) {
    group.append(node("text", { class: "bar-unknown", x: x + step / 2, y: y(below) - 3, "text-anchor": "middle" }, "?"));
  }
  return group;
}

/** @param {Bar} bar */
function height({ parts }) {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

/** A round number that is not below the highest bar; its half is round too. @param {number} value */
function niceTop(value) {
  if (value <= 0) return 2;
  const unit = 10 ** Math.floor(Math.log10(value));
  return /** @type {number} */ ([1, 2, 4, 6, 8, 10].find((factor) => factor * unit >= value)) * unit;
}

/** @param {string} name @param {Record<string, any>} attributes @param {string} [text] */
function node(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}
