/** Where events lie in a week: pure arithmetic, no page. */

import { addDays, daysBetween, eventDates, wallClock } from "../lib/date-time.js";

const DAY_MINUTES = 1440;
const SHORTEST_MINUTES = 25;

/**
 * @template T
 * @typedef {{item: T, day: number, top: number, bottom: number, column: number, columns: number, span: number}} Box
 *   A part of a timed event within one day: minutes of the day, and its column among overlapping ones.
 */

/**
 * @template T
 * @typedef {{item: T, from: number, to: number, lane: number, before: boolean, after: boolean}} Bar
 *   An all-day event: days of the week from 0 to 6, both inclusive, and whether it goes on outside.
 */

/**
 * Lay out a week.
 * @template {{event: {start: string, end: string, all_day: boolean, timezone: string}}} T
 * @param {T[]} items
 * @param {string} first the week's first date
 * @param {string} zone
 * @returns {{boxes: Box<T>[], bars: Bar<T>[], lanes: number}}
 */
export function layoutWeek(items, first, zone) {
  const bars = items.filter(isLong).flatMap((item) => barOf(item, first, zone));
  const boxes = items.filter((item) => !isLong(item)).flatMap((item) => boxesOf(item, first, zone));
  for (let day = 0; day < 7; day += 1) packColumns(boxes.filter((box) => box.day === day));
  return { boxes, bars, lanes: packLanes(bars) };
}

/**
 * Lay out a week in which every event is a bar, as in a month.
 * @template {{event: {start: string, end: string, all_day: boolean, timezone: string}}} T
 * @param {T[]} items
 * @param {string} first
 * @param {string} zone
 * @returns {{bars: Bar<T>[], lanes: number}}
 */
export function layoutBars(items, first, zone) {
  const long = (/** @type {T} */ { event }) => Number(isLong({ event }));
  const sorted = [...items].sort((one, other) => long(other) - long(one) || Date.parse(one.event.start) - Date.parse(other.event.start));
  const bars = sorted.flatMap((item) => (isLong(item) ? barOf(item, first, zone) : pointOf(item, first, zone)));
  return { bars, lanes: packLanes(bars) };
}

/** @param {{event: {start: string, end: string, all_day: boolean}}} item */
export function isLong({ event }) {
  return event.all_day || Date.parse(event.end) - Date.parse(event.start) >= DAY_MINUTES * 60_000;
}

/**
 * @template {{event: any}} T
 * @param {T} item
 * @param {string} first
 * @param {string} zone
 * @returns {Bar<T>[]}
 */
function barOf(item, first, zone) {
  const dates = eventDates(item.event.all_day ? item.event : { ...item.event, timezone: zone });
  const [from, to] = [daysBetween(first, dates.first), daysBetween(first, dates.last)];
  if (to < 0 || from > 6) return [];
  return [{ item, from: Math.max(0, from), to: Math.min(6, to), lane: 0, before: from < 0, after: to > 6 }];
}

/**
 * What takes hours stands at the day it begins, also if it goes on over midnight.
 * @template {{event: any}} T
 * @param {T} item
 * @param {string} first
 * @param {string} zone
 * @returns {Bar<T>[]}
 */
function pointOf(item, first, zone) {
  const day = daysBetween(first, wallClock(Date.parse(item.event.start), zone).date);
  return day < 0 || day > 6 ? [] : [{ item, from: day, to: day, lane: 0, before: false, after: false }];
}

/**
 * @template {{event: any}} T
 * @param {T} item
 * @param {string} first
 * @param {string} zone
 * @returns {Box<T>[]}
 */
export function boxesOf(item, first, zone) {
  const start = wallClock(Date.parse(item.event.start), zone);
  const end = wallClock(Date.parse(item.event.end), zone);
  const boxes = [];
  for (let date = start.date; date <= end.date; date = addDays(date, 1)) {
    const day = daysBetween(first, date);
    const top = date === start.date ? start.minutes : 0;
    const bottom = date === end.date ? end.minutes : DAY_MINUTES;
    const ghost = date !== start.date && bottom === 0;
    if (day < 0 || day > 6 || ghost) continue;
    const drawn = Math.min(DAY_MINUTES, Math.max(bottom, top + SHORTEST_MINUTES));
    boxes.push({
      item,
      day,
      top: Math.min(top, DAY_MINUTES - SHORTEST_MINUTES),
      bottom: drawn,
      column: 0,
      columns: 1,
      span: 1,
    });
  }
  return boxes;
}

/**
 * Give the boxes of one day columns: side by side where they overlap, as wide as there is room.
 * @param {Box<any>[]} boxes
 */
function packColumns(boxes) {
  boxes.sort((one, other) => one.top - other.top || other.bottom - one.bottom);
  /** @type {Box<any>[]} */
  let cluster = [];
  let reach = -1;
  for (const box of boxes) {
    if (box.top >= reach) {
      settle(cluster);
      cluster = [];
    }
    box.column = freeColumn(cluster, box);
    cluster.push(box);
    reach = Math.max(reach, box.bottom);
  }
  settle(cluster);
}

/** @param {Box<any>[]} cluster @param {Box<any>} box */
function freeColumn(cluster, box) {
  let column = 0;
  while (cluster.some((other) => other.column === column && overlap(other, box))) column += 1;
  return column;
}

/** @param {Box<any>[]} cluster */
function settle(cluster) {
  const columns = Math.max(0, ...cluster.map((box) => box.column)) + 1;
  for (const box of cluster) {
    box.columns = columns;
    const right = cluster.filter((other) => other.column > box.column && overlap(other, box));
    box.span = Math.min(columns, ...right.map((other) => other.column)) - box.column;
  }
}

/** @param {Box<any>} one @param {Box<any>} other */
function overlap(one, other) {
  return one.top < other.bottom && other.top < one.bottom;
}

/**
 * Stack bars in lanes; returns how many there are.
 * @param {Bar<any>[]} bars
 */
function packLanes(bars) {
  bars.sort((one, other) => one.from - other.from || other.to - one.to); // stable: earlier hours stay above
  /** @type {number[]} */
  const ends = [];
  for (const bar of bars) {
    const free = ends.findIndex((end) => end < bar.from);
    bar.lane = free < 0 ? ends.length : free;
    ends[bar.lane] = bar.to;
  }
  return ends.length;
}
