/** The inline half of CommonMark: text to DOM nodes, never markup. */

import { h } from "../lib/dom.js";

const DEEPEST = 4;
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", hellip: "…", mdash: "—", ndash: "–" };

/** @typedef {{node: Node} | {mark: string, count: number, opens: boolean, closes: boolean}} Piece */

/**
 * Render inline text.
 * @param {string} text
 * @returns {Node[]}
 */
export function inline(text) {
  return resolveEmphasis(scan(text, 0));
}

/**
 * @param {string} text
 * @param {number} depth how many labels this text is within; links begin only outside of labels
 * @returns {Piece[]}
 */
function scan(text, depth) {
  const context = { depth, pairs: bracketPairs(text) };
  /** @type {Piece[]} */
  const pieces = [];
  let plain = "";
  const flush = () => {
    if (plain) pieces.push({ node: document.createTextNode(plain) });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = special(text, at, context);
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (found.literal !== undefined) {
      plain += found.literal;
    } else {
      if (found.trim) plain = plain.trimEnd();
      flush();
      pieces.push(.../** @type {Piece[]} */ (found.pieces));
    }
    at = found.next;
  }
  flush();
  return pieces;
}

/** @typedef {{next: number, pieces?: Piece[], literal?: string, trim?: boolean} | null} Found */
/** @typedef {{depth: number, pairs: Map<number, number>}} Context  `pairs` leads from each [ to its ] */

/**
 * What begins at a character, if anything does.
 * @param {string} text
 * @param {number} at
 * @param {Context} context
 * @returns {Found}
 */
function special(text, at, context) {
  const links = context.depth === 0;
  switch (text[at]) {
    case "\\":
      return escaped(text, at);
    case "`":
      return codeSpan(text, at);
    case "*":
    case "_":
    case "~":
      return delimiter(text, at);
    case "\n":
      return lineBreak(text, at);
    case "&":
      return entity(text, at);
    case "<":
      return links ? angleLink(text, at) : null;
    case "!":
      return text[at + 1] === "[" ? bracketLink(text, at + 1, context) : null;
    case "[":
      return links ? bracketLink(text, at, context) : null;
    case "h":
    case "H":
      return links ? bareLink(text, at) : null;
    default:
      return null;
  }
}

/** @param {string} text @param {number} at @returns {Found} */
function escaped(text, at) {
  const next = text[at + 1];
  if (next === "\n") return { next: at + 2, pieces: [{ node: h("br") }] };
  return next && ESCAPABLE.test(next) ? { next: at + 2, literal: next } : null;
}

/** @param {string} text @param {number} at @returns {Found} */
function codeSpan(text, at) {
  const ticks = /^`+/.exec(text.slice(at))?.[0] ?? "`";
  let end = text.indexOf(ticks, at + ticks.length);
  while (end >= 0 && (text[end + ticks.length] === "`" || text[end - 1] === "`")) {
    end = text.indexOf(ticks, end + 1);
  }
  if (end < 0) return { next: at + ticks.length, literal: ticks };
  let code = text.slice(at + ticks.length, end).replaceAll("\n", " ");
  if (/^ .*[^ ].* $|^ [^ ] $/.test(code)) code = code.slice(1, -1);
  return { next: end + ticks.length, pieces: [{ node: h("code", {}, code) }] };
}

/** @param {string} text @param {number} at @returns {Found} */
function lineBreak(text, at) {
  const hard = text.slice(0, at).endsWith("  ");
  const indent = /^ */.exec(text.slice(at + 1))?.[0].length ?? 0;
  const next = at + 1 + indent;
  return hard ? { next, trim: true, pieces: [{ node: h("br") }] } : { next, literal: "\n" };
}

/** @param {string} text @param {number} at @returns {Found} */
function entity(text, at) {
  const match = /^&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]+));/.exec(text.slice(at, at + 12));
  if (!match) return null;
  const next = at + match[0].length;
  if (match[3]) {
    const literal = /** @type {Record<string, string>} */ (ENTITIES)[match[3]];
    return literal ? { next, literal } : null;
  }
  const code = match[1] ? Number(match[1]) : Number.parseInt(match[2], 16);
  return { next, literal: code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd" };
}

/** @param {string} text @param {number} at @returns {Found} */
function angleLink(text, at) {
  const match = /^<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>/.exec(text.slice(at, at + 2048));
  if (!match) return null;
  const address = match[1].includes(":") ? match[1] : `mailto:${match[1]}`;
  return { next: at + match[0].length, pieces: [{ node: link(address, [document.createTextNode(match[1])]) }] };
}

/** @param {string} text @param {number} at @returns {Found} */
function bareLink(text, at) {
  if (at > 0 && /[\w]/.test(text[at - 1])) return null;
  const match = /^https?:\/\/[^\s<>]+/i.exec(text.slice(at, at + 2048));
  if (!match) return null;
  let address = match[0].replace(/[.,;:!?'"*_~`\]]+$/, "");
  while (address.endsWith(")") && count(address, ")") > count(address, "(")) address = address.slice(0, -1);
  return { next: at + address.length, pieces: [{ node: link(address, [document.createTextNode(address)]) }] };
}

/** @param {string} text @param {string} char */
function count(text, char) {
  return text.split(char).length - 1;
}

/**
 * A link, or an image: that is shown as a link to it, for nothing is loaded from elsewhere.
 * @param {string} text
 * @param {number} at
 * @param {Context} context
 * @returns {Found}
 */
function bracketLink(text, at, { depth, pairs }) {
  const close = pairs.get(at);
  if (close === undefined || depth > DEEPEST) return null;
  const target = /^\(\s*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/.exec(
    text.slice(close + 1, close + 4096),
  );
  if (!target) return null;
  const label = resolveEmphasis(scan(text.slice(at + 1, close), depth + 1));
  const address = (target[1] ?? target[2]).replace(/\\([!-/:-@[-`{-~])/g, "$1");
  const nodes = depth === 0 ? [link(address, label)] : label;
  return { next: close + 1 + target[0].length, pieces: nodes.map((node) => ({ node })) };
}

/** @param {string} text @returns {Map<number, number>} */
function bracketPairs(text) {
  const pairs = new Map();
  const open = [];
  for (let at = text.indexOf("["); at >= 0 && at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "[") open.push(at);
    else if (text[at] === "]" && open.length > 0) pairs.set(open.pop(), at);
  }
  return pairs;
}

/**
 * @param {string} address
 * @param {Node[]} label
 */
function link(address, label) {
  if (!SAFE_LINK.test(address)) return h("span", {}, label);
  const content = label.length ? label : [document.createTextNode(address)];
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, content);
}

/** @param {string} text @param {number} at @returns {Found} */
function delimiter(text, at) {
  const mark = text[at];
  let next = at;
  while (text[next] === mark) next += 1;
  const run = next - at;
  if (mark === "~" && run !== 2) return { next, literal: mark.repeat(run) };
  const before = text[at - 1] ?? " ";
  const after = text[next] ?? " ";
  const left = flanks(after, before);
  const right = flanks(before, after);
  const opens = left && (mark !== "_" || !right || isPunctuation(before));
  const closes = right && (mark !== "_" || !left || isPunctuation(after));
  return { next, pieces: [{ mark, count: run, opens, closes }] };
}

/** @param {string} inner @param {string} outer */
function flanks(inner, outer) {
  if (/\s/.test(inner)) return false;
  return !isPunctuation(inner) || /\s/.test(outer) || isPunctuation(outer);
}

/** @param {string} char */
function isPunctuation(char) {
  return /[\p{P}\p{S}]/u.test(char);
}

/**
 * Match openers with closers, innermost first; marks without a partner are text.
 * @param {Piece[]} pieces
 * @returns {Node[]}
 */
function resolveEmphasis(pieces) {
  /** @type {Map<string, number>} below which there is no opener for closers of a kind */
  const bottoms = new Map();
  for (let at = 0; at < pieces.length; at += 1) {
    const closer = pieces[at];
    if (!("mark" in closer) || !closer.closes || closer.count === 0) continue;
    const kind = `${closer.mark}${closer.opens}${closer.count % 3}`;
    const from = openerBefore(pieces, at, closer, bottoms.get(kind) ?? 0);
    if (from < 0) bottoms.set(kind, at);
    else at = wrap(pieces, from, at) - 1;
  }
  return pieces.flatMap((piece) => asNodes(piece));
}

/**
 * @param {Piece[]} pieces
 * @param {number} at
 * @param {{mark: string, count: number, opens: boolean}} closer
 * @param {number} bottom
 */
function openerBefore(pieces, at, closer, bottom) {
  for (let from = at - 1; from >= bottom; from -= 1) {
    const piece = pieces[from];
    if (!("mark" in piece) || piece.mark !== closer.mark || !piece.opens || piece.count === 0) continue;
    const both = piece.closes || closer.opens;
    const odd = both && (piece.count + closer.count) % 3 === 0 && (piece.count % 3 !== 0 || closer.count % 3 !== 0);
    if (!odd) return from;
  }
  return -1;
}

/**
 * Wrap what lies between an opener and a closer; returns where to go on: at the closer, if something is left of it.
 * @param {Piece[]} pieces
 * @param {number} from
 * @param {number} to
 */
function wrap(pieces, from, to) {
  const opener = /** @type {any} */ (pieces[from]);
  const closer = /** @type {any} */ (pieces[to]);
  const used = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
  const tag = opener.mark === "~" ? "del" : used === 2 ? "strong" : "em";
  const inner = pieces.slice(from + 1, to).flatMap((piece) => asNodes(piece));
  opener.count -= used;
  closer.count -= used;
  pieces.splice(from + 1, to - from - 1, { node: h(tag, {}, inner) });
  return closer.count > 0 ? from + 2 : from + 3;
}

/** @param {Piece} piece @returns {Node[]} */
function asNodes(piece) {
  if ("node" in piece) return [piece.node];
  return piece.count > 0 ? [document.createTextNode(piece.mark.repeat(piece.count))] : [];
}
