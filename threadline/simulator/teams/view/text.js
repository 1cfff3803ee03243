// Teams' texts as elements: its part of Markdown, and mentions. Text is always set as text, never as HTML.

const TOKEN = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|(?<![\w])_([^_\n]+)_(?![\w])|~~([^~\n]+)~~|\[([^\]\n]*)\]\((https?:[^)\s]+|mailto:[^)\s]+)\)|<at>(.*?)<\/at>|\\([\\`*_{}[\]()#+\-.!~|<>&])/;
const FUNCTION = /\{\{(DATE|TIME)\(([^,)]+)(?:,\s*(\w+))?\)\}\}/g;
const ENTITIES = { lt: "<", gt: ">", amp: "&", nbsp: " ", quot: '"' };

let zone = "UTC";

export function showIn(name) {
  zone = name;
}

export function clock(milliseconds) {
  return new Date(Number(milliseconds)).toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function rich(text, mentions = []) {
  const body = element("div", { class: "rich" });
  for (const [index, part] of text.split(/^(?:```|~~~)[^\n]*$/m).entries()) {
    if (index % 2) body.append(element("pre", {}, part.replace(/^\n|\n$/g, "")));
    else for (const paragraph of part.split(/\n{2,}/)) if (paragraph.trim()) body.append(...block(paragraph, mentions));
  }
  return body;
}

function block(text, mentions) {
  const out = [];
  let kind = "", lines = [];
  const flush = () => {
    if (lines.length) out.push(made(kind, lines, mentions));
    lines = [];
  };
  for (const line of text.replace(/^\n+|\n+$/g, "").split("\n")) {
    const next = /^#{1,6} /.test(line) ? "heading" : /^\s*[-*•+] /.test(line) ? "ul" : /^\s*\d+[.)] /.test(line) ? "ol" : /^>/.test(line) ? "quote" : "p";
    if (next !== kind || next === "heading") flush();
    kind = next;
    lines.push(line);
  }
  flush();
  return out;
}

function made(kind, lines, mentions) {
  switch (kind) {
    case "heading": return element("p", {}, element("strong", {}, ...inline(lines[0].replace(/^#+ /, ""), mentions)));
    case "quote": return element("blockquote", {}, ...inline(lines.map((line) => line.replace(/^> ?/, "")).join("\n"), mentions));
    case "p": return element("p", {}, ...inline(lines.join("\n"), mentions));
    default: return element(kind, {}, ...lines.map((line) => element("li", {}, ...inline(line.replace(/^\s*([-*•+]|\d+[.)]) /, ""), mentions))));
  }
}

export function inline(text, mentions = []) {
  const out = [];
  let rest = text;
  for (let found = TOKEN.exec(rest); found; found = TOKEN.exec(rest)) {
    out.push(plain(rest.slice(0, found.index)), piece(found, mentions));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...out, plain(rest)];
}

function piece([whole, code, strong, strong2, italic, italic2, struck, label, target, mention, escaped], mentions) {
  if (code) return element("code", {}, code);
  if (strong || strong2) return element("strong", {}, ...inline(strong || strong2, mentions));
  if (italic || italic2) return element("em", {}, ...inline(italic || italic2, mentions));
  if (struck) return element("s", {}, ...inline(struck, mentions));
  if (target) return element("a", { href: target, rel: "noreferrer", target: "_blank" }, plain(label || target));
  if (mention && mentions.includes(mention)) return element("span", { class: "mention" }, mention);
  return plain(escaped || whole);
}

function plain(text) {
  return document.createTextNode(dated(text).replace(/&(lt|gt|amp|nbsp|quot);/g, (_, name) => ENTITIES[name]));
}

export function dated(text) {
  // {{DATE(2026-11-27T14:00:00Z, SHORT)}} on the clock of whoever looks
  return text.replace(FUNCTION, (whole, kind, moment, form) => {
    const date = new Date(moment.trim());
    if (Number.isNaN(date.getTime())) return whole;
    if (kind === "TIME") return clock(date.getTime());
    const long = form === "LONG", weekday = long ? "long" : form === "SHORT" ? "short" : undefined;
    return date.toLocaleDateString("en-GB", { timeZone: zone, weekday, day: "numeric", month: long ? "long" : "short", year: "numeric" });
  });
}
