/** Drawing a week: days, hours, events side by side, the line of now. */

import { addDays, dateLabel, daysBetween, eventLabel, hourLabel, timeLabel, wallClock } from "../lib/date-time.js";
import { fill, h, setStyle } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { layoutWeek } from "./week-layout.js";

const DAY_MINUTES = 1440;
const SHORT_MINUTES = 45;
const PROPOSED = { book: "Proposed", change: "Change proposed", cancel: "Cancellation proposed" };

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/** @typedef {{first: string, zone: string, select: (item: CalendarItem, anchor: HTMLElement) => void}} Options */

/**
 * @param {HTMLElement} grid
 * @param {CalendarItem[]} items
 * @param {Options} options
 */
export function drawWeek(grid, items, options) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
  const { boxes, bars, lanes } = layoutWeek(items, options.first, options.zone);
  const dates = Array.from({ length: 7 }, (_, day) => addDays(options.first, day));
  const top = grid.scrollTop;
  grid.dataset.first = options.first;
  fill(
    grid,
    h("div", { class: "week-top" }, dayHeads(dates, options.zone), allDayRow(bars, lanes, options)),
    h(
      "div",
      { class: "week-hours" },
      hourGutter(),
      dates.map((date, day) => dayColumn(date, boxes.filter((box) => box.day === day), options)),
    ),
  );
  grid.scrollTop = top;
  drawNow(grid, options.zone);
  const again = focused && grid.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  if (again) /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
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
  column?.append(h("div", { class: "now", "aria-hidden": "true", style: { top: `${(now.minutes / DAY_MINUTES) * 100}%` } }));
}

/** @param {string[]} dates @param {string} zone */
function dayHeads(dates, zone) {
  const today = wallClock(Date.now(), zone).date;
  return h(
    "div",
    { class: "week-heads", "aria-hidden": "true" },
    h("span"),
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
    { class: "week-all-day", "aria-label": "All day", "data-testid": "all-day", style: { "--lanes": lanes } },
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

function hourGutter() {
  const hours = Array.from({ length: 23 }, (_, hour) => hour + 1);
  return h(
    "div",
    { class: "week-gutter", "aria-hidden": "true" },
    hours.map((hour) => h("span", { style: { top: `${(hour / 24) * 100}%` } }, hourLabel(hour))),
  );
}

/** @param {string} date @param {import("./week-layout.js").Box<CalendarItem>[]} boxes @param {Options} options */
function dayColumn(date, boxes, options) {
  const today = daysBetween(wallClock(Date.now(), options.zone).date, date) === 0;
  return h(
    "ol",
    {
      class: "week-day",
      "data-date": date,
      "data-today": today,
      "aria-label": dateLabel(date, { weekday: "long", day: "numeric", month: "long" }),
    },
    boxes.map((box) => h(
      "li",
      { class: "box", "data-narrow": box.columns > 1 && box.span < box.columns, style: position(box) },
      eventButton(box.item, options, boxText(box, options.zone), box.bottom - box.top),
    )),
  );
}

/** @param {import("./week-layout.js").Box<CalendarItem>} box */
function position({ top, bottom, column, columns, span }) {
  return {
    top: `${(top / DAY_MINUTES) * 100}%`,
    height: `${((bottom - top) / DAY_MINUTES) * 100}%`,
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

/**
 * @param {CalendarItem} item
 * @param {Options} options
 * @param {any[]} content
 * @param {number} [minutes]
 */
function eventButton(item, { zone, select }, content, minutes = DAY_MINUTES) {
  const { event, proposal, fresh, colour, calendar } = item;
  const state = proposal ? proposal.state : "booked";
  const name = proposal ? `${PROPOSED[proposal.action]}: ${event.title}` : event.title;
  const target = h(
    "button",
    {
      type: "button",
      class: "event",
      "data-testid": "week-event",
      "data-state": state,
      "data-event": event.id,
      "data-proposal": proposal?.id,
      "data-key": proposal ? `p ${proposal.id} ${event.start}` : `e ${event.id} ${event.start}`,
      "data-short": minutes < SHORT_MINUTES,
      "data-past": Date.parse(event.end) < Date.now(),
      "data-fresh": fresh,
      "data-calendar": colour,
      "data-transparent": event.transparent,
      "data-action": proposal?.action,
      "aria-label": [name, eventLabel(event, zone), event.location, calendar].filter(Boolean).join(", "),
      "aria-haspopup": "dialog",
      onclick: () => select(item, target),
    },
    proposal?.state === "booking" && icon("clock"),
    content,
  );
  return target;
}
