/** The documentation: finding an endpoint, seeing the examples in one's own language, and trying requests. */

const LANGUAGE = "threadline-docs-language";

/** @param {string} name @param {Record<string, any>} [properties] @param {...(Node | string)} children */
function made(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function search() {
  const input = /** @type {HTMLInputElement} */ (document.querySelector("#search"));
  const told = /** @type {HTMLElement} */ (document.querySelector("#found"));
  const articles = [...document.querySelectorAll("main article")].map((article) => ({
    article: /** @type {HTMLElement} */ (article),
    words: (article.textContent ?? "").toLowerCase(),
    link: /** @type {HTMLElement | null} */ (document.querySelector(`.contents a[href="#${article.id}"]`)?.closest("li")),
  }));
  const find = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { article, words: text, link } of articles) {
      const fits = words.every((word) => text.includes(word));
      article.hidden = !fits;
      if (link) link.hidden = !fits;
      if (fits) found += 1;
    }
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main > section"))) {
      const within = [...section.querySelectorAll("article")];
      section.hidden = words.length > 0 && within.every((article) => article.hidden);
    }
    told.textContent = words.length ? `${found} found` : "";
  };
  input.addEventListener("input", find);
  document.querySelector(".search")?.removeAttribute("hidden");
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    input.value = "";
    find();
    target.scrollIntoView();
  });
  document.addEventListener("keydown", (event) => {
    const writes = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
    if (event.key !== "/" || writes) return;
    event.preventDefault();
    input.focus();
  });
}

function languages() {
  const choice = /** @type {HTMLSelectElement} */ (document.querySelector("#language"));
  const show = () => {
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-language]"))) {
      each.hidden = each.dataset.language !== choice.value;
    }
  };
  choice.value = localStorage.getItem(LANGUAGE) ?? choice.value;
  if (!choice.value) choice.selectedIndex = 0;
  choice.addEventListener("change", () => {
    localStorage.setItem(LANGUAGE, choice.value);
    show();
  });
  choice.closest("p")?.removeAttribute("hidden");
  show();
}

/** The token is kept by this page alone, and is gone when it is left. */
const token = made("input", { type: "password", autocomplete: "off", spellcheck: false });

function tokenField() {
  const place = document.querySelector("#token-place");
  const label = made("label", {}, "Token ", token);
  const about = "Without one, whoever is signed in to the console here is asked for. It is kept by this page alone.";
  place?.append(label, made("p", { className: "faint" }, about));
  place?.removeAttribute("hidden");
}

/** @param {HTMLElement} article */
function trying(article) {
  const { method = "GET", path = "", media = "" } = article.dataset;
  const button = made("button", { type: "button", className: "try" }, "Try it");
  article.querySelector(".address")?.append(button);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    let form = /** @type {HTMLFormElement | null} */ (article.querySelector("form.try-form"));
    if (!form) {
      form = tryForm(article, method, path, media);
      article.querySelector(".address")?.after(form);
    } else {
      form.hidden = !form.hidden;
    }
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) /** @type {HTMLElement} */ (form.querySelector("input, textarea, button")).focus();
  });
}

/** @param {HTMLElement} article @param {string} method @param {string} path @param {string} media */
function tryForm(article, method, path, media) {
  const form = made("form", { className: "try-form" });
  const names = /** @type {[string, string][]} */ (JSON.parse(article.dataset.tried ?? "[]"));
  const inputs = names.map(([name, where]) => {
    const input = made("input", { required: where === "path", autocomplete: "off" });
    form.append(made("label", {}, `${name} `, made("span", { className: "faint" }, where), input));
    return { name, where, input };
  });
  const body = made("textarea", { rows: 8, spellcheck: false, value: article.querySelector(".sample")?.textContent ?? "" });
  const file = made("input", { type: "file", required: true });
  if (media === "application/json") form.append(made("label", {}, "Body ", body));
  else if (media) form.append(made("label", {}, "File ", file));
  const answer = made("pre", { hidden: true, tabIndex: 0 });
  answer.setAttribute("aria-label", "Answer");
  answer.setAttribute("role", "region");
  const send = made("button", { type: "submit", className: "primary" }, "Send");
  const status = made("p", { className: "status" });
  status.setAttribute("role", "status");
  form.append(send, status, answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [query, headers] = [new URLSearchParams(), new Headers()];
    let address = path;
    for (const { name, where, input } of inputs) {
      if (where === "path") address = address.replace(`{${name}}`, encodeURIComponent(input.value));
      else if (input.value && where === "query") query.append(name, input.value);
      else if (input.value) headers.set(name, input.value);
    }
    if (token.value) headers.set("X-API-Token", token.value.trim());
    else headers.set("X-Threadline-Console", "1");
    /** @type {string | FormData | undefined} */
    let sent;
    if (media === "application/json") {
      headers.set("Content-Type", media);
      sent = body.value;
    } else if (media) {
      sent = new FormData();
      sent.append("file", /** @type {File} */ (file.files?.[0]));
    }
    const asked = `${address}${query.size ? `?${query}` : ""}`;
    await shown(asked, { method, headers, body: sent }, send, status, answer);
  });
  return form;
}

/**
 * @param {string} address
 * @param {RequestInit} request
 * @param {HTMLButtonElement} send
 * @param {HTMLElement} status
 * @param {HTMLElement} answer
 */
async function shown(address, request, send, status, answer) {
  send.disabled = true;
  answer.hidden = true;
  answer.textContent = "";
  status.textContent = "Asking …";
  const since = performance.now();
  try {
    const response = await fetch(new URL(address.replace(/^\//, ""), document.baseURI), request);
    status.textContent = `${response.status} ${response.statusText}`;
    answer.hidden = false;
    if (response.headers.get("Content-Type")?.startsWith("text/event-stream") && response.body) {
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        answer.append(decoder.decode(piece.value, { stream: true }));
      }
    } else {
      const text = await response.text();
      answer.textContent = pretty(text) || "Nothing: the answer has no body.";
    }
    status.textContent += ` · ${Math.round(performance.now() - since)} ms`;
  } catch (error) {
    status.textContent = `The service cannot be reached: ${error instanceof Error ? error.message : error}`;
  } finally {
    send.disabled = false;
  }
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

search();
languages();
tokenField();
for (const article of document.querySelectorAll("article[data-path]")) trying(/** @type {HTMLElement} */ (article));
