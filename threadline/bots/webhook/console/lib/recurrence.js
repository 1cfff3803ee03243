/** Recurrence rules in words, and the few that a form offers. */

import { dateLabel } from "./date-time.js";
import { LOCALE, _, ngettext } from "./texts.js";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** @type {Record<string, (count: number) => string>} */
const EVERY = {
  DAILY: (count) => ngettext("Every day", "Every {count} days", count),
  WEEKLY: (count) => ngettext("Every week", "Every {count} weeks", count),
  MONTHLY: (count) => ngettext("Every month", "Every {count} months", count),
  YEARLY: (count) => ngettext("Every year", "Every {count} years", count),
};
const WORKDAYS = "MO,TU,WE,TH,FR";

/**
 * A rule in words; the rule itself where it says more than these words can.
 * @param {string} rule an RFC 5545 RRULE without prefix
 */
export function recurrenceLabel(rule) {
  const { FREQ, INTERVAL = "1", BYDAY, COUNT, UNTIL, WKST: _start, ...more } = partsOf(rule);
  const codes = BYDAY?.split(",") ?? [];
  if (!(FREQ in EVERY) || Object.keys(more).length || !codes.every((code) => DAYS.includes(code))) return rule;
  const every = EVERY[FREQ](Number(INTERVAL));
  const days = codes.length > 0 ? _("{every} on {days}", { every, days: listed(codes.map(dayName)) }) : every;
  return ended(BYDAY === WORKDAYS && INTERVAL === "1" ? _("Every weekday") : days, COUNT, UNTIL);
}

/** @param {string} rule @returns {Record<string, string>} */
function partsOf(rule) {
  return Object.fromEntries(rule.split(";").map((part) => part.split("=")));
}

/** @param {string} code */
function dayName(code) {
  const monday = 1; // of January 2024
  return dateLabel(`2024-01-0${monday + DAYS.indexOf(code)}`, { weekday: "long" });
}

/** @param {string[]} words */
function listed(words) {
  return new Intl.ListFormat(LOCALE, { type: "conjunction" }).format(words);
}

/** @param {string} rule @param {string | undefined} count @param {string | undefined} until */
function ended(rule, count, until) {
  if (count) return ngettext("{rule}, once", "{rule}, {count} times", Number(count), { rule });
  const found = until && /^(\d{4})(\d\d)(\d\d)/.exec(until);
  if (!found) return rule;
  const date = dateLabel(found.slice(1).join("-"), { day: "numeric", month: "short", year: "numeric" });
  return _("{rule}, until {date}", { rule, date });
}

/**
 * The rules a form offers for an event on this date.
 * @param {string} date
 * @returns {{value: string, label: string}[]}
 */
export function commonRules(date) {
  const code = DAYS.at((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7);
  const rules = [
    "FREQ=DAILY",
    `FREQ=WEEKLY;BYDAY=${WORKDAYS}`,
    `FREQ=WEEKLY;BYDAY=${code}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`,
  ];
  return [...rules, "FREQ=MONTHLY", "FREQ=YEARLY"].map((value) => ({ value, label: recurrenceLabel(value) }));
}
