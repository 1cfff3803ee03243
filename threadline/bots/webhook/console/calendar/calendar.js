/** The week's calendar: which week, its events and proposals. */

import { addDays, instantAt, rangeLabel, rfc3339, startOfWeek, wallClock, zoneLabel } from "../lib/date-time.js";
import { byId, fill } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { showDetails } from "./event-details.js";
import { drawNow, drawWeek } from "./week-grid.js";
import { Legend } from "./legend.js";
import { showSubscription } from "./subscription.js";

const MOST_PAGES = 8;
const MINUTE_MS = 60_000;
const FIRST_HOUR = 7.5;
const HOURS_ABOVE = 4;
const HEADS_PX = 130;

/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */
/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {{event: CalendarEvent, proposal: Proposal | null, fresh?: boolean, colour?: number, calendar?: string}} CalendarItem */

export class Calendar {
  #first = "";
  /** @type {CalendarEvent[]} */
  #events = [];
  /** @type {Set<string>} events booked here a moment ago */
  #fresh = new Set();
  #load = 0;
  /** @type {number | null} the hour to show as soon as the week can be seen */
  #wanted = FIRST_HOUR;
  #grid = byId("week");
  #note = byId("week-note");
  #legend = new Legend(() => this.#draw());
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    byId("week-prev").addEventListener("click", () => this.move(-1));
    byId("week-next").addEventListener("click", () => this.move(1));
    byId("week-today").addEventListener("click", () => this.today());
    byId("subscribe").addEventListener("click", () => showSubscription(app));
    app.proposals.addEventListener("change", (event) => this.#proposalChanged(/** @type {CustomEvent} */ (event).detail));
    app.proposals.addEventListener("moved", (event) => this.#proposalMoved(/** @type {CustomEvent} */ (event).detail));
    new ResizeObserver(() => this.#scrollToWanted()).observe(this.#grid);
    setInterval(() => drawNow(this.#grid, app.zone), MINUTE_MS / 2);
  }

  /** Begin, or begin again after the zone changed. */
  async start() {
    this.#first ||= this.#thisWeek();
    byId("week-zone").textContent = zoneLabel(this.#app.zone);
    await Promise.all([this.#loadLegend(), this.reload()]);
  }

  /** Weeks may begin on another day from now on: show the one in which the middle of this one lies. */
  weekStartChanged() {
    const first = this.#first && startOfWeek(addDays(this.#first, 3));
    if (first !== this.#first) this.#go(first);
  }

  /** Other calendars are connected, or take the events. */
  async calendarsChanged() {
    await Promise.all([this.#loadLegend(), this.reload()]);
  }

  /** @param {number} weeks */
  move(weeks) {
    this.#go(addDays(this.#first, 7 * weeks));
    this.#app.announcer.say(byId("week-title").textContent ?? "");
  }

  today() {
    this.#go(this.#thisWeek());
  }

  /** Show the week in which something starts. @param {CalendarEvent} event */
  show(event) {
    const date = wallClock(Date.parse(event.start), event.all_day ? event.timezone : this.#app.zone).date;
    const first = startOfWeek(date);
    if (first !== this.#first) this.#go(first);
    if (!event.all_day) this.#scrollTo(event);
  }

  /** Ask for the week's events. */
  async reload() {
    const load = (this.#load += 1);
    const { zone } = this.#app;
    const from = rfc3339(instantAt(this.#first, "00:00", zone), zone);
    const to = rfc3339(instantAt(addDays(this.#first, 7), "00:00", zone), zone);
    this.#grid.setAttribute("aria-busy", "true");
    try {
      const events = await this.#pages(from, to);
      if (load !== this.#load) return;
      this.#events = events;
      fill(this.#note);
    } catch (error) {
      if (load === this.#load) fill(this.#note, errorNote(error, { retry: () => this.reload() }));
    }
    if (load !== this.#load) return;
    this.#grid.removeAttribute("aria-busy");
    this.#draw();
  }

  /** Without the names of calendars the week still shows all events. */
  async #loadLegend() {
    await this.#legend.load(this.#app.api).catch(() => undefined);
    if (this.#first) this.#draw();
  }

  /** @param {string} from @param {string} to @returns {Promise<CalendarEvent[]>} */
  async #pages(from, to) {
    const events = [];
    const unread = [];
    let token = "";
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { time_min: from, time_max: to, ...(token && { page_token: token }) };
      const list = await this.#app.api.get("calendar/events", query);
      events.push(...list.events);
      unread.push(...list.unknown);
      token = list.next_page ?? "";
      if (!token) break;
    }
    this.#legend.unread(unread);
    return events;
  }

  #thisWeek() {
    return startOfWeek(wallClock(Date.now(), this.#app.zone).date);
  }

  /** @param {string} first */
  #go(first) {
    this.#first = first;
    this.#events = [];
    this.#draw();
    this.reload();
  }

  /** @param {Proposal} proposal */
  #proposalChanged({ state }) {
    if (this.#first && state !== "booked") this.#draw();
  }

  /** @param {Proposal} proposal */
  #proposalMoved({ state, event_id: id }) {
    if (state === "booked" && id) this.#fresh.add(id);
    if (state === "booked" || state === "undone") this.reload();
  }

  #draw() {
    const { zone, proposals } = this.#app;
    const booked = this.#events.filter((event) => this.#legend.shows(event)).map((event) => ({
      event,
      proposal: null,
      fresh: this.#fresh.has(event.id ?? ""),
      colour: this.#legend.colour(event),
      calendar: this.#legend.calendarOf(event)?.name,
    }));
    const open = proposals.pending.flatMap((proposal) => occurrencesOf(proposal).map((event) => ({ event, proposal })));
    byId("week-title").textContent = rangeLabel(this.#first, addDays(this.#first, 6));
    drawWeek(this.#grid, [...booked, ...open], {
      first: this.#first,
      zone,
      select: (item, anchor) => showDetails(this.#app, item, anchor, {
        calendar: this.#legend.calendarOf(item.event),
        changed: () => this.reload(),
      }),
    });
    this.#scrollToWanted();
  }

  /** Bring an event into sight, unless it is. @param {CalendarEvent} event */
  #scrollTo(event) {
    const { scrollTop, clientHeight } = this.#grid;
    const [from, to] = [event.start, event.end].map((at) => wallClock(Date.parse(at), this.#app.zone).minutes / 60);
    const [start, end] = [this.#pixels(from), this.#pixels(Math.max(from, to))];
    const seen = start >= scrollTop && end <= scrollTop + clientHeight - HEADS_PX;
    if (!seen || clientHeight === 0) this.#wanted = Math.max(0, from - HOURS_ABOVE);
    this.#scrollToWanted();
  }

  #scrollToWanted() {
    if (this.#wanted === null || this.#grid.clientHeight === 0) return;
    const top = this.#pixels(this.#wanted);
    if (top === 0 && this.#wanted > 0) return;
    this.#grid.scrollTop = top;
    this.#wanted = null;
  }

  /** @param {number} hour */
  #pixels(hour) {
    const day = /** @type {HTMLElement | null} */ (this.#grid.querySelector(".week-day"));
    return (hour / 24) * (day?.offsetHeight ?? 0);
  }
}

/** What is proposed, at each time it would take place. @param {Proposal} proposal @returns {CalendarEvent[]} */
function occurrencesOf({ event, starts }) {
  if (starts.length === 0) return [event];
  const length = Date.parse(event.end) - Date.parse(event.start);
  return starts.map((start) => ({ ...event, start, end: new Date(Date.parse(start) + length).toISOString() }));
}
