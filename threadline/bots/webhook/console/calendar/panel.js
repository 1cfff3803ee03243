/** The window beside the grid in which something is looked at, asked, edited and decided, one after the other. */

import { place, popover } from "../lib/dialogs.js";
import { button, fill, h } from "../lib/dom.js";
import { _ } from "../lib/texts.js";

export class Panel {
  /** @type {HTMLElement | null} */
  #box = null;
  /** @type {DOMRect} */
  #place;
  #closed;

  /**
   * @param {HTMLElement | DOMRect} anchor the grid may be drawn anew meanwhile, so its place is kept
   * @param {() => void} closed
   */
  constructor(anchor, closed) {
    this.#place = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
    this.#closed = closed;
  }

  get open() {
    return this.#box !== null;
  }

  /**
   * Show this, in place of what was shown.
   * @param {string} label
   * @param {any[]} content
   * @param {{testid?: string, head?: boolean, focus?: string}} [options] `focus` selects what has the focus then
   */
  show(label, content, { testid = "calendar-panel", head = true, focus } = {}) {
    const heading = head && this.#head(label);
    if (!this.#box) {
      this.#box = popover(this.#place, { label, content: [heading, ...content], testid, closed: () => this.#left() });
    } else {
      fill(this.#box, heading, content);
      this.#box.setAttribute("aria-label", label);
      this.#box.dataset.testid = testid;
    }
    place(this.#box, this.#place);
    const wanted = /** @type {HTMLElement | null} */ (focus ? this.#box.querySelector(focus) : null);
    (wanted ?? this.#box).focus({ preventScroll: true });
  }

  close() {
    this.#box?.hidePopover();
  }

  #left() {
    this.#box = null;
    this.#closed();
  }

  /** @param {string} label */
  #head(label) {
    return h(
      "div",
      { class: "popover-head" },
      h("h3", {}, label),
      button({ label: _("Close"), icon: "close", hideLabel: true, onclick: () => this.close() }),
    );
  }
}
