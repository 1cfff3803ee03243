/** What is known of an event, beside it; what is proposed shows its card. */

import { people } from "../card/facts.js";
import { segment } from "../lib/api.js";
import { dateLabel, eventLabel, sameClock, zoneCity } from "../lib/date-time.js";
import { button, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */
/** @typedef {import("../lib/types.js").Series} Series */

/**
 * @param {App} app
 * @param {import("./by-hand.js").ByHand} byHand
 * @param {import("./calendar.js").CalendarItem} item
 * @param {HTMLElement | DOMRect} anchor
 * @param {import("../lib/types.js").CalendarView} [calendar]
 */
export function showDetails(app, byHand, { event, proposal }, anchor, calendar) {
  const panel = byHand.panel(anchor);
  if (proposal) {
    byHand.show(proposal, panel);
    return;
  }
  /** @type {Promise<Series | null>} */
  const series = event.series_id ? app.api.get(`calendar/events/${segment(event.id ?? "")}/series`, where(event)).catch(() => null) : Promise.resolve(null);
  const repeats = h("dd", { "data-testid": "series" }, event.series_id ? "One of a series" : null);
  series.then((found) => found && repeats.replaceChildren(...seriesWords(found)));
  const changeable = event.id && calendar?.writable !== false;
  panel.show(event.title, [
    facts(event, app.zone, calendar?.name, repeats),
    h(
      "div",
      { class: "popover-foot" },
      leadsTo(event.meeting_url, "Join", "video"),
      leadsTo(event.link, "Open", "link"),
      changeable && button({ label: "Edit", icon: "edit", kind: "quiet", testid: "event-edit", onclick: async () => byHand.edit(event, panel, (await series)?.recurrence ?? null) }),
      changeable && button({ label: "Cancel event", icon: "trash", kind: "quiet", testid: "event-cancel", onclick: () => byHand.cancel(event, panel) }),
    ),
  ], { testid: "event-details" });
}

/** @param {CalendarEvent} event @returns {Record<string, string>} */
function where({ calendar_id: id }) {
  return id ? { calendar_id: id } : {};
}

/** How a series repeats, how often, and which time this is. @param {Series} series */
function seriesWords({ repeats, count, position, last }) {
  const place = position && (count ? `This is ${position} of ${count}` : `This is number ${position}, and it goes on`);
  const until = last && `, the last on ${dateLabel(last.slice(0, 10), { weekday: "short", day: "numeric", month: "short", year: "numeric" })}`;
  const words = repeats.charAt(0).toUpperCase() + repeats.slice(1);
  return [words, place && h("span", { class: "fact-more" }, place, until)].filter(Boolean);
}

/** An address that an event brings along, if it is one of the web. @param {string | null} address @param {string} label @param {string} iconName */
function leadsTo(address, label, iconName) {
  if (!address || !/^https?:\/\//i.test(address)) return null;
  return h("a", { class: "button button-plain", href: address, target: "_blank", rel: "noopener noreferrer" }, icon(iconName), h("span", {}, label));
}

/** @param {CalendarEvent} event @param {string} zone @param {string | undefined} calendar @param {HTMLElement} repeats */
function facts(event, zone, calendar, repeats) {
  const original = !event.all_day && !sameClock(event.timezone, zone, [Date.parse(event.start)]);
  const shown = [event.private && "Private", event.transparent && "Blocks no time", event.tentative && "Not sure yet"].filter(Boolean);
  return h(
    "dl",
    { class: "facts" },
    fact("clock", "When", h("dd", {}, eventLabel(event, zone), original && h("span", { class: "fact-more" }, `${eventLabel(event, event.timezone)} in ${zoneCity(event.timezone)}`))),
    event.series_id && fact("repeat", "Repeats", repeats),
    event.location && fact("place", "Where", h("dd", {}, event.location)),
    event.attendees.length > 0 && fact("people", "Who", h("dd", {}, people(event.attendees))),
    event.description && fact("quote", "Notes", h("dd", {}, h("span", { class: "description" }, event.description))),
    shown.length > 0 && fact("lock", "Shown to others", h("dd", {}, shown.join(", "))),
    calendar && fact("calendar", "Calendar", h("dd", {}, calendar)),
  );
}

/** @param {string} iconName @param {string} label @param {HTMLElement} content */
function fact(iconName, label, content) {
  return h("div", { class: "fact" }, h("dt", {}, icon(iconName), h("span", { class: "visually-hidden" }, label)), content);
}
