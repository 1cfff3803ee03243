/** What is known of an event, beside it; what is proposed shows its card. */

import { people } from "../card/facts.js";
import { segment } from "../lib/api.js";
import { dateLabel, eventLabel, sameClock, zoneCity } from "../lib/date-time.js";
import { button, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { _ } from "../lib/texts.js";

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
  const repeats = h("dd", { "data-testid": "series" }, event.series_id ? _("One of a series") : null);
  series.then((found) => found && repeats.replaceChildren(...seriesWords(found)));
  const changeable = event.id && calendar?.writable !== false;
  panel.show(event.title, [
    facts(event, app.zone, calendar?.name, repeats),
    h(
      "div",
      { class: "popover-foot" },
      leadsTo(event.meeting_url, _("Join"), "video"),
      leadsTo(event.link, _("Open"), "link"),
      changeable && button({ label: _("Edit"), icon: "edit", kind: "quiet", testid: "event-edit", onclick: async () => byHand.edit(event, panel, (await series)?.recurrence ?? null) }),
      changeable && button({ label: _("Cancel event"), icon: "trash", kind: "quiet", testid: "event-cancel", onclick: () => byHand.cancel(event, panel) }),
    ),
  ], { testid: "event-details" });
}

/** @param {CalendarEvent} event @returns {Record<string, string>} */
function where({ calendar_id: id }) {
  return id ? { calendar_id: id } : {};
}

/** How a series repeats, how often, and which time this is. @param {Series} series */
function seriesWords({ repeats, count, position, last }) {
  const place = position && (count ? _("This is {position} of {count}", { position, count }) : _("This is number {position}, and it goes on", { position }));
  const until = last && `, ${_("the last on {date}", { date: dateLabel(last.slice(0, 10), { weekday: "short", day: "numeric", month: "short", year: "numeric" }) })}`;
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
  const shown = [event.private && _("Private"), event.transparent && _("Blocks no time"), event.tentative && _("Not sure yet")].filter(Boolean);
  return h(
    "dl",
    { class: "facts" },
    fact("clock", _("When"), h("dd", {}, eventLabel(event, zone), original && h("span", { class: "fact-more" }, _("{time} in {zone}", { time: eventLabel(event, event.timezone), zone: zoneCity(event.timezone) })))),
    event.series_id && fact("repeat", _("Repeats"), repeats),
    event.location && fact("place", _("Where"), h("dd", {}, event.location)),
    event.attendees.length > 0 && fact("people", _("Who"), h("dd", {}, people(event.attendees))),
    event.description && fact("quote", _("Notes"), h("dd", {}, h("span", { class: "description" }, event.description))),
    shown.length > 0 && fact("lock", _("Shown to others"), h("dd", {}, shown.join(", "))),
    calendar && fact("calendar", _("Calendar"), h("dd", {}, calendar)),
  );
}

/** @param {string} iconName @param {string} label @param {HTMLElement} content */
function fact(iconName, label, content) {
  return h("div", { class: "fact" }, h("dt", {}, icon(iconName), h("span", { class: "visually-hidden" }, label)), content);
}
