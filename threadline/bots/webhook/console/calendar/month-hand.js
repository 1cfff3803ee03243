/** Making and moving events in the month: by pointer between days, by arrows from day to day. */

import { addDays, daysBetween } from "../lib/date-time.js";
import { movedBy } from "./spans.js";

const SLOP_PX = 5;

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/**
 * @typedef {{zone: () => string, item: (button: HTMLElement) => CalendarItem | undefined, movable: (item: CalendarItem) => boolean,
 *   shown: (date: string) => void, made: (date: string, anchor: HTMLElement) => void,
 *   changed: (item: CalendarItem, change: {start: number}, anchor: HTMLElement) => void}} Acts
 */

export class MonthHand {
  /** @type {{item: CalendarItem, from: string, x: number, y: number, moving: boolean} | null} */
  #drag = null;
  /** @type {string} the date that the keyboard is at */
  #date = "";
  #grid;
  #acts;

  /** @param {HTMLElement} grid @param {Acts} acts */
  constructor(grid, acts) {
    this.#grid = grid;
    this.#acts = acts;
    grid.addEventListener("pointerdown", (event) => this.#begin(event));
    grid.addEventListener("pointermove", (event) => this.#move(event));
    grid.addEventListener("pointerup", (event) => this.#end(event));
    grid.addEventListener("pointercancel", () => this.#leave());
    grid.addEventListener("click", (event) => this.#clicked(/** @type {HTMLElement} */ (event.target)));
    grid.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** One day can be reached by Tab, the others from it by arrows. @param {string} today */
  place(today) {
    const within = this.#cell(this.#date) ?? this.#cell(today) ?? this.#grid.querySelector(".month-day:not([data-outside])");
    this.#date = /** @type {HTMLElement | null} */ (within)?.dataset.date ?? "";
    const number = within?.querySelector("button");
    if (number) number.tabIndex = 0;
  }

  /** Put the keyboard on the day it was at. */
  focus() {
    this.#cell(this.#date)?.querySelector("button")?.focus();
  }

  /** Show where something would go. @param {string | null} date */
  mark(date) {
    for (const cell of this.#grid.querySelectorAll("[data-target]")) cell.removeAttribute("data-target");
    if (date) this.#cell(date)?.setAttribute("data-target", "");
  }

  /** @param {string} date @returns {HTMLElement | null} */
  #cell(date) {
    return date ? this.#grid.querySelector(`.month-day[data-date="${date}"]`) : null;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const number = /** @type {HTMLElement} */ (event.target);
    if (!number.matches(".month-number") || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const date = number.dataset.date ?? "";
    if (days) {
      this.#date = addDays(date, days);
      this.#acts.shown(this.#date);
      number.tabIndex = -1;
      this.place(this.#date);
      this.focus();
    } else if (event.key === "Enter") this.#acts.made(date, number);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A click on a day that is empty there makes an event. @param {HTMLElement} target */
  #clicked(target) {
    const cell = /** @type {HTMLElement | null} */ (target.closest(".month-day"));
    if (cell && !target.closest("button")) this.#acts.made(cell.dataset.date ?? "", cell);
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(".event"));
    const item = button && this.#acts.item(button);
    const from = this.#at(event);
    if (!item || !from || event.button !== 0 || event.pointerType === "touch" || !this.#acts.movable(item)) return;
    this.#drag = { item, from, x: event.clientX, y: event.clientY, moving: false };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const drag = this.#drag;
    if (!drag) return;
    if (!drag.moving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLOP_PX) return;
    if (!drag.moving) this.#grid.setPointerCapture(event.pointerId);
    drag.moving = true;
    this.#grid.dataset.dragging = "move";
    this.mark(this.#at(event));
  }

  /** @param {PointerEvent} event */
  #end(event) {
    const drag = this.#drag;
    const to = this.#at(event);
    this.#leave();
    if (!drag?.moving || !to || to === drag.from) return;
    const { start, end } = drag.item.event;
    const span = movedBy({ start: Date.parse(start), end: Date.parse(end) }, { days: daysBetween(drag.from, to) }, this.#acts.zone());
    const cell = this.#cell(to);
    if (cell) this.#acts.changed(drag.item, { start: span.start }, cell);
  }

  #leave() {
    this.#drag = null;
    delete this.#grid.dataset.dragging;
    this.mark(null);
  }

  /** The date under the pointer. @param {PointerEvent} event @returns {string | null} */
  #at({ clientX, clientY }) {
    const cells = /** @type {HTMLElement[]} */ ([...this.#grid.querySelectorAll(".month-day")]);
    const within = cells.find((cell) => {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      return clientX >= left && clientX < right && clientY >= top && clientY < bottom;
    });
    return within?.dataset.date ?? null;
  }
}
