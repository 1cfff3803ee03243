/** Which calendars the week shows, each in its colour; what cannot be read is said to be unknown. */

import { byId, fill, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { remember, remembered } from "../lib/store.js";
import { _ } from "../lib/texts.js";

const COLOURS = 6;
const HIDDEN = "calendars-hidden";

/** @typedef {import("../lib/types.js").CalendarView} CalendarView */
/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */

export class Legend {
  /** @type {CalendarView[]} */
  #calendars = [];
  /** @type {{provider: string, title: string, reason: string}[]} */
  #unknown = [];
  /** @type {string[]} */
  #unread = [];
  /** @type {Set<string>} */
  #hidden = new Set((remembered(HIDDEN) ?? "").split("\n").filter(Boolean));
  #box = byId("week-legend");
  #changed;

  /** @param {() => void} changed what to do when another set is to be shown */
  constructor(changed) {
    this.#changed = changed;
  }

  /** All there are. @returns {CalendarView[]} */
  get calendars() {
    return this.#calendars;
  }

  /** Ask which calendars there are. @param {import("../lib/api.js").Api} api */
  async load(api) {
    const list = await api.get("calendar/calendars");
    this.#calendars = list.calendars;
    this.#unknown = list.unknown;
    this.#draw();
  }

  /** Calendars whose events did not come. @param {string[]} names */
  unread(names) {
    this.#unread = [...new Set(names)];
    this.#draw();
  }

  /** @param {CalendarEvent} event */
  shows({ calendar_id: id }) {
    return !this.#hidden.has(id ?? "");
  }

  /** The number of its colour; the first is the usual one. @param {CalendarEvent} event */
  colour({ calendar_id: id }) {
    return Math.max(0, this.#ordered.findIndex((each) => each.id === id)) % COLOURS;
  }

  /** @param {CalendarEvent} event @returns {CalendarView | undefined} */
  calendarOf({ calendar_id: id }) {
    return this.#calendars.find((each) => each.id === id);
  }

  /** A calendar keeps its colour whichever is chosen for new events. */
  get #ordered() {
    return [...this.#calendars].sort((one, other) => Number(other.provider === "builtin") - Number(one.provider === "builtin"));
  }

  #draw() {
    const missing = this.#missing();
    this.#box.hidden = this.#calendars.length < 2 && missing.length === 0;
    fill(
      this.#box,
      this.#calendars.length > 1 && h("ul", { class: "legend", "aria-label": _("Calendars that are shown") }, this.#ordered.map((each, index) => h("li", {}, this.#toggle(each, index)))),
      missing.length > 0 && h(
        "p",
        { class: "legend-unknown", "data-testid": "week-unknown" },
        icon("warning"),
        h("span", {}, _("Cannot be read: {names}. You may be busy there.", { names: missing.join(", ") }), " ", h("a", { href: "#/calendars" }, _("Calendars"))),
      ),
    );
  }

  /** @returns {string[]} */
  #missing() {
    const titles = new Map(this.#unknown.map(({ provider, title }) => [provider, title]));
    return [...new Set([...this.#unread.map((name) => titles.get(name) ?? name), ...titles.values()])];
  }

  /** @param {CalendarView} calendar @param {number} index */
  #toggle({ id, name }, index) {
    const unread = this.#unread.includes(name);
    const target = h(
      "button",
      {
        type: "button",
        class: "legend-item",
        "data-calendar": index % COLOURS,
        "data-unread": unread,
        "data-testid": "legend-item",
        "aria-pressed": String(!this.#hidden.has(id)),
        onclick: () => this.#flip(id, target),
      },
      unread ? icon("warning") : h("span", { class: "legend-swatch", "aria-hidden": "true" }),
      h("span", { class: "legend-name" }, name),
      unread && h("span", { class: "visually-hidden" }, `, ${_("cannot be read")}`),
    );
    return target;
  }

  /** @param {string} id @param {HTMLElement} target */
  #flip(id, target) {
    if (!this.#hidden.delete(id)) this.#hidden.add(id);
    remember(HIDDEN, [...this.#hidden].join("\n"));
    target.setAttribute("aria-pressed", String(!this.#hidden.has(id)));
    this.#changed();
  }
}
