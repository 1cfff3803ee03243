/** What is known of an event, beside it. */

import { people } from "../card/facts.js";
import { segment } from "../lib/api.js";
import { eventLabel, sameClock, zoneCity } from "../lib/date-time.js";
import { ask, popover } from "../lib/dialogs.js";
import { button, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { recurrenceLabel } from "../lib/recurrence.js";

const OPEN = { book: "Proposed, not booked yet", change: "A change, not made yet", cancel: "To be cancelled, if you confirm" };

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */

/**
 * @param {App} app
 * @param {import("./calendar.js").CalendarItem} item
 * @param {HTMLElement} anchor
 * @param {{calendar?: import("../lib/types.js").CalendarView, changed: () => void}} context
 */
export function showDetails(app, { event, proposal }, anchor, { calendar, changed }) {
  const close = () => box.hidePopover();
  const box = popover(anchor, {
    label: event.title,
    testid: "event-details",
    content: [
      h(
        "header",
        { class: "popover-head" },
        h("h3", {}, event.title),
        button({ label: "Close", icon: "close", hideLabel: true, onclick: close }),
      ),
      proposal && h("span", { class: "badge", "data-state": proposal.state }, OPEN[proposal.action]),
      facts(event, app.zone, calendar?.name),
      h(
        "footer",
        { class: "popover-foot" },
        leadsTo(event.meeting_url, "Join", "video"),
        leadsTo(event.link, "Open", "link"),
        proposal ? toThread(app, proposal, close) : calendar?.writable !== false && remove(app, event, { changed, close }),
      ),
    ],
  });
}

/** An address that an event brings along, if it is one of the web. @param {string | null} address @param {string} label @param {string} iconName */
function leadsTo(address, label, iconName) {
  if (!address || !/^https?:\/\//i.test(address)) return null;
  return h("a", { class: "button button-plain", href: address, target: "_blank", rel: "noopener noreferrer" }, icon(iconName), h("span", {}, label));
}

/** @param {CalendarEvent} event @param {string} zone @param {string} [calendar] */
function facts(event, zone, calendar) {
  const original = !event.all_day && !sameClock(event.timezone, zone, [Date.parse(event.start)]);
  return h(
    "dl",
    { class: "facts" },
    fact(
      "clock",
      "When",
      [
        eventLabel(event, zone),
        original && h("span", { class: "fact-more" }, `${eventLabel(event, event.timezone)} in ${zoneCity(event.timezone)}`),
      ],
    ),
    event.recurrence && fact("repeat", "Repeats", [recurrenceLabel(event.recurrence)]),
    event.location && fact("place", "Where", [event.location]),
    event.attendees.length > 0 && fact("people", "Who", [people(event.attendees)]),
    event.description && fact("quote", "Notes", [h("span", { class: "description" }, event.description)]),
    (event.private || event.transparent) && fact("lock", "Shown to others", [[event.private && "Private", event.transparent && "Blocks no time"].filter(Boolean).join(", ")]),
    calendar && fact("calendar", "Calendar", [calendar]),
  );
}

/** @param {string} iconName @param {string} label @param {any[]} content */
function fact(iconName, label, content) {
  return h(
    "div",
    { class: "fact" },
    h("dt", {}, icon(iconName), h("span", { class: "visually-hidden" }, label)),
    h("dd", {}, content),
  );
}

/** @param {App} app @param {import("../lib/types.js").Proposal} proposal @param {() => void} close */
function toThread(app, proposal, close) {
  if (!proposal.conversation_id) return null;
  return button({
    label: "Show in thread",
    icon: "chats",
    testid: "show-in-thread",
    onclick: () => {
      close();
      app.showProposal(proposal);
    },
  });
}

/**
 * @param {App} app
 * @param {CalendarEvent} event
 * @param {{changed: () => void, close: () => void}} view
 */
function remove(app, event, { changed, close }) {
  const { id, version, calendar_id: calendar } = event;
  if (!id) return null;
  return button({
    label: "Delete",
    icon: "trash",
    kind: "quiet",
    testid: "event-delete",
    onclick: async () => {
      close();
      const repeats = event.recurrence ? " All of its repetitions go with it." : "";
      const text = `“${event.title}” is taken out of the calendar.${repeats}`;
      if (!(await ask({ title: "Delete this event?", text, action: "Delete" }))) return;
      try {
        await app.api.delete(`calendar/events/${segment(id)}`, { ...(version && { version }), ...(calendar && { calendar_id: calendar }) });
        app.announcer.say("Event deleted");
        changed();
      } catch (error) {
        app.showProblem(error);
      }
    },
  });
}
