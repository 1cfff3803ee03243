/** Moving and stretching an event by keys: Shift and arrows move it, Alt and arrows give it another end, Enter proposes. */

import { endingAt, movedBy, STEP } from "./spans.js";
import { spanWords } from "./ghost.js";

const MINUTE = 60_000;

/** @typedef {import("./spans.js").Span} Span */
/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/** @typedef {{days?: number, minutes?: number}} By */

/**
 * @typedef {{zone: () => string, item: (button: HTMLElement) => CalendarItem | undefined, movable: (item: CalendarItem) => boolean,
 *   byDays: () => boolean, shown: (span: Span | null) => void, say: (words: string) => void,
 *   changed: (item: CalendarItem, change: {start?: number, end?: number}, button: HTMLElement) => void}} Acts
 */

export class GridKeys {
  /** @type {{item: CalendarItem, before: Span, span: Span} | null} */
  #draft = null;
  #acts;

  /** @param {HTMLElement} grid @param {Acts} acts */
  constructor(grid, acts) {
    this.#acts = acts;
    grid.addEventListener("keydown", (event) => this.#pressed(event));
    grid.addEventListener("focusout", () => this.#leave());
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(".event"));
    const item = button && this.#acts.item(button);
    if (!button || !item) return;
    if (event.key === "Escape" && this.#draft) this.#leave();
    else if (event.key === "Enter" && this.#draft) this.#propose(this.#draft, button);
    else if (!this.#acts.movable(item) || !this.#nudged(event, item)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event @param {CalendarItem} item @returns {boolean} whether the key means something here */
  #nudged(event, item) {
    const by = this.#byOf(event);
    if (!by) return false;
    const before = { start: Date.parse(item.event.start), end: Date.parse(item.event.end) };
    this.#draft ??= { item, before, span: before };
    const { span } = this.#draft;
    const zone = this.#acts.zone();
    this.#draft.span = event.altKey ? endingAt(span, span.end + (by.minutes ?? 0) * MINUTE) : movedBy(span, by, zone);
    this.#acts.shown(this.#draft.span);
    this.#acts.say(spanWords(this.#draft.span, zone));
    return true;
  }

  /** @param {KeyboardEvent} event @returns {By | null} */
  #byOf({ key, shiftKey, altKey, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey || shiftKey === altKey) return null;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
    const down = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (sideways) return altKey ? null : { days: sideways };
    if (!down) return null;
    return this.#acts.byDays() ? (altKey ? null : { days: 7 * down }) : { minutes: STEP * down };
  }

  /** @param {{item: CalendarItem, before: Span, span: Span}} draft @param {HTMLElement} button */
  #propose({ item, before, span }, button) {
    this.#draft = null;
    if (span.start !== before.start) this.#acts.changed(item, { start: span.start, ...(span.end - span.start !== before.end - before.start && { end: span.end }) }, button);
    else if (span.end !== before.end) this.#acts.changed(item, { end: span.end }, button);
    else this.#acts.shown(null);
  }

  #leave() {
    if (!this.#draft) return;
    this.#draft = null;
    this.#acts.shown(null);
  }
}
