/** An event as it lies in a grid or a list: a button that shows what is known of it. */

import { eventLabel } from "../lib/date-time.js";
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { _ } from "../lib/texts.js";

const DAY_MINUTES = 1440;
const SHORT_MINUTES = 45;
/** @type {Record<string, string>} */
const PROPOSED = { book: _("Proposed"), change: _("Change proposed"), cancel: _("Cancellation proposed") };

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */

/** What an item is known by, however often it is drawn. @param {CalendarItem} item */
export function keyOf({ event, proposal }) {
  return proposal ? `p ${proposal.id} ${event.start}` : `e ${event.id} ${event.start}`;
}

/**
 * @param {CalendarItem} item
 * @param {{zone: string, select: (item: CalendarItem, anchor: HTMLElement) => void}} options
 * @param {any[]} content
 * @param {number} [minutes] how much room there is
 */
export function eventButton(item, { zone, select }, content, minutes = DAY_MINUTES) {
  const { event, proposal, fresh, colour, calendar } = item;
  const state = proposal && (PROPOSED[proposal.action] ?? _("Proposed"));
  const more = [state, eventLabel(event, zone), event.series_id && _("repeats"), calendar].filter(Boolean).join(", ");
  const target = h(
    "button",
    {
      type: "button",
      class: "event",
      "data-testid": "week-event",
      "data-state": proposal ? proposal.state : "booked",
      "data-event": event.id,
      "data-proposal": proposal?.id,
      "data-key": keyOf(item),
      "data-short": minutes < SHORT_MINUTES,
      "data-past": Date.parse(event.end) < Date.now(),
      "data-fresh": fresh,
      "data-calendar": colour,
      "data-transparent": event.transparent,
      "data-tentative": event.tentative,
      "data-action": proposal?.action,
      "aria-haspopup": "dialog",
      onclick: () => select(item, target),
    },
    proposal?.state === "booking" && icon("clock"),
    content,
    h("span", { class: "visually-hidden" }, `, ${more}`),
  );
  return target;
}
