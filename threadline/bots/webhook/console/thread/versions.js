/** The answers that were asked for anew: one can leaf back to them. */

import { button, fill, h } from "../lib/dom.js";
import { _ } from "../lib/texts.js";

/** @typedef {{text: string}} Version */

/**
 * @param {Version[]} versions the oldest first, the one that counts last
 * @param {(version: Version, newest: boolean) => void} show
 * @returns {HTMLElement | false}
 */
export function versionsOf(versions, show) {
  if (versions.length < 2) return false;
  let at = versions.length - 1;
  const place = h("span", { role: "status" });
  const back = button({ label: _("Earlier answer"), icon: "left", hideLabel: true, testid: "version-earlier", onclick: () => go(at - 1) });
  const on = button({ label: _("Later answer"), icon: "right", hideLabel: true, testid: "version-later", onclick: () => go(at + 1) });
  /** @param {number} to */
  function go(to) {
    at = Math.max(0, Math.min(versions.length - 1, to));
    draw();
    show(versions[at], at === versions.length - 1);
  }
  function draw() {
    // Not disabled: the focus would be lost at the first and the last.
    back.setAttribute("aria-disabled", String(at === 0));
    on.setAttribute("aria-disabled", String(at === versions.length - 1));
    fill(place, h("span", { class: "visually-hidden" }, `${_("Answer")} `), _("{number} of {total}", { number: at + 1, total: versions.length }));
  }
  draw();
  return h("div", { class: "versions", "data-testid": "versions" }, back, place, on);
}
