/** Drawing a month: weeks one below the other, each event a bar over its days; what finds no room is counted. */

import { addDays, dateLabel, timeLabel, wallClock } from "../lib/date-time.js";
import { fill, h } from "../lib/dom.js";
import { eventButton } from "./event-button.js";
import { isLong, layoutBars } from "./week-layout.js";
import { _ } from "../lib/texts.js";

const LEAST_LANES = 2;
const LANE_PX = 22;
const HEAD_PX = 30;

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/**
 * @typedef {{first: string, days: number, month: string, zone: string, working: (date: string) => boolean,
 *   select: (item: CalendarItem, anchor: HTMLElement) => void, day: (date: string) => void}} Options `day` shows one
 */

/**
 * @param {HTMLElement} grid
 * @param {CalendarItem[]} items
 * @param {Options} options
 */
export function drawMonth(grid, items, options) {
  const weeks = Array.from({ length: options.days / 7 }, (_each, week) => addDays(options.first, 7 * week));
  const room = Math.max(LEAST_LANES, Math.floor((grid.clientHeight / weeks.length - HEAD_PX) / LANE_PX) - 1);
  grid.dataset.first = options.first;
  fill(
    grid,
    h("div", { class: "month-heads", "aria-hidden": "true" }, datesFrom(options.first).map((date) => h("span", {}, dateLabel(date, { weekday: "short" })))),
    weeks.map((first) => weekRow(first, items, room, options)),
  );
}

/** @param {string} first */
function datesFrom(first) {
  return Array.from({ length: 7 }, (_each, day) => addDays(first, day));
}

/** @param {string} first @param {CalendarItem[]} items @param {number} room @param {Options} options */
function weekRow(first, items, room, options) {
  const { bars } = layoutBars(items, first, options.zone);
  const over = (/** @type {number} */ day) => bars.filter((bar) => bar.from <= day && bar.to >= day && bar.lane >= room);
  const dates = datesFrom(first);
  return h(
    "div",
    { class: "month-week" },
    dates.map((date, day) => dayCell(date, day, options)),
    h("ul", { class: "month-events", "aria-label": _("Events of the week from {date}", { date: dateLabel(first, { day: "numeric", month: "long" }) }) }, bars.filter((bar) => bar.lane < room).map((bar) => h(
      "li",
      { class: "bar", "data-before": bar.before, "data-after": bar.after, style: { "grid-column": `${bar.from + 1} / ${bar.to + 2}`, "grid-row": bar.lane + 1 } },
      eventButton(bar.item, options, barText(bar.item, options.zone)),
    ))),
    dates.map((date, day) => moreButton(date, day, over(day).length, options)),
  );
}

/** @param {CalendarItem} item @param {string} zone */
function barText(item, zone) {
  const timed = !isLong(item);
  return [timed && h("span", { class: "event-time" }, timeLabel(Date.parse(item.event.start), zone)), h("span", { class: "event-title" }, item.event.title)];
}

/** @param {string} date @param {number} day @param {Options} options */
function dayCell(date, day, { zone, month, working, day: show }) {
  return h(
    "div",
    {
      class: "month-day",
      style: { "grid-column": day + 1 },
      "data-date": date,
      "data-today": date === wallClock(Date.now(), zone).date,
      "data-outside": date.slice(0, 7) !== month,
      "data-rest": !working(date),
    },
    h("button", { type: "button", class: "month-number", "data-testid": "month-day", "data-date": date, "aria-label": dateLabel(date, { weekday: "long", day: "numeric", month: "long" }), tabindex: -1, onclick: () => show(date) }, String(Number(date.slice(8)))),
  );
}

/** @param {string} date @param {number} day @param {number} count @param {Options} options */
function moreButton(date, day, count, { day: show }) {
  if (count === 0) return null;
  const label = dateLabel(date, { weekday: "long", day: "numeric", month: "long" });
  return h("button", { type: "button", class: "month-more", "data-testid": "month-more", style: { "grid-column": day + 1 }, onclick: () => show(date) }, _("+{count} more", { count }), h("span", { class: "visually-hidden" }, `, ${label}`));
}
