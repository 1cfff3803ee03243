// Slack's texts and blocks as elements. Text is always set as text, never as HTML.

const EMOJI = { warning: "⚠️", white_check_mark: "✅", x: "❌", grey_question: "❔", hourglass_flowing_sand: "⏳" };
const TOKEN = /<([^<>\n]+)>|`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|\[([^\]\n]*)\]\((https?:[^)\s]+)\)|:(\w+):/;

let zone = "UTC";

export function showIn(name) {
  zone = name;
}

export function clock(seconds) {
  // "2026-11-26T15:00" on the clock of whoever looks
  return new Date(seconds * 1000).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T").slice(0, 16);
}

export function instant(text) {
  const guess = Date.parse(`${text}Z`) / 1000;
  return guess + (guess - Date.parse(`${clock(guess)}Z`) / 1000);
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

export function rich(text, users) {
  const body = element("div", { class: "body" });
  for (const [index, part] of text.split(/^(?:```|~~~)[^\n]*$/m).entries()) {
    if (index % 2) body.append(element("pre", {}, plain(part.replace(/^\n|\n$/g, ""))));
    else for (const paragraph of part.split(/\n{2,}/)) if (paragraph.trim()) body.append(block(paragraph, users));
  }
  return body;
}

function block(text, users) {
  const lines = text.replace(/^\n+|\n+$/g, "").split("\n");
  const heading = lines.length === 1 && lines[0].match(/^#{1,6} (.*)$/);
  if (heading) return element("p", {}, element("strong", {}, ...inline(heading[1], users)));
  if (lines.every((line) => /^\s*([-•*]|\d+\.) /.test(line))) {
    const items = lines.map((line) => element("li", {}, ...inline(line.replace(/^\s*([-•*]|\d+\.) /, ""), users)));
    return element(/^\s*\d/.test(lines[0]) ? "ol" : "ul", {}, ...items);
  }
  if (lines.every((line) => /^(>|&gt;)/.test(line))) {
    return element("blockquote", {}, ...inline(lines.map((line) => line.replace(/^(>|&gt;) ?/, "")).join("\n"), users));
  }
  return element("p", {}, ...inline(lines.join("\n"), users));
}

function inline(text, users) {
  const out = [];
  let rest = text;
  for (let found = TOKEN.exec(rest); found; found = TOKEN.exec(rest)) {
    out.push(plain(rest.slice(0, found.index)), piece(found, users));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...out, plain(rest)];
}

function piece(found, users) {
  const [whole, token, code, strong, bold, italic, struck, label, target, emoji] = found;
  if (token) return slackToken(token, users);
  if (code) return element("code", {}, plain(code));
  if (strong || bold) return element("strong", {}, ...inline(strong || bold, users));
  if (italic) return element("em", {}, ...inline(italic, users));
  if (struck) return element("s", {}, ...inline(struck, users));
  if (target) return link(target, label);
  return plain(EMOJI[emoji] || whole);
}

function slackToken(token, users) {
  const [target, label] = token.split("|");
  if (target.startsWith("@")) return element("span", { class: "mention" }, `@${users[target.slice(1)]?.name || label || "someone"}`);
  if (target.startsWith("!date^")) return plain(date(target, label));
  if (/^(https?|mailto):/.test(target)) return link(target, label);
  return plain(label || `<${token}>`);
}

function date(target, fallback) {
  const [, seconds, form] = target.split("^");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback || "";
  const day = moment.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: zone });
  const time = clock(Number(seconds)).slice(11);
  return form.replace(/\{date[^}]*\}/, day).replace("{time}", time);
}

function link(target, label) {
  return element("a", { href: target.replaceAll("&amp;", "&"), rel: "noreferrer", target: "_blank" }, plain(label || target));
}

function plain(text) {
  return document.createTextNode(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}

export function blocks(list, users, act) {
  const box = element("div", { class: "blocks" });
  for (const item of list) box.append(...one(item, users, act));
  if (list.some((item) => item.type === "header")) box.classList.add("card");
  return box;
}

function one(item, users, act) {
  switch (item.type) {
    case "header": return [element("h3", {}, item.text.text)];
    case "markdown": return [rich(item.text, users)];
    case "section": return [rich(item.text.text, users), ...(item.accessory ? [control(item.accessory, act)] : [])];
    case "context": return item.elements.map((part) => {
      const made = rich(part.text, users);
      made.classList.add("context");
      return made;
    });
    case "actions": return [element("div", { class: "row" }, ...item.elements.map((part) => control(part, act)))];
    case "context_actions": return [element("div", { class: "row" }, ...item.elements.flatMap((part) => feedback(part, act)))];
    default: return [];
  }
}

function control(part, act) {
  const pressed = () => {
    act({ type: part.type, action_id: part.action_id, value: part.value });
    if (part.url) window.open(part.url, "_blank", "noreferrer");
  };
  return element("button", { type: "button", class: `plain ${part.style || ""}`, onclick: pressed }, part.text.text);
}

function feedback(part, act) {
  return [["👍", part.positive_button], ["👎", part.negative_button]].map(([face, choice]) =>
    element("button", {
      type: "button", class: "plain small", "aria-label": choice.text.text,
      onclick: () => act({ type: part.type, action_id: part.action_id, value: choice.value }),
    }, face));
}
