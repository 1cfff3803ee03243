/** The list of conversations. */

import { segment } from "../lib/api.js";
import { briefTime } from "../lib/date-time.js";
import { ask } from "../lib/dialogs.js";
import { button, byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { ConversationSearch } from "./conversation-search.js";

/** @typedef {import("../lib/types.js").Conversation} Conversation */

const CHANNELS = { slack: "Slack", teams: "Teams", email: "Mail" };

export class Conversations {
  #list = byId("conversation-list");
  #search = byId("conversation-search");
  #note = byId("conversation-note");
  /** @type {string | null} */
  #next = null;
  #found;
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#found = new ConversationSearch(app, { list: this.#list, note: this.#note });
    this.#search.addEventListener("input", () => this.#draw());
    this.#search.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    app.store.watch("conversations", () => this.#draw());
    app.store.watch("current", () => this.#draw());
  }

  focusSearch() {
    this.#search.focus();
  }

  /** Escape leaves the search, an arrow or Enter leads to what was found. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") {
      this.#search.value = "";
      this.#draw();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = this.#list.querySelector("a");
      if (first) event.preventDefault();
      if (event.key === "Enter") first?.click();
      else first?.focus();
    }
  }

  async load() {
    try {
      const page = await this.#app.api.get("conversations");
      this.#next = page.next_page ?? null;
      this.#app.store.set("conversations", page.conversations);
    } catch (error) {
      fill(this.#note, errorNote(error, { retry: () => this.load() }));
    }
  }

  /** Put a new one on top. @param {Conversation} conversation */
  add(conversation) {
    const others = this.#all.filter(({ id }) => id !== conversation.id);
    this.#app.store.set("conversations", [conversation, ...others]);
  }

  /** @returns {Conversation[]} */
  get #all() {
    return this.#app.store.get("conversations") ?? [];
  }

  #draw() {
    const wanted = this.#search.value.trim();
    if (this.#found.look(wanted)) return;
    const shown = this.#all;
    fill(this.#list, shown.map((conversation) => this.#item(conversation)));
    const nothing = "Conversations appear here.";
    fill(this.#note, shown.length === 0 && h("p", { class: "faint" }, nothing), this.#next !== null && this.#older());
  }

  /** @param {Conversation} conversation */
  #item({ id, title, channel, updated_at: updated }) {
    const current = this.#app.store.get("current") === id;
    const name = title || "Untitled";
    const from = CHANNELS[/** @type {keyof typeof CHANNELS} */ (channel)];
    return h(
      "li",
      { class: "conversation", "data-testid": "conversation", "data-conversation": id },
      h(
        "a",
        { href: `#/c/${segment(id)}`, "aria-current": current ? "page" : null },
        h("span", { class: "conversation-title" }, name),
        h(
          "span",
          { class: "conversation-meta" },
          from && h("span", { class: "tag" }, from),
          h("time", { datetime: updated }, briefTime(updated, this.#app.zone)),
        ),
      ),
      button({
        label: `Delete “${name}”`,
        icon: "trash",
        hideLabel: true,
        testid: "conversation-delete",
        onclick: () => this.#delete(id, name),
      }),
    );
  }

  #older() {
    const more = button({ label: "Show older", kind: "quiet", onclick: () => this.#loadOlder() });
    return more;
  }

  async #loadOlder() {
    try {
      const page = await this.#app.api.get("conversations", { page_token: this.#next ?? "" });
      this.#next = page.next_page ?? null;
      const known = new Set(this.#all.map(({ id }) => id));
      const older = page.conversations.filter((/** @type {Conversation} */ { id }) => !known.has(id));
      this.#app.store.set("conversations", [...this.#all, ...older]);
    } catch (error) {
      fill(this.#note, errorNote(error, { retry: () => this.#loadOlder() }));
    }
  }

  /** @param {string} id @param {string} name */
  async #delete(id, name) {
    const text = `“${name}” and its messages will be gone for good. Events that were booked stay in the calendar.`;
    if (!(await ask({ title: "Delete this conversation?", text, action: "Delete" }))) return;
    try {
      await this.#app.api.delete(`conversations/${segment(id)}`);
    } catch (error) {
      fill(this.#note, errorNote(error, { retry: () => this.#delete(id, name) }));
      return;
    }
    this.#app.store.set("conversations", this.#all.filter((other) => other.id !== id));
    this.#app.announcer.say("Conversation deleted");
    this.#app.conversationDeleted(id);
  }
}
