/** The days, weeks or months that usage is drawn by. Weeks begin on Monday, as the service counts them. */

import { addDays, dateLabel } from "../lib/date-time.js";
import { _ } from "../lib/texts.js";

/**
 * @typedef {"day" | "week" | "month"} Word
 * @typedef {object} Periods
 * @property {Word} word
 * @property {{by: string, head: string, requests: string, cost: string}} words what they are called
 * @property {string[]} starts the first date of each, oldest first
 * @property {(start: string) => string} label one of them in words
 * @property {(start: string) => string} tick the same below a bar
 */

/** @type {Record<Word, Periods["words"]>} */
const WORDS = {
  day: { by: _("By day"), head: _("Day"), requests: _("Requests per day"), cost: _("Cost per day") },
  week: { by: _("By week"), head: _("Week"), requests: _("Requests per week"), cost: _("Cost per week") },
  month: { by: _("By month"), head: _("Month"), requests: _("Requests per month"), cost: _("Cost per month") },
};

/** @type {Record<Word, {least: number, days: number, label: (start: string) => string, tick: (start: string) => string}>} */
const KINDS = {
  day: { least: 7, days: 1, label: weekdayAnd, tick: dayAndMonth },
  week: { least: 90, days: 7, label: (start) => _("week of {date}", { date: dayAndMonth(start) }), tick: dayAndMonth },
  month: { least: 365, days: 30.4, label: monthAndYear, tick: (start) => dateLabel(start, { month: "short" }) },
};

/** How many days have enough bars of a kind to be looked at. @param {string} word */
export function leastDays(word) {
  return KINDS[/** @type {Word} */ (word)].least;
}

/**
 * Those that end with today's, about as many as lie in so many days. All are whole but the last.
 * @param {string} word
 * @param {string} today
 * @param {number} days
 * @returns {Periods}
 */
export function periodsOf(word, today, days) {
  const kind = /** @type {Word} */ (word);
  const { label, tick, days: each } = KINDS[kind];
  const number = Math.max(1, Math.round(days / each));
  const starts = Array.from({ length: number }, (_each, index) => startOf(kind, today, number - 1 - index));
  return { word: kind, words: WORDS[kind], starts, label, tick };
}

/** @param {Word} word @param {string} today @param {number} before how many before today's */
function startOf(word, today, before) {
  if (word === "day") return addDays(today, -before);
  const date = new Date(`${today}T00:00Z`);
  if (word === "week") return addDays(today, -((date.getUTCDay() + 6) % 7) - 7 * before);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - before, 1)).toISOString().slice(0, 10);
}

/** @param {string} date */
function weekdayAnd(date) {
  return dateLabel(date, { weekday: "short", day: "numeric", month: "short" });
}

/** @param {string} date */
function dayAndMonth(date) {
  return dateLabel(date, { day: "numeric", month: "short" });
}

/** @param {string} date */
function monthAndYear(date) {
  return dateLabel(date, { month: "long", year: "numeric" });
}
