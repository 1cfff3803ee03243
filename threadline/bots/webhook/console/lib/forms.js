/** Fields with labels, hints and messages beside them. */

import { append, h, uniqueId } from "./dom.js";
import { _ } from "./texts.js";

/**
 * A labelled control with room for a message.
 * @param {{label: string, name: string, control: any, hint?: string, wide?: boolean, optional?: boolean}} options
 * @returns {HTMLElement}
 */
export function field({ label, name, control, hint, wide = false, optional = false }) {
  const id = uniqueId("field");
  control.id = id;
  control.name = name;
  control.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
  return h(
    "div",
    { class: `field${wide ? " field-wide" : ""}`, "data-field": name },
    h("label", { for: id }, label, optional && h("span", { class: "faint" }, ` ${_("optional")}`)),
    control,
    h("p", { class: "field-hint", id: `${id}-hint` }, hint ?? ""),
    h("p", { class: "field-error", id: `${id}-error`, role: "alert" }),
  );
}

/**
 * @param {{value?: string | null, type?: string, [name: string]: any}} [options]
 * @returns {HTMLInputElement}
 */
export function input({ value, type = "text", ...rest } = {}) {
  return h("input", { type, autocomplete: "off", ...rest, value: value ?? "" });
}

/**
 * @param {{value?: string | null, rows?: number, [name: string]: any}} [options]
 * @returns {HTMLTextAreaElement}
 */
export function textarea({ value, rows = 4, ...rest } = {}) {
  return h("textarea", { rows, ...rest, value: value ?? "" });
}

/**
 * @param {{value: string, label: string}[]} options
 * @param {{value?: string | null, [name: string]: any}} [props]
 * @returns {HTMLSelectElement}
 */
export function select(options, { value, ...rest } = {}) {
  const element = h("select", rest);
  append(element, options.map((option) => h("option", { value: option.value }, option.label)));
  element.value = value ?? "";
  return element;
}

/**
 * Show messages beside the fields they are about and put the focus on the first.
 * @param {HTMLElement} form
 * @param {Record<string, string>} errors by field name
 * @returns {Record<string, string>} those that no field is for
 */
export function showFieldErrors(form, errors) {
  const left = { ...errors };
  /** @type {HTMLElement | null} */
  let first = null;
  for (const box of form.querySelectorAll("[data-field]")) {
    const name = /** @type {HTMLElement} */ (box).dataset.field ?? "";
    const control = /** @type {HTMLElement} */ (box.querySelector("input, select, textarea"));
    const message = errors[name] ?? "";
    /** @type {HTMLElement} */ (box.querySelector(".field-error")).textContent = message;
    control.toggleAttribute("aria-invalid", Boolean(message));
    if (message) control.setAttribute("aria-invalid", "true");
    if (message) first ??= control;
    delete left[name];
  }
  first?.focus();
  return left;
}
