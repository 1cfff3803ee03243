/** The facts of a proposal, each with the words it was read from. */

import { browserZone, eventLabel, sameClock, zoneCity } from "../lib/date-time.js";
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { recurrenceLabel } from "../lib/recurrence.js";

/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {import("../lib/types.js").Attendee} Attendee */

/**
 * @param {import("../app.js").App} app
 * @param {Proposal} proposal
 */
export function factRows(app, proposal) {
  const { event } = proposal;
  return h(
    "dl",
    { class: "facts" },
    row(
      proposal,
      "clock",
      "When",
      ["when", "duration"],
      h("span", { class: "fact-when" }, proposal.when_label),
      elsewhere(app, event),
    ),
    event.recurrence && row(proposal, "repeat", "Repeats", ["recurrence"], recurrenceLabel(event.recurrence)),
    event.location && row(proposal, "place", "Where", ["location"], event.location),
    event.attendees.length > 0 && row(proposal, "people", "Who", ["attendee"], people(event.attendees), told(proposal)),
    titleWords(proposal),
  );
}

/**
 * @param {Proposal} proposal
 * @param {string} iconName
 * @param {string} label
 * @param {string[]} slots
 * @param {import("../lib/dom.js").Child} content
 * @param {import("../lib/dom.js").Child} [more]
 */
function row(proposal, iconName, label, slots, content, more) {
  const words = proposal.evidence.filter(({ slot, text }) => slots.includes(slot) && !isShown(proposal.event, text));
  return h(
    "div",
    { class: "fact" },
    h("dt", {}, icon(iconName), h("span", { class: "visually-hidden" }, label)),
    h("dd", {}, content, words.length > 0 && quoted(words), more),
  );
}

/** Whether guests hear of it, as long as that is open. @param {Proposal} proposal */
function told({ state, invite, event }) {
  if (state !== "proposed" || !event.attendees.some(({ email }) => email)) return null;
  return h("span", { class: "fact-more", "data-testid": "told" }, invite ? "Guests with an address are told" : "Guests are not told");
}

/** @param {Proposal} proposal */
function titleWords(proposal) {
  const words = proposal.evidence.filter(({ slot, text }) => slot === "title" && !isShown(proposal.event, text));
  return words.length > 0 && row(proposal, "quote", "Title", ["title"], null);
}

/**
 * Words that the card shows as they are need no quoting beside themselves.
 * @param {import("../lib/types.js").CalendarEvent} event
 * @param {string} words
 */
function isShown({ title, location, attendees }, words) {
  const shown = [title, location, ...attendees.flatMap(({ name, email }) => [name, email])];
  return shown.some((text) => text?.toLowerCase() === words.trim().toLowerCase());
}

/** @param {import("../lib/types.js").Evidence[]} words */
function quoted(words) {
  const quotes = words.map(({ text }) => h("q", {}, text));
  return h(
    "span",
    { class: "evidence", "data-testid": "evidence" },
    h("span", { class: "visually-hidden" }, "read from "),
    quotes,
  );
}

/**
 * The time on this browser's clock, where that is another one.
 * @param {import("../app.js").App} app
 * @param {import("../lib/types.js").CalendarEvent} event
 */
function elsewhere(app, event) {
  const here = browserZone();
  if (event.all_day || sameClock(here, app.zone, [Date.parse(event.start), Date.parse(event.end)])) return null;
  return h("span", { class: "fact-more" }, `${eventLabel(event, here)} in ${zoneCity(here)}, where this browser is`);
}

/**
 * @param {Attendee[]} attendees
 */
export function people(attendees) {
  return h(
    "ul",
    { class: "people" },
    attendees.map((person) => h("li", { title: person.email ?? "No address known" }, personName(person))),
  );
}

/** @param {Attendee} person */
export function personName({ name, email }) {
  if (name && email) return [name, h("span", { class: "faint" }, ` ${email}`)];
  return [name || email || "", !email && h("span", { class: "faint" }, " no address")];
}
