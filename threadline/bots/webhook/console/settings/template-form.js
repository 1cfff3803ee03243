/** The form for a template: new, or changed. */

import { ApiError, segment } from "../lib/api.js";
import { append, button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote, fieldErrors } from "../lib/errors.js";
import { field, input, select, showFieldErrors, textarea } from "../lib/forms.js";
import { _, pgettext } from "../lib/texts.js";

const TYPES =
  "custom chat summary keywords sentiment entities translation explanation calendar_event".split(" ");
const SOURCES = ["email", "meeting", "document", "chat", "other"];
const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const VARIABLE = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/;

/** @typedef {import("../lib/types.js").Template} Template */

/**
 * @param {import("../lib/api.js").Api} api
 * @param {Template | null} template
 * @param {{saved: (template: Template) => Promise<void>, cancel: () => void}} actions
 */
export function templateForm(api, template, { saved, cancel }) {
  const controls = controlsFor(template);
  const variables = variableRows(template?.variables ?? []);
  const problem = h("div", {});
  const submit = button({ label: _("Save"), kind: "primary", type: "submit", testid: "template-save" });
  const form = h(
    "form",
    { class: "template-form", novalidate: true, "data-testid": "template-form" },
    layout(controls, variables.element, template === null),
    problem,
    h("div", { class: "form-foot" }, submit, button({ label: _("Cancel"), kind: "quiet", onclick: cancel })),
  );
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    fill(problem);
    const body = bodyOf(controls, variables.read());
    const errors = check(body);
    showFieldErrors(form, errors);
    if (Object.keys(errors).length > 0) return;
    whileBusy(submit, () => store(api, template, body)).then(
      (stored) => stored && saved(stored),
      (error) => refuse(form, problem, error),
    );
  });
  return form;
}

/** @param {import("../lib/api.js").Api} api @param {Template | null} template @param {Record<string, any>} body */
function store(api, template, body) {
  return template ? api.put(`templates/${segment(template.id)}`, { ...body, id: template.id }) : api.post("templates", body);
}

/** @param {HTMLElement} form @param {HTMLElement} problem @param {unknown} error */
function refuse(form, problem, error) {
  const taken = error instanceof ApiError && error.status === 409;
  const errors = taken ? { id: _("Another template has this id.") } : fieldErrors(error);
  const unplaced = showFieldErrors(form, errors);
  if (Object.keys(errors).length === 0 || Object.keys(unplaced).length > 0) fill(problem, errorNote(error));
}

/** @param {Template | null} template */
function controlsFor(template) {
  const words = (/** @type {string} */ value) => ({ value, label: value.replace("_", " ") });
  return {
    name: input({ value: template?.name, maxlength: 200 }),
    id: input({ value: template?.id ?? "", maxlength: 64, spellcheck: false, disabled: template !== null }),
    description: input({ value: template?.description, maxlength: 1000 }),
    template: textarea({ value: template?.template ?? "{{ text }}", rows: 9, spellcheck: false, class: "code" }),
    system_prompt: textarea({ value: template?.system_prompt, rows: 3 }),
    type: select(TYPES.map(words), { value: template?.type ?? "custom" }),
    source: select([{ value: "", label: pgettext("language or source", "any") }, ...SOURCES.map(words)], { value: template?.source ?? "" }),
    language: input({ value: template?.language ?? "", maxlength: 2, placeholder: pgettext("language or source", "any"), spellcheck: false }),
  };
}

/** @param {ReturnType<typeof controlsFor>} controls @param {HTMLElement} variables @param {boolean} fresh */
function layout(controls, variables, fresh) {
  return h(
    "div",
    { class: "fields" },
    field({ label: _("Name"), name: "name", control: controls.name }),
    field({ label: _("Id"), name: "id", control: controls.id, optional: fresh, hint: fresh ? _("For commands and the API. Leave empty to have one chosen.") : _("This cannot be changed") }),
    field({ label: _("Description"), name: "description", control: controls.description, wide: true, optional: true }),
    field({ label: _("Template"), name: "template", control: controls.template, wide: true, hint: _("In Jinja2. {variable} is what the person sends.", { variable: "{{ text }}" }) }),
    variables,
    field({ label: _("System prompt"), name: "system_prompt", control: controls.system_prompt, wide: true, optional: true }),
    h("div", { class: "field-row field-wide" },
      field({ label: _("Task"), name: "type", control: controls.type }),
      field({ label: _("Answers by default"), name: "source", control: controls.source }),
      field({ label: _("Language"), name: "language", control: controls.language, hint: _("Two letters, such as en") }),
    ),
  );
}

/** The list of variables, with rows that can be added and taken away. @param {import("../lib/types.js").Variable[]} variables */
function variableRows(variables) {
  const rows = h("ul", { class: "variables" });
  const add = (/** @type {import("../lib/types.js").Variable} */ variable) => append(rows, [variableRow(variable)]);
  variables.forEach(add);
  const more = button({ label: _("Add a variable"), icon: "plus", kind: "quiet", onclick: () => {
    add({ name: "", description: "", required: false, default: null });
    rows.lastElementChild?.querySelector("input")?.focus();
  } });
  const element = h(
    "fieldset",
    { class: "field-wide", "data-field": "variables" },
    h("legend", {}, _("Variables")),
    rows,
    h("input", { type: "hidden" }),
    h("p", { class: "field-error", role: "alert" }),
    more,
  );
  return { element, read: () => [...rows.children].map(readRow) };
}

/** @param {import("../lib/types.js").Variable} variable */
function variableRow(variable) {
  const row = h(
    "li",
    {},
    input({ value: variable.name, placeholder: _("Name"), "aria-label": _("Name"), spellcheck: false }),
    input({ value: variable.description, placeholder: _("Description"), "aria-label": _("Description") }),
    input({ value: variable.default ?? "", placeholder: _("Default value"), "aria-label": _("Default value") }),
    h("label", { class: "check" }, input({ type: "checkbox", checked: variable.required }), ` ${_("required")}`),
    button({ label: _("Remove"), icon: "close", hideLabel: true, onclick: () => row.remove() }),
  );
  return row;
}

/** @param {Element} row */
function readRow(row) {
  const [name, description, value, required] = row.querySelectorAll("input");
  return {
    name: name.value.trim(),
    description: description.value.trim(),
    required: required.checked,
    default: value.value === "" ? null : value.value,
  };
}

/** @param {ReturnType<typeof controlsFor>} controls @param {ReturnType<typeof readRow>[]} variables */
function bodyOf(controls, variables) {
  const text = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value]));
  return {
    ...text,
    id: text.id.trim() || null,
    name: text.name.trim(),
    source: text.source || null,
    language: text.language.trim().toLowerCase() || null,
    variables: variables.filter(({ name, description }) => name || description),
  };
}

/** @param {Record<string, any>} body */
function check(body) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!body.name) errors.name = _("A template needs a name.");
  if (body.id && !ID.test(body.id)) errors.id = _("Use only lower-case letters, digits, - and _.");
  if (!body.template.trim()) errors.template = _("A template needs a text.");
  if (body.language && !/^[a-z]{2}$/.test(body.language)) errors.language = _("Enter two letters.");
  const wrong = body.variables.find((/** @type {{name: string}} */ { name }) => !VARIABLE.test(name));
  if (wrong) errors.variables = _("“{name}” cannot be the name of a variable. Use only letters, digits and _.", { name: wrong.name });
  return errors;
}
