/** Who is busy when, as a picture: a row for each person in each day, with what suits everybody marked across. */

import { dateLabel, instantAt, timeLabel, wallClock } from "../lib/date-time.js";
import { h } from "../lib/dom.js";
import { instantOf } from "./spans.js";
import { _, pgettext } from "../lib/texts.js";

const DAY_MINUTES = 1440;

/** @typedef {import("./spans.js").Span} Span */
/** @typedef {{name: string, known: boolean, busy: Span[]}} Row */
/** @typedef {{zone: string, from: number, to: number}} Hours from and to in minutes of the day */

/**
 * @param {string[]} dates
 * @param {Row[]} rows
 * @param {Span[]} slots
 * @param {Hours} hours
 */
export function busyPicture(dates, rows, slots, hours) {
  return h("div", { class: "busy", "data-testid": "busy-picture" }, dates.map((date) => dayPart(date, rows, slots, hours)));
}

/** @param {string} date @param {Row[]} rows @param {Span[]} slots @param {Hours} hours */
function dayPart(date, rows, slots, hours) {
  const label = dateLabel(date, { weekday: "short", day: "numeric", month: "short" });
  const free = within(slots, date, hours);
  return h(
    "section",
    { class: "busy-day", "data-date": date },
    h("h3", {}, label),
    axis(date, hours),
    h("ul", {}, rows.map((row) => {
      const busy = within(row.busy, date, hours);
      return h(
        "li",
        { class: "busy-row", "data-known": row.known },
        h("span", { class: "busy-name", "aria-hidden": "true" }, row.name),
        h(
          "span",
          { class: "busy-track", role: "img", "aria-label": `${row.name}, ${label}: ${words(row, date, hours.zone)}` },
          free.map((each) => block("busy-free", each)),
          busy.map((each) => block("busy-block", each)),
        ),
      );
    })),
  );
}

/** @param {string} date @param {Hours} hours */
function axis(date, { zone, from, to }) {
  const count = Math.floor((to - from) / 60);
  const step = count > 10 ? 3 : 2;
  const marks = Array.from({ length: count + 1 }, (_each, hour) => hour).filter((hour) => hour % step === 0 && hour < count);
  const label = (/** @type {number} */ hour) => timeLabel(instantOf(date, from + hour * 60, zone), zone).replace(/:00/, "");
  return h("div", { class: "busy-axis", "aria-hidden": "true" }, marks.map((hour) => h("span", { style: { left: `${(hour / count) * 100}%` } }, label(hour))));
}

/** @param {string} kind @param {{left: number, width: number}} place */
function block(kind, { left, width }) {
  return h("span", { class: kind, style: { left: `${left}%`, width: `${width}%` } });
}

/**
 * Where stretches lie in the hours of a day that are shown, in hundredths.
 * @param {Span[]} spans
 * @param {string} date
 * @param {Hours} hours
 */
function within(spans, date, { zone, from, to }) {
  return spans.flatMap((span) => {
    const [low, high] = minutesOn(date, span, zone).map((minutes) => Math.max(from, Math.min(to, minutes)));
    return high > low ? [{ left: ((low - from) / (to - from)) * 100, width: ((high - low) / (to - from)) * 100 }] : [];
  });
}

/** From and to when a stretch lasts on a date, in minutes of the day. @param {string} date @param {Span} span @param {string} zone */
function minutesOn(date, { start, end }, zone) {
  const minutes = (/** @type {number} */ at) => {
    const wall = wallClock(at, zone);
    return wall.date < date ? 0 : wall.date > date ? DAY_MINUTES : wall.minutes;
  };
  return [minutes(start), minutes(end)];
}

/** @param {Row} row @param {string} date @param {string} zone */
function words({ known, busy }, date, zone) {
  const midnight = instantAt(date, "00:00", zone);
  const next = instantOf(date, DAY_MINUTES, zone);
  const today = busy.filter(({ start, end }) => start < next && end > midnight);
  const told = today.map(({ start, end }) => _("{start} to {end}", { start: timeLabel(Math.max(start, midnight), zone), end: timeLabel(Math.min(end, next), zone) }));
  if (!known) return told.length > 0 ? _("busy {times}, and perhaps more", { times: told.join(", ") }) : _("not known, perhaps busy");
  return told.length > 0 ? _("busy {times}", { times: told.join(", ") }) : pgettext("not busy", "free");
}
