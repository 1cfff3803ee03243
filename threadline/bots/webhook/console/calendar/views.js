/** What the calendar can look like: which dates a view shows, how far it moves, what it is called. */

import { addDays, dateLabel, daysBetween, rangeLabel, startOfWeek } from "../lib/date-time.js";
import { _ } from "../lib/texts.js";

const AGENDA_DAYS = 28;

/** @typedef {"week" | "month" | "agenda"} ViewName */
/** @typedef {{name: ViewName, label: string, first: (date: string) => string, days: (first: string) => number, moved: (date: string, by: number) => string, title: (date: string) => string, before: string, after: string}} View */

/** @type {Record<ViewName, View>} */
export const VIEWS = {
  week: {
    name: "week",
    label: _("Week"),
    first: startOfWeek,
    days: () => 7,
    moved: (date, by) => addDays(date, 7 * by),
    title: (date) => rangeLabel(startOfWeek(date), addDays(startOfWeek(date), 6)),
    before: _("Previous week"),
    after: _("Next week"),
  },
  month: {
    name: "month",
    label: _("Month"),
    first: (date) => startOfWeek(firstOfMonth(date)),
    days: (first) => weeksOf(addDays(first, 7)) * 7,
    moved: (date, by) => monthsLater(date, by),
    title: (date) => dateLabel(date, { month: "long", year: "numeric" }),
    before: _("Previous month"),
    after: _("Next month"),
  },
  agenda: {
    name: "agenda",
    label: _("Agenda"),
    first: (date) => date,
    days: () => AGENDA_DAYS,
    moved: (date, by) => addDays(date, AGENDA_DAYS * by),
    title: (date) => rangeLabel(date, addDays(date, AGENDA_DAYS - 1)),
    before: _("Previous four weeks"),
    after: _("Next four weeks"),
  },
};

/** @param {string} date */
export function firstOfMonth(date) {
  return `${date.slice(0, 8)}01`;
}

/**
 * The first of a month so many months from that of a date.
 * @param {string} date
 * @param {number} months
 */
function monthsLater(date, months) {
  const [year, month] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** How many weeks a month touches. @param {string} date one of its dates */
function weeksOf(date) {
  const from = startOfWeek(firstOfMonth(date));
  const last = addDays(monthsLater(date, 1), -1);
  return Math.floor(daysBetween(from, last) / 7) + 1;
}
