/** What is known of an event, beside it. */

import { segment } from "./api.js";
import { people } from "./card-facts.js";
import { ask, popover } from "./dialogs.js";
import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { recurrenceLabel } from "./recurrence.js";
import { eventLabel, sameClock, zoneCity } from "./zone.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").CalendarEvent} CalendarEvent */

/**
 * @param {App} app
 * @param {import("./week.js").WeekItem} item
 * @param {HTMLElement} anchor
 * @param {() => void} changed
 */
export function showDetails(app, { event, proposal }, anchor, changed) {
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
      proposal && h("span", { class: "badge", "data-state": proposal.state }, "Proposed, not booked yet"),
      facts(event, app.zone),
      h("footer", { class: "popover-foot" }, proposal ? toThread(app, proposal, close) : remove(app, event, { changed, close })),
    ],
  });
}

/** @param {CalendarEvent} event @param {string} zone */
function facts(event, zone) {
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

/** @param {App} app @param {import("./types.js").Proposal} proposal @param {() => void} close */
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
  const { id, version } = event;
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
        await app.api.delete(`calendar/events/${segment(id)}`, version ? { version } : {});
        app.announcer.say("Event deleted");
        changed();
      } catch (error) {
        app.showProblem(error);
      }
    },
  });
}
