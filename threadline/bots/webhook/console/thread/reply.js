/** One answer on its way: sent once, followed through dropped connections, stopped on request. */

import { ApiError, segment } from "../lib/api.js";
import { resumed } from "../lib/threadline.js";

const ASK_AGAIN_MS = 2000;

/**
 * Fires `change` whenever its text, state or connection changes, `accepted` once the service has the message, `proposal`
 * (with `detail`) for each event read, and `end`.
 */
export class Reply extends EventTarget {
  text = "";
  /** @type {import("../lib/types.js").Step[]} what is done for it, in its order */
  steps = [];
  /** @type {"sending" | import("../lib/types.js").ReplyState} */
  state = "sending";
  /** @type {ApiError | null} */
  error = null;
  reconnecting = false;
  /** @type {string | null} */
  replyId = null;
  #api;
  #body;
  #key = crypto.randomUUID();
  #lastEvent = "";
  #stopAsked = false;

  /**
   * @param {import("../lib/api.js").Api} api
   * @param {{conversationId: string, messageId?: string | null, replyId?: string | null, body?: Record<string, any>,
   *   replaces?: string | null}} start `body` for a new message, `messageId` to follow one that is being answered,
   *   `replaces` to have one answered anew
   */
  constructor(api, { conversationId, messageId = null, replyId = null, body, replaces = null }) {
    super();
    this.#api = api;
    this.#body = body;
    this.replaces = replaces;
    this.conversationId = conversationId;
    this.messageId = messageId;
    this.replyId = replyId;
    if (messageId) this.state = "answering";
  }

  get ended() {
    return this.state === "answered" || this.state === "stopped" || this.state === "failed";
  }

  /** Send or follow, until the answer is there. May be called again after a failure to send: the message stays one. */
  async run() {
    this.error = null;
    if (this.ended) this.state = this.messageId ? "answering" : "sending";
    this.#changed();
    try {
      await this.#persist();
    } catch (error) {
      this.error = error instanceof ApiError ? error : new ApiError(0, { error: String(error) });
      this.state = "failed";
    }
    this.reconnecting = false;
    this.#changed();
    this.dispatchEvent(new Event("end"));
  }

  /** Ask the service to stop; what has been said stays. */
  async stop() {
    if (!this.messageId || this.ended) return;
    this.#stopAsked = true;
    const [conversation, message] = [segment(this.conversationId), segment(this.messageId)];
    await this.#api.post(`conversations/${conversation}/messages/${message}/stop`);
  }

  async #persist() {
    const broken = () => {
      this.reconnecting = true;
      this.#changed();
    };
    try {
      for await (const { event, data, id } of resumed(() => this.#open(), { broken })) {
        this.reconnecting = false;
        if (id) this.#lastEvent = id;
        if (this.#take(event, data)) return;
      }
    } catch (error) {
      if (!this.messageId || !this.reconnecting) throw error;
    }
    await this.#fetchWhole();
  }

  /** Where streams do not get through, the whole answer is fetched. */
  async #fetchWhole() {
    const [conversation, message] = [segment(this.conversationId), segment(this.messageId ?? "")];
    for (;;) {
      const { reply } = await this.#api.get(`conversations/${conversation}/messages/${message}`);
      this.text = reply.text;
      this.steps = reply.steps;
      if (reply.state !== "queued" && reply.state !== "answering") {
        for (const detail of reply.proposals ?? []) this.dispatchEvent(new CustomEvent("proposal", { detail }));
        this.state = reply.state;
        return;
      }
      this.#changed();
      await pause(ASK_AGAIN_MS);
    }
  }

  #open() {
    const path = `conversations/${segment(this.conversationId)}/messages`;
    if (!this.messageId) {
      const where = this.replaces ? `${path}/${segment(this.replaces)}/regenerate` : path;
      return this.#api.stream("POST", where, { body: this.#body, headers: { "Idempotency-Key": this.#key } });
    }
    /** @type {Record<string, string>} */
    const headers = this.#lastEvent ? { "Last-Event-ID": this.#lastEvent } : {};
    if (!this.#lastEvent) this.text = "";
    return this.#api.stream("GET", `${path}/${segment(this.messageId)}/stream`, { headers });
  }

  /**
   * @param {string} name
   * @param {string} data
   * @returns {boolean} whether this was the end
   */
  #take(name, data) {
    if (data === "[DONE]") return this.#finish();
    const body = JSON.parse(data);
    if (name === "accepted") this.#accept(body);
    else if (name === "step") this.#step(body);
    else if (name === "replace") this.text = body.text;
    else if (name === "proposal") this.dispatchEvent(new CustomEvent("proposal", { detail: body }));
    else if (name === "error") this.error = new ApiError(body.status ?? 500, body);
    else if (typeof body.chunk === "string") this.text += body.chunk;
    this.#changed();
    return false;
  }

  /** @param {import("../lib/types.js").Step} step */
  #step(step) {
    const known = this.steps.some(({ id }) => id === step.id);
    this.steps = known ? this.steps.map((each) => (each.id === step.id ? step : each)) : [...this.steps, step];
  }

  /** @param {{message_id: string, reply_id: string}} ids */
  #accept(ids) {
    this.messageId = ids.message_id;
    this.replyId = ids.reply_id;
    this.state = "answering";
    this.dispatchEvent(new Event("accepted"));
  }

  #finish() {
    this.state = this.error ? "failed" : this.#stopAsked ? "stopped" : "answered";
    return true;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
