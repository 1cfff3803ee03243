/** The form that changes a proposal before it is decided. */

import { addDays, daysBetween, eventDates, instantAt, isZone, rfc3339, wallClock, zoneLabel } from "../lib/date-time.js";
import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote, fieldErrors } from "../lib/errors.js";
import { field, input, select, showFieldErrors } from "../lib/forms.js";
import { commonRules, recurrenceLabel } from "../lib/recurrence.js";
import { _, pgettext } from "../lib/texts.js";

const ADDRESS = /^[^@\s<>"]+@[^@\s<>"]+$/;

/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */
/** @typedef {{title: string, allDay: boolean, date: string, start: string, end: string, until: string, location: string, attendees: string, recurrence: string, invite: boolean}} Values */

/**
 * @param {{event: CalendarEvent, invite: boolean}} before
 * @param {{save: (change: Record<string, any>) => Promise<void>, cancel: () => void, words?: {save?: string, label?: string},
 *   more?: HTMLElement | null}} actions `save` may throw a refusal; `more` is what else is asked
 */
export function editForm({ event, invite }, { save, cancel, words = {}, more }) {
  const zone = isZone(event.timezone) ? event.timezone : "UTC";
  const before = { ...valuesOf(event, zone), invite };
  const controls = controlsFor(before);
  const problem = h("div", {});
  const submit = button({ label: words.save ?? _("Save"), kind: "primary", type: "submit", testid: "edit-save" });
  const form = h(
    "form",
    {
      class: "edit-form",
      novalidate: true,
      "data-panel": "edit",
      "data-testid": "edit-form",
      "aria-label": words.label ?? _("Edit {title}", { title: event.title }),
    },
    layout(controls, zone),
    more,
    problem,
    h(
      "div",
      { class: "form-foot" },
      submit,
      button({ label: _("Cancel"), kind: "quiet", onclick: cancel, testid: "edit-cancel" }),
    ),
  );
  linkTimes(form, controls);
  form.addEventListener("submit", (/** @type {Event} */ submitted) => {
    submitted.preventDefault();
    fill(problem);
    const after = read(controls);
    const errors = check(after);
    showFieldErrors(form, errors);
    if (Object.keys(errors).length > 0) return;
    whileBusy(submit, () => save(changes(before, after, zone))).catch((error) => showRefusal(form, problem, error));
  });
  return form;
}

/** @param {HTMLElement} form @param {HTMLElement} problem @param {unknown} error */
function showRefusal(form, problem, error) {
  const named = fieldErrors(error);
  const unplaced = showFieldErrors(form, named);
  if (Object.keys(named).length === 0 || Object.keys(unplaced).length > 0) fill(problem, errorNote(error));
}

/** @param {CalendarEvent} event @param {string} zone @returns {Omit<Values, "invite">} */
function valuesOf(event, zone) {
  const start = wallClock(Date.parse(event.start), zone);
  const end = wallClock(Date.parse(event.end), zone);
  return {
    title: event.title,
    allDay: event.all_day,
    date: start.date,
    start: event.all_day ? "09:00" : start.time,
    end: event.all_day ? "10:00" : end.time,
    until: event.all_day ? eventDates(event).last : end.date,
    location: event.location ?? "",
    attendees: event.attendees.map(writePerson).join(", "),
    recurrence: event.recurrence ?? "",
  };
}

/** @param {Values} values */
function controlsFor(values) {
  const rules = commonRules(values.date);
  const known = rules.some(({ value }) => value === values.recurrence) || !values.recurrence;
  const own = known ? [] : [{ value: values.recurrence, label: recurrenceLabel(values.recurrence) }];
  return {
    title: input({ value: values.title, maxlength: 200, required: true }),
    allDay: input({ type: "checkbox", checked: values.allDay }),
    date: input({ type: "date", value: values.date, required: true }),
    start: input({ type: "time", value: values.start }),
    end: input({ type: "time", value: values.end }),
    until: input({ type: "date", value: values.until }),
    location: input({ value: values.location, maxlength: 500 }),
    attendees: input({ value: values.attendees, inputmode: "email" }),
    recurrence: select([{ value: "", label: _("Does not repeat") }, ...own, ...rules], { value: values.recurrence }),
    invite: input({ type: "checkbox", checked: values.invite, "data-testid": "edit-invite" }),
  };
}

/** @param {ReturnType<typeof controlsFor>} controls @param {string} zone */
function layout(controls, zone) {
  return h(
    "div",
    { class: "fields" },
    field({ label: _("Title"), name: "title", control: controls.title, wide: true }),
    h("label", { class: "check field-wide" }, controls.allDay, ` ${_("All day")}`),
    h(
      "div",
      { class: "when-row field-wide" },
      field({ label: _("Date"), name: "date", control: controls.date }),
      field({ label: pgettext("time", "Start"), name: "start", control: controls.start }),
      field({ label: pgettext("time", "End"), name: "end", control: controls.end }),
      field({ label: _("Last day"), name: "until", control: controls.until }),
    ),
    h("p", { class: "field-wide field-hint", "data-zone": true }, _("Times in {zone}", { zone: zoneLabel(zone) })),
    field({ label: _("Place"), name: "location", control: controls.location, wide: true, optional: true }),
    field({
      label: _("Guests"),
      name: "attendees",
      control: controls.attendees,
      wide: true,
      optional: true,
      hint: _("Addresses, with commas between them"),
    }),
    h("label", { class: "check field-wide" }, controls.invite, ` ${_("Tell guests who have an address")}`),
    field({ label: _("Repeats"), name: "recurrence", control: controls.recurrence, wide: true }),
  );
}

/**
 * Show the fields that matter; moving the start moves the end with it.
 * @param {HTMLElement} form
 * @param {ReturnType<typeof controlsFor>} controls
 */
function linkTimes(form, controls) {
  let [date, start] = [controls.date.value, controls.start.value];
  const days = () => daysBetween(controls.date.value, controls.until.value);
  /** @type {NodeListOf<HTMLElement>} */
  const timed = form.querySelectorAll("[data-field='start'], [data-field='end'], [data-zone]");
  const lastDay = /** @type {HTMLElement} */ (form.querySelector("[data-field='until']"));
  const show = () => {
    const allDay = controls.allDay.checked;
    for (const part of timed) part.hidden = allDay;
    lastDay.toggleAttribute("hidden", !allDay && days() <= 0);
  };
  controls.allDay.addEventListener("change", show);
  controls.date.addEventListener("change", () => {
    const moved = controls.date.value && date ? daysBetween(date, controls.date.value) : 0;
    if (moved) controls.until.value = addDays(controls.until.value, moved);
    date = controls.date.value || date;
  });
  controls.start.addEventListener("change", () => {
    const to = controls.start.value;
    if (to && controls.end.value) controls.end.value = shifted(controls.end.value, start, to);
    start = to || start;
  });
  show();
}

/** @param {string} time @param {string} from @param {string} to */
function shifted(time, from, to) {
  const minutes = (/** @type {string} */ value) => Number(value.slice(0, 2)) * 60 + Number(value.slice(3, 5));
  const moved = minutes(time) + minutes(to) - minutes(from);
  const within = Math.max(0, Math.min(1439, moved));
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** @param {ReturnType<typeof controlsFor>} controls @returns {Values} */
function read(controls) {
  const values = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value.trim()]));
  return /** @type {any} */ ({ ...values, allDay: controls.allDay.checked, invite: controls.invite.checked });
}

/** @param {Values} values @returns {Record<string, string>} */
function check(values) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!values.title) errors.title = _("An event needs a title.");
  if (!values.date) errors.date = _("Choose a date.");
  if (values.date && values.until < values.date) errors.until = _("This is before the first day.");
  if (!values.allDay) Object.assign(errors, checkTimes(values));
  const wrong = people(values.attendees).find(({ name, email }) => !email && name.includes("@"));
  if (wrong) errors.attendees = _("“{address}” is not an address.", { address: wrong.name });
  return errors;
}

/** @param {Values} values @returns {Record<string, string>} */
function checkTimes({ start, end, date, until }) {
  if (!start) return { start: _("Choose a time.") };
  if (!end) return { end: _("Choose a time.") };
  return date === until && end <= start ? { end: _("The end must be after the start.") } : {};
}

/**
 * What differs, as the body of an edit.
 * @param {Values} before
 * @param {Values} after
 * @param {string} zone
 */
function changes(before, after, zone) {
  /** @type {Record<string, any>} */
  const change = {};
  if (after.title !== before.title) change.title = after.title;
  if (after.location !== before.location) change.location = after.location || null;
  if (after.recurrence !== before.recurrence) change.recurrence = after.recurrence || null;
  if (after.attendees !== before.attendees) change.attendees = people(after.attendees);
  if (after.allDay !== before.allDay) change.all_day = after.allDay;
  if (after.invite !== before.invite) change.invite = after.invite;
  const timed = /** @type {(keyof Values)[]} */ (["allDay", "date", "start", "end", "until"]);
  if (timed.some((name) => after[name] !== before[name])) Object.assign(change, span(after, zone));
  return change;
}

/** @param {Values} values @param {string} zone */
function span({ allDay, date, start, end, until }, zone) {
  const from = allDay ? instantAt(date, "00:00", zone) : instantAt(date, start, zone);
  const to = allDay ? instantAt(addDays(until, 1), "00:00", zone) : instantAt(until, end, zone);
  return { start: rfc3339(from, zone), end: rfc3339(to, zone) };
}

/** @param {import("../lib/types.js").Attendee} person */
function writePerson({ name, email }) {
  return name && email ? `${name} <${email}>` : email || name;
}

/** @param {string} text @returns {import("../lib/types.js").Attendee[]} */
function people(text) {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const full = /^(.*?)\s*<([^<>]+)>$/.exec(part);
      if (full && ADDRESS.test(full[2])) return { name: full[1], email: full[2] };
      return ADDRESS.test(part) ? { name: "", email: part } : { name: part, email: null };
    });
}
