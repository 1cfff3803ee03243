// The tour: what to send where, and the fakes' own pages beside it.

const find = (id) => document.getElementById(id);
const told = await (await fetch("/tour")).json();
let current = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Each page is loaded when it is first looked at, and stays: a stream goes on while another page is in front.
function look(id) {
  const frames = find("frames");
  const fresh = !frames.querySelector(`[data-stop="${id}"]`);
  const { name, url } = told.stops.find((stop) => stop.id === id);
  if (fresh) frames.append(element("iframe", { "data-stop": id, title: name, src: `${url}/#follow` }));
  for (const frame of frames.children) frame.hidden = frame.dataset.stop !== id;
  const shown = frames.querySelector(`[data-stop="${id}"]`);
  if (!fresh && ["google", "microsoft"].includes(id)) shown.src = `${url}/?at=${Date.now()}`; // these do not ask anew
  for (const button of find("stops").children) button.setAttribute("aria-pressed", String(button.dataset.stop === id));
}

function go(number) {
  current = Math.min(number, told.steps.length - 1);
  for (const [index, item] of [...find("steps").children].entries()) {
    item.toggleAttribute("data-current", index === current);
    if (index === current) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
}

async function send(number, button) {
  button.disabled = true;
  go(number);
  look(told.steps[number].stop);
  const answer = await fetch(`/send/${number}`, { method: "POST", headers: { "X-Simulator": "1" } }).catch(() => null);
  button.disabled = false;
  find("note").textContent = answer?.ok ? "Sent." : "That could not be sent. Is the simulation still running?";
  if (answer?.ok) done(number);
}

function done(number) {
  find("steps").children[number].toggleAttribute("data-done", true);
  go(number + 1);
}

function step({ stop, title, quote, look: after, send: label }, number) {
  const name = told.stops.find((each) => each.id === stop).name;
  const press = label
    ? element("button", { type: "button", "data-send": number, onclick: (event) => send(number, event.currentTarget) }, label)
    : element("button", { type: "button", onclick: () => { look(stop); done(number); } }, `Show ${name}`);
  return element("li", {}, element("h2", {}, title), element("blockquote", {}, quote), press, element("p", { class: "look" }, after));
}

find("console").href = told.console;
find("stops").append(...told.stops.map(({ id, name }) =>
  element("button", { type: "button", "data-stop": id, "aria-pressed": "false", onclick: () => look(id) }, name)));
find("steps").append(...told.steps.map(step));
go(0);
look(told.stops[0].id);
