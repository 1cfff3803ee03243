/** What a person should know before confirming: what speaks against the event, and what could not be read. */

import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

/** @param {import("../lib/types.js").Proposal} proposal */
export function warningNotes({ card }) {
  return card.warnings.length > 0 && h("div", { "data-testid": "warnings" }, card.warnings.map((said) => note("warning", said)));
}

/**
 * @param {"warning" | "danger"} kind
 * @param {import("../lib/dom.js").Child} text
 */
export function note(kind, text) {
  return h("div", { class: `note note-${kind}` }, icon("warning"), h("div", { class: "note-text" }, text));
}
