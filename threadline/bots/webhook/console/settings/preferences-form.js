/** When the person works, and what others get to know: preferences that steer the calendar. */

import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, input, select, showFieldErrors } from "../lib/forms.js";
import { _ } from "../lib/texts.js";

const DAYS = [["mon", _("Monday")], ["tue", _("Tuesday")], ["wed", _("Wednesday")], ["thu", _("Thursday")], ["fri", _("Friday")], ["sat", _("Saturday")], ["sun", _("Sunday")]];
const USUAL = { working_hours: "09:00-17:00", working_days: "mon,tue,wed,thu,fri", buffer_minutes: "0", holidays: "", country: "", date_order: "", share_busy: "true", invite_attendees: "true" };
const ORDERS = [["", _("As in my language and country")], ["day-month", _("3/4 is 3 April")], ["month-day", _("3/4 is 4 March")]];
const FIELDS = { working_hours: "end", working_days: "days", buffer_minutes: "buffer_minutes", holidays: "holidays" };

/** @typedef {Record<string, string>} Values */

/**
 * @param {import("../app.js").App} app
 * @param {import("../lib/types.js").Settings} settings
 */
export function preferencesForm(app, { preferences }) {
  const stored = Object.fromEntries(preferences.map(({ key, value }) => [key, value]));
  /** @type {Values} */
  let before = Object.fromEntries(Object.entries(USUAL).map(([key, usual]) => [key, stored[key] ?? usual]));
  const controls = controlsFor(before);
  const problem = h("div", {});
  const submit = button({ label: _("Save"), kind: "primary", type: "submit", testid: "preferences-save" });
  const form = h("form", { novalidate: true, "data-testid": "preferences" }, layout(controls), problem, h("div", { class: "form-foot" }, submit));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    fill(problem);
    const after = read(controls);
    const errors = check(after);
    showFieldErrors(form, errors);
    if (Object.keys(errors).length > 0) return;
    whileBusy(submit, async () => {
      before = await savePreferences(app, before, after);
      app.announcer.say(_("Saved"));
    }).catch((error) => {
      const named = error.key && error.cause.status === 422 ? { [fieldOf(error.key)]: error.message } : {};
      if (Object.keys(named).length === 0 || Object.keys(showFieldErrors(form, named)).length > 0) fill(problem, errorNote(error.cause ?? error));
    });
  });
  return form;
}

/** @param {string} key */
function fieldOf(key) {
  return FIELDS[/** @type {keyof typeof FIELDS} */ (key)] ?? key;
}

/** Store what differs; empty is forgotten. @param {import("../app.js").App} app @param {Values} before @param {Values} after */
export async function savePreferences(app, before, after) {
  for (const key of Object.keys(after).filter((name) => after[name] !== before[name])) {
    try {
      if (after[key]) await app.api.put("settings/preferences", { key, value: after[key], category: "calendar" });
      else await app.api.delete(`settings/preferences/${key}`);
    } catch (cause) {
      throw Object.assign(new Error(/** @type {Error} */ (cause).message), { key, cause });
    }
  }
  return after;
}

/** @param {Values} values */
function controlsFor(values) {
  const [start = "", end = ""] = values.working_hours.split(/[-–]/).map((part) => part.trim().padStart(5, "0"));
  const days = values.working_days.toLowerCase();
  return {
    start: input({ type: "time", value: start, "data-testid": "preferences-start" }),
    end: input({ type: "time", value: end, "data-testid": "preferences-end" }),
    days: DAYS.map(([code, name], index) => ({
      code,
      name,
      box: input({ type: "checkbox", checked: days.includes(code) || days.split(/[,;\s]+/).includes(String(index + 1)), "data-testid": `preferences-${code}` }),
    })),
    buffer: input({ type: "number", min: 0, max: 240, step: 5, value: values.buffer_minutes, "data-testid": "preferences-buffer" }),
    holidays: input({ value: values.holidays, maxlength: 12, placeholder: "AT, DE-BY", spellcheck: false, "data-testid": "preferences-holidays" }),
    country: input({ value: values.country, maxlength: 2, placeholder: "AT", spellcheck: false, "data-testid": "preferences-country" }),
    order: choice(ORDERS, values.date_order, "preferences-date-order"),
    share: input({ type: "checkbox", checked: values.share_busy !== "false", "data-testid": "preferences-share" }),
    invite: input({ type: "checkbox", checked: values.invite_attendees !== "false", "data-testid": "preferences-invite" }),
  };
}

/** @param {string[][]} options @param {string} value @param {string} testid */
function choice(options, value, testid) {
  return select(options.map(([code, label]) => ({ value: code, label })), { value, "data-testid": testid });
}

/** @param {ReturnType<typeof controlsFor>} controls */
function layout({ start, end, days, buffer, holidays, country, order, share, invite }) {
  return h(
    "div",
    { class: "fields" },
    field({ label: _("Work starts"), name: "start", control: start }),
    field({ label: _("Work ends"), name: "end", control: end }),
    h(
      "fieldset",
      { class: "days field-wide", "data-field": "days" },
      h("legend", {}, _("Working days")),
      days.map(({ name, box }) => h("label", { class: "check" }, box, name)),
      h("p", { class: "field-error", role: "alert" }),
    ),
    field({ label: _("Minutes to keep free around events"), name: "buffer_minutes", control: buffer }),
    field({ label: _("Public holidays in"), name: "holidays", control: holidays, optional: true, hint: _("A country or region") }),
    field({ label: _("Country"), name: "country", control: country, optional: true, hint: _("Two letters; decides how dates are read") }),
    field({ label: _("Dates"), name: "date_order", control: order }),
    h("label", { class: "check field-wide" }, share, _("Others here can see when I am busy, but not why")),
    h("label", { class: "check field-wide" }, invite, _("Tell guests when I book, change or cancel")),
  );
}

/** @param {ReturnType<typeof controlsFor>} controls @returns {Values} */
function read({ start, end, days, buffer, holidays, country, order, share, invite }) {
  return {
    working_hours: `${start.value}-${end.value}`,
    working_days: days.filter(({ box }) => box.checked).map(({ code }) => code).join(","),
    buffer_minutes: buffer.value.trim() || "0",
    holidays: holidays.value.trim().toUpperCase(),
    country: country.value.trim().toUpperCase(),
    date_order: order.value,
    share_busy: String(share.checked),
    invite_attendees: String(invite.checked),
  };
}

/** @param {Values} values @returns {Record<string, string>} */
function check({ working_hours: hours, working_days: days, buffer_minutes: buffer }) {
  const [start, end] = hours.split("-");
  /** @type {Record<string, string>} */
  const errors = {};
  if (!start) errors.start = _("Choose a time.");
  if (!end || start === end) errors.end = end ? _("Work cannot end at the time it starts.") : _("Choose a time.");
  if (!days) errors.days = _("Choose at least one day.");
  if (!/^\d{1,3}$/.test(buffer) || Number(buffer) > 240) errors.buffer_minutes = _("Enter a number of minutes, up to 240.");
  return errors;
}
