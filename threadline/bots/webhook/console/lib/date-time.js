/** Dates and times in a named zone. A date is "YYYY-MM-DD", a time "HH:MM", an instant milliseconds since 1970. */

import { LOCALE } from "./texts.js";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * A formatter, made once.
 * @param {string} zone
 * @param {Intl.DateTimeFormatOptions} options
 * @param {string} [locale]
 */
export function format(zone, options, locale = LOCALE) {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })));
  return found;
}

/** The zone this browser is set to. */
export function browserZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/**
 * Whether the browser knows this zone.
 * @param {string} zone
 */
export function isZone(zone) {
  try {
    format(zone, {});
    return true;
  } catch {
    return false;
  }
}

/**
 * What the clocks and calendars of a zone show at an instant.
 * @param {number} instant
 * @param {string} zone
 */
export function wallClock(instant, zone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const options = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  const part = Object.fromEntries(
    format(zone, options, "en-US")
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${part.year.padStart(4, "0")}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
    minutes: Number(part.hour) * 60 + Number(part.minute),
    asUtc: Date.UTC(+part.year, +part.month - 1, +part.day, +part.hour, +part.minute, +part.second),
  };
}

/**
 * Milliseconds by which a zone is ahead of UTC.
 * @param {number} instant
 * @param {string} zone
 */
function offset(instant, zone) {
  return wallClock(instant, zone).asUtc - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which a zone shows a date and time. A time that a clock change skips counts from before the change,
 * one that happens twice is the first.
 * @param {string} date
 * @param {string} time
 * @param {string} zone
 */
export function instantAt(date, time, zone) {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const before = wall - offset(wall - DAY, zone);
  const after = wall - offset(wall + DAY, zone);
  return [before, after].find((instant) => wallClock(instant, zone).asUtc === wall) ?? before;
}

/**
 * An instant as RFC 3339 with the zone's offset.
 * @param {number} instant
 * @param {string} zone
 */
export function rfc3339(instant, zone) {
  const ahead = offset(instant, zone) / MINUTE;
  const wall = new Date(instant + ahead * MINUTE).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  return `${wall}${ahead < 0 ? "-" : "+"}${pad(hours)}:${pad(minutes)}`;
}

/** @param {number} value */
function pad(value) {
  return String(value).padStart(2, "0");
}

/** @param {string} date @param {number} days */
export function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/**
 * Days from one date to another.
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
}

const WEEK_STARTS = { monday: 1, saturday: 6, sunday: 7 };
let weekStart = "auto";

/** Let weeks begin on this day from now on; `auto` is Monday, as it is in what the person writes. @param {string} day */
export function setWeekStart(day) {
  weekStart = day;
}

/**
 * The first date of the week a date lies in, as the person has their weeks.
 * @param {string} date
 */
export function startOfWeek(date) {
  const first = WEEK_STARTS[/** @type {keyof typeof WEEK_STARTS} */ (weekStart)] ?? WEEK_STARTS.monday;
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  return addDays(date, -((weekday - first + 7) % 7));
}

/**
 * A date in words; dates have no zone.
 * @param {string} date
 * @param {Intl.DateTimeFormatOptions} options
 */
export function dateLabel(date, options) {
  return format("UTC", options).format(Date.parse(`${date}T00:00Z`));
}

/**
 * A stretch of dates in words, such as a week's.
 * @param {string} from
 * @param {string} to inclusive
 */
export function rangeLabel(from, to) {
  const formatter = format("UTC", { day: "numeric", month: "short", year: "numeric" });
  return formatter.formatRange(Date.parse(`${from}T00:00Z`), Date.parse(`${to}T00:00Z`));
}

/** To how many hours are counted, where the person said so. @type {"h12" | "h23" | undefined} */
let cycle;

/** Let hours be counted to 12 or 24 from now on; "" is as they always were here. @param {string} count */
export function setClock(count) {
  cycle = count === "12" ? "h12" : count === "24" ? "h23" : undefined;
}

/** How a time of day is written. @returns {Intl.DateTimeFormatOptions} */
function clockOptions() {
  return { hour: cycle === "h12" ? "numeric" : "2-digit", minute: "2-digit", ...(cycle && { hourCycle: cycle }) };
}

/** A full hour beside a day: "09:00", or "9 am". @param {number} hour */
export function hourLabel(hour) {
  const at = Date.UTC(2000, 0, 1, hour);
  return format("UTC", cycle === "h12" ? { hour: "numeric", hourCycle: cycle } : clockOptions()).format(at);
}

/** @param {number} instant @param {string} zone */
export function timeLabel(instant, zone) {
  return format(zone, clockOptions()).format(instant);
}

/**
 * An event's time in words in a zone.
 * @param {{start: string, end: string, all_day: boolean, timezone: string}} event
 * @param {string} zone
 */
export function eventLabel(event, zone) {
  const [start, end] = [Date.parse(event.start), Date.parse(event.end)];
  if (event.all_day) {
    const { first, last } = eventDates(event);
    const words = format("UTC", { weekday: "short", day: "numeric", month: "short" });
    return words.formatRange(Date.parse(`${first}T00:00Z`), Date.parse(`${last}T00:00Z`));
  }
  return format(zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...clockOptions(),
  }).formatRange(start, end);
}

/**
 * First and last date of an all-day event, both inclusive, in its own zone.
 * @param {{start: string, end: string, timezone: string}} event
 */
export function eventDates(event) {
  const zone = isZone(event.timezone) ? event.timezone : "UTC";
  return {
    first: wallClock(Date.parse(event.start), zone).date,
    last: wallClock(Date.parse(event.end) - 1, zone).date,
  };
}

/**
 * The zone by its city and distance from UTC, as "Vienna, GMT+1".
 * @param {string} zone
 * @param {number} [instant]
 */
export function zoneLabel(zone, instant = Date.now()) {
  if (!isZone(zone)) return zone;
  const short = format(zone, { timeZoneName: "shortOffset" }, "en-US").formatToParts(instant);
  const ahead = short.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const city = zoneCity(zone);
  return city === ahead || city === "UTC" ? city : `${city}, ${ahead}`;
}

/** @param {string} zone */
export function zoneCity(zone) {
  return (zone.split("/").pop() ?? zone).replaceAll("_", " ");
}

/**
 * The zone that is called so, whole or by its city, in any letters; "" if none of these is.
 * @param {string} words
 * @param {string[]} zones
 */
export function zoneCalled(words, zones) {
  const said = words.trim().replaceAll(" ", "_").toLowerCase();
  const found = zones.find((zone) => [zone, zone.split("/").pop() ?? ""].some((name) => name.toLowerCase() === said));
  return found ?? (said && isZone(words.trim()) ? words.trim() : "");
}

/**
 * Whether two zones show the same clock at these instants.
 * @param {string} one
 * @param {string} other
 * @param {number[]} instants
 */
export function sameClock(one, other, instants) {
  return one === other || (isZone(one) && isZone(other) && instants.every((at) => offset(at, one) === offset(at, other)));
}

/**
 * A time of today as such, another one with its day of the week.
 * @param {number} instant
 * @param {string} zone
 */
export function nearLabel(instant, zone) {
  const { date } = wallClock(instant, zone);
  const day = date === wallClock(Date.now(), zone).date ? "" : `${dateLabel(date, { weekday: "short" })} `;
  return day + timeLabel(instant, zone);
}

/**
 * When something was, briefly: the time today, the day of the week within a week, else the date.
 * @param {string} instant
 * @param {string} zone
 */
export function briefTime(instant, zone) {
  const at = Date.parse(instant);
  const today = wallClock(Date.now(), zone).date;
  const date = wallClock(at, zone).date;
  if (date === today) return timeLabel(at, zone);
  const days = daysBetween(date, today);
  if (days > 0 && days < 7) return dateLabel(date, { weekday: "short" });
  return dateLabel(date, { day: "numeric", month: "short" });
}
