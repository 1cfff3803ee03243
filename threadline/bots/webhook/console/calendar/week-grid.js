/** Drawing a week: days, hours, events side by side, the line of now. */

import { addDays, dateLabel, daysBetween, hourLabel, instantAt, timeLabel, wallClock, zoneCity, zoneLabel } from "../lib/date-time.js";
import { fill, h } from "../lib/dom.js";
import { eventButton } from "./event-button.js";
import { changeElsewhere, hoursElsewhere } from "./second-zone.js";
import { layoutWeek } from "./week-layout.js";
import { _ } from "../lib/texts.js";

const DAY_MINUTES = 1440;

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/**
 * @typedef {{first: string, zone: string, second: string, rest: (date: string) => [number, number][],
 *   select: (item: CalendarItem, anchor: HTMLElement) => void}} Options `rest` is when nobody works, in minutes of a day
 */

/**
 * @param {HTMLElement} grid
 * @param {CalendarItem[]} items
 * @param {Options} options
 */
export function drawWeek(grid, items, options) {
  const { boxes, bars, lanes } = layoutWeek(items, options.first, options.zone);
  const dates = Array.from({ length: 7 }, (_each, day) => addDays(options.first, day));
  const top = grid.scrollTop;
  grid.dataset.first = options.first;
  grid.toggleAttribute("data-second", options.second !== "");
  const change = options.second && changeElsewhere(options.first, options.zone, options.second);
  fill(
    grid,
    h(
      "div",
      { class: "week-top" },
      dayHeads(dates, options),
      change && h("p", { class: "week-change", "data-testid": "second-zone-change" }, change),
      allDayRow(bars, lanes, options),
    ),
    h(
      "div",
      { class: "week-hours" },
      hourGutter(options),
      dates.map((date, day) => dayColumn(date, boxes.filter((box) => box.day === day), options)),
    ),
  );
  grid.scrollTop = top;
  drawNow(grid, options.zone);
}

/**
 * Put the line of now where it belongs.
 * @param {HTMLElement} grid
 * @param {string} zone
 */
export function drawNow(grid, zone) {
  grid.querySelector(".now")?.remove();
  const now = wallClock(Date.now(), zone);
  const column = grid.querySelector(`.week-day[data-date="${now.date}"]`);
  column?.append(h("div", { class: "now", "aria-hidden": "true", style: { top: percent(now.minutes) } }));
}

/** @param {string[]} dates @param {Options} options */
function dayHeads(dates, { first, zone, second }) {
  const today = wallClock(Date.now(), zone).date;
  return h(
    "div",
    { class: "week-heads", "aria-hidden": "true" },
    h("span", { class: "week-zones" }, second && [second, zone].map((each) => h("span", { title: zoneCity(each) }, ahead(each, first)))),
    dates.map((date) =>
      h(
        "span",
        { class: "week-head", "data-today": date === today },
        h("span", {}, dateLabel(date, { weekday: "short" })),
        h("b", {}, dateLabel(date, { day: "numeric" }).replace(/\D/g, "")),
      ),
    ),
  );
}

/** @param {import("./week-layout.js").Bar<CalendarItem>[]} bars @param {number} lanes @param {Options} options */
function allDayRow(bars, lanes, options) {
  if (lanes === 0) return null;
  return h(
    "ul",
    { class: "week-all-day", "aria-label": _("All day"), "data-testid": "all-day", style: { "--lanes": lanes } },
    bars.map((bar) =>
      h(
        "li",
        {
          class: "bar",
          style: { "grid-column": `${bar.from + 2} / ${bar.to + 3}`, "grid-row": bar.lane + 1 },
          "data-before": bar.before,
          "data-after": bar.after,
        },
        eventButton(bar.item, options, [h("span", { class: "event-title" }, bar.item.event.title)]),
      ),
    ),
  );
}

/** How far a zone is ahead, in as few letters as its column has room for. @param {string} zone @param {string} date */
function ahead(zone, date) {
  return zoneLabel(zone, instantAt(date, "12:00", zone)).split(", ").at(-1);
}

/** @param {Options} options */
function hourGutter({ first, zone, second }) {
  const own = Array.from({ length: 23 }, (_each, hour) => hourLabel(hour + 1));
  const column = (/** @type {string[]} */ labels) => h("div", { class: "week-clock" }, labels.map((label, hour) => h("span", { style: { top: `${((hour + 1) / 24) * 100}%` } }, label)));
  const elsewhere = second && column(hoursElsewhere(first, zone, second));
  if (elsewhere) elsewhere.dataset.testid = "second-zone-hours";
  return h("div", { class: "week-gutter", "aria-hidden": "true" }, elsewhere, column(own));
}

/** @param {string} date @param {import("./week-layout.js").Box<CalendarItem>[]} boxes @param {Options} options */
function dayColumn(date, boxes, options) {
  const today = daysBetween(wallClock(Date.now(), options.zone).date, date) === 0;
  return h(
    "div",
    {
      class: "week-day",
      role: "group",
      "data-date": date,
      "data-today": today,
      "aria-label": dateLabel(date, { weekday: "long", day: "numeric", month: "long" }),
    },
    options.rest(date).map(([from, to]) => h("div", { class: "rest", "aria-hidden": "true", style: { top: percent(from), height: percent(to - from) } })),
    h("ol", {}, boxes.map((box) => h(
      "li",
      { class: "box", "data-narrow": box.columns > 1 && box.span < box.columns, style: position(box) },
      eventButton(box.item, options, boxText(box, options.zone), box.bottom - box.top),
    ))),
  );
}

/** @param {number} minutes */
function percent(minutes) {
  return `${(minutes / DAY_MINUTES) * 100}%`;
}

/** @param {import("./week-layout.js").Box<CalendarItem>} box */
function position({ top, bottom, column, columns, span }) {
  return {
    top: percent(top),
    height: percent(bottom - top),
    left: `${(column / columns) * 100}%`,
    width: `${(span / columns) * 100}%`,
  };
}

/** @param {import("./week-layout.js").Box<CalendarItem>} box @param {string} zone */
function boxText({ item: { event } }, zone) {
  return [
    h("span", { class: "event-title" }, event.title),
    h("span", { class: "event-time" }, timeLabel(Date.parse(event.start), zone)),
    event.location && h("span", { class: "event-place" }, event.location),
  ];
}
