/** Errors in words, shown where they happen. */

import { ApiError } from "./api.js";
import { button, h } from "./dom.js";

/**
 * What went wrong, for a person.
 * @param {unknown} error
 * @returns {{title: string, details: string, requestId: string | null}}
 */
export function describe(error) {
  if (!(error instanceof ApiError)) return { title: "Something went wrong in this page.", details: String(error), requestId: null };
  return { title: error.message, details: detailsText(error.details), requestId: error.requestId };
}

/** @param {any} details */
function detailsText(details) {
  if (typeof details === "string") return details;
  if (!Array.isArray(details)) return "";
  return details.map(detailLine).filter(Boolean).join(" · ");
}

/** @param {any} detail */
function detailLine(detail) {
  if (typeof detail === "string") return detail;
  const message = detail?.msg ?? detail?.message ?? detail?.title ?? "";
  const name = fieldName(detail);
  return name && message ? `${name}: ${message}` : message;
}

/** @param {any} detail */
function fieldName(detail) {
  const path = detail?.loc ?? detail?.field ?? detail?.path;
  const parts = Array.isArray(path) ? path : typeof path === "string" ? path.split(".") : [];
  return String(parts.find((/** @type {any} */ part) => typeof part === "string" && !["body", "query", "path"].includes(part)) ?? "");
}

/**
 * The messages of a refusal by field name, for a form to show beside its fields.
 * @param {unknown} error
 * @returns {Record<string, string>}
 */
export function fieldErrors(error) {
  if (!(error instanceof ApiError) || !Array.isArray(error.details)) return {};
  const entries = error.details.map((detail) => [fieldName(detail), detail?.msg ?? detail?.message ?? ""]);
  return Object.fromEntries(entries.filter(([name, message]) => name && message));
}

/**
 * A note about an error, with a button to try again where that may help.
 * @param {unknown} error
 * @param {{retry?: () => void, label?: string}} [options]
 */
export function errorNote(error, { retry, label = "Try again" } = {}) {
  const { title, details, requestId } = describe(error);
  return h(
    "div",
    { class: "note note-danger", role: "alert", "data-testid": "error" },
    h(
      "div",
      { class: "note-text" },
      h("p", {}, h("strong", {}, title)),
      details && h("p", {}, details),
      requestId && h("p", { class: "faint" }, "Request ", h("code", {}, requestId)),
    ),
    retry && button({ label, icon: "refresh", onclick: retry, testid: "retry" }),
  );
}
