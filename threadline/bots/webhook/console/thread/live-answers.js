/** The answers under way, by conversation: they go on while another one is shown. */

import { segment } from "../lib/api.js";
import { messagesOf } from "../lib/errors.js";
import { Reply } from "./reply.js";

/** @typedef {import("../lib/types.js").Message} Message */
/** @typedef {{reply: Reply, body: Record<string, any>, sentAt: string}} Live */
/** @typedef {{accepted: (reply: Reply) => void, ended: () => void}} Hears what the thread does about any of them */

/** Whether all that was said is why it failed: that is shown once, as an error. @param {Reply} reply */
export function isItsError({ error, text }) {
  return error !== null && [error.message, ...messagesOf(error)].includes(text);
}

export class LiveAnswers {
  /** @type {Map<string, Live[]>} */
  #all = new Map();
  #app;
  #hears;

  /** @param {import("../app.js").App} app @param {Hears} hears */
  constructor(app, hears) {
    this.#app = app;
    this.#hears = hears;
  }

  /** @param {string} conversationId @returns {Live[]} */
  of(conversationId) {
    return this.#all.get(conversationId) ?? [];
  }

  /** The first one that is not over. @param {string} conversationId */
  firstIn(conversationId) {
    return this.of(conversationId).find(({ reply }) => !reply.ended)?.reply ?? null;
  }

  /** @param {Reply} reply @param {Record<string, any>} body @param {string} [sentAt] @returns {Live} */
  add(reply, body, sentAt = new Date().toISOString()) {
    const live = { reply, body, sentAt };
    this.#all.set(reply.conversationId, [...this.of(reply.conversationId), live]);
    this.#follow(reply);
    return live;
  }

  /** The stream of a line that is being answered: ours, or a new one. @param {string} conversationId @param {Message} message */
  ofLine(conversationId, message) {
    const found = this.of(conversationId).find(({ reply }) => reply.replyId === message.id);
    if (found) return found;
    const reply = new Reply(this.#app.api, { conversationId, messageId: message.reply_to, replyId: message.id });
    const live = this.add(reply, {}, message.created_at);
    reply.run();
    return live;
  }

  /** @param {Reply} reply */
  forget(reply) {
    this.#all.set(reply.conversationId, this.of(reply.conversationId).filter((live) => live.reply !== reply));
  }

  /** Going on where the connection was lost, or asking again what could not be answered. @param {Live} live */
  retry({ reply, body }) {
    const resume = !reply.messageId || reply.error?.status === 0;
    if (resume) return () => reply.run();
    const { attached = [], ...again } = body;
    return body.text || attached.length > 0 ? () => this.#app.send(again, attached) : undefined;
  }

  /** Whether the cards of an answer say all that it says. @param {Reply} reply */
  async standsOnCards({ conversationId, messageId }) {
    const path = `conversations/${segment(conversationId)}/messages/${segment(messageId ?? "")}`;
    const known = await this.#app.api.get(path).catch(() => null); // it is read twice, then
    return known?.reply.on_cards ?? false;
  }

  /** What an answer means beyond the view it is shown in. @param {Reply} reply */
  #follow(reply) {
    reply.addEventListener("proposal", (event) => this.#app.proposalRead(/** @type {CustomEvent} */ (event).detail));
    reply.addEventListener("accepted", () => {
      this.#hears.accepted(reply);
      this.#app.conversationMoved();
    });
    reply.addEventListener("end", () => {
      if (reply.state !== "failed") this.forget(reply);
      this.#hears.ended();
      this.#app.conversationMoved();
      this.#app.answered();
    });
  }
}
