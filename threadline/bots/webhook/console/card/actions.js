/** What confirming a card does, in words: an event is booked, changed or cancelled. */

import { h } from "../lib/dom.js";
import { recurrenceLabel } from "../lib/recurrence.js";

/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */

const COMMON = { dismissed: "Dismissed", expired: "Expired", undone: "Undone" };
const BADGES = {
  book: { ...COMMON, proposed: "Proposed", booking: "Booking…", booked: "Booked", failed: "Not booked" },
  change: { ...COMMON, proposed: "Change", booking: "Changing…", booked: "Changed", failed: "Not changed" },
  cancel: { ...COMMON, proposed: "Cancellation", booking: "Cancelling…", booked: "Cancelled", failed: "Not cancelled" },
};
const EPILOGUES = {
  book: {
    dismissed: "Nothing was booked.",
    expired: "Nobody confirmed it in time, so nothing was booked. Write it again to get a new proposal.",
    undone: "The event was taken out of the calendar again.",
  },
  change: {
    dismissed: "The event stays as it is.",
    expired: "Nobody confirmed it in time, so the event stays as it is.",
    undone: "The event is as it was before.",
  },
  cancel: {
    dismissed: "The event stays in the calendar.",
    expired: "Nobody confirmed it in time, so the event stays in the calendar.",
    undone: "The event is in the calendar again.",
  },
};
const ANYWAY = { book: "Book anyway", change: "Change anyway", cancel: "Cancel anyway" };

/** @param {Proposal} proposal @returns {string} */
export function badge({ action, state }) {
  return BADGES[action][state];
}

/** @param {Proposal} proposal @returns {string} */
export function epilogue({ action, state }) {
  return EPILOGUES[action][/** @type {"dismissed" | "expired" | "undone"} */ (state)];
}

/** @param {Proposal} proposal @returns {string} */
export function anywayLabel({ action }) {
  return ANYWAY[action];
}

/** The heading of the card. @param {Proposal} proposal @returns {string} */
export function heading({ action, event, before }) {
  if (action === "cancel") return `Cancel ${event.title}`;
  if (action === "change") return before && isMoved(before, event) ? `Move ${event.title}` : `Change ${event.title}`;
  return event.title;
}

/** What becomes of the event, where it is in the calendar already. @param {Proposal} proposal */
export function differences(proposal) {
  const { action, before, event } = proposal;
  if (action !== "change" || !before) return null;
  const lines = [
    isMoved(before, event) && line("Time", proposal.before_label ?? "", proposal.when_label),
    before.title !== event.title && line("Title", before.title, event.title),
    before.location !== event.location && line("Place", before.location ?? "none", event.location ?? "none"),
    before.recurrence !== event.recurrence && line("Repeats", repeats(before), repeats(event)),
    names(before) !== names(event) && line("Guests", names(before) || "nobody", names(event) || "nobody"),
  ].filter(Boolean);
  return lines.length > 0 && h("ul", { class: "differences", "data-testid": "differences" }, lines);
}

/** @param {string} what @param {string} from @param {string} to */
function line(what, from, to) {
  return h(
    "li",
    {},
    h("span", { class: "faint" }, `${what}: `),
    h("span", { class: "visually-hidden" }, "from "),
    h("del", {}, from),
    h("span", { "aria-hidden": "true" }, " → "),
    h("span", { class: "visually-hidden" }, " to "),
    h("ins", {}, to),
  );
}

/** @param {CalendarEvent} one @param {CalendarEvent} other */
function isMoved(one, other) {
  return Date.parse(one.start) !== Date.parse(other.start) || Date.parse(one.end) !== Date.parse(other.end);
}

/** @param {CalendarEvent} event */
function repeats({ recurrence }) {
  return recurrence ? recurrenceLabel(recurrence) : "never";
}

/** @param {CalendarEvent} event */
function names({ attendees }) {
  return attendees.map(({ name, email }) => name || email).join(", ");
}
