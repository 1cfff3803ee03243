/** What mouse, finger and keys do in the grid, in whichever way it is drawn. */

import { wallClock } from "../lib/date-time.js";
import { Ghost } from "./ghost.js";
import { GridKeys } from "./grid-keys.js";
import { MonthHand } from "./month-hand.js";
import { Slot } from "./slot.js";
import { WeekPointer } from "./week-pointer.js";

/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/** @typedef {import("./spans.js").Span} Span */
/**
 * @typedef {{zone: () => string, view: () => string, minutes: () => number, begins: () => number,
 *   item: (button: HTMLElement) => CalendarItem | undefined, movable: (item: CalendarItem) => boolean,
 *   say: (words: string) => void, shown: (date: string) => void, drawn: (span: Span, anchor: HTMLElement | DOMRect) => void,
 *   made: (date: string, anchor: HTMLElement) => void,
 *   changed: (item: CalendarItem, change: {start?: number, end?: number}, anchor: HTMLElement | DOMRect) => void}} Acts
 */

/** @param {HTMLElement} grid @param {Acts} acts */
export function mountHands(grid, acts) {
  const ghost = new Ghost(grid);
  const here = () => ghost.place ?? grid.getBoundingClientRect();
  const slot = new Slot(grid, { ...acts, chosen: acts.drawn });
  const month = new MonthHand(grid, acts);
  new WeekPointer(grid, {
    ...acts,
    ghost,
    drawn: (span) => acts.drawn(span, here()),
    changed: (item, change) => acts.changed(item, change, here()),
  });
  new GridKeys(grid, {
    ...acts,
    byDays: () => acts.view() !== "week",
    shown: (span) => showSpan(span),
    changed: (item, change, button) => acts.changed(item, change, acts.view() === "week" ? here() : button),
  });

  /** @param {Span | null} span */
  function showSpan(span) {
    month.mark(span && acts.view() === "month" ? wallClock(span.start, acts.zone()).date : null);
    if (span && acts.view() === "week") ghost.show(span, acts.zone());
    else ghost.hide();
  }

  return {
    /** Where the keyboard stands in what was drawn. @param {string} today */
    place: (today) => {
      if (acts.view() === "week") slot.place(today);
      else if (acts.view() === "month") month.place(today);
    },
    /** Whether the keyboard is on a place of the grid, not on an event. */
    holds: () => slot.focused || Boolean(document.activeElement?.matches(".month-number")),
    focus: () => (acts.view() === "week" ? slot.focus() : month.focus()),
    /** Nothing is being drawn or moved any more. */
    rest: () => showSpan(null),
  };
}
