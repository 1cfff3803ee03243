/**
 * CommonMark (and its tables) to DOM nodes, for text nobody vouches for: markup in it stays text, links go to safe schemes
 * only, nothing is loaded.
 */

import { h } from "../lib/dom.js";
import { codeCopyButton } from "./copying.js";
import { inline } from "./markdown-inline.js";
import { _ } from "../lib/texts.js";

const FENCE = /^( {0,3})(`{3,}|~{3,})\s*([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])(?:( +)(.*)|())$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const DEEPEST = 12;

/** @typedef {{node: () => Node, from: number, to: number}} Block  lines `from` up to, not including, `to` */

/**
 * An element that shows growing text. Blocks that can no longer change keep their nodes, so that the cost of an update is
 * that of the last block; those that come out the same keep theirs as well, with the focus and the selection in them.
 */
export class MarkdownView {
  #text = "";
  #settled = 0;
  #kept = 0;

  constructor() {
    this.element = h("div", { class: "prose" });
  }

  /** @param {string} text */
  set text(text) {
    if (text === this.#text) return;
    if (!text.startsWith(this.#text)) this.#settled = this.#kept = 0;
    this.#text = text;
    const lines = text.slice(this.#settled).replace(/\r\n?/g, "\n").split("\n");
    const blocks = parse(lines, 0);
    this.#draw(blocks.map((block) => block.node()));
    this.#settle(lines, blocks);
  }

  get text() {
    return this.#text;
  }

  /** The text is complete: draw it as a whole, for a late line may have joined blocks that had settled apart. */
  finish() {
    const text = this.#text;
    this.#text = "";
    this.#settled = this.#kept = 0;
    this.text = text;
  }

  /** @param {Node[]} nodes those after what is kept */
  #draw(nodes) {
    const before = [...this.element.childNodes].slice(this.#kept);
    let same = 0;
    while (same < nodes.length && before[same]?.isEqualNode(nodes[same])) same += 1;
    for (const node of before.slice(same)) node.remove();
    this.element.append(...nodes.slice(same));
  }

  /** @param {string[]} lines @param {Block[]} blocks */
  #settle(lines, blocks) {
    const last = blocks.at(-1);
    if (!last || blocks.length < 2 || this.#text.includes("\r")) return;
    this.#kept += blocks.length - 1;
    for (let line = 0; line < last.from; line += 1) this.#settled += lines[line].length + 1;
  }
}

/**
 * @param {string[]} lines
 * @param {number} depth
 * @returns {Block[]}
 */
function parse(lines, depth) {
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const block = readBlock(lines, at, depth);
    blocks.push(block);
    at = block.to;
  }
  return blocks;
}

/** @param {string[]} lines @param {number} at @param {number} depth @returns {Block} */
function readBlock(lines, at, depth) {
  const line = lines[at];
  if (/^(?: {4}|\t)/.test(line)) return indentedCode(lines, at);
  if (FENCE.test(line)) return fencedCode(lines, at);
  if (HEADING.test(line)) return heading(line, at);
  if (RULE.test(line)) return { from: at, to: at + 1, node: () => h("hr") };
  if (depth < DEEPEST && QUOTE.test(line)) return quote(lines, at, depth);
  if (depth < DEEPEST && ITEM.test(line)) return list(lines, at, depth);
  if (isTable(lines, at)) return table(lines, at);
  return paragraph(lines, at);
}

/** @param {string[]} lines @param {number} at @returns {Block} */
function indentedCode(lines, at) {
  let to = at;
  while (to < lines.length && (/^(?: {4}|\t)/.test(lines[to]) || !lines[to].trim())) to += 1;
  const code = lines.slice(at, to).map((line) => line.replace(/^(?: {4}|\t)/, ""));
  return { from: at, to, node: () => codeBlock(code.join("\n").trimEnd(), "") };
}

/** @param {string[]} lines @param {number} at @returns {Block} */
function fencedCode(lines, at) {
  const [, indent, fence, info] = /** @type {RegExpExecArray} */ (FENCE.exec(lines[at]));
  const end = new RegExp(`^ {0,3}\\${fence[0]}{${fence.length},}[ \\t]*$`);
  let close = at + 1;
  while (close < lines.length && !end.test(lines[close])) close += 1;
  const code = lines.slice(at + 1, close).map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ""));
  const language = info.trim().split(/\s+/)[0];
  return { from: at, to: Math.min(close + 1, lines.length), node: () => codeBlock(code.join("\n"), language) };
}

/** @param {string} code @param {string} language */
function codeBlock(code, language) {
  return h(
    "div",
    { class: "code" },
    h("div", { class: "code-head" }, h("span", {}, language), codeCopyButton()),
    h(
      "pre",
      { tabindex: 0, "aria-label": language ? _("Code: {language}", { language }) : _("Code"), role: "group" },
      h("code", {}, code),
    ),
  );
}

/** @param {string} line @param {number} at @returns {Block} */
function heading(line, at) {
  const [, marks, text = ""] = /** @type {RegExpExecArray} */ (HEADING.exec(line));
  return { from: at, to: at + 1, node: () => h(headingTag(marks.length), {}, inline(text.trim())) };
}

/**
 * Headings of an answer stand below those of the page.
 * @param {number} level
 */
function headingTag(level) {
  return `h${Math.min(6, level + 2)}`;
}

/** @param {string[]} lines @param {number} at @param {number} depth @returns {Block} */
function quote(lines, at, depth) {
  let to = at;
  while (to < lines.length && (QUOTE.test(lines[to]) || (lines[to].trim() && !opensBlock(lines, to)))) to += 1;
  const inner = lines.slice(at, to).map((line) => line.replace(QUOTE, ""));
  return { from: at, to, node: () => h("blockquote", {}, parse(inner, depth + 1).map((block) => block.node())) };
}

/** @param {string[]} lines @param {number} at @param {number} depth @returns {Block} */
function list(lines, at, depth) {
  const marker = /** @type {RegExpExecArray} */ (ITEM.exec(lines[at]))[2];
  const kind = marker.slice(-1);
  const items = [];
  let loose = false;
  let to = at;
  while (to < lines.length) {
    const match = ITEM.exec(lines[to]);
    if (!match || match[2].slice(-1) !== kind || RULE.test(lines[to])) break;
    const item = readItem(lines, to, match);
    loose ||= item.loose || (items.length > 0 && !lines[to - 1].trim());
    items.push(item.lines);
    to = item.to;
  }
  const ordered = marker.length > 1;
  const start = ordered && Number.parseInt(marker, 10) !== 1 ? Number.parseInt(marker, 10) : null;
  const node = () => h(ordered ? "ol" : "ul", { start }, items.map((item) => listItem(item, loose, depth)));
  return { from: at, to, node };
}

/** @param {string[]} lines @param {number} at @param {RegExpExecArray} match */
function readItem(lines, at, match) {
  const spaces = match[3]?.length ?? 1;
  const indent = match[1].length + match[2].length + (spaces > 4 ? 1 : spaces);
  const own = [lines[at].slice(Math.min(indent, lines[at].length))];
  let to = at + 1;
  let blank = 0;
  let loose = false;
  for (; to < lines.length; to += 1) {
    const line = lines[to];
    if (!line.trim()) {
      blank += 1;
      own.push("");
      continue;
    }
    const inside = /^ */.exec(line)?.[0].length ?? 0;
    if (inside < indent && (blank > 0 || ITEM.test(line) || opensBlock(lines, to))) break;
    loose ||= blank > 0 && inside >= indent;
    blank = 0;
    own.push(line.slice(Math.min(indent, inside)));
  }
  return { lines: own, to, loose };
}

/** @param {string[]} lines @param {boolean} loose @param {number} depth */
function listItem(lines, loose, depth) {
  const task = /^\[([ xX])\] /.exec(lines[0]);
  const content = task ? [lines[0].slice(4), ...lines.slice(1)] : lines;
  const nodes = parse(content, depth + 1).map((block) => block.node());
  const children = loose ? nodes : nodes.flatMap((node) => (node.nodeName === "P" ? [...node.childNodes] : [node]));
  const box = task && h("input", { type: "checkbox", disabled: true, checked: task[1] !== " ", "aria-label": _("Done") });
  return h("li", { class: task ? "task" : null }, box, children);
}

/** @param {string[]} lines @param {number} at */
function isTable(lines, at) {
  const rule = lines[at + 1];
  if (!lines[at].includes("|") || !rule?.includes("-") || !TABLE_RULE.test(rule)) return false;
  return cells(lines[at]).length === cells(rule).length;
}

/** @param {string} line */
function cells(line) {
  const trimmed = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return trimmed.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** @param {string} rule a cell of the line below a table's head, as ":---:" */
function alignment(rule) {
  if (!rule.endsWith(":")) return null;
  return rule.startsWith(":") ? "center" : "right";
}

/** @param {string[]} lines @param {number} at @returns {Block} */
function table(lines, at) {
  const aligns = cells(lines[at + 1]).map(alignment);
  let to = at + 2;
  while (to < lines.length && lines[to].trim() && !opensBlock(lines, to)) to += 1;
  const row = (/** @type {string} */ line, /** @type {string} */ tag) => {
    const texts = cells(line);
    return h("tr", {}, aligns.map((align, column) => h(tag, { "data-align": align }, inline(texts[column] ?? ""))));
  };
  const node = () => {
    const body = lines.slice(at + 2, to).map((line) => row(line, "td"));
    const grid = h("table", {}, h("thead", {}, row(lines[at], "th")), h("tbody", {}, body));
    return h("div", { class: "table-scroll", tabindex: 0, role: "group", "aria-label": _("Table") }, grid);
  };
  return { from: at, to, node };
}

/** @param {string[]} lines @param {number} at @returns {Block} */
function paragraph(lines, at) {
  let to = at + 1;
  while (to < lines.length && lines[to].trim() && !UNDERLINE.test(lines[to]) && !opensBlock(lines, to)) to += 1;
  const text = lines.slice(at, to).map((line) => line.trimStart()).join("\n").trimEnd();
  const underline = to < lines.length && UNDERLINE.exec(lines[to]);
  if (underline) {
    const tag = headingTag(underline[1][0] === "=" ? 1 : 2);
    return { from: at, to: to + 1, node: () => h(tag, {}, inline(text)) };
  }
  return { from: at, to, node: () => h("p", {}, inline(text)) };
}

/**
 * Whether a line ends the paragraph before it.
 * @param {string[]} lines
 * @param {number} at
 */
function opensBlock(lines, at) {
  const line = lines[at];
  if (FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line)) return true;
  const item = ITEM.exec(line);
  if (item?.[4]?.trim() && (item[2].length === 1 || Number.parseInt(item[2], 10) === 1)) return true;
  return isTable(lines, at);
}
