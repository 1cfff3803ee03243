/** The console: its parts, and what passes between them. */

import { Calendar } from "./calendar/calendar.js";
import { Proposals } from "./card/proposals.js";
import { mountHeader } from "./header.js";
import { mountShortcuts } from "./keyboard-shortcuts.js";
import { Api, segment } from "./lib/api.js";
import { browserZone, isZone } from "./lib/date-time.js";
import { button, byId, fill } from "./lib/dom.js";
import { errorNote } from "./lib/errors.js";
import { placeIcons } from "./lib/icons.js";
import { Store } from "./lib/store.js";
import { _ } from "./lib/texts.js";
import { Notices } from "./notices.js";
import { mountServiceStatus } from "./service-status.js";
import { Calendars } from "./settings/calendars.js";
import { speaksAnother } from "./settings/language-choice.js";
import { Settings } from "./settings/settings.js";
import { Templates } from "./settings/templates.js";
import { Appearance } from "./settings/appearance.js";
import { Usage } from "./settings/usage.js";
import { settleZone } from "./settings/zone-choice.js";
import { mountSignIn, showSession } from "./sign-in.js";
import { Announcer } from "./thread/announcer.js";
import { Composer } from "./thread/composer.js";
import { ConversationMenu } from "./thread/conversation-menu.js";
import { mountCodeCopying } from "./thread/copying.js";
import { Conversations } from "./thread/conversations.js";
import { ModelPicker } from "./thread/model-picker.js";
import { Thread } from "./thread/thread.js";

/** The pages beside the threads, by their address. */
const PAGES = ["calendar", "templates", "calendars", "usage", "settings"];

/** @typedef {import("./lib/types.js").Proposal} Proposal */

export class App {
  api = new Api();
  store = new Store();
  announcer = new Announcer(byId("announcer"));
  proposals = new Proposals(this.api);
  appearance = new Appearance(this.api);
  /** @type {string | null} */
  #revealing = null;

  constructor() {
    this.store.set("conversations", []);
    this.conversationMenu = new ConversationMenu(this);
    this.thread = new Thread(this);
    this.composer = new Composer(this);
    this.modelPicker = new ModelPicker(this);
    this.conversations = new Conversations(this);
    this.calendar = new Calendar(this);
    this.templates = new Templates(this);
    this.calendars = new Calendars(this);
    this.usage = new Usage(this);
    this.settings = new Settings(this);
    this.notices = new Notices(this);
    this.appearance.addEventListener("change", () => this.calendar.weekStartChanged());
    mountHeader(this);
    mountSignIn(this, () => this.start());
    this.#mountShortcuts();
    this.#mountTabs();
    mountServiceStatus(this);
    mountCodeCopying(this.announcer);
    byId("skip").addEventListener("click", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.composer.focus();
    });
    window.addEventListener("hashchange", () => this.#route());
  }

  /** The zone the person's days are in. @returns {string} */
  get zone() {
    const zone = this.store.get("person")?.timezone;
    return zone && isZone(zone) ? zone : browserZone();
  }

  /** Whether another page than the threads is shown. */
  get #elsewhere() {
    return document.body.dataset.page !== "threads";
  }

  /** Ask who is there, then show everything. */
  async start() {
    try {
      await this.loadPerson();
    } catch (error) {
      const { status } = /** @type {import("./lib/api.js").ApiError} */ (error);
      if (status !== 401) fill(byId("loading"), errorNote(error, { retry: () => this.start() }));
      return;
    }
    if (speaksAnother(this.store.get("person"))) return;
    // The zone first: what is written before it is settled would be shown in another one.
    await Promise.allSettled([settleZone(this), this.settings.load()]);
    showSession(true);
    this.#route();
    await Promise.allSettled([
      this.conversations.load(),
      this.calendar.start(),
      this.proposals.loadPending(),
      this.templates.load(),
      this.notices.load(),
    ]);
  }

  /**
   * Send a message in the thread that is shown.
   * @param {Record<string, any>} body
   * @param {import("./lib/types.js").SentFile[]} [files]
   */
  send(body, files) {
    return this.composer.send(body, files);
  }

  /** Write in the thread with a template. @param {string} id */
  useTemplate(id) {
    if (this.#elsewhere) this.go(this.thread.conversationId);
    this.composer.useTemplate(id);
  }

  /** Go to a conversation. @param {string | null} id */
  go(id) {
    location.hash = id ? `#/c/${segment(id)}` : "#/";
  }

  /** @param {import("./lib/types.js").Conversation} conversation */
  conversationStarted(conversation) {
    history.pushState(null, "", `#/c/${segment(conversation.id)}`);
    this.store.set("current", conversation.id);
    this.conversations.add(conversation);
    this.composer.begun(conversation.id);
  }

  /** Another one is shown since it was asked for. @param {import("./lib/types.js").Conversation} conversation */
  conversationStartedElsewhere(conversation) {
    this.conversations.add(conversation);
  }

  /** Something was said somewhere: titles and order may have changed. */
  conversationMoved() {
    this.conversations.load();
  }

  /** It was renamed, pinned, put away or taken out again. @param {import("./lib/types.js").Conversation} conversation */
  conversationChanged(conversation) {
    this.thread.conversationChanged(conversation);
    return this.conversations.changed();
  }

  /** @param {string} id */
  conversationDeleted(id) {
    this.conversations.remove(id);
    this.proposals.loadPending().catch(() => undefined);
    if (this.thread.conversationId === id) this.go(null);
  }

  /** An event was read out of a message a moment ago: show it where it would be. @param {Proposal} proposal */
  proposalRead(proposal) {
    const fresh = !this.proposals.get(proposal.id);
    const newest = this.proposals.put(proposal);
    if (!fresh || newest.state !== "proposed" || newest.action === "hand_over") return;
    this.calendar.show(newest.event);
    this.announcer.say(
      _("Proposed: {title}, {time}. Confirm, edit, choose another time or dismiss it.", { title: newest.event.title, time: newest.when_label }),
    );
  }

  /** A message was answered, whose words may have changed or dismissed a proposal that is on the page already. */
  answered() {
    if (this.proposals.pending.length > 0) this.proposals.loadPending().catch(() => undefined);
  }

  /** Go to the card of a proposal. @param {Proposal} proposal */
  async showProposal({ id, conversation_id: conversation }) {
    this.#revealing = id;
    if (this.thread.conversationId !== conversation || this.#elsewhere) this.go(conversation);
    else this.#reveal();
    this.#show("thread");
  }

  /** Ask who is signed in. */
  async loadPerson() {
    this.store.set("person", await this.api.get("me"));
  }

  /** The person's zone changed: everything that shows times is drawn anew. */
  async zoneChanged() {
    await this.loadPerson();
    await Promise.allSettled([this.refresh(), this.thread.open(this.thread.conversationId)]);
  }

  /** Ask again for all that is shown. */
  async refresh() {
    await Promise.allSettled([
      this.conversations.load(),
      this.calendar.start(),
      this.proposals.loadPending(),
      this.thread.refresh(),
    ]);
  }

  /** Show what went wrong with something that is no longer on the page. @param {unknown} error */
  showProblem(error) {
    const hide = button({ label: _("Close"), icon: "close", hideLabel: true, onclick: () => fill(byId("problem")) });
    fill(byId("problem"), errorNote(error), hide);
  }

  async signOut() {
    try {
      await this.api.delete("session");
      this.composer.forgetDrafts();
      const away = await this.api.get("session/ways").then((ways) => ways.sign_out_url, () => null);
      if (away) location.assign(away);
      else location.reload();
    } catch (error) {
      this.showProblem(error);
    }
  }

  async #route() {
    const [, place = "", id = ""] = location.hash.replace(/^#/, "").split("/");
    const page = PAGES.includes(place) ? place : "threads";
    document.body.dataset.page = page;
    for (const name of ["threads", ...PAGES]) markCurrent(byId(`nav-${name}`), name === page);
    if (page === "calendar") byId("calendar").setAttribute("role", "main");
    else byId("calendar").removeAttribute("role");
    if (page === "threads") {
      await this.#openConversation(place === "c" && id ? decoded(id) : null);
      return;
    }
    this.#show(page);
    if (page === "calendar") document.title = `${_("Calendar")} · Threadline`;
    if (page === "templates") this.templates.show(decoded(id));
    else await { calendars: this.calendars, usage: this.usage, settings: this.settings }[page]?.show();
  }

  /** @param {string | null} id */
  async #openConversation(id) {
    this.#show(id === null && document.body.dataset.view === "chats" ? "chats" : "thread");
    if (id !== null && id === this.thread.conversationId) {
      this.#reveal();
      return;
    }
    this.composer.change(this.thread.conversationId, id);
    this.store.set("current", id);
    await this.thread.open(id);
    if (this.#reveal() || document.querySelector("dialog[open]")) return;
    if (window.matchMedia("(pointer: fine)").matches) this.composer.focus();
  }

  /** Show the card that was asked for, if one was. */
  #reveal() {
    const id = this.#revealing;
    this.#revealing = null;
    if (id) this.thread.reveal(id);
    return id !== null;
  }

  /** Where there is room for one part only, show this one. @param {string} view */
  #show(view) {
    document.body.dataset.view = view;
    for (const tab of document.querySelectorAll("[data-tab]")) {
      markCurrent(tab, /** @type {HTMLElement} */ (tab).dataset.tab === view);
    }
  }

  #mountTabs() {
    for (const tab of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tab]"))) {
      tab.addEventListener("click", () => {
        const view = tab.dataset.tab ?? "thread";
        if (view === "templates") location.hash = "#/templates";
        else if (this.#elsewhere) this.go(this.thread.conversationId);
        this.#show(view);
      });
    }
    for (const target of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-new]"))) {
      target.addEventListener("click", () => this.#begin());
    }
  }

  #begin() {
    this.go(null);
    this.#show("thread");
    this.composer.focus();
  }

  #mountShortcuts() {
    const list = mountShortcuts({
      n: { label: _("New conversation"), run: () => this.#begin() },
      c: { label: _("Write"), run: () => this.composer.focus() },
      "/": { label: _("Search conversations"), run: () => this.#search() },
      t: { label: _("Today in the calendar"), run: () => this.calendar.today() },
      "[": { label: _("Previous week or month"), run: () => this.calendar.move(-1) },
      "]": { label: _("Next week or month"), run: () => this.calendar.move(1) },
      e: { label: _("New event"), run: () => this.calendar.add() },
      w: { label: _("Calendar on the whole page"), run: () => (location.hash = "#/calendar") },
      m: { label: _("Templates"), run: () => (location.hash = "#/templates") },
      k: { label: _("Calendars"), run: () => (location.hash = "#/calendars") },
      u: { label: _("Usage"), run: () => (location.hash = "#/usage") },
      ",": { label: _("Settings"), run: () => (location.hash = "#/settings") },
    });
    byId("help").addEventListener("click", list);
  }

  #search() {
    if (this.#elsewhere) this.go(this.thread.conversationId);
    this.#show("chats");
    this.conversations.focusSearch();
  }
}

/** @param {Element} element @param {boolean} current */
function markCurrent(element, current) {
  if (current) element.setAttribute("aria-current", "page");
  else element.removeAttribute("aria-current");
}

/** A part of an address as it was meant; one that was cut off or mistyped as it is. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

placeIcons(document);
new App().start();
