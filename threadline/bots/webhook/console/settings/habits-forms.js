/** How the person wants to be answered and what they are told unasked: preferences, each a field, and all in a list. */

import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, input, select, showFieldErrors } from "../lib/forms.js";
import { savePreferences } from "./preferences-form.js";
import { _, ngettext } from "../lib/texts.js";

const CLOCKS = [["", _("As usual in your language")], ["24", _("24-hour: 15:00")], ["12", _("12-hour: 3:00 pm")]];
const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "tr", "ru", "uk", "ja", "zh", "ko", "ar", "hi"];
const PARTS = [["", _("Any")], ["morning", _("The morning")], ["afternoon", _("The afternoon")], ["evening", _("The evening")]];
const early = (/** @type {number} */ minutes) => ngettext("{count} minute before", "{count} minutes before", minutes);
const LEADS = [["", _("Never")], ["5", early(5)], ["10", early(10)], ["15", early(15)], ["30", _("Half an hour before")], ["60", _("An hour before")]];
const QUIET = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/;

/** @typedef {Record<string, string>} Values */
/** @typedef {import("../app.js").App} App */
/** @typedef {import("../lib/types.js").Settings} PersonSettings */

/** How they are called, when they like to meet and for how long. @param {App} app @param {Values} stored @param {() => void} saved */
export function habitsForm(app, stored, saved) {
  const before = kept(stored, ["nickname", "language", "clock", "meeting_minutes", "preferred_time"]);
  const nickname = input({ value: before.nickname, maxlength: 40, "data-testid": "habits-nickname" });
  const language = choice([["", _("As your browser and your channels say")], ...LANGUAGES.map((code) => [code, nameOf(code)])], before.language, "habits-language");
  const clock = choice(CLOCKS, before.clock, "habits-clock");
  const minutes = input({ type: "number", min: 5, max: 480, step: 5, value: before.meeting_minutes, placeholder: "30", "data-testid": "habits-minutes" });
  const part = choice(PARTS, before.preferred_time, "habits-part");
  const shown = () => (language.value === before.language ? saved() : location.reload()); // the page speaks another now
  return form(app, "habits", before, shown, () => ({
    nickname: nickname.value.trim(),
    language: language.value,
    clock: clock.value,
    meeting_minutes: minutes.value.trim(),
    preferred_time: part.value,
  }), [
    field({ label: _("Call me"), name: "nickname", control: nickname, optional: true }),
    field({ label: _("Language"), name: "language", control: language, hint: _("Of reminders, e-mails, dates and buttons. An answer is in the language you write in.") }),
    field({ label: _("Clock"), name: "clock", control: clock, hint: _("In answers, on cards and in the week") }),
    field({ label: _("Usual meeting length in minutes"), name: "meeting_minutes", control: minutes, optional: true, hint: _("When nobody says how long") }),
    field({ label: _("Preferred time of day"), name: "preferred_time", control: part }),
  ]);
}

/** What they are told without having asked. @param {App} app @param {Values} stored @param {() => void} saved */
export function unaskedForm(app, stored, saved) {
  const before = kept(stored, ["remind_minutes", "morning_brief", "quiet_hours", "tell_answers", "tell_expiry"]);
  const known = LEADS.some(([value]) => value === before.remind_minutes);
  const leads = known ? LEADS : [...LEADS, [before.remind_minutes, early(Number(before.remind_minutes))]];
  const remind = choice(leads, before.remind_minutes, "unasked-remind");
  const brief = input({ type: "time", value: before.morning_brief, "data-testid": "unasked-brief" });
  const [, start = "", end = ""] = QUIET.exec(before.quiet_hours) ?? [];
  const from = input({ type: "time", value: start.padStart(5, "0"), "data-testid": "unasked-quiet-from" });
  const to = input({ type: "time", value: end.padStart(5, "0"), "data-testid": "unasked-quiet-to" });
  const answers = input({ type: "checkbox", checked: before.tell_answers === "true", "data-testid": "unasked-answers" });
  const expiry = input({ type: "checkbox", checked: before.tell_expiry === "true", "data-testid": "unasked-expiry" });
  return form(app, "unasked", before, saved, () => ({
    remind_minutes: remind.value,
    morning_brief: brief.value,
    quiet_hours: from.value && to.value ? `${from.value}-${to.value}` : "",
    tell_answers: answers.checked ? "true" : "",
    tell_expiry: expiry.checked ? "true" : "",
  }), [
    field({ label: _("Remind me before meetings"), name: "remind_minutes", control: remind }),
    field({ label: _("Send me the day’s agenda at"), name: "morning_brief", control: brief, optional: true }),
    field({ label: _("Quiet from"), name: "quiet_hours", control: from, optional: true }),
    field({ label: _("Quiet until"), name: "quiet_until", control: to, optional: true }),
    h("label", { class: "check field-wide" }, answers, _("Tell me when a guest answers")),
    h("label", { class: "check field-wide" }, expiry, _("Tell me before a proposal expires")),
  ]);
}

/** Everything that is remembered of them, to be forgotten one by one. @param {App} app @param {PersonSettings} settings @param {() => void} changed */
export function rememberedList(app, { preferences }, changed) {
  const told = preferences.filter(({ sentence }) => sentence);
  if (told.length === 0) return h("p", { class: "faint", "data-testid": "remembered" }, _("Nothing yet."));
  return h("ul", { class: "activity", "data-testid": "remembered" }, told.map(({ key, sentence }) => {
    const forget = button({
      label: _("Forget"),
      kind: "quiet",
      testid: `forget-${key}`,
      "aria-label": _("Forget: {sentence}", { sentence }),
      onclick: () => whileBusy(forget, async () => {
        await app.api.delete(`settings/preferences/${key}`);
        if (key === "language") location.reload();
        else changed();
      }).catch((error) => app.showProblem(error)),
    });
    return h("li", {}, h("span", {}, sentence), forget);
  }));
}

/** What a language calls itself: "Deutsch". @param {string} code */
function nameOf(code) {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/** @param {Values} stored @param {string[]} keys @returns {Values} */
function kept(stored, keys) {
  return Object.fromEntries(keys.map((key) => [key, stored[key] === "false" ? "" : stored[key] ?? ""]));
}

/** @param {string[][]} options @param {string} value @param {string} testid */
function choice(options, value, testid) {
  return select(options.map(([code, label]) => ({ value: code, label })), { value, "data-testid": testid });
}

/**
 * @param {App} app @param {string} name @param {Values} before @param {() => void} saved
 * @param {() => Values} read @param {HTMLElement[]} fields
 */
function form(app, name, before, saved, read, fields) {
  const problem = h("div", {});
  const submit = button({ label: _("Save"), kind: "primary", type: "submit", testid: `${name}-save` });
  const element = h("form", { novalidate: true, "data-testid": name }, h("div", { class: "fields" }, fields), problem, h("div", { class: "form-foot" }, submit));
  element.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    fill(problem);
    showFieldErrors(element, {});
    whileBusy(submit, async () => {
      await savePreferences(app, before, read());
      app.announcer.say(_("Saved"));
      saved();
    }).catch((error) => {
      const named = error.key && error.cause.status === 422 ? { [error.key]: error.message } : {};
      if (Object.keys(named).length === 0 || Object.keys(showFieldErrors(element, named)).length > 0) fill(problem, errorNote(error.cause ?? error));
    });
  });
  return element;
}
