/** The form for a template: new, or changed. */

import { ApiError, segment } from "../lib/api.js";
import { append, button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote, fieldErrors } from "../lib/errors.js";
import { field, input, select, showFieldErrors, textarea } from "../lib/forms.js";

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
  const submit = button({ label: "Save", kind: "primary", type: "submit", testid: "template-save" });
  const form = h(
    "form",
    { class: "template-form", novalidate: true, "data-testid": "template-form" },
    layout(controls, variables.element, template === null),
    problem,
    h("div", { class: "form-foot" }, submit, button({ label: "Cancel", kind: "quiet", onclick: cancel })),
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
  const errors = taken ? { id: "Another template has this id." } : fieldErrors(error);
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
    source: select([{ value: "", label: "any" }, ...SOURCES.map(words)], { value: template?.source ?? "" }),
    language: input({ value: template?.language ?? "", maxlength: 2, placeholder: "any", spellcheck: false }),
  };
}

/** @param {ReturnType<typeof controlsFor>} controls @param {HTMLElement} variables @param {boolean} fresh */
function layout(controls, variables, fresh) {
  return h(
    "div",
    { class: "fields" },
    field({ label: "Name", name: "name", control: controls.name }),
    field({ label: "Id", name: "id", control: controls.id, optional: fresh, hint: fresh ? "For commands and the API; chosen for you if empty" : "Ids are fixed" }),
    field({ label: "Description", name: "description", control: controls.description, wide: true, optional: true }),
    field({ label: "Template", name: "template", control: controls.template, wide: true, hint: "Jinja2; {{ text }} is what the person sends" }),
    variables,
    field({ label: "System prompt", name: "system_prompt", control: controls.system_prompt, wide: true, optional: true }),
    h("div", { class: "field-row field-wide" },
      field({ label: "Task", name: "type", control: controls.type }),
      field({ label: "Answers by default", name: "source", control: controls.source }),
      field({ label: "Language", name: "language", control: controls.language, hint: "Two letters, as en" }),
    ),
  );
}

/** The list of variables, with rows that can be added and taken away. @param {import("../lib/types.js").Variable[]} variables */
function variableRows(variables) {
  const rows = h("ul", { class: "variables" });
  const add = (/** @type {import("../lib/types.js").Variable} */ variable) => append(rows, [variableRow(variable)]);
  variables.forEach(add);
  const more = button({ label: "Add a variable", icon: "plus", kind: "quiet", onclick: () => {
    add({ name: "", description: "", required: false, default: null });
    rows.lastElementChild?.querySelector("input")?.focus();
  } });
  const element = h(
    "fieldset",
    { class: "field-wide", "data-field": "variables" },
    h("legend", {}, "Variables"),
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
    input({ value: variable.name, placeholder: "name", "aria-label": "Name", spellcheck: false }),
    input({ value: variable.description, placeholder: "description", "aria-label": "Description" }),
    input({ value: variable.default ?? "", placeholder: "default", "aria-label": "Default" }),
    h("label", { class: "check" }, input({ type: "checkbox", checked: variable.required }), " required"),
    button({ label: "Remove", icon: "close", hideLabel: true, onclick: () => row.remove() }),
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
  if (!body.name) errors.name = "A template needs a name.";
  if (body.id && !ID.test(body.id)) errors.id = "Small letters, digits, - and _ only.";
  if (!body.template.trim()) errors.template = "A template needs a text.";
  if (body.language && !/^[a-z]{2}$/.test(body.language)) errors.language = "Two letters.";
  const wrong = body.variables.find((/** @type {{name: string}} */ { name }) => !VARIABLE.test(name));
  if (wrong) errors.variables = `“${wrong.name}” is not a name for a variable: letters, digits and _ only.`;
  return errors;
}
