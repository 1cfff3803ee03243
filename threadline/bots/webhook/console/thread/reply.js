/** One answer on its way: sent once, followed through dropped connections, stopped on request. */

import { ApiError, segment } from "../lib/api.js";
import { serverEvents } from "../lib/sse.js";

const ATTEMPTS = 7;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 8000;

/**
 * Fires `change` whenever its text, state or connection changes, `accepted` once the service has the message, `proposal`
 * (with `detail`) for each event read, and `end`.
 */
export class Reply extends EventTarget {
  text = "";
  step = "";
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
   * @param {{conversationId: string, messageId?: string | null, replyId?: string | null, body?: Record<string, any>}} start
   *   `body` for a new message, `messageId` to follow one that is being answered
   */
  constructor(api, { conversationId, messageId = null, replyId = null, body }) {
    super();
    this.#api = api;
    this.#body = body;
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
    for (let attempt = 0; ; attempt += 1) {
      const before = this.#lastEvent + this.messageId;
      try {
        if (await this.#listen()) return;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!error.transient || (attempt >= ATTEMPTS && before === this.#lastEvent + this.messageId)) throw error;
      }
      if (before !== this.#lastEvent + this.messageId) attempt = 0;
      if (attempt >= ATTEMPTS) throw new ApiError(0, { error: "The connection was lost.", code: "UNREACHABLE" });
      this.reconnecting = true;
      this.#changed();
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
    }
  }

  /** Listen on one connection; true when the answer is complete. */
  async #listen() {
    const response = await this.#open();
    if (!response.body) return false;
    try {
      for await (const event of serverEvents(response.body)) {
        this.reconnecting = false;
        if (event.id) this.#lastEvent = event.id;
        if (this.#take(event.event, event.data)) return true;
      }
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
    return false;
  }

  #open() {
    const path = `conversations/${segment(this.conversationId)}/messages`;
    if (!this.messageId) {
      return this.#api.stream("POST", path, { body: this.#body, headers: { "Idempotency-Key": this.#key } });
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
    else if (name === "step") this.step = body.state === "running" ? body.title : "";
    else if (name === "replace") this.text = body.text;
    else if (name === "proposal") this.dispatchEvent(new CustomEvent("proposal", { detail: body }));
    else if (name === "error") this.error = new ApiError(body.status ?? 500, body);
    else if (typeof body.chunk === "string") this.text += body.chunk;
    this.#changed();
    return false;
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
