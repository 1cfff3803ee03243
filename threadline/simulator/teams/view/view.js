// The simulated Teams: polls what one person sees, and sends what they do.

import { card } from "/view/card.js";
import { clock, element, rich, showIn } from "/view/text.js";

const POLL_MILLISECONDS = 400;
const FOLLOWED_MILLISECONDS = 3000;
const SCHEDULE_THIS = "scheduleThis";
const ADDRESSED = /@(Threadline|Ana|Bo)\b/g;
const find = (id) => document.getElementById(id);
let me = "ana";
let place = "";
let state = null;
let seen = "";
let openDialog = "";
let following = false;
const refreshed = new Set();
const replying = new Map();

async function act(action, body) {
  const answer = await fetch(`/act/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Simulator": "1" },
    body: JSON.stringify({ user: me, ...body }),
  });
  const said = await answer.json();
  tell(said.error || said.notice);
  poll();
}

function tell(words) {
  find("notice").hidden = !words;
  find("notice").textContent = words || "";
  if (words) setTimeout(() => { find("notice").hidden = true; }, 6000);
}

async function poll() {
  const answer = await fetch(`/state?user=${me}`);
  const text = await answer.text();
  if (text + place === seen || isWriting()) return;
  seen = text + place;
  state = JSON.parse(text);
  place ||= state.conversations[0].id;
  draw();
}

function isWriting() {
  // a form inside the messages must not be replaced under somebody's fingers
  const active = document.activeElement;
  return Boolean(active?.closest("#messages") && active.matches("input, select, textarea") && active.value);
}

function draw() {
  showIn(state.people.find((one) => one.id === state.me).zone);
  drawPlaces();
  const here = state.conversations.find((one) => one.id === place);
  find("place").textContent = title(here);
  find("install").textContent = here.installed ? "Remove the app" : "Add the app";
  find("clip").hidden = here.kind !== "personal";
  find("text").placeholder = here.kind === "personal" ? "Type a message. /schedule and /help are commands." : "Type a message. @Threadline calls the assistant.";
  const said = state.messages.filter((one) => one.conversation === place);
  fill("messages", here.kind === "channel" ? posts(said) : said.map((one) => bubble(one)));
  find("typing").textContent = state.typing.some((one) => one.startsWith(place)) ? `${state.bot.name} is typing…` : "";
  drawPrompts(here, said);
  drawDialog();
  refresh(said);
}

function title(here) {
  return here.kind === "channel" ? `${here.team} › ${here.name}` : here.name;
}

function drawPlaces() {
  find("person").replaceChildren(...state.people.map((one) =>
    element("option", { value: one.key, selected: one.id === state.me }, `${one.name} (${one.zone})`)));
  const lists = [["Chat", state.conversations.filter((one) => one.kind !== "channel")], ["Teams", state.conversations.filter((one) => one.kind === "channel")]];
  find("places").replaceChildren(...lists.flatMap(([name, places]) => [element("h3", {}, name), element("ul", {}, ...places.map((one) =>
    element("li", {}, element("button", { type: "button", "aria-current": one.id === place && "page", onclick: () => go(one.id) }, title(one)))))]));
}

function go(id) {
  place = id;
  seen = "";
  find("text").value = "";
  poll();
}

function posts(said) {
  return said.filter((one) => !one.thread).map((root) => {
    const replies = said.filter((one) => one.thread === root.id);
    return element("section", { class: "post" }, bubble(root), element("div", { class: "replies" }, ...replies.map((one) => bubble(one))), replyForm(root));
  });
}

function replyForm(root) {
  const box = element("input", { "aria-label": "Reply", placeholder: "Reply", value: replying.get(root.id) || "", oninput: () => replying.set(root.id, box.value) });
  const form = element("form", { class: "reply" }, box, element("button", { type: "submit", class: "plain small" }, "Reply"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    box.value = "";
    replying.delete(root.id);
    if (text) say(text, root.id);
  });
  return form;
}

function bubble(one) {
  const bot = one.sender === state.bot.id, mine = one.sender === state.me;
  const name = bot ? state.bot.name : state.people.find((person) => person.id === one.sender).name;
  const head = element("div", { class: "head" }, element("span", { class: "who" }, name), element("span", { class: "time" }, clock(one.id)));
  if (one.generated) head.append(element("span", { class: "label-ai" }, "AI generated"));
  if (one.private) head.append(element("span", { class: "label-private" }, "Only you can see this message"));
  if (one.edits && !one.card) head.append(element("span", { class: "time" }, "Edited"));
  const body = element("div", { class: "body" }, head, ...content(one), ...below(one, bot, mine));
  return element("article", { class: `message ${mine ? "mine" : ""} ${one.private ? "private" : ""}`, "data-message": one.id }, element("div", { class: `face ${bot ? "bot" : ""}` }, name[0]), body);
}

function content(one) {
  const parts = [];
  const open = one.stream && !one.stream.ended;
  if (one.text) parts.push(rich(one.text, one.mentions));
  for (const file of one.files) parts.push(element("p", { class: "file" }, `File: ${file}`));
  if (one.card) parts.push(card(one.card, (action, values) => act("press", { conversation: one.conversation, message: one.id, action, values })));
  if (open && !one.text) parts.push(element("p", { class: "informative" }, one.stream.informative));
  if (open) parts.push(element("span", { class: "growing" }), element("button", { type: "button", class: "plain small", onclick: () => act("stop", at(one)) }, "◼ Stop"));
  if (one.citations.length) parts.push(element("ol", { class: "citations" }, ...one.citations.map((claim) => element("li", {}, claim.appearance?.name || ""))));
  return parts;
}

function at(one) {
  return { conversation: one.conversation, message: one.id };
}

function below(one, bot, mine) {
  const row = element("div", { class: "tools" });
  const tool = (name, run) => row.append(element("button", { type: "button", class: "plain small", onclick: run }, name));
  if (one.feedback) {
    tool("Like", () => act("feedback", { ...at(one), reaction: "like" }));
    tool("Dislike", () => act("feedback", { ...at(one), reaction: "dislike" }));
  }
  if (!one.stream || one.stream.ended) tool("Schedule this", () => act("schedule", { ...at(one), command: SCHEDULE_THIS }));
  if (mine) tool("Edit message", () => {
    const text = window.prompt("Edit the message", one.text);
    if (text) act("edit", { ...at(one), text });
  });
  if (mine) tool("Delete message", () => act("delete", at(one)));
  return [row];
}

function drawPrompts(here, said) {
  const last = said.at(-1);
  const prompts = here.kind === "personal" && last ? last.suggested : [];
  find("prompts").replaceChildren(...prompts.map((one) =>
    element("button", { type: "button", class: "plain", onclick: () => act("write", { conversation: place, text: one.value }) }, one.title)));
}

function drawDialog() {
  const dialog = find("dialog");
  const key = state.dialog ? JSON.stringify(state.dialog) : "";
  if (key === openDialog) return;
  openDialog = key;
  if (!state.dialog) return dialog.close();
  const form = state.dialog.card
    ? card(state.dialog.card, (action, values) => act("submit", { values, data: action.data || {} }))
    : rich(state.dialog.text);
  const close = element("button", { type: "button", class: "plain small", "aria-label": "Close", onclick: () => act("close", {}) }, "✕");
  dialog.replaceChildren(element("header", {}, element("h2", {}, state.dialog.title || state.bot.name), close), form);
  if (!dialog.open) dialog.showModal();
}

function refresh(said) {
  // Teams asks for a person's own view of a card when they look at it
  for (const one of said.filter((message) => message.card?.refresh && !message.own_view)) {
    const wanted = one.card.refresh.userIds;
    const key = `${me} ${one.id} ${one.edits}`;
    if (refreshed.has(key) || (wanted && !wanted.includes(state.me))) continue;
    refreshed.add(key);
    act("refresh", at(one));
  }
}

function fill(id, children) {
  const box = find(id);
  const atEnd = following || box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  box.replaceChildren(...children);
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function follow(thread) {
  // whoever writes below everything looks at what comes of it
  if (thread) return;
  following = true;
  setTimeout(() => { following = false; }, FOLLOWED_MILLISECONDS);
}

function say(text, thread) {
  follow(thread);
  const command = text.match(/^\/(\w+)\s*(.*)$/s);
  if (command) return act("command", { conversation: place, title: command[1], text: command[2], thread });
  return act("write", { conversation: place, text: text.replaceAll(ADDRESSED, "<at>$1</at>"), thread });
}

find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("text").value.trim();
  find("text").value = "";
  if (text) say(text);
});
find("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); find("composer").requestSubmit(); }
});
find("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  follow();
  if (file) act("attach", { name: file.name, content: await file.text(), text: find("text").value });
  event.target.value = find("text").value = "";
});
find("install").addEventListener("click", () => act("install", { conversation: place }));
find("person").addEventListener("change", (event) => { me = event.target.value; go(""); });
find("dialog").addEventListener("cancel", (event) => { event.preventDefault(); act("close", {}); });
poll();
setInterval(poll, POLL_MILLISECONDS);
