/** What the console looks like: theme, density and the first day of a week, in this browser and for the person. */

import { setWeekStart } from "../lib/date-time.js";
import { remember, remembered } from "../lib/store.js";

export const THEMES = ["auto", "light", "dark"];

/** @typedef {import("../lib/types.js").Ui} Ui */

/** Fires `change` whenever something looks different. */
export class Appearance extends EventTarget {
  /** @type {Ui} */
  #ui = { theme: "auto", week_start: "auto", density: "comfortable" };
  /** @type {Promise<void>} the change that is being kept: one after the other, so that the last one wins */
  #kept = Promise.resolve();
  #api;

  /** @param {import("../lib/api.js").Api} api */
  constructor(api) {
    super();
    this.#api = api;
    const theme = remembered("theme");
    if (theme && THEMES.includes(theme)) this.apply({ ...this.#ui, theme });
  }

  /** @returns {Ui} */
  get ui() {
    return this.#ui;
  }

  /** Look as the person chose, here or elsewhere. @param {Ui} ui */
  apply(ui) {
    this.#ui = ui;
    remember("theme", ui.theme);
    const { dataset } = document.documentElement;
    if (ui.theme === "auto") delete dataset.theme;
    else dataset.theme = ui.theme;
    dataset.density = ui.density;
    setWeekStart(ui.week_start);
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Change something at once, then keep it for the person.
   * @param {Partial<Ui>} part
   * @returns {Promise<void>} fails if it lasts in this page only
   */
  choose(part) {
    this.apply({ ...this.#ui, ...part });
    this.#kept = this.#kept.catch(() => undefined).then(() => this.#api.put("settings/ui", this.#ui));
    return this.#kept;
  }
}
