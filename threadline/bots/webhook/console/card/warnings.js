/** What a person should know before confirming: warnings, conflicts, calendars that could not be read. */

import { timeLabel } from "../lib/date-time.js";
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

/**
 * @param {import("../lib/types.js").Proposal} proposal
 * @param {string} zone
 */
export function warningNotes({ warnings, conflicts, unknown_calendars: unknown }, zone) {
  return [
    warnings.map((warning) => note("warning", warning)),
    conflicts.length > 0 && note("warning", conflictList(conflicts, zone)),
    unknown.length > 0 && note("warning", `Could not look into ${unknown.join(", ")}: you may be busy there.`),
  ];
}

/** @param {import("../lib/types.js").Conflict[]} conflicts @param {string} zone */
function conflictList(conflicts, zone) {
  const items = conflicts.map(({ title, start, end }, index) => [
    index > 0 && "; ",
    h("strong", {}, title),
    ` ${timeLabel(Date.parse(start), zone)} – ${timeLabel(Date.parse(end), zone)}`,
  ]);
  return h("span", { "data-testid": "conflicts" }, "At the same time: ", items);
}

/**
 * @param {"warning" | "danger"} kind
 * @param {import("../lib/dom.js").Child} text
 */
export function note(kind, text) {
  return h("div", { class: `note note-${kind}` }, icon("warning"), h("div", { class: "note-text" }, text));
}
