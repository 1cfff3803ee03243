/** How far down the week is scrolled: to the morning at first, to an event that is to be seen. */

import { wallClock } from "../lib/date-time.js";

const FIRST_HOUR = 7.5;
const HOURS_ABOVE = 4;
const HEADS_PX = 130;

export class WeekScroll {
  /** @type {number | null} the hour to show as soon as the week can be seen */
  #wanted = FIRST_HOUR;
  #grid;

  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.#grid = grid;
    new ResizeObserver(() => this.settle()).observe(grid);
  }

  /** The week is drawn after something else: begin in the morning again. */
  begin() {
    this.#wanted = FIRST_HOUR;
  }

  /** Bring an event into sight, unless it is. @param {{start: string, end: string}} event @param {string} zone */
  to(event, zone) {
    const { scrollTop, clientHeight } = this.#grid;
    const [from, to] = [event.start, event.end].map((at) => wallClock(Date.parse(at), zone).minutes / 60);
    const [start, end] = [this.#pixels(from), this.#pixels(Math.max(from, to))];
    const seen = start >= scrollTop && end <= scrollTop + clientHeight - HEADS_PX;
    if (!seen || clientHeight === 0) this.#wanted = Math.max(0, from - HOURS_ABOVE);
    this.settle();
  }

  /** Scroll to what is wanted, if the week can be seen by now. */
  settle() {
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
