/** The place in the week where the keyboard is: arrows move it, Shift and arrows make it longer, Enter makes an event. */

import { addDays, daysBetween } from "../lib/date-time.js";
import { h, setStyle } from "../lib/dom.js";
import { spanWords } from "./ghost.js";
import { instantOf, STEP } from "./spans.js";
import { _ } from "../lib/texts.js";

const DAY_MINUTES = 1440;

/** @typedef {{zone: () => string, minutes: () => number, begins: () => number, shown: (date: string) => void,
 *   chosen: (span: import("./spans.js").Span, anchor: HTMLElement) => void, say: (words: string) => void}} Acts */

export class Slot {
  #date = "";
  #minutes = 0;
  #length = 0;
  #grid;
  #acts;
  #button;

  /** @param {HTMLElement} grid @param {Acts} acts */
  constructor(grid, acts) {
    this.#grid = grid;
    this.#acts = acts;
    this.#button = h("button", { type: "button", class: "slot", "data-testid": "slot", onclick: () => this.#choose(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#pressed(event) });
  }

  /** Stand in the week that is drawn: on today if it is in it. @param {string} today */
  place(today) {
    const first = this.#grid.dataset.first ?? "";
    const within = (/** @type {string} */ date) => date !== "" && daysBetween(first, date) >= 0 && daysBetween(first, date) < 7;
    if (!within(this.#date)) this.#date = within(today) ? today : first;
    if (!this.#length) {
      this.#minutes = this.#acts.begins();
      this.#length = this.#acts.minutes();
    }
    this.#draw();
  }

  get focused() {
    return document.activeElement === this.#button;
  }

  focus() {
    this.#button.focus({ preventScroll: true });
    this.#button.scrollIntoView({ block: "nearest" });
  }

  /** @returns {import("./spans.js").Span} */
  get #span() {
    const start = instantOf(this.#date, this.#minutes, this.#acts.zone());
    return { start, end: start + this.#length * 60_000 };
  }

  #draw() {
    const top = (this.#minutes / DAY_MINUTES) * 100;
    const height = (Math.min(this.#length, DAY_MINUTES - this.#minutes) / DAY_MINUTES) * 100;
    setStyle(this.#button, { top: `${top}%`, height: `${height}%` });
    this.#button.setAttribute("aria-label", _("New event, {time}", { time: spanWords(this.#span, this.#acts.zone()) }));
    const column = this.#grid.querySelector(`.week-day[data-date="${this.#date}"]`);
    if (column && this.#button.parentElement !== column) column.append(this.#button);
  }

  #choose() {
    this.#acts.chosen(this.#span, this.#button);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const days = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 }[event.key];
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (days) this.#date = addDays(this.#date, days);
    else if (steps && event.shiftKey) this.#length = Math.max(STEP, Math.min(DAY_MINUTES, this.#length + steps * STEP));
    else if (steps) this.#minutes = Math.max(0, Math.min(DAY_MINUTES - STEP, this.#minutes + steps * STEP));
    else if (event.key === "Home") this.#minutes = this.#acts.begins();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#acts.shown(this.#date);
    this.#draw();
    this.focus();
    this.#acts.say(spanWords(this.#span, this.#acts.zone()));
  }
}
