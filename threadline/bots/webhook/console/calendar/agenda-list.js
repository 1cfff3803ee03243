/** The agenda: what comes, day by day; on a phone with the days of the week above it. */

import { addDays, dateLabel, daysBetween, eventDates, startOfWeek, timeLabel, wallClock } from "../lib/date-time.js";
import { fill, h } from "../lib/dom.js";
import { eventButton } from "./event-button.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/**
 * @typedef {{first: string, days: number, zone: string, select: (item: CalendarItem, anchor: HTMLElement) => void,
 *   day: (date: string) => void}} Options
 */

/**
 * @param {HTMLElement} list
 * @param {CalendarItem[]} items
 * @param {Options} options
 */
export function drawAgenda(list, items, options) {
  const today = wallClock(Date.now(), options.zone).date;
  const dates = Array.from({ length: options.days }, (_each, day) => addDays(options.first, day));
  const days = dates.map((date) => ({ date, entries: entriesOf(items, date, options.zone) })).filter(({ date, entries }) => entries.length > 0 || date === today);
  list.dataset.first = options.first;
  fill(
    list,
    weekStrip(today, options),
    days.length > 0
      ? h("div", { class: "agenda-days" }, days.map((day) => dayPart(day.date, day.entries, today, options)))
      : h("p", { class: "agenda-empty faint", "data-testid": "agenda-empty" }, _("Nothing in these four weeks.")),
  );
}

/** The days of the week that the agenda begins in. @param {string} today @param {Options} options */
function weekStrip(today, { first, day }) {
  const week = startOfWeek(first);
  return h("div", { class: "agenda-strip", role: "group", "aria-label": _("Days of the week") }, Array.from({ length: 7 }, (_each, index) => {
    const date = addDays(week, index);
    return h(
      "button",
      {
        type: "button",
        class: "agenda-pick",
        "data-today": date === today,
        "data-testid": "agenda-pick",
        "aria-current": date === first ? "date" : null,
        onclick: () => day(date),
      },
      h("span", {}, dateLabel(date, { weekday: "narrow" })),
      h("b", {}, String(Number(date.slice(8)))),
      h("span", { class: "visually-hidden" }, `, ${dateLabel(date, { weekday: "long", day: "numeric", month: "long" })}`),
    );
  }));
}

/** What takes place on a date, all day first. @param {CalendarItem[]} items @param {string} date @param {string} zone */
function entriesOf(items, date, zone) {
  return items
    .map((item) => ({ item, dates: eventDates(item.event.all_day ? item.event : { ...item.event, timezone: zone }) }))
    .filter(({ dates }) => dates.first <= date && date <= dates.last)
    .sort((one, other) => order(one.item, one.dates.first, date) - order(other.item, other.dates.first, date));
}

/** What began before comes first, then what is all day. @param {CalendarItem} item @param {string} first @param {string} date */
function order({ event }, first, date) {
  return event.all_day || first < date ? 0 : Date.parse(event.start);
}

/** @param {string} date @param {ReturnType<typeof entriesOf>} entries @param {string} today @param {Options} options */
function dayPart(date, entries, today, options) {
  const label = dateLabel(date, { weekday: "long", day: "numeric", month: "long" });
  return h(
    "section",
    { class: "agenda-day", "data-date": date, "data-today": date === today, "aria-label": label },
    h("h3", {}, h("span", {}, label), date === today && h("span", { class: "tag" }, _("Today"))),
    entries.length > 0
      ? h("ul", {}, entries.map(({ item, dates }) => h("li", {}, eventButton(item, options, entryText(item, date, dates, options.zone)))))
      : h("p", { class: "faint" }, _("Nothing today.")),
  );
}

/** @param {CalendarItem} item @param {string} date @param {{first: string, last: string}} dates @param {string} zone */
function entryText({ event, calendar }, date, dates, zone) {
  const days = daysBetween(dates.first, dates.last) + 1;
  const which = days > 1 && _("Day {day} of {days}", { day: daysBetween(dates.first, date) + 1, days });
  return [
    h("span", { class: "agenda-time" }, hours(event, date, dates, zone)),
    h("span", { class: "agenda-what" }, h("span", { class: "event-title" }, event.title), h("span", { class: "agenda-more" }, [which, event.location, calendar].filter(Boolean).join(" · "))),
  ];
}

/** @param {CalendarItem["event"]} event @param {string} date @param {{first: string, last: string}} dates @param {string} zone */
function hours(event, date, dates, zone) {
  const starts = date === dates.first;
  const ends = date === dates.last;
  if (event.all_day || (!starts && !ends)) return _("All day");
  const [from, to] = [event.start, event.end].map((at) => timeLabel(Date.parse(at), zone));
  if (starts && ends) return `${from}–${to}`;
  return starts ? _("from {time}", { time: from }) : _("until {time}", { time: to });
}
