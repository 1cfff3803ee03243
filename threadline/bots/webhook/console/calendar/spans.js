/** Stretches of time as they are drawn, moved and stretched by hand: pure arithmetic on the clock of a zone. */

import { addDays, instantAt, wallClock } from "../lib/date-time.js";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** By how many minutes things are moved. */
export const STEP = 15;

/** @typedef {{start: number, end: number}} Span instants */

/**
 * The instant at so many minutes of a day, which may be those of another day.
 * @param {string} date
 * @param {number} minutes
 * @param {string} zone
 */
export function instantOf(date, minutes, zone) {
  const days = Math.floor(minutes / DAY_MINUTES);
  const within = minutes - days * DAY_MINUTES;
  const time = [Math.floor(within / 60), within % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return instantAt(addDays(date, days), time, zone);
}

/**
 * The stretch so many days and minutes later on the clock, as long as before.
 * @param {Span} span
 * @param {{days?: number, minutes?: number}} by
 * @param {string} zone
 * @returns {Span}
 */
export function movedBy({ start, end }, { days = 0, minutes = 0 }, zone) {
  const wall = wallClock(start, zone);
  const moved = instantOf(addDays(wall.date, days), wall.minutes + minutes, zone) + (start % MINUTE);
  return { start: moved, end: moved + end - start };
}

/**
 * The stretch with another end, which stays after its start.
 * @param {Span} span
 * @param {number} end
 * @returns {Span}
 */
export function endingAt({ start }, end) {
  return { start, end: Math.max(end, start + STEP * MINUTE) };
}

/**
 * The stretch between two instants, in either order, a step long at least.
 * @param {number} one
 * @param {number} other
 * @returns {Span}
 */
export function between(one, other) {
  return { start: Math.min(one, other), end: Math.max(one, other, Math.min(one, other) + STEP * MINUTE) };
}

/** @param {number} minutes @param {number} [step] */
export function snapped(minutes, step = STEP) {
  return Math.round(minutes / step) * step;
}
