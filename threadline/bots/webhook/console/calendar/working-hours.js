/** When the person works, as they said in their preferences: the rest of the day is shaded. */

const CODES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const USUAL = { working_hours: "09:00-17:00", working_days: "mon,tue,wed,thu,fri" };
const HOURS = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/;
const DAY_MINUTES = 1440;

/** @typedef {{key: string, value: string}} Preference */

/**
 * The stretches of a date in which nobody works, in minutes of the day.
 * @param {Preference[]} preferences
 * @param {string} date
 * @returns {[number, number][]}
 */
export function restOf(preferences, date) {
  const { from, to, days } = workOf(preferences);
  const today = weekday(date);
  const yesterday = (today + 6) % 7;
  /** @type {[number, number][]} */
  const work = [];
  if (days.has(today)) work.push([from, to > from ? to : DAY_MINUTES]);
  if (to <= from && days.has(yesterday)) work.push([0, to]);
  return without(work);
}

/** When work begins on a working day, in minutes. @param {Preference[]} preferences */
export function workBegins(preferences) {
  return workOf(preferences).from;
}

/** How long a meeting is of which nobody says it. @param {Preference[]} preferences */
export function usualMinutes(preferences) {
  const said = Number(preferences.find(({ key }) => key === "meeting_minutes")?.value);
  return said >= 5 && said <= 480 ? said : 30;
}

/** @param {Preference[]} preferences */
function workOf(preferences) {
  const said = { ...USUAL, ...Object.fromEntries(preferences.map(({ key, value }) => [key, value])) };
  const [, ...parts] = HOURS.exec(said.working_hours) ?? HOURS.exec(USUAL.working_hours) ?? [];
  const [h1, m1, h2, m2] = parts.map(Number);
  return { from: h1 * 60 + m1, to: (h2 % 24) * 60 + m2, days: daysOf(said.working_days) };
}

/** Weekdays by code, or by number from Monday; Sunday is 0 here. @param {string} text */
function daysOf(text) {
  const named = text.toLowerCase().split(/[,;\s]+/).filter(Boolean);
  return new Set(named.map((part) => (/^\d$/.test(part) ? Number(part) % 7 : CODES.indexOf(part.slice(0, 3)))));
}

/** @param {string} date */
function weekday(date) {
  return new Date(`${date}T00:00Z`).getUTCDay();
}

/** What of a day is left beside these stretches. @param {[number, number][]} work @returns {[number, number][]} */
function without(work) {
  /** @type {[number, number][]} */
  const rest = [];
  let reached = 0;
  for (const [from, to] of work.sort(([one], [other]) => one - other)) {
    if (from > reached) rest.push([reached, from]);
    reached = Math.max(reached, to);
  }
  if (reached < DAY_MINUTES) rest.push([reached, DAY_MINUTES]);
  return rest;
}
