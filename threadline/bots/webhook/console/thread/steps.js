/** What was done for an answer: shown while it goes on, folded when the answer is there. */

import { fill, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { _, ngettext } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Step} Step */

export class Steps {
  element = h("div", { class: "steps" });
  #drawn = "";

  /** @param {Step[]} steps @param {boolean} over whether the answer is there */
  show(steps, over) {
    const state = JSON.stringify([steps, over]);
    if (state === this.#drawn) return;
    this.#drawn = state;
    const open = this.element.querySelector("details")?.open ?? false;
    const list = h("ol", { role: "list" }, steps.map((step) => line(step, over)));
    if (steps.length === 0) fill(this.element);
    else if (!over) fill(this.element, list);
    else fill(this.element, h("details", { open, "data-testid": "steps" }, h("summary", {}, summary(steps)), list));
  }
}

/** @param {Step[]} steps */
function summary(steps) {
  return ngettext("{count} step", "{count} steps", steps.length);
}

/** @param {Step} step @param {boolean} over */
function line({ title, state }, over) {
  const now = over && state === "running" ? "failed" : state;
  return h(
    "li",
    { "data-testid": "step", "data-state": now },
    icon(now === "done" ? "check" : now === "failed" ? "close" : "clock"),
    h("span", { class: now === "running" ? "loading" : null }, title),
    now === "failed" && h("span", { class: "faint" }, ` (${_("did not work")})`),
  );
}
