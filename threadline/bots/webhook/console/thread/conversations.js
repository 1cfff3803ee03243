/** The list of conversations: the pinned ones, then the others, or those that were put away. */

import { segment } from "../lib/api.js";
import { briefTime } from "../lib/date-time.js";
import { button, byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { icon } from "../lib/icons.js";
import { named } from "./conversation-menu.js";
import { ConversationSearch } from "./conversation-search.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Conversation} Conversation */

const CHANNELS = { slack: "Slack", teams: "Teams", email: _("E-mail") };
const MOST_PINNED = "100";

export class Conversations {
  #list = byId("conversation-list");
  #search = byId("conversation-search");
  #note = byId("conversation-note");
  #title = byId("conversations-title");
  /** @type {string | null} */
  #next = null;
  /** @type {Conversation[] | null} those that were put away, while they are shown */
  #archived = null;
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
    const { api, store } = this.#app;
    try {
      const [pinned, page] = await Promise.all([
        api.get("conversations", { pinned: "true", limit: MOST_PINNED }),
        api.get("conversations", { pinned: "false" }),
      ]);
      if (!this.#archived) this.#next = page.next_page ?? null;
      store.set("conversations", [...pinned.conversations, ...page.conversations]);
    } catch (error) {
      fill(this.#note, errorNote(error, { retry: () => this.load() }));
    }
  }

  /** Put a new one on top. @param {Conversation} conversation */
  add(conversation) {
    const others = this.#all.filter(({ id }) => id !== conversation.id);
    this.#app.store.set("conversations", [
      ...others.filter(({ pinned }) => pinned),
      conversation,
      ...others.filter(({ pinned }) => !pinned),
    ]);
  }

  /** One was renamed, pinned, put away or taken out again. */
  async changed() {
    if (this.#archived) await this.#showArchived();
    await this.load();
  }

  /** One is gone. @param {string} id */
  remove(id) {
    this.#archived = this.#archived?.filter((other) => other.id !== id) ?? null;
    this.#app.store.set("conversations", this.#all.filter((other) => other.id !== id));
  }

  /** @returns {Conversation[]} */
  get #all() {
    return this.#app.store.get("conversations") ?? [];
  }

  #draw() {
    const wanted = this.#search.value.trim();
    if (this.#found.look(wanted)) return;
    const away = this.#archived !== null;
    const shown = this.#archived ?? this.#all;
    this.#title.textContent = away ? _("Archived") : _("Conversations");
    keepingFocus(this.#list, () => fill(this.#list, shown.map((conversation) => this.#item(conversation))));
    const nothing = away ? _("Nothing is archived.") : _("Conversations appear here.");
    fill(
      this.#note,
      shown.length === 0 && h("p", { class: "faint" }, nothing),
      this.#next !== null && button({ label: _("Show older"), kind: "quiet", onclick: () => this.#loadOlder() }),
      button({
        label: away ? _("All conversations") : _("Archived"),
        icon: away ? "left" : "archive",
        kind: "quiet",
        testid: "conversations-archived",
        onclick: () => (away ? this.#leaveArchived() : this.#showArchived()).then(() => this.#note.querySelector("[data-testid=conversations-archived]")?.focus()),
      }),
    );
  }

  /** @param {Conversation} conversation */
  #item(conversation) {
    const { id, channel, updated_at: updated, pinned } = conversation;
    const current = this.#app.store.get("current") === id;
    const from = CHANNELS[/** @type {keyof typeof CHANNELS} */ (channel)];
    return h(
      "li",
      { class: "conversation", "data-testid": "conversation", "data-conversation": id },
      h(
        "a",
        { href: `#/c/${segment(id)}`, "aria-current": current ? "page" : null },
        h("span", { class: "conversation-title" }, named(conversation)),
        h(
          "span",
          { class: "conversation-meta" },
          pinned && [icon("pin"), h("span", { class: "visually-hidden" }, _("Pinned"))],
          from && h("span", { class: "tag" }, from),
          h("time", { datetime: updated }, briefTime(updated, this.#app.zone)),
        ),
      ),
      this.#app.conversationMenu.button(conversation, "conversation-more"),
    );
  }

  async #showArchived() {
    try {
      const page = await this.#app.api.get("conversations", { archived: "true" });
      this.#next = page.next_page ?? null;
      this.#archived = page.conversations;
      this.#draw();
    } catch (error) {
      fill(this.#note, errorNote(error, { retry: () => this.#showArchived() }));
    }
  }

  async #leaveArchived() {
    this.#archived = null;
    await this.load();
  }

  async #loadOlder() {
    const which = this.#archived ? { archived: "true" } : { pinned: "false" };
    try {
      const page = await this.#app.api.get("conversations", { ...which, page_token: this.#next ?? "" });
      this.#next = page.next_page ?? null;
      const shown = this.#archived ?? this.#all;
      const known = new Set(shown.map(({ id }) => id));
      const older = page.conversations.filter((/** @type {Conversation} */ { id }) => !known.has(id));
      if (this.#archived) this.#archived = [...shown, ...older];
      this.#app.store.set("conversations", this.#archived ? this.#all : [...shown, ...older]);
    } catch (error) {
      fill(this.#note, errorNote(error, { retry: () => this.#loadOlder() }));
    }
  }
}

/** Draw the list anew; what of a conversation had the focus has it again. @param {HTMLElement} list @param {() => void} draw */
function keepingFocus(list, draw) {
  const focused = /** @type {HTMLElement | null} */ (list.contains(document.activeElement) ? document.activeElement : null);
  const id = /** @type {HTMLElement | null} */ (focused?.closest("[data-conversation]") ?? null)?.dataset.conversation;
  draw();
  if (!focused || !id) return;
  const again = list.querySelector(`[data-conversation="${CSS.escape(id)}"] > ${focused.tagName}`);
  /** @type {HTMLElement | null} */ (again)?.focus();
}
