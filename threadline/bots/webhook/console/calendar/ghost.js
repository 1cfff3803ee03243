/** Where an event would lie that is being drawn or moved: a shade in the week, until it is let go. */

import { format, timeLabel } from "../lib/date-time.js";
import { h } from "../lib/dom.js";
import { boxesOf } from "./week-layout.js";
import { _ } from "../lib/texts.js";

const DAY_MINUTES = 1440;

export class Ghost {
  #grid;

  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.#grid = grid;
  }

  /** @param {import("./spans.js").Span} span @param {string} zone */
  show(span, zone) {
    this.hide();
    const event = { start: new Date(span.start).toISOString(), end: new Date(span.end).toISOString() };
    for (const { day, top, bottom } of boxesOf({ event }, this.#grid.dataset.first ?? "", zone)) {
      const shade = h(
        "div",
        { class: "ghost", "aria-hidden": "true", style: { top: `${(top / DAY_MINUTES) * 100}%`, height: `${((bottom - top) / DAY_MINUTES) * 100}%` } },
        h("span", {}, `${timeLabel(span.start, zone)}–${timeLabel(span.end, zone)}`),
      );
      this.#grid.querySelectorAll(".week-day")[day]?.append(shade);
    }
  }

  hide() {
    for (const shade of this.#grid.querySelectorAll(".ghost")) shade.remove();
  }

  /** Where it is on the screen. @returns {DOMRect | undefined} */
  get place() {
    return this.#grid.querySelector(".ghost")?.getBoundingClientRect();
  }
}

/** A stretch in words. @param {import("./spans.js").Span} span @param {string} zone */
export function spanWords({ start, end }, zone) {
  const day = format(zone, { weekday: "long", day: "numeric", month: "long" }).format(start);
  return _("{day}, {start} to {end}", { day, start: timeLabel(start, zone), end: timeLabel(end, zone) });
}
