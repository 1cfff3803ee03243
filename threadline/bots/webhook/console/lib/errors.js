/** Errors in words, shown where they happen. */

import { ApiError } from "./api.js";
import { button, h } from "./dom.js";
import { _ } from "./texts.js";

/**
 * What went wrong, for a person.
 * @param {unknown} error
 * @returns {{title: string, details: string, requestId: string | null}}
 */
export function describe(error) {
  if (!(error instanceof ApiError)) {
    return { title: _("Something went wrong in this page."), details: String(error), requestId: null };
  }
  return { title: error.message, details: detailsText(error), requestId: error.requestId };
}

/** @param {ApiError} error */
function detailsText({ details, message: title }) {
  const lines = listOf(details).filter(({ message }) => message !== title);
  return lines.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join(" · ");
}

/**
 * What is wrong, field by field.
 * @param {any} details
 * @returns {import("./types.js").ErrorDetail[]}
 */
function listOf(details) {
  return Array.isArray(details) ? details : [];
}

/** What the details of an error say. @param {ApiError} error @returns {string[]} */
export function messagesOf(error) {
  return listOf(error.details).map(({ message }) => message);
}

/**
 * How a proposal stands now, where a decision on it came too late.
 * @param {ApiError} error
 */
export function currentProposal(error) {
  return listOf(error.details).find(({ proposal }) => proposal)?.proposal ?? null;
}

/**
 * The messages of a refusal by field name, for a form to show beside its fields.
 * @param {unknown} error
 * @returns {Record<string, string>}
 */
export function fieldErrors(error) {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(listOf(error.details).map(({ field, message }) => [field.split(".")[0], message]));
}

/**
 * A note about an error, with a button to try again where that may help.
 * @param {unknown} error
 * @param {{retry?: () => void, label?: string}} [options]
 */
export function errorNote(error, { retry, label = _("Try again") } = {}) {
  const { title, details, requestId } = describe(error);
  return h(
    "div",
    { class: "note note-danger", role: "alert", "data-testid": "error" },
    h(
      "div",
      { class: "note-text" },
      h("p", {}, h("strong", {}, title)),
      details && h("p", {}, details),
      requestId && h("p", { class: "faint" }, `${_("Request")} `, h("code", {}, requestId)),
    ),
    retry && button({ label, icon: "refresh", onclick: retry, testid: "retry" }),
  );
}
