/** Keeps a growing thread at its bottom until the person scrolls up, and offers the way back down. */

const NEAR_BOTTOM_PX = 80;

export class ScrollKeeper {
  #scroll;
  #jump;
  #pinned = true;
  #scrolledTo = 0;

  /** @param {{scroll: HTMLElement, list: HTMLElement, jump: HTMLElement}} parts */
  constructor({ scroll, list, jump }) {
    this.#scroll = scroll;
    this.#jump = jump;
    scroll.addEventListener("scroll", () => this.#watch(), { passive: true });
    jump.addEventListener("click", () => this.toBottom());
    new ResizeObserver(() => this.#pinned && this.toBottom()).observe(list);
  }

  /** Something else is shown: begin at its end. */
  reset() {
    this.#pinned = true;
    this.#jump.hidden = true;
  }

  /** Stay where something is going to be shown. */
  letGo() {
    this.#pinned = false;
  }

  toBottom() {
    this.#pinned = true;
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  /** Draw anew without moving what is read. @param {() => void} draw */
  around(draw) {
    const { scrollTop } = this.#scroll;
    draw();
    if (!this.#pinned) this.#scroll.scrollTop = scrollTop;
  }

  #watch() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    if (near) this.#pinned = true;
    else if (scrollTop < this.#scrolledTo) this.#pinned = false;
    this.#scrolledTo = scrollTop;
    this.#jump.hidden = this.#pinned;
  }
}
