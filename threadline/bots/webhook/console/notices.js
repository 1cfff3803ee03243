/** What the person is told unasked: reminders, the day's agenda, guests' answers. It stays until they have read it. */

import { segment } from "./lib/api.js";
import { button, byId, fill, h, whileBusy } from "./lib/dom.js";
import { _ } from "./lib/texts.js";
import { MarkdownView } from "./thread/markdown.js";

const LOOK_EVERY_MS = 20_000;

/** @typedef {{id: string, text: string, created_at: string}} Notice */

export class Notices {
  #app;
  #list = byId("notices");
  /** @type {Set<string>} those that were said aloud */
  #said = new Set();

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.#app = app;
    setInterval(() => this.#look(), LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** Show what there is; what cannot be read now is there at the next look. */
  async load() {
    const { notices } = await this.#app.api.get("notices");
    this.#show(notices);
  }

  #look() {
    if (!document.hidden && this.#app.store.get("person")) this.load().catch(() => undefined);
  }

  /** @param {Notice[]} notices */
  #show(notices) {
    fill(this.#list, notices.map((each) => this.#notice(each)));
    for (const { id, text } of notices.filter((each) => !this.#said.has(each.id))) {
      this.#said.add(id);
      this.#app.announcer.say(text);
    }
  }

  /** @param {Notice} notice */
  #notice({ id, text }) {
    const words = new MarkdownView();
    words.text = text;
    words.finish();
    const read = button({
      label: _("Got it"),
      kind: "quiet",
      testid: "notice-read",
      onclick: () => whileBusy(read, async () => {
        const { notices } = await this.#app.api.post(`notices/${segment(id)}/read`, {});
        this.#show(notices);
      }).catch((error) => this.#app.showProblem(error)),
    });
    return h("div", { class: "banner notice", role: "note", "data-testid": "notice" }, words.element, read);
  }
}
