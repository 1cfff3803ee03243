/** Finding a time with others: who is busy when, and when all could meet. One click takes a time to a new event. */

import { addDays, instantAt, rfc3339, wallClock } from "../lib/date-time.js";
import { modal } from "../lib/dialogs.js";
import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, input, select, showFieldErrors } from "../lib/forms.js";
import { busyPicture } from "./busy-picture.js";
import { restOf, usualMinutes, workBegins } from "./working-hours.js";
import { _, ngettext } from "../lib/texts.js";

const DAYS = 7;
const DAY_MINUTES = 1440;
const SLOTS = 8;
const LENGTHS = [15, 30, 45, 60, 90, 120];
const ADDRESS = /^[^@\s<>"]+@[^@\s<>"]+$/;

/** @typedef {import("../app.js").App} App */
/** @typedef {import("./spans.js").Span} Span */
/** @typedef {{people: string[], minutes: number, first: string}} Question */
/** @typedef {(span: Span, attendees: import("../lib/types.js").Attendee[]) => void} Take */

/**
 * @param {App} app
 * @param {string} first a date of the calendar that is shown
 * @param {Take} take
 */
export function showFindTime(app, first, take) {
  const today = wallClock(Date.now(), app.zone).date;
  const preferences = app.store.get("settings")?.preferences ?? [];
  const usual = usualMinutes(preferences);
  const lengths = [...new Set([...LENGTHS, usual])].sort((one, other) => one - other);
  const people = input({ inputmode: "email", placeholder: "bo@example.com, ana@example.com", "data-testid": "find-people" });
  const minutes = select(lengths.map((each) => ({ value: String(each), label: ngettext("{count} minute", "{count} minutes", each) })), { value: String(usual), "data-testid": "find-minutes" });
  const from = input({ type: "date", value: first > today ? first : today, "data-testid": "find-from" });
  const found = h("div", { class: "found", "aria-live": "polite" });
  const submit = button({ label: _("Show times"), kind: "primary", type: "submit", testid: "find-look" });
  const form = h(
    "form",
    { novalidate: true, class: "find-form" },
    field({ label: _("With whom"), name: "people", control: people, wide: true, hint: _("Addresses, with commas between them") }),
    field({ label: _("How long"), name: "minutes", control: minutes }),
    field({ label: _("The week from"), name: "from", control: from }),
    submit,
  );
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const named = people.value.split(/[,;\s]+/).filter(Boolean);
    const wrong = named.find((each) => !ADDRESS.test(each));
    showFieldErrors(form, { ...(wrong && { people: _("“{address}” is not an address.", { address: wrong }) }), ...(!from.value && { from: _("Choose a date.") }) });
    if (wrong || !from.value) return;
    const question = { people: named, minutes: Number(minutes.value), first: from.value };
    whileBusy(submit, () => look(app, question, found, (span, attendees) => {
      dialog.close();
      take(span, attendees);
    }));
  });
  const dialog = modal(_("Find a time"), [form, found]);
  dialog.dataset.testid = "find-dialog";
  dialog.classList.add("dialog-wide");
  people.focus();
}

/** @param {App} app @param {Question} question @param {HTMLElement} found @param {Take} take */
async function look(app, question, found, take) {
  try {
    const [rows, answer] = await Promise.all([rowsOf(app, question), slotsOf(app, question)]);
    const slots = answer.slots.map((/** @type {any} */ { start, end, label }) => ({ start: Date.parse(start), end: Date.parse(end), label }));
    fill(found, times(slots, question, take), picture(app, question, rows, slots), unseen(rows, answer.unknown));
  } catch (error) {
    fill(found, errorNote(error, { retry: () => look(app, question, found, take) }));
  }
}

/** @param {App} app @param {Question} question */
function rangeOf({ zone }, { first }) {
  const from = Math.max(instantAt(first, "00:00", zone), Math.ceil(Date.now() / 60_000) * 60_000);
  return { time_min: rfc3339(from, zone), time_max: rfc3339(instantAt(addDays(first, DAYS), "00:00", zone), zone) };
}

/** When the person and each of the others is busy. @param {App} app @param {Question} question */
async function rowsOf(app, question) {
  const range = { time_min: rfc3339(instantAt(question.first, "00:00", app.zone), app.zone), time_max: rangeOf(app, question).time_max };
  const others = new URLSearchParams([...Object.entries(range), ...question.people.map((each) => ["addresses", each])]);
  const [mine, theirs] = await Promise.all([
    app.api.get("calendar/free-busy", range),
    question.people.length > 0 ? app.api.get(`calendar/free-busy?${others}`) : { calendars: [] },
  ]);
  const me = { name: _("You"), known: mine.calendars.every(isKnown), busy: mine.calendars.flatMap(spansOf) };
  return [me, ...theirs.calendars.map((/** @type {any} */ each) => ({ name: each.calendar_id, known: isKnown(each), busy: spansOf(each) }))];
}

/** @param {{knowledge: string}} calendar */
function isKnown({ knowledge }) {
  return knowledge === "known";
}

/** @param {{busy: {start: string, end: string}[]}} calendar @returns {Span[]} */
function spansOf({ busy }) {
  return busy.map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }));
}

/** @param {App} app @param {Question} question */
function slotsOf(app, question) {
  const { people, minutes } = question;
  return app.api.post("calendar/find-time", { ...rangeOf(app, question), participants: people, duration_minutes: minutes, timezone: app.zone, limit: SLOTS });
}

/** @param {(Span & {label: string})[]} slots @param {Question} question @param {Take} take */
function times(slots, { people }, take) {
  if (slots.length === 0) return h("p", { class: "faint", "data-testid": "find-none" }, _("There is no time at which all can meet. Try another week, or a shorter meeting."));
  const attendees = people.map((email) => ({ name: "", email }));
  return h(
    "div",
    { class: "chips", role: "group", "aria-label": _("Times that suit everybody") },
    slots.map(({ label, start, end }) => button({ label, kind: "chip", testid: "find-slot", onclick: () => take({ start, end }, attendees) })),
  );
}

/** @param {App} app @param {Question} question @param {import("./busy-picture.js").Row[]} rows @param {Span[]} slots */
function picture(app, { first }, rows, slots) {
  const preferences = app.store.get("settings")?.preferences ?? [];
  const week = Array.from({ length: DAYS }, (_each, day) => addDays(first, day));
  const rests = week.map((date) => restOf(preferences, date));
  const slotted = new Set(slots.map(({ start }) => wallClock(start, app.zone).date));
  const dates = week.filter((date, day) => slotted.has(date) || rests[day].every(([from, to]) => to - from < DAY_MINUTES));
  const { from, to } = hoursOf(rests, workBegins(preferences));
  return busyPicture(dates.length > 0 ? dates : week, rows, slots, { zone: app.zone, from, to });
}

/** An hour more than work on both sides; all of the day for who works at night. @param {[number, number][][]} rests @param {number} begins */
function hoursOf(rests, begins) {
  const ends = rests.flatMap((rest) => rest.filter(([from, to]) => to === DAY_MINUTES && from > begins).map(([from]) => from));
  if (ends.length === 0) return { from: 0, to: DAY_MINUTES };
  return { from: Math.max(0, Math.floor(begins / 60 - 1) * 60), to: Math.min(DAY_MINUTES, Math.ceil(ends[0] / 60 + 1) * 60) };
}

/** @param {import("./busy-picture.js").Row[]} rows @param {string[]} unknown */
function unseen(rows, unknown) {
  const names = [...new Set([...rows.filter(({ known }) => !known).map(({ name }) => name), ...unknown])];
  return names.length > 0 && h("p", { class: "find-unknown", "data-testid": "find-unknown" }, _("Not known, so perhaps busy: {names}", { names: names.join(", ") }));
}
