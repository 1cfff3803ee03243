/** Texts in the language of the page: `_`, `ngettext` and `pgettext` mark them for the catalogues; values stand in braces. */

import { LANGUAGE, formOf } from "./language.js";

/** Dates, times and numbers look as they do in the service's own sentences: "Thu 26 Nov", "15:00". */
export const LOCALE = LANGUAGE === "en" ? "en-GB" : LANGUAGE;

const NUMBERS = new Intl.NumberFormat(LOCALE);

/** @typedef {Record<string, string | number>} Values */

/** The text, with its values. @param {string} text @param {Values} [values] */
export function _(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)) : text;
}

/** The same for a text that means several things. @param {string} _context @param {string} text @param {Values} [values] */
export function pgettext(_context, text, values) {
  return _(text, values);
}

/**
 * The text that goes with a number, which is its value `count`.
 * @param {string | string[]} one in another language all of its forms
 * @param {string | null} many
 * @param {number} count
 * @param {Values} [values]
 */
export function ngettext(one, many, count, values) {
  const forms = Array.isArray(one) ? one : [one, many ?? one];
  return _(forms[formOf(count)], { count: NUMBERS.format(count), ...values });
}
