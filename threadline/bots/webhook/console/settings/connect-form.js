/** Connecting a calendar: on to its own page, or a form made from what it asks for. */

import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, input, showFieldErrors } from "../lib/forms.js";
import { icon } from "../lib/icons.js";
import { _ } from "../lib/texts.js";

const BACK = "/#/calendars";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../lib/types.js").CalendarKind} CalendarKind */

/**
 * @param {App} app
 * @param {import("../lib/types.js").Connections} connections
 * @param {() => Promise<void>} changed
 */
export function connectPart(app, { connections, kinds, problem }, changed) {
  if (problem) return h("div", { class: "note note-warning", role: "note" }, icon("warning"), h("div", { class: "note-text" }, problem));
  const states = new Map(connections.map(({ backend, state }) => [backend, state]));
  return h("ul", { class: "kinds" }, kinds.map((kind) => h(
    "li",
    { "data-testid": `kind-${kind.backend}` },
    kind.method === "oauth" ? byConsent(app, kind, states.get(kind.backend)) : byForm(app, kind, states.get(kind.backend), changed),
  )));
}

/** @param {string} title @param {string | undefined} state */
function label(title, state) {
  if (state === undefined) return _("Connect {title}", { title });
  return state === "broken" ? _("Connect {title} again", { title }) : _("Change the account of {title}", { title });
}

/** @param {App} app @param {CalendarKind} kind @param {string | undefined} state */
function byConsent(app, { backend, title, scopes }, state) {
  const problem = h("div", {});
  const go = button({
    label: label(title, state),
    kind: state === "connected" ? "plain" : "primary",
    testid: `connect-${backend}`,
    onclick: () => whileBusy(go, async () => {
      fill(problem);
      try {
        const { url } = await app.api.get("calendar/auth", { backend, return_to: BACK });
        location.assign(url);
      } catch (error) {
        fill(problem, errorNote(error));
      }
    }),
  });
  return [
    go,
    h(
      "details",
      { class: "asked" },
      h("summary", {}, _("What access is asked for, and why")),
      h("ul", {}, scopes.map(({ name, purpose }) => h("li", {}, purpose, h("code", {}, name)))),
    ),
    problem,
  ];
}

/** @param {App} app @param {CalendarKind} kind @param {string | undefined} state @param {() => Promise<void>} changed */
function byForm(app, { backend, title, fields }, state, changed) {
  const controls = fields.map((each) => input({
    type: each.secret ? "password" : "text",
    placeholder: each.placeholder,
    required: each.required,
    spellcheck: false,
    autocapitalize: "none",
    "data-testid": `field-${backend}-${each.name}`,
  }));
  const problem = h("div", {});
  const submit = button({ label: _("Connect"), kind: "primary", type: "submit", testid: `submit-${backend}` });
  const form = h(
    "form",
    { novalidate: true, "aria-label": label(title, state) },
    h("div", { class: "fields" }, fields.map((each, index) => field({
      label: each.label,
      name: each.name,
      control: controls[index],
      optional: !each.required,
      wide: fields.length === 1,
    }))),
    problem,
    h("div", { class: "form-foot" }, submit),
  );
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    fill(problem);
    const values = Object.fromEntries(fields.map(({ name }, index) => [name, controls[index].value]));
    const missing = fields.filter(({ name, required }) => required && !values[name].trim());
    showFieldErrors(form, Object.fromEntries(missing.map(({ name }) => [name, _("This is needed.")])));
    if (missing.length > 0) return;
    whileBusy(submit, async () => {
      const { account } = await app.api.post("calendar/connections", { backend, values });
      app.announcer.say(_("{title} is connected: {account}", { title, account }));
      await changed();
    }).catch((error) => fill(problem, errorNote(error)));
  });
  const words = state === "connected" ? _("Connect more of {title}", { title }) : label(title, state);
  return h("details", { class: "by-form" }, h("summary", { "data-testid": `connect-${backend}` }, words), form);
}
