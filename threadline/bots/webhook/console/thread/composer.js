/** Where a message is written. */

import { byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { favoritesFirst } from "../lib/favorites.js";
import { Attachments } from "./attachments.js";
import { Drafts } from "./drafts.js";
import { LANGUAGE } from "../lib/language.js";
import { LOCALE, _, ngettext } from "../lib/texts.js";

const LONGEST = 200_000;
const KINDS = [
  ["chat", _("Chat")],
  ["calendar_event", _("Event")],
  ["summary", _("Summary")],
  ["keywords", _("Keywords")],
  ["sentiment", _("Sentiment")],
  ["entities", _("Names and dates")],
  ["translation", _("Translation")],
  ["explanation", _("Explanation")],
  ["custom", _("Custom")],
];
const LANGUAGES = "ar cs de el en es fr hi it ja ko nl pl pt sv tr uk zh".split(" ");

export class Composer {
  #form = byId("composer");
  #input = byId("composer-input");
  #kind = byId("composer-kind");
  #template = byId("composer-template");
  #language = byId("composer-language");
  #send = byId("send");
  #stop = byId("stop");
  #problem = byId("composer-problem");
  #drafts = new Drafts();
  #attachments;
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#attachments = new Attachments(app, () => this.#sized());
    fill(this.#kind, KINDS.map(([value, label]) => h("option", { value }, label)));
    this.#fillLanguages();
    this.#listen();
    for (const key of ["templates", "settings"]) app.store.watch(key, () => this.#fillTemplates(favoritesFirst(app.store)));
    app.store.watch("answering", (reply) => this.#showStop(reply));
    this.#input.value = this.#drafts.get(null);
    this.#sized();
  }

  focus() {
    this.#input.focus();
  }

  /** Write with a template from now on. @param {string} id */
  useTemplate(id) {
    this.#template.value = id;
    this.#mark();
    this.focus();
  }

  /**
   * Put what was begun in one conversation aside and take up what was begun in another.
   * @param {string | null} from
   * @param {string | null} to
   */
  change(from, to) {
    this.#drafts.set(from, this.#input.value);
    this.#input.value = this.#drafts.get(to);
    this.#attachments.change(to);
    fill(this.#problem);
    this.#sized();
  }

  /** What was begun without a conversation has become one. @param {string} conversation */
  begun(conversation) {
    this.#drafts.set(null, "");
    this.#drafts.set(conversation, this.#input.value);
    this.#attachments.begun(conversation);
  }

  /**
   * Write something anew that was said already; what was begun meanwhile stays in front of it.
   * @param {string} text
   * @param {import("../lib/types.js").SentFile[]} [files]
   */
  rewrite(text, files = []) {
    this.#attachments.put(files);
    const begun = this.#input.value.trim();
    this.#input.value = begun && begun !== text.trim() ? `${begun}\n${text}` : text;
    this.#keep();
    this.focus();
  }

  forgetDrafts() {
    this.#input.value = "";
    this.#attachments.forget();
    this.#drafts.forget();
  }

  #keep() {
    this.#drafts.set(this.#app.thread.conversationId, this.#input.value);
    this.#sized();
  }

  #listen() {
    this.#form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("input", () => this.#keep());
    new ResizeObserver(() => this.#sized()).observe(this.#form);
    for (const chooser of [this.#kind, this.#template]) chooser.addEventListener("change", () => this.#mark());
    this.#stop.addEventListener("click", () => this.#halt());
  }

  async #submit() {
    const text = this.#input.value;
    const files = this.#attachments.ready;
    const place = this.#app.thread.conversationId;
    if (this.#send.disabled) {
      if (this.#attachments.busy) this.#app.announcer.say(_("The files are still being uploaded"));
      return;
    }
    this.#input.value = "";
    this.#attachments.clear();
    this.#keep();
    if (!(await this.send({ text, ...this.#options() }, files))) this.#restore(place, text, files);
  }

  /**
   * Send; what cannot be sent is explained here.
   * @param {Record<string, any>} body
   * @param {import("../lib/types.js").SentFile[]} [files] what goes with it
   * @returns {Promise<boolean>} whether the thread has it now
   */
  async send(body, files = []) {
    const place = this.#app.thread.conversationId;
    fill(this.#problem);
    try {
      await this.#app.thread.send(body, files);
      if (window.matchMedia("(pointer: fine)").matches) this.focus();
      return true;
    } catch (error) {
      if (this.#app.thread.conversationId === place) fill(this.#problem, errorNote(error));
      else this.#app.showProblem(error);
      return false;
    }
  }

  /**
   * Take back what could not be sent, where it was written, before what was begun there meanwhile.
   * @param {string | null} place
   * @param {string} text
   * @param {import("../lib/types.js").SentFile[]} files
   */
  #restore(place, text, files) {
    const whole = [text, this.#drafts.get(place)].filter(Boolean).join("\n");
    this.#drafts.set(place, whole);
    this.#attachments.put(files, place);
    if (place !== this.#app.thread.conversationId) return;
    this.#input.value = whole;
    this.#sized();
  }

  #options() {
    const translated = this.#kind.value === "translation";
    return {
      type: this.#kind.value,
      ...(this.#template.value && { template_id: this.#template.value }),
      ...(translated && { language: this.#language.value }),
    };
  }

  async #halt() {
    if (document.activeElement === this.#stop && window.matchMedia("(pointer: fine)").matches) this.focus();
    this.#stop.disabled = true; // which takes the focus away
    try {
      await this.#app.thread.answering?.stop();
    } catch (error) {
      fill(this.#problem, errorNote(error));
      this.#stop.disabled = false;
    }
  }

  /** @param {import("./reply.js").Reply | null} reply */
  #showStop(reply) {
    const hidden = !reply?.messageId;
    if (hidden || this.#stop.hidden) this.#stop.disabled = false;
    const hadFocus = document.activeElement === this.#stop;
    this.#stop.hidden = hidden;
    if (hidden && hadFocus) this.focus();
  }

  /** Grow with the text, and say when there is too much of it. */
  #sized() {
    this.#input.style.setProperty("height", "auto");
    this.#input.style.setProperty("height", `${this.#input.scrollHeight}px`);
    const tooLong = this.#input.value.length > LONGEST;
    const says = this.#input.value.trim() !== "" || this.#attachments.ready.length > 0;
    this.#send.disabled = tooLong || !says || this.#attachments.busy;
    byId("composer-count").textContent = tooLong ? ngettext("{count} character too many", "{count} characters too many", this.#input.value.length - LONGEST) : "";
  }

  #mark() {
    byId("composer-language-box").hidden = this.#kind.value !== "translation";
    for (const chooser of [this.#kind, this.#template]) {
      chooser.toggleAttribute("data-chosen", chooser.selectedIndex > 0);
    }
  }

  #fillLanguages() {
    const names = new Intl.DisplayNames([LOCALE], { type: "language" });
    fill(this.#language, LANGUAGES.map((code) => h("option", { value: code }, names.of(code))));
    this.#language.value = LANGUAGE === "en" ? "de" : LANGUAGE;
  }

  /** @param {import("../lib/types.js").Template[]} templates */
  #fillTemplates(templates) {
    const chosen = this.#template.value;
    fill(
      this.#template,
      h("option", { value: "" }, _("No template")),
      templates.map(({ id, name }) => h("option", { value: id }, name)),
    );
    this.#template.value = templates.some(({ id }) => id === chosen) ? chosen : "";
    this.#mark();
  }
}
