// The simulated Slack: polls what one person sees, and sends what they do.

import { blocks, clock, element, instant, rich, showIn } from "/view/blocks.js";

const POLL_MILLISECONDS = 400;
const HOME = "home";
const find = (id) => document.getElementById(id);
let me = "UANA";
let place = "CGENERAL";
let thread = null;
let state = null;
let seen = "";
let openView = "";
let followed = null;

async function act(action, body) {
  const answer = await fetch(`/act/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Simulator": "1" },
    body: JSON.stringify({ user: me, ...body }),
  });
  poll();
  return answer.ok ? answer.json() : {};
}

async function poll() {
  const answer = await fetch(`/state?user=${me}`);
  const text = await answer.text();
  if (text + place + thread === seen) return;
  seen = text + place + thread;
  state = JSON.parse(text);
  follow();
  draw();
}

// In the tour a message is sent from beside this page: the thread it is answered in opens by itself.
function follow() {
  if (location.hash !== "#follow") return;
  const newest = state.messages.filter((one) => one.channel === place && one.thread_ts && one.user === state.bot && !one.ephemeral).at(-1);
  if (newest && newest.thread_ts !== followed) { thread = followed = newest.thread_ts; seen = ""; }
}

function draw() {
  showIn(state.users[me].zone);
  drawPlaces();
  find("composer").hidden = place === HOME;
  if (place === HOME) drawHome();
  else drawChannel();
  drawThread();
  drawModal();
}

function drawPlaces() {
  const people = Object.entries(state.users).filter(([id]) => id !== state.bot);
  find("person").replaceChildren(...people.map(([id, user]) =>
    element("option", { value: id, selected: id === me }, `${user.name} (${user.zone})`)));
  const names = [...state.channels.map((one) => [one.id, one.kind === "im" ? `◆ ${one.name}` : `# ${one.name}`]), [HOME, "⌂ Home of Threadline"]];
  find("channels").replaceChildren(...names.map(([id, name]) =>
    element("li", {}, element("button", { type: "button", "aria-current": id === place, onclick: () => go(id) }, name))));
  find("place").textContent = names.find(([id]) => id === place)?.[1] || "";
  find("text").placeholder = "Write a message. @Threadline calls the assistant; /schedule and /threadline are commands.";
}

function go(id) {
  place = id;
  thread = null;
  if (id === HOME) act("home", { tab: "home" });
  else if (id.startsWith("D")) act("home", { tab: "messages" });
  seen = "";
  poll();
}

function drawChannel() {
  const top = state.messages.filter((one) => one.channel === place && !one.thread_ts);
  const prompts = (state.prompts[place] || []).map((prompt) =>
    element("button", { type: "button", class: "plain", onclick: () => act("write", { channel: place, text: prompt.message }) }, prompt.title));
  fill("messages", [...top.map((one) => message(one, true)), ...(prompts.length ? [element("div", { class: "row composer" }, ...prompts)] : [])]);
}

function drawHome() {
  const home = state.home ? blocks(state.home.blocks, state.users, (action) => act("click", { action })) : "Opening…";
  fill("messages", [element("div", { class: "message" }, element("span"), home)]);
}

function drawThread() {
  find("thread").hidden = !thread;
  if (!thread) return;
  const said = state.messages.filter((one) => one.channel === place && (one.ts === thread || one.thread_ts === thread));
  fill("replies", said.map((one) => message(one, false)));
  const status = state.status.find((one) => one.channel === place && one.thread_ts === thread);
  find("status").textContent = status?.messages?.length ? `Threadline ${status.messages[0]}` : "";
}

function fill(id, children) {
  const box = find(id);
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  box.replaceChildren(...children);
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function message(one, top) {
  const user = state.users[one.user];
  const isBot = one.user === state.bot;
  const head = element("div", {}, element("span", { class: "who" }, user.name), ...(isBot ? [element("span", { class: "app" }, "APP")] : []), element("span", { class: "time" }, clock(Number(one.ts)).slice(11)));
  const click = (action) => act("click", { channel: one.channel, ts: one.ts, action });
  const content = element("div", { class: "body" });
  const standing = one.blocks?.some((part) => ["header", "markdown", "section"].includes(part.type));
  for (const task of one.tasks) content.append(element("p", { class: "context" }, `✓ ${task.title}`));
  if (one.markdown || !standing) content.append(rich(one.markdown || one.text, state.users));
  if (one.blocks) content.append(blocks(one.blocks, state.users, click));
  if (one.streaming_state === "in_progress") content.append(...streaming(one));
  if (one.appended !== null) content.append(element("p", { class: "context stream" }, streamed(one)));
  if (top) content.append(...below(one));
  return element("article", { class: `message ${one.ephemeral ? "ephemeral" : ""}` }, element("div", { class: `face ${one.user}` }, user.name[0]), head, content);
}

function streamed({ streaming_state: state, appended }) {
  const pieces = `${appended} ${appended === 1 ? "append" : "appends"}`;
  return state === "in_progress" ? `Streaming: started, ${pieces} so far` : `Streamed: start, ${pieces}, stop`;
}

function streaming(one) {
  const stop = () => act("stop", { channel: one.channel, ts: one.ts });
  return [element("span", { class: "typing" }), element("button", { type: "button", class: "plain small", onclick: stop }, "Stop")];
}

function below(one) {
  const replies = state.messages.filter((other) => other.thread_ts === one.ts && other.channel === one.channel && !other.ephemeral).length;
  const open = () => { thread = one.ts; seen = ""; poll(); };
  const schedule = () => { thread = one.ts; act("schedule", { channel: one.channel, ts: one.ts }); };
  const label = replies ? `${replies} ${replies === 1 ? "reply" : "replies"}` : "Reply";
  return [element("div", { class: "row" }, element("button", { type: "button", class: "more", onclick: open }, label),
    element("button", { type: "button", class: "plain small", onclick: schedule }, "Schedule this"))];
}

function drawModal() {
  const dialog = find("modal");
  const view = state.views.at(-1);
  const key = view ? JSON.stringify(view) : "";
  if (key === openView) return;
  openView = key;
  if (!view) return dialog.close();
  const fields = view.blocks.map((part) => part.type === "input" ? field(part) : blocks([part], state.users, () => {}));
  const buttons = [element("button", { type: "button", class: "plain", onclick: () => act("close", { view: view.id }) }, "Close")];
  if (view.submit) buttons.push(element("button", { type: "submit", class: "plain primary" }, view.submit.text));
  const form = element("form", {}, element("h2", {}, view.title.text), ...fields, element("div", { class: "row" }, ...buttons));
  form.addEventListener("submit", (event) => submit(event, view, form));
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}

async function submit(event, view, form) {
  event.preventDefault();
  const values = {};
  for (const part of view.blocks.filter((one) => one.type === "input")) values[part.block_id] = { value: entered(part, form) };
  const answer = await act("submit", { view: view.id, values });
  for (const place of form.querySelectorAll(".error")) place.textContent = answer.errors?.[place.dataset.block] || "";
}

function field(part) {
  const error = element("p", { class: "error", role: "alert", "data-block": part.block_id });
  return element("div", { class: "field" }, element("label", { for: part.block_id }, part.label.text), input(part.element, part.block_id), error);
}

function input(kind, name) {
  if (kind.type === "static_select") {
    return element("select", { id: name, name }, ...kind.options.map((one) =>
      element("option", { value: one.value, selected: one.value === kind.initial_option?.value }, one.text.text)));
  }
  if (kind.type === "radio_buttons") {
    return element("div", {}, ...kind.options.map((one) =>
      element("label", {}, element("input", { type: "radio", name, value: one.value }), ` ${one.text.text}`)));
  }
  if (kind.type === "datetimepicker") return element("input", { id: name, name, type: "datetime-local", value: clock(kind.initial_date_time) });
  if (kind.type === "datepicker") return element("input", { id: name, name, type: "date", value: kind.initial_date });
  if (kind.multiline) return element("textarea", { id: name, name, rows: 3 }, kind.initial_value || "");
  return element("input", { id: name, name, value: kind.initial_value || "" });
}

function entered(part, form) {
  const value = new FormData(form).get(part.block_id);
  switch (part.element.type) {
    case "static_select":
    case "radio_buttons": return { selected_option: value ? { value } : null };
    case "datetimepicker": return { selected_date_time: value ? instant(value) : null };
    case "datepicker": return { selected_date: value };
    default: return { value };
  }
}

function send(box, root) {
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  const command = !root && text.match(/^(\/\w+)\s*(.*)$/s);
  if (command) act("command", { channel: place, command: command[1], text: command[2] });
  else act("write", { channel: place, text: text.replaceAll(/@Threadline/gi, `<@${state.bot}>`), thread_ts: root });
  if (!root) setTimeout(openNewest, 2 * POLL_MILLISECONDS);
}

function openNewest() {
  const roots = state.messages.filter((one) => one.channel === place && !one.thread_ts && !one.ephemeral);
  const answered = roots.filter((one) => state.messages.some((other) => other.thread_ts === one.ts));
  if (answered.length) { thread = answered.at(-1).ts; seen = ""; poll(); }
}

for (const [form, box, inThread] of [["composer", "text", false], ["reply", "answer", true]]) {
  const say = () => send(find(box), inThread ? thread : undefined);
  find(form).addEventListener("submit", (event) => { event.preventDefault(); say(); });
  find(box).addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); say(); }
  });
}
find("leave").addEventListener("click", () => { thread = null; seen = ""; poll(); });
find("person").addEventListener("change", (event) => { me = event.target.value; place = "CGENERAL"; thread = null; seen = ""; poll(); });
find("modal").addEventListener("cancel", (event) => { event.preventDefault(); act("close", { view: state.views.at(-1).id }); });
poll();
setInterval(poll, POLL_MILLISECONDS);
