/** The calendar: which dates are shown and how, their events, and what is proposed among them. */

import { addDays, instantAt, rfc3339, wallClock, zoneCity, zoneLabel } from "../lib/date-time.js";
import { byId, fill } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { remember, remembered } from "../lib/store.js";
import { drawAgenda } from "./agenda-list.js";
import { ByHand } from "./by-hand.js";
import { keyOf } from "./event-button.js";
import { showDetails } from "./event-details.js";
import { showFindTime } from "./find-time.js";
import { Legend } from "./legend.js";
import { drawMonth } from "./month-grid.js";
import { chooseZone, secondZone } from "./second-zone.js";
import { instantOf } from "./spans.js";
import { showSubscription } from "./subscription.js";
import { mountHands } from "./hands.js";
import { VIEWS } from "./views.js";
import { drawNow, drawWeek } from "./week-grid.js";
import { WeekScroll } from "./week-scroll.js";
import { restOf, usualMinutes, workBegins } from "./working-hours.js";
import { _ } from "../lib/texts.js";

const MOST_PAGES = 8;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const KEPT = "calendar-view";
const PHONE = "(max-width: 719px)";

/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */
/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {{event: CalendarEvent, proposal: Proposal | null, fresh?: boolean, colour?: number, calendar?: string, writable?: boolean}} CalendarItem */

export class Calendar {
  /** @type {import("./views.js").View} */
  #view = VIEWS.week;
  /** The date that is shown, and the others around it. */
  #date = "";
  /** @type {CalendarEvent[]} */
  #events = [];
  /** @type {Map<string, CalendarItem>} what is drawn, by its key */
  #items = new Map();
  /** @type {Set<string>} events booked here a moment ago */
  #fresh = new Set();
  #load = 0;
  #grid = byId("week");
  #note = byId("week-note");
  #legend = new Legend(() => this.#draw());
  #scroll = new WeekScroll(this.#grid);
  #app;
  #byHand;
  #hands;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#byHand = new ByHand(app, this.#legend, () => this.#letGo());
    this.#hands = mountHands(this.#grid, this.#acts());
    this.#mountHead();
    app.proposals.addEventListener("change", (event) => this.#proposalChanged(/** @type {CustomEvent} */ (event).detail));
    app.proposals.addEventListener("moved", (event) => this.#proposalMoved(/** @type {CustomEvent} */ (event).detail));
    app.store.watch("settings", () => this.#date && this.#draw());
    setInterval(() => this.#view === VIEWS.week && drawNow(this.#grid, app.zone), MINUTE_MS / 2);
  }

  /** Begin, or begin again after the zone changed. */
  async start() {
    this.#date ||= this.#today();
    this.#setView(VIEWS[/** @type {keyof typeof VIEWS} */ (remembered(KEPT))] ?? (window.matchMedia(PHONE).matches ? VIEWS.agenda : VIEWS.week));
    await Promise.all([this.#loadLegend(), this.reload()]);
  }

  /** Weeks may begin on another day from now on. */
  weekStartChanged() {
    if (this.#date) this.#go(this.#date);
  }

  /** Other calendars are connected, or take the events. */
  async calendarsChanged() {
    await Promise.all([this.#loadLegend(), this.reload()]);
  }

  /** @param {number} by how many weeks, months or stretches of the agenda */
  move(by) {
    this.#go(this.#view.moved(this.#date, by));
    this.#app.announcer.say(byId("week-title").textContent ?? "");
  }

  today() {
    this.#go(this.#today());
  }

  /** Show it in another way. @param {import("./views.js").ViewName} name */
  look(name) {
    remember(KEPT, name);
    this.#setView(VIEWS[name]);
    this.#go(this.#date);
  }

  /** Ask for a new event at the next hour that suits. */
  add() {
    const today = this.#today();
    const date = this.#shows(today) ? today : this.#first;
    const now = date === today ? wallClock(Date.now(), this.#app.zone).minutes : 0;
    const hour = Math.max(workBegins(this.#preferences), Math.ceil(now / 60) * 60);
    this.#byHand.create(this.#usual(date, Math.min(hour, DAY_MINUTES - 60)), byId("event-new"));
  }

  /** Show where something starts. @param {CalendarEvent} event */
  show(event) {
    const { date } = wallClock(Date.parse(event.start), event.all_day ? event.timezone : this.#app.zone);
    if (!this.#shows(date)) this.#go(date);
    if (!event.all_day && this.#view === VIEWS.week) this.#scroll.to(event, this.#app.zone);
  }

  /** Ask for the events that are shown. */
  async reload() {
    const load = (this.#load += 1);
    const { zone } = this.#app;
    const from = rfc3339(instantAt(this.#first, "00:00", zone), zone);
    const to = rfc3339(instantAt(addDays(this.#first, this.#view.days(this.#first)), "00:00", zone), zone);
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

  get #first() {
    return this.#view.first(this.#date);
  }

  /** @returns {import("./working-hours.js").Preference[]} */
  get #preferences() {
    return this.#app.store.get("settings")?.preferences ?? [];
  }

  #today() {
    return wallClock(Date.now(), this.#app.zone).date;
  }

  /** @param {string} date */
  #shows(date) {
    return date >= this.#first && date < addDays(this.#first, this.#view.days(this.#first));
  }

  /** As long as meetings usually are. @param {string} date @param {number} minutes */
  #usual(date, minutes) {
    const start = instantOf(date, minutes, this.#app.zone);
    return { start, end: start + usualMinutes(this.#preferences) * MINUTE_MS };
  }

  #mountHead() {
    byId("week-prev").addEventListener("click", () => this.move(-1));
    byId("week-next").addEventListener("click", () => this.move(1));
    byId("week-today").addEventListener("click", () => this.today());
    byId("event-new").addEventListener("click", () => this.add());
    byId("calendar-view").addEventListener("change", (/** @type {any} */ { target }) => this.look(target.value));
    byId("subscribe").addEventListener("click", () => showSubscription(this.#app));
    byId("second-zone").addEventListener("click", () => chooseZone(byId("second-zone"), () => this.#draw()));
    byId("find-time").addEventListener("click", () => showFindTime(this.#app, this.#first, (span, attendees) => this.#byHand.create(span, byId("find-time"), { attendees })));
  }

  /** What hands and keys lead to. @returns {import("./hands.js").Acts} */
  #acts() {
    return {
      zone: () => this.#app.zone,
      view: () => this.#view.name,
      minutes: () => usualMinutes(this.#preferences),
      begins: () => workBegins(this.#preferences),
      item: (button) => this.#items.get(button.dataset.key ?? ""),
      movable: (item) => item.writable !== false && (item.proposal ? item.proposal.state === "proposed" && item.proposal.action === "book" && !item.event.recurrence : Boolean(item.event.id)),
      say: (words) => this.#app.announcer.say(words),
      shown: (date) => !this.#shows(date) && this.#go(date),
      drawn: (span, anchor) => this.#byHand.create(span, anchor),
      made: (date, anchor) => this.#byHand.create(this.#usual(date, workBegins(this.#preferences)), anchor),
      changed: (item, change, anchor) => this.#byHand.change(item, this.#stamped(item, change), anchor),
    };
  }

  /** Instants as they are sent; all-day events go by dates. @param {CalendarItem} item @param {{start?: number, end?: number}} change */
  #stamped({ event }, change) {
    const zone = event.timezone;
    const day = (/** @type {number} */ at) => instantAt(wallClock(at, zone).date, "00:00", zone);
    return Object.fromEntries(Object.entries(change).map(([name, at]) => [name, rfc3339(event.all_day ? day(at) : at, zone)]));
  }

  /** Without the names of calendars all events are still shown. */
  async #loadLegend() {
    await this.#legend.load(this.#app.api).catch(() => undefined);
    if (this.#date) this.#draw();
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

  /** @param {import("./views.js").View} view */
  #setView(view) {
    if (view !== this.#view) this.#events = [];
    if (view !== this.#view && view === VIEWS.week) this.#scroll.begin();
    this.#view = view;
    this.#grid.dataset.view = view.name;
    byId("calendar-view").value = view.name;
    for (const [id, label, key] of [["week-prev", view.before, "["], ["week-next", view.after, "]"]]) {
      byId(id).setAttribute("aria-label", label);
      byId(id).title = `${label} (${key})`;
    }
  }

  /** @param {string} date */
  #go(date) {
    const [before, view] = [this.#first, this.#grid.dataset.drawn];
    this.#date = date;
    if (before !== this.#first || view !== this.#view.name) this.#events = [];
    this.#draw();
    this.reload();
  }

  /** @param {Proposal} proposal */
  #proposalChanged({ state }) {
    if (this.#date && state !== "booked") this.#draw();
  }

  /** @param {Proposal} proposal */
  #proposalMoved({ state, event_id: id }) {
    if (state === "booked" && id) this.#fresh.add(id);
    if (state === "booked" || state === "undone") this.reload();
  }

  /** The window beside the grid was closed. */
  #letGo() {
    this.#hands.rest();
  }

  /** @returns {CalendarItem[]} */
  #shown() {
    const booked = this.#events.filter((event) => this.#legend.shows(event)).map((event) => ({
      event,
      proposal: null,
      fresh: this.#fresh.has(event.id ?? ""),
      colour: this.#legend.colour(event),
      calendar: this.#legend.calendars.length > 1 ? this.#legend.calendarOf(event)?.name : undefined,
      writable: this.#legend.calendarOf(event)?.writable,
    }));
    const open = this.#app.proposals.pending.filter(({ action }) => action !== "hand_over").flatMap((proposal) => occurrencesOf(proposal).map((event) => ({ event, proposal })));
    return [...booked, ...open];
  }

  #draw() {
    const items = this.#shown();
    this.#items = new Map(items.map((item) => [keyOf(item), item]));
    byId("week-title").textContent = this.#view.title(this.#date);
    byId("week-zone").textContent = [zoneLabel(this.#app.zone), secondZone() && zoneCity(secondZone())].filter(Boolean).join(" · ");
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    const within = this.#hands.holds();
    this.#drawView(items);
    this.#grid.dataset.drawn = this.#view.name;
    this.#hands.place(this.#today());
    const again = focused && this.#grid.querySelector(`[data-key="${CSS.escape(focused)}"]`);
    if (again) /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
    else if (within) this.#hands.focus();
    if (this.#view === VIEWS.week) this.#scroll.settle();
  }

  /** @param {CalendarItem[]} items */
  #drawView(items) {
    const options = {
      zone: this.#app.zone,
      first: this.#first,
      days: this.#view.days(this.#first),
      month: this.#date.slice(0, 7),
      second: secondZone(),
      rest: (/** @type {string} */ date) => restOf(this.#preferences, date),
      working: (/** @type {string} */ date) => restOf(this.#preferences, date).every(([from, to]) => to - from < DAY_MINUTES),
      select: (/** @type {CalendarItem} */ item, /** @type {HTMLElement} */ anchor) => showDetails(this.#app, this.#byHand, item, anchor, this.#legend.calendarOf(item.event)),
      day: (/** @type {string} */ date) => this.#openDay(date),
    };
    if (this.#view === VIEWS.week) drawWeek(this.#grid, items, options);
    else if (this.#view === VIEWS.month) drawMonth(this.#grid, items, options);
    else drawAgenda(this.#grid, items, options);
  }

  /** All of a day: the agenda from then on. @param {string} date */
  #openDay(date) {
    this.#date = date;
    this.look("agenda");
  }
}

/** What is proposed, at each time it would take place. @param {Proposal} proposal @returns {CalendarEvent[]} */
function occurrencesOf({ event, starts }) {
  if (starts.length === 0) return [event];
  const length = Date.parse(event.end) - Date.parse(event.start);
  return starts.map((start) => ({ ...event, start, end: new Date(Date.parse(start) + length).toISOString() }));
}
