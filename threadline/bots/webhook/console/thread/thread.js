/** The thread in the middle: messages, answers as they stream, and the cards of proposals. */

import { ProposalCard } from "../card/card.js";
import { segment } from "../lib/api.js";
import { byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { SentenceReader } from "./announcer.js";
import { LiveAnswers, isItsError } from "./live-answers.js";
import { MessageItem, isUnderWay } from "./message.js";
import { Reply } from "./reply.js";
import { ScrollKeeper } from "./scroll-keeper.js";
import { emptyState } from "./welcome.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {import("./live-answers.js").Live} Live */

/** How many characters of what is said first a conversation is called by. */
const LONGEST_TITLE = 80;

export class Thread {
  /** @type {string | null} */
  conversationId = null;
  /** @type {Map<string, ProposalCard>} */
  #cards = new Map();
  /** @type {Map<string, MessageItem>} by the id of the line, and of the line it answers */
  #items = new Map();
  /** @type {Promise<string> | null} the conversation that is being begun */
  #starting = null;
  #view = new AbortController();
  #list = byId("messages");
  #scroll = new ScrollKeeper({ scroll: byId("thread-scroll"), list: byId("messages"), jump: byId("jump") });
  #title = byId("thread-title");
  #more = byId("thread-more");
  /** @type {import("../lib/types.js").Conversation | null} what is known of the conversation that is shown */
  #about = null;
  /** The messages that were drawn last, to see whether anything changed. */
  #drawn = "";
  #app;
  #live;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#live = new LiveAnswers(app, {
      accepted: (reply) => this.#takenOut(reply),
      ended: () => app.store.set("answering", this.answering),
    });
    app.proposals.addEventListener("change", (event) => this.#proposalChanged(/** @type {CustomEvent} */ (event).detail));
    app.store.watch("conversations", () => this.#drawTitle());
  }

  /** The first answer under way here, if any: what Stop stops. */
  get answering() {
    return this.#live.firstIn(this.conversationId ?? "");
  }

  /**
   * Show a conversation, or an empty one to begin.
   * @param {string | null} id
   */
  async open(id) {
    this.#reset(id);
    if (id === null) {
      fill(this.#list, emptyState((body) => this.#app.send(body)));
      return;
    }
    fill(this.#list, h("li", { class: "skeleton", "aria-label": _("Loading") }, h("span"), h("span"), h("span")));
    await this.#load(id);
  }

  /** Ask again for what is shown, for it may have gone on elsewhere; not while somebody works with it. */
  async refresh() {
    const inUse = this.#list.contains(document.activeElement) || this.#list.querySelector("[data-panel]");
    if (this.conversationId && !this.answering && !inUse) await this.#load(this.conversationId);
  }

  /**
   * Send a message here; the first one opens the conversation.
   * @param {Record<string, any>} body
   * @param {import("../lib/types.js").SentFile[]} [files] what goes with it
   */
  async send(body, files = []) {
    const conversationId = this.conversationId ?? (await this.#started(body.text.trim() || (files[0]?.name ?? "")));
    const ids = files.map(({ id }) => id);
    const whole = { ...body, ...(ids.length > 0 && { files: ids }), stream: true };
    this.#begin(new Reply(this.#app.api, { conversationId, body: whole }), { ...body, attached: files });
  }

  /** The conversation that is begun here: one, however much is sent before the service has it. @param {string} words */
  #started(words) {
    this.#starting ??= this.#start(words).finally(() => (this.#starting = null));
    return this.#starting;
  }

  /** @param {string} words @returns {Promise<string>} */
  async #start(words) {
    const title = [...words.split("\n")[0]].slice(0, LONGEST_TITLE).join("");
    const conversation = await this.#app.api.post("conversations", { title, ...this.#app.modelPicker.forNew });
    if (this.conversationId === null) {
      this.#reset(conversation.id);
      this.#know(conversation);
      this.#app.conversationStarted(conversation);
    } else this.#app.conversationStartedElsewhere(conversation);
    return conversation.id;
  }

  /** Have the last message answered once more. @param {string} messageId */
  regenerate(messageId) {
    const conversationId = this.conversationId;
    if (!conversationId || this.answering) return;
    const replaced = this.#items.get(`answer to ${messageId}`);
    const reply = new Reply(this.#app.api, { conversationId, body: { stream: true }, replaces: messageId });
    // What it was and what it proposed stands with the new answer once that is there, or again where there is none.
    reply.addEventListener("end", () => {
      if (!reply.messageId) this.#refused(reply);
      else if (this.conversationId === conversationId) this.#load(conversationId);
    });
    replaced?.element.remove();
    this.#begin(reply, {});
  }

  /** It was not asked anew: all is as it was. @param {Reply} reply */
  #refused(reply) {
    this.#live.forget(reply);
    this.#drawn = "";
    if (this.conversationId === reply.conversationId) this.#load(reply.conversationId);
    this.#app.showProblem(reply.error);
  }

  /** @param {Reply} reply @param {Record<string, any>} body */
  #begin(reply, body) {
    const live = this.#live.add(reply, body);
    this.#drawn = "";
    if (this.conversationId === reply.conversationId) {
      this.#showLive(live);
      this.#scroll.toBottom();
    }
    reply.run();
  }

  /** @param {import("../lib/types.js").Conversation} conversation */
  conversationChanged(conversation) {
    if (conversation.id === this.conversationId) this.#know(conversation);
  }

  /** Show the card of a proposal that is in this conversation. @param {string} id */
  reveal(id) {
    this.#scroll.letGo();
    this.#cards.get(id)?.reveal();
  }

  /** @param {string | null} id */
  #reset(id) {
    this.#view.abort();
    this.#view = new AbortController();
    this.conversationId = id;
    this.#about = null;
    this.#app.store.set("about", null);
    fill(this.#more);
    this.#drawn = "";
    this.#cards.clear();
    this.#items.clear();
    this.#scroll.reset();
    fill(this.#list);
    this.#drawTitle();
    this.#app.store.set("answering", this.answering);
  }

  /** @param {string} id */
  async #load(id) {
    const { signal } = this.#view;
    try {
      const detail = await this.#app.api.get(`conversations/${segment(id)}`);
      if (signal.aborted) return;
      this.#know(detail);
      this.#draw(detail);
    } catch (error) {
      if (!signal.aborted) fill(this.#list, h("li", {}, errorNote(error, { retry: () => this.open(id) })));
    }
  }

  /** @param {import("../lib/types.js").ConversationDetail} detail */
  #draw(detail) {
    const state = JSON.stringify(detail.messages);
    if (state === this.#drawn) return;
    this.#drawn = state;
    this.#scroll.around(() => this.#drawAll(detail));
  }

  /** @param {import("../lib/types.js").ConversationDetail} detail */
  #drawAll(detail) {
    this.#view.abort();
    this.#view = new AbortController();
    fill(this.#list);
    this.#items.clear();
    this.#cards.clear();
    for (const message of detail.messages) this.#drawMessage(message);
    const known = new Set(detail.messages.map(({ id }) => id));
    for (const live of this.#live.of(detail.id)) {
      if (!known.has(live.reply.replyId ?? "")) this.#showLive(live);
    }
  }

  /** @param {Message} message */
  #drawMessage(message) {
    const item = this.#add(message);
    this.#items.set(message.id, item);
    if (message.role !== "assistant") return;
    if (message.reply_to) this.#items.set(`answer to ${message.reply_to}`, item);
    if (isUnderWay(message.state)) this.#bind(this.#live.ofLine(this.conversationId ?? "", message), item);
    for (const proposal of message.proposals) this.#card(this.#app.proposals.put(proposal), item);
  }

  /** Writing in a conversation that was put away takes it out again. @param {Reply} reply */
  #takenOut({ conversationId }) {
    if (conversationId === this.#about?.id && this.#about.archived) this.#know({ ...this.#about, archived: false });
  }

  /** Draw a message of ours that the service has not told us of yet, and its answer. @param {Live} live */
  #showLive(live) {
    this.#list.querySelector(".empty")?.remove();
    const { text, attached: files = [] } = live.body;
    if (text || files.length > 0) this.#add({ role: "user", text, files, created_at: live.sentAt, state: "answered" });
    const item = this.#add({ role: "assistant", text: "", created_at: live.sentAt, state: live.reply.state });
    this.#bind(live, item);
  }

  /** @param {Partial<Message> & {role: "user" | "assistant", text: string, created_at: string, state: string}} message */
  #add(message) {
    const item = new MessageItem(this.#app, message);
    this.#list.append(item.element);
    return item;
  }

  /** Let a line show an answer as it grows. @param {Live} live @param {MessageItem} item */
  #bind(live, item) {
    const { reply } = live;
    const reader = new SentenceReader(this.#app.announcer);
    const show = () => {
      if (reply.messageId) this.#items.set(`answer to ${reply.messageId}`, item);
      item.messageId = reply.messageId;
      if (reply.ended) item.complete(isItsError(reply) ? "" : reply.text);
      else item.grow(reply.text);
      const { error, reconnecting, steps } = reply;
      item.state(reply.state, { error, reconnecting, steps, retry: this.#live.retry(live) });
      reader.hear(reply.text, reply.ended);
      this.#app.store.set("answering", this.answering);
    };
    reply.addEventListener("change", show, { signal: this.#view.signal });
    reply.addEventListener("end", () => this.#tellApart(reply, item), { signal: this.#view.signal });
    show();
  }

  /** Say once what the cards of an answer say as well. @param {Reply} reply @param {MessageItem} item */
  async #tellApart(reply, item) {
    if (reply.messageId && item.cards.hasChildNodes()) item.repeats(await this.#live.standsOnCards(reply));
  }

  /** @param {Proposal} proposal */
  #proposalChanged(proposal) {
    const card = this.#cards.get(proposal.id);
    if (card) {
      card.update(proposal);
      return;
    }
    if (proposal.conversation_id !== this.conversationId) return;
    const item = this.#items.get(`answer to ${proposal.message_id}`) ?? this.#items.get(proposal.message_id ?? "");
    if (item) this.#card(proposal, item);
  }

  /** @param {Proposal} proposal @param {MessageItem} item */
  #card(proposal, item) {
    if (this.#cards.has(proposal.id)) return;
    const card = new ProposalCard(this.#app, proposal);
    this.#cards.set(proposal.id, card);
    item.cards.append(card.element);
  }

  /** @param {import("../lib/types.js").Conversation} about */
  #know(about) {
    this.#about = about;
    this.#app.store.set("about", about);
    const focused = this.#more.contains(document.activeElement);
    fill(this.#more, about.archived && h("span", { class: "tag" }, _("Archived")), this.#app.conversationMenu.button(about, "thread-more"));
    if (focused) this.#more.querySelector("button")?.focus();
    this.#drawTitle();
  }

  #drawTitle() {
    const found = this.#app.store.get("conversations")?.find((/** @type {any} */ { id }) => id === this.conversationId);
    const title = this.conversationId ? found?.title || this.#about?.title || _("Conversation") : _("New conversation");
    this.#title.textContent = title;
    document.title = this.conversationId ? `${title} · Threadline` : "Threadline";
  }
}
