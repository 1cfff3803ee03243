/** One line of a thread: what a person wrote, or the answer as it grows. */

import { timeLabel, wallClock, dateLabel } from "../lib/date-time.js";
import { button, h, uniqueId } from "../lib/dom.js";
import { describe } from "../lib/errors.js";
import { icon } from "../lib/icons.js";
import { sentFiles } from "./file-chips.js";
import { MarkdownView } from "./markdown.js";
import { messageActions } from "./message-actions.js";
import { Steps } from "./steps.js";
import { versionsOf } from "./versions.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Message} Message */

/** A message on the thread's line. */
export class MessageItem {
  /** @type {string | null} the message that an answer is for, once it is known */
  messageId = null;
  #prose = new MarkdownView();
  #steps = new Steps();
  #status = h("p", { class: "message-status" });
  #frame = 0;
  #onCards = false;

  /**
   * @param {import("../app.js").App} app
   * @param {Partial<Message> & {role: "user" | "assistant", text: string, created_at: string, state: string}} message
   */
  constructor(app, message) {
    const heading = uniqueId("message");
    const mine = message.role === "user";
    this.messageId = message.reply_to ?? null;
    this.cards = h("div", { class: "cards" });
    this.element = h(
      "li",
      { class: "message", "data-testid": "message", "data-role": message.role },
      h(
        "article",
        { "aria-labelledby": heading },
        h(
          "header",
          { class: "message-head" },
          h("h3", { id: heading }, mine ? _("You") : "Threadline"),
          h("time", { datetime: message.created_at }, sentAt(message.created_at, app.zone)),
          messageActions(app, mine ? this.#ofMine(app, message.text, message.files ?? []) : this.#ofAnswer(app, message.feedback ?? null)),
        ),
        this.#steps.element,
        mine ? h("p", { class: "said", "data-testid": "message-text" }, message.text) : this.#answer(),
        mine && sentFiles(message.files ?? []),
        this.#status,
        this.cards,
        versionsOf([...(message.earlier ?? []), message], ({ text }, newest) => this.#leaf(text, newest)),
      ),
    );
    this.#prose.text = mine ? "" : message.text;
    this.#prose.finish();
    this.state(message.state, { steps: message.steps });
    this.repeats(message.on_cards ?? false);
  }

  /** Leave out a text that its cards say as well. @param {boolean} onCards */
  repeats(onCards) {
    this.#onCards ||= onCards;
    this.#prose.element.hidden = onCards;
  }

  /** @param {import("../app.js").App} app @param {string} text @param {import("../lib/types.js").SentFile[]} files @returns {import("./message-actions.js").Line} */
  #ofMine(app, text, files) {
    return { text: () => text, edit: (/** @type {string} */ changed) => app.composer.rewrite(changed, files) };
  }

  /** @param {import("../app.js").App} app @param {"good" | "bad" | null} judged @returns {import("./message-actions.js").Line} */
  #ofAnswer(app, judged) {
    const at = () => {
      const { conversationId } = app.thread;
      return conversationId && this.messageId ? { conversationId, messageId: this.messageId } : null;
    };
    const regenerate = () => this.messageId && app.thread.regenerate(this.messageId);
    return { text: () => this.#prose.text, judged, at, regenerate };
  }

  /** Show an earlier answer, or the one that counts, whose cards are to be decided on. @param {string} text @param {boolean} newest */
  #leaf(text, newest) {
    this.complete(text);
    this.cards.hidden = !newest;
    this.repeats(newest && this.#onCards);
  }

  #answer() {
    this.#prose.element.dataset.testid = "message-text";
    return this.#prose.element;
  }

  /** Show text as it grows, at most once a frame. @param {string} text */
  grow(text) {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#prose.text = text;
    });
  }

  /** @param {string} text */
  complete(text) {
    cancelAnimationFrame(this.#frame);
    this.#prose.text = text;
    this.#prose.finish();
  }

  /**
   * @param {string} state
   * @param {{error?: unknown, reconnecting?: boolean, retry?: () => void, steps?: import("../lib/types.js").Step[]}} [more]
   */
  state(state, { error, reconnecting, retry, steps = [] } = {}) {
    const busy = isUnderWay(state) && steps.some((step) => step.state === "running");
    this.#steps.show(steps, !isUnderWay(state));
    this.element.dataset.state = state;
    this.element.setAttribute("aria-busy", String(isUnderWay(state)));
    this.#status.replaceChildren(...statusLine(state, { error, reconnecting, retry, busy, empty: !this.#prose.text }));
  }
}

/** @param {string} state */
export function isUnderWay(state) {
  return state === "sending" || state === "queued" || state === "answering";
}

/**
 * @param {string} state
 * @param {{error?: unknown, reconnecting?: boolean, retry?: () => void, busy: boolean, empty: boolean}} more `busy`: it
 *   is told already what is being done
 * @returns {Node[]}
 */
function statusLine(state, { error, reconnecting, retry, busy, empty }) {
  if (state === "failed" && !error && !empty) return [h("span", { class: "faint" }, _("Not answered"))];
  if (state === "failed") return failure(error, retry);
  // What was said ends with that word then.
  if (state === "stopped") return empty ? [h("span", { class: "faint" }, _("Stopped"))] : [];
  if (!isUnderWay(state)) return [];
  const waiting = state === "queued" ? _("Waiting for its turn") : _("Thinking");
  if (busy && !reconnecting) return [];
  const again = state === "sending" ? _("Not sent yet. Trying again") : _("The connection was lost. Picking up where it stopped");
  return reconnecting || empty ? [h("span", { class: "faint loading" }, reconnecting ? again : waiting)] : [];
}

/** @param {unknown} error @param {(() => void) | undefined} retry @returns {Node[]} */
function failure(error, retry) {
  const unknown = { title: _("This could not be answered."), details: "", requestId: null };
  const { title, details, requestId } = error ? describe(error) : unknown;
  const text = h(
    "span",
    { class: "note-text", role: "alert" },
    h("strong", {}, title),
    details && ` ${details}`,
    requestId && h("span", { class: "faint" }, ` ${_("Request")} ${requestId}`),
  );
  const again = retry ? [button({ label: _("Try again"), icon: "refresh", testid: "retry", onclick: retry })] : [];
  return [h("span", { class: "note note-danger", "data-testid": "error" }, icon("warning"), text, ...again)];
}

/** @param {string} instant @param {string} zone */
function sentAt(instant, zone) {
  const at = Date.parse(instant);
  const date = wallClock(at, zone).date;
  const time = timeLabel(at, zone);
  if (date === wallClock(Date.now(), zone).date) return time;
  return `${dateLabel(date, { weekday: "short", day: "numeric", month: "short" })}, ${time}`;
}
