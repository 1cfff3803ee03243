/** Other times for a proposal: other readings of the words, and free slots around it. One click takes one. */

import { instantAt, isZone, rfc3339, wallClock } from "../lib/date-time.js";
import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { _ } from "../lib/texts.js";

const WEEK_MS = 7 * 86_400_000;
const SLOTS = 6;

/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {{start: string, end: string, label: string}} Choice */

/**
 * @param {import("../app.js").App} app
 * @param {Proposal} proposal
 * @param {(choice: {start: string, end: string}) => Promise<void>} pick
 */
export function otherTimes(app, proposal, pick) {
  const readings = proposal.alternatives.filter(({ kind }) => kind === "reading");
  const free = proposal.alternatives.filter(({ kind }) => kind === "free");
  const slots = h("div", { "aria-live": "polite" });
  const panel = h(
    "section",
    { class: "times", "aria-label": _("Other times"), "data-panel": "times", "data-testid": "times-panel" },
    readings.length > 0 && group(_("Your words may also mean"), readings, pick),
    slots,
  );
  if (proposal.event.all_day) fill(slots, free.length > 0 ? group(_("Free times"), free, pick) : nothing(readings.length > 0));
  else loadSlots(app, proposal, { slots, free, pick });
  return panel;
}

/** @param {boolean} others */
function nothing(others) {
  return others ? null : h("p", { class: "faint" }, _("These words have no other meaning. Use Edit to choose any date."));
}

/**
 * @param {import("../app.js").App} app
 * @param {Proposal} proposal
 * @param {{slots: HTMLElement, free: Choice[], pick: (choice: {start: string, end: string}) => Promise<void>}} view
 */
async function loadSlots(app, proposal, { slots, free, pick }) {
  fill(slots, h("p", { class: "faint loading" }, _("Looking for free times")));
  try {
    const found = await app.api.post("calendar/find-time", question(proposal, app.zone));
    const choices = distinct([...free, ...found.slots], proposal.event);
    const doubt = found.unknown.length > 0 && h("p", { class: "faint" }, _("Not checked: {names}", { names: found.unknown.join(", ") }));
    const nothingFree = h("p", { class: "faint" }, _("No free time in the week from then on."));
    fill(slots, choices.length > 0 ? group(_("Free times"), choices, pick) : nothingFree, doubt);
  } catch (error) {
    fill(slots, errorNote(error, { retry: () => loadSlots(app, proposal, { slots, free, pick }) }));
  }
}

/** @param {Proposal} proposal @param {string} personZone */
function question({ event }, personZone) {
  const zone = isZone(event.timezone) ? event.timezone : personZone;
  const [start, end] = [Date.parse(event.start), Date.parse(event.end)];
  const morning = instantAt(wallClock(start, zone).date, "00:00", zone);
  const from = Math.max(Date.now(), morning);
  return {
    duration_minutes: Math.max(5, Math.min(1440, Math.round((end - start) / 60_000))),
    time_min: rfc3339(Math.ceil(from / 60_000) * 60_000, zone),
    time_max: rfc3339(Math.ceil((from + WEEK_MS) / 60_000) * 60_000, zone),
    timezone: personZone,
    limit: SLOTS,
  };
}

/** @param {Choice[]} choices @param {{start: string}} now */
function distinct(choices, now) {
  const seen = new Set([Date.parse(now.start)]);
  return choices.filter(({ start }) => !seen.has(Date.parse(start)) && seen.add(Date.parse(start)));
}

/**
 * @param {string} title
 * @param {Choice[]} choices
 * @param {(choice: {start: string, end: string}) => Promise<void>} pick
 */
function group(title, choices, pick) {
  return h(
    "div",
    { class: "times-group", role: "group", "aria-label": title },
    h("h4", {}, title),
    h("div", { class: "chips" }, choices.map(({ start, end, label }) => {
      const chip = button({
        label,
        kind: "chip",
        testid: "time-choice",
        onclick: () => whileBusy(chip, () => pick({ start, end })),
      });
      return chip;
    })),
  );
}
