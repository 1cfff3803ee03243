/** Drawing events into the week, moving and stretching them, by mouse, pen or finger. */

import { wallClock } from "../lib/date-time.js";
import { between, endingAt, instantOf, movedBy, snapped } from "./spans.js";

const DAY_MINUTES = 1440;
const SLOP_PX = 5;
const EDGE_PX = 7;
const SCROLL_PX = 28;
const TAP_STEP = 30;

/** @typedef {import("./spans.js").Span} Span */
/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/** @typedef {{date: string, minutes: number}} Point */
/** @typedef {{kind: "draw" | "move" | "stretch", item: CalendarItem | null, from: Point, span: Span, x: number, y: number, moving: boolean}} Drag */

/**
 * @typedef {{zone: () => string, minutes: () => number, ghost: import("./ghost.js").Ghost,
 *   item: (button: HTMLElement) => CalendarItem | undefined, movable: (item: CalendarItem) => boolean,
 *   drawn: (span: Span) => void, changed: (item: CalendarItem, change: {start?: number, end?: number}) => void}} Acts
 */

export class WeekPointer {
  /** @type {Drag | null} */
  #drag = null;
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
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#drag?.moving && this.#leave());
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const point = this.#point(event);
    if (event.button !== 0 || !point || target.closest(".slot")) return;
    const button = /** @type {HTMLElement | null} */ (target.closest(".event"));
    const item = button ? this.#acts.item(button) : null;
    if (button && (!item || event.pointerType === "touch" || !this.#acts.movable(item))) return;
    if (button && !button.closest(".week-day")) return;
    const kind = !button ? "draw" : this.#atEnd(button, event) ? "stretch" : "move";
    const { start, end } = item?.event ?? {};
    const span = start && end ? { start: Date.parse(start), end: Date.parse(end) } : { start: 0, end: 0 };
    this.#drag = { kind, item: item ?? null, from: point, span, x: event.clientX, y: event.clientY, moving: false };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const drag = this.#drag;
    if (!drag || event.pointerType === "touch") return;
    if (!drag.moving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLOP_PX) return;
    if (!drag.moving) this.#grid.setPointerCapture(event.pointerId);
    drag.moving = true;
    this.#grid.dataset.dragging = drag.kind;
    this.#scrollNear(event.clientY);
    const point = this.#point(event);
    if (point) this.#acts.ghost.show(this.#spanAt(drag, point), this.#acts.zone());
  }

  /** @param {PointerEvent} event */
  #end(event) {
    const drag = this.#drag;
    const point = this.#point(event);
    const touched = event.pointerType === "touch" && Math.hypot(event.clientX - (drag?.x ?? 0), event.clientY - (drag?.y ?? 0)) > SLOP_PX;
    this.#drag = null;
    delete this.#grid.dataset.dragging;
    if (!drag || !point || touched) return;
    if (!drag.moving) {
      if (drag.kind === "draw") this.#drawn(this.#tapped(point));
      return;
    }
    const span = this.#spanAt(drag, point);
    if (drag.kind === "draw") this.#drawn(span);
    else if (drag.item) this.#changed(drag, drag.item, span);
  }

  /** @param {Span} span */
  #drawn(span) {
    this.#acts.ghost.show(span, this.#acts.zone());
    this.#acts.drawn(span);
  }

  /** @param {Drag} drag @param {CalendarItem} item @param {Span} span */
  #changed({ kind, span: before }, item, span) {
    if (span.start === before.start && span.end === before.end) {
      this.#acts.ghost.hide();
      return;
    }
    this.#acts.changed(item, kind === "move" ? { start: span.start } : { end: span.end });
  }

  #leave() {
    this.#drag = null;
    delete this.#grid.dataset.dragging;
    this.#acts.ghost.hide();
  }

  /** @param {Drag} drag @param {Point} point @returns {Span} */
  #spanAt({ kind, from, span }, point) {
    const zone = this.#acts.zone();
    const at = instantOf(point.date, snapped(point.minutes), zone);
    if (kind === "draw") return between(instantOf(from.date, snapped(from.minutes), zone), at);
    if (kind === "stretch") return endingAt(span, at);
    const days = Math.round((Date.parse(point.date) - Date.parse(from.date)) / 86_400_000);
    return movedBy(span, { days, minutes: snapped(point.minutes - from.minutes) }, zone);
  }

  /** A tap means the half hour that was hit, and as long as a meeting usually is. @param {Point} point @returns {Span} */
  #tapped({ date, minutes }) {
    const start = instantOf(date, Math.floor(minutes / TAP_STEP) * TAP_STEP, this.#acts.zone());
    return { start, end: start + this.#acts.minutes() * 60_000 };
  }

  /** Which day and time is under the pointer. @param {PointerEvent} event @returns {Point | null} */
  #point({ clientX, clientY }) {
    const columns = /** @type {HTMLElement[]} */ ([...this.#grid.querySelectorAll(".week-day")]);
    const column = columns.find((each) => clientX < each.getBoundingClientRect().right) ?? columns.at(-1);
    if (!column) return null;
    const { top, height, left } = column.getBoundingClientRect();
    const over = this.#grid.querySelector(".week-top")?.getBoundingClientRect().bottom ?? 0;
    if (!this.#drag && (clientX < left || clientY < over)) return null;
    const minutes = Math.max(0, Math.min(DAY_MINUTES, ((clientY - top) / height) * DAY_MINUTES));
    return { date: column.dataset.date ?? "", minutes };
  }

  /** Whether the last of an event was taken hold of. @param {HTMLElement} button @param {PointerEvent} event */
  #atEnd(button, { clientY }) {
    const box = button.getBoundingClientRect();
    const item = this.#acts.item(button);
    const { date } = wallClock(Date.parse(item?.event.end ?? "") - 1, this.#acts.zone());
    const day = /** @type {HTMLElement | null} */ (button.closest(".week-day"))?.dataset.date;
    return day === date && box.bottom - clientY <= Math.min(EDGE_PX, box.height / 3);
  }

  /** @param {number} y */
  #scrollNear(y) {
    const { top, bottom } = this.#grid.getBoundingClientRect();
    const over = this.#grid.querySelector(".week-top")?.getBoundingClientRect().bottom ?? top;
    if (y > bottom - SCROLL_PX) this.#grid.scrollTop += SCROLL_PX / 2;
    else if (y < over + SCROLL_PX) this.#grid.scrollTop -= SCROLL_PX / 2;
  }
}
