/** What can be done with a whole conversation: rename, pin, put away, pass on as text, delete. */

import { segment } from "../lib/api.js";
import { ask, modal, popover } from "../lib/dialogs.js";
import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, input } from "../lib/forms.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Conversation} Conversation */

const LONGEST_TITLE = 200;
const MOST_OF_A_NAME = 60;

export class ConversationMenu {
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
  }

  /** The button that opens the menu. @param {Conversation} conversation @param {string} testid */
  button(conversation, testid) {
    const control = button({
      label: _("More about “{title}”", { title: named(conversation) }),
      icon: "more",
      hideLabel: true,
      testid,
      "aria-haspopup": "dialog",
      onclick: () => this.#open(control, conversation),
    });
    return control;
  }

  /** @param {HTMLElement} anchor @param {Conversation} conversation */
  #open(anchor, conversation) {
    const { pinned, archived } = conversation;
    const items = [
      ["edit", _("Rename"), "rename", () => this.#rename(conversation)],
      ["pin", pinned ? _("Unpin") : _("Pin"), "pin", () => this.#change(conversation, { pinned: !pinned }, pinned ? _("Unpinned") : _("Pinned"))],
      ["archive", archived ? _("Take out of the archive") : _("Archive"), "archive", () => this.#archive(conversation)],
      ["copy", _("Copy as text"), "copy-text", () => this.#copy(conversation)],
      ["download", _("Download as Markdown"), "download", () => this.#download(conversation)],
      ["trash", _("Delete"), "delete", () => this.#delete(conversation)],
    ];
    const canCopy = "clipboard" in navigator; // not where the page came without TLS
    const menu = popover(anchor, {
      label: named(conversation),
      testid: "conversation-menu",
      content: [
        h("ul", { class: "menu" }, items.filter(([, , id]) => canCopy || id !== "copy-text").map(([icon, label, id, run]) => h("li", {}, button({
          label: /** @type {string} */ (label),
          icon: /** @type {string} */ (icon),
          kind: "quiet",
          testid: `conversation-${id}`,
          onclick: () => {
            menu.hidePopover();
            /** @type {() => void} */ (run)();
          },
        })))),
      ],
    });
    menu.querySelector("button")?.focus();
  }

  /** @param {Conversation} conversation */
  #rename(conversation) {
    const title = input({ value: conversation.title, maxlength: LONGEST_TITLE, "data-testid": "conversation-title" });
    const problem = h("div", {});
    const save = button({ label: _("Save"), kind: "primary", type: "submit", testid: "conversation-title-save" });
    const form = h("form", { novalidate: true }, field({ label: _("Title"), name: "title", control: title }), problem, h("div", { class: "form-foot" }, save));
    const dialog = modal(_("Rename the conversation"), [form]);
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!title.value.trim()) return title.focus();
      return whileBusy(save, () => this.#put(conversation, { title: title.value.trim() })).then(
        () => {
          dialog.close();
          this.#app.announcer.say(_("Renamed"));
        },
        (error) => fill(problem, errorNote(error)),
      );
    });
    title.focus();
    title.select();
  }

  /** @param {Conversation} conversation */
  async #archive(conversation) {
    const { archived } = conversation;
    await this.#change(conversation, { archived: !archived }, archived ? _("Taken out of the archive") : _("Archived"));
  }

  /** @param {Conversation} conversation @param {Record<string, any>} values @param {string} told */
  async #change(conversation, values, told) {
    try {
      await this.#put(conversation, values);
      this.#app.announcer.say(told);
    } catch (error) {
      this.#app.showProblem(error);
    }
  }

  /** @param {Conversation} conversation @param {Record<string, any>} values */
  async #put({ id }, values) {
    this.#app.conversationChanged(await this.#app.api.patch(`conversations/${segment(id)}`, values));
  }

  /** @param {Conversation} conversation */
  async #copy({ id }) {
    try {
      await navigator.clipboard.writeText(await this.#app.api.text(`conversations/${segment(id)}/text`));
      this.#app.announcer.say(_("The conversation is copied"));
    } catch (error) {
      this.#app.showProblem(error);
    }
  }

  /** @param {Conversation} conversation */
  async #download(conversation) {
    try {
      const text = await this.#app.api.text(`conversations/${segment(conversation.id)}/text`);
      const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
      const link = h("a", { href: address, download: `${fileName(named(conversation))}.md` });
      document.body.append(link);
      link.click();
      link.remove();
      URL.revokeObjectURL(address);
    } catch (error) {
      this.#app.showProblem(error);
    }
  }

  /** @param {Conversation} conversation */
  async #delete(conversation) {
    const text = _("“{title}” and its messages will be deleted for good. Booked events stay in the calendar.", { title: named(conversation) });
    if (!(await ask({ title: _("Delete this conversation?"), text, action: _("Delete") }))) return;
    try {
      await this.#app.api.delete(`conversations/${segment(conversation.id)}`);
    } catch (error) {
      this.#app.showProblem(error);
      return;
    }
    this.#app.announcer.say(_("Conversation deleted"));
    this.#app.conversationDeleted(conversation.id);
  }
}

/** @param {Conversation} conversation */
export function named({ title }) {
  return title || _("Untitled");
}

/** A title as the name of a file, on every system. @param {string} title */
function fileName(title) {
  const name = title.replace(/[\p{Cc}<>:"/\\|?*]+/gu, " ").replace(/\s+/g, " ").slice(0, MOST_OF_A_NAME).trim();
  return name.replace(/^\.+|\.+$/g, "") || _("Conversation");
}
