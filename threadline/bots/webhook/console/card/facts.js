/** The rows of a card: what is proposed or changed, each with the words it was read from. */

import { browserZone, eventLabel, sameClock, zoneCity } from "../lib/date-time.js";
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {import("../lib/types.js").CardRow} CardRow */
/** @typedef {import("../lib/types.js").Attendee} Attendee */

/** @type {Record<string, string>} */
const ICONS = {
  title: "edit",
  when: "clock",
  time_zone: "globe",
  repeats: "repeat",
  except: "repeat",
  place: "place",
  description: "quote",
  privacy: "lock",
  shows_as: "calendar",
  meeting_link: "video",
  reminders: "clock",
  calendar: "calendar",
};
/** Rows that their icon names well enough. */
const PLAIN = ["when", "place", "guests"];
/** @type {Record<string, string[]>} */
const SLOTS = {
  title: ["title"],
  when: ["when", "duration", "recurrence"],
  place: ["location"],
  guests: ["attendee"],
  guests_added: ["attendee"],
};

/**
 * @param {import("../app.js").App} app
 * @param {Proposal} proposal
 */
export function factRows(app, proposal) {
  const { rows, guests_told: told } = proposal.card;
  const guests = rows.findLast(({ kind }) => kind.startsWith("guests"));
  const note = told && h("span", { class: "fact-more", "data-testid": "told" }, told);
  return h(
    "dl",
    { class: "facts", "data-testid": "facts" },
    rows.map((row) =>
      fact(
        proposal,
        row,
        row.kind === "when" && elsewhere(app, proposal.event),
        row === guests && note,
      ),
    ),
    !guests && note && h("div", { class: "fact" }, h("dt", {}, icon("people"), h("span", { class: "visually-hidden" }, _("Guests"))), h("dd", {}, note)),
    titleWords(proposal),
  );
}

/**
 * @param {Proposal} proposal
 * @param {CardRow} row
 * @param {...import("../lib/dom.js").Child} more
 */
function fact(proposal, row, ...more) {
  const { kind, label, before, after } = row;
  const named = before === null && PLAIN.includes(kind);
  return h(
    "div",
    { class: "fact", "data-row": kind },
    h("dt", {}, icon(ICONS[kind] ?? "people"), h("span", { class: "visually-hidden" }, label)),
    h(
      "dd",
      {},
      !named && h("span", { class: "fact-label", "aria-hidden": "true" }, label),
      before === null ? value(kind, after) : change(kind, before, after),
      quoted(wordsOf(proposal, SLOTS[kind] ?? [])),
      more,
    ),
  );
}

/** @param {string} kind @param {string} text */
function value(kind, text) {
  return h("span", { class: kind === "when" ? "fact-value fact-when" : "fact-value" }, text);
}

/** What it was, and what it becomes. @param {string} kind @param {string} before @param {string} after */
function change(kind, before, after) {
  return h(
    "span",
    { class: "change" },
    h("span", { class: "visually-hidden" }, _("from"), " "),
    h("del", { class: "fact-value" }, before),
    h("span", { "aria-hidden": "true" }, " → "),
    h("span", { class: "visually-hidden" }, " ", _("to"), " "),
    h("ins", { class: kind === "when" ? "fact-value fact-when" : "fact-value" }, after),
  );
}

/** The words that the title was read from, where they are not the title. @param {Proposal} proposal */
function titleWords(proposal) {
  const words = wordsOf(proposal, SLOTS.title);
  if (words.length === 0 || proposal.card.rows.some(({ kind }) => kind === "title")) return null;
  return h("div", { class: "fact" }, h("dt", {}, icon("quote"), h("span", { class: "visually-hidden" }, _("Title"))), h("dd", {}, quoted(words)));
}

/**
 * The words of these parts; those that the card shows as they are need no quoting beside themselves.
 * @param {Proposal} proposal
 * @param {string[]} slots
 */
function wordsOf({ evidence, event }, slots) {
  const { title, location, attendees } = event;
  const shown = [title, location, ...attendees.flatMap(({ name, email }) => [name, email])].map((text) => text?.toLowerCase());
  return evidence.filter(({ slot, text }) => slots.includes(slot) && !shown.includes(text.trim().toLowerCase()));
}

/** @param {import("../lib/types.js").Evidence[]} words */
function quoted(words) {
  if (words.length === 0) return null;
  const quotes = words.map(({ text }) => h("q", {}, text));
  return h(
    "span",
    { class: "evidence", "data-testid": "evidence" },
    h("span", { class: "visually-hidden" }, _("read from"), " "),
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
  return h("span", { class: "fact-more" }, _("{time} in {zone}, where this browser is", { time: eventLabel(event, here), zone: zoneCity(here) }));
}

/**
 * @param {Attendee[]} attendees
 */
export function people(attendees) {
  return h(
    "ul",
    { class: "people" },
    attendees.map((person) => h("li", { title: person.email ?? _("No address known") }, personName(person))),
  );
}

/** @param {Attendee} person */
export function personName({ name, email }) {
  if (name && email) return [name, h("span", { class: "faint" }, ` ${email}`)];
  return [name || email || "", !email && h("span", { class: "faint" }, ` ${_("no address")}`)];
}
