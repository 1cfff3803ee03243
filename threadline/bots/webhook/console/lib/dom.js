/** Building DOM nodes without markup strings: text stays text, whoever wrote it. */

import { icon } from "./icons.js";

/** @typedef {Node | string | number | false | null | undefined | Child[]} Child */

/**
 * Create an element.
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `on…` functions listen, `style` is an object set through the CSSOM
 * @param {...Child} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  append(element, children);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {any} value
 */
function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") setStyle(element, value);
  else if (name === "value") /** @type {any} */ (element).value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, string | number>} values CSS properties, custom ones included
 */
export function setStyle(element, values) {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, String(value));
}

/**
 * Append children; nothing is drawn for false, null and undefined.
 * @param {Element | DocumentFragment} parent
 * @param {Child[]} children
 */
export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === false || child === null || child === undefined || child === "") continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Replace what an element holds.
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/**
 * The element of the page's shell with this id.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

/**
 * A button. `iconName` alone needs `label`, which then names it for everyone.
 * @param {{label: string, icon?: string, kind?: string, hideLabel?: boolean, testid?: string, onclick?: (event: MouseEvent) => void, [name: string]: any}} options
 * @returns {HTMLButtonElement}
 */
export function button({ label, icon: iconName, kind = "plain", hideLabel = false, testid, ...rest }) {
  return h(
    "button",
    {
      type: "button",
      class: `button button-${kind}${hideLabel ? " button-icon" : ""}`,
      "data-testid": testid,
      "aria-label": hideLabel ? label : null,
      title: hideLabel ? label : null,
      ...rest,
    },
    iconName && icon(iconName),
    !hideLabel && h("span", {}, label),
  );
}

/**
 * Disable a button and mark it busy while work runs, so that a second click cannot repeat it.
 * @template T
 * @param {HTMLButtonElement} target
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>} undefined if it was busy already
 */
export async function whileBusy(target, work) {
  if (target.disabled) return undefined;
  target.disabled = true;
  target.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    target.disabled = false;
    target.removeAttribute("aria-busy");
  }
}

let lastId = 0;

/**
 * An id that no other element has.
 * @param {string} stem
 */
export function uniqueId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}
