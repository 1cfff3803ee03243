/** The card of a proposal: what was read, from which words, and what can be decided. */

import { ApiError } from "../lib/api.js";
import { nearLabel } from "../lib/date-time.js";
import { button, fill, h, uniqueId, whileBusy } from "../lib/dom.js";
import { currentProposal, describe, errorNote } from "../lib/errors.js";
import { icon } from "../lib/icons.js";
import { factRows } from "./facts.js";
import { editForm } from "./form.js";
import { otherTimes } from "./other-times.js";
import { undoable } from "./proposals.js";
import { note, warningNotes } from "./warnings.js";
import { _ } from "../lib/texts.js";

const COUNTED_SECONDS = 100;
const OPEN = ["proposed", "failed"];

/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {import("../app.js").App} App */

/** One card; it redraws itself when its proposal changes. */
export class ProposalCard {
  /** @type {Proposal} */
  #proposal;
  /** @type {"none" | "edit" | "times"} */
  #panel = "none";
  /** @type {Node | null} */
  #notice = null;
  /** @type {number | undefined} */
  #undoTimer;
  #deciding = false;
  #lastClicked = "";
  #app;

  /** @param {App} app @param {Proposal} proposal */
  constructor(app, proposal) {
    this.#app = app;
    this.#proposal = proposal;
    this.element = h(
      "article",
      { class: "card", "data-testid": "proposal-card", "data-proposal": proposal.id, tabindex: -1 },
    );
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && this.#panel !== "none") this.#show("none");
    });
    this.#draw();
  }

  /** @param {Proposal} proposal */
  update(proposal) {
    if (proposal === this.#proposal) return;
    const edited = this.#panel === "edit" && !this.#deciding && proposal.version !== this.#proposal.version;
    if (edited) this.#notice = note("warning", _("This has since been changed elsewhere. The card shows how it is now."));
    if (proposal.version !== this.#proposal.version || !OPEN.includes(proposal.state)) this.#panel = "none";
    if (proposal.state !== this.#proposal.state) this.#say(proposal);
    this.#proposal = proposal;
    this.#draw();
  }

  /** Put the card before the person's eyes. */
  reveal() {
    this.element.scrollIntoView({ block: "center" });
    this.element.focus({ preventScroll: true });
  }

  #draw() {
    const { state } = this.#proposal;
    const focused = this.element.contains(document.activeElement) ? focusName() : this.#lastClicked;
    const id = uniqueId("card");
    this.element.dataset.state = state;
    this.element.dataset.action = this.#proposal.action;
    this.element.setAttribute("aria-labelledby", id);
    fill(
      this.element,
      h(
        "header",
        { class: "card-head" },
        h("h3", { id, class: "card-title" }, this.#proposal.card.heading),
        h("span", { class: "badge", "data-state": state }, state === "booked" && icon("check"), this.#proposal.card.badge),
      ),
      this.#body(),
      this.#notice,
      this.#footer(),
    );
    this.#armUndo();
    if (focused) this.#restoreFocus(focused);
  }

  /**
   * A redraw takes the focused element away: the focus goes to its like, or to what comes next.
   * @param {string} name
   */
  #restoreFocus(name) {
    const wanted = ["[data-panel] input", `[data-testid="${name}"]:not(:disabled)`, ".card-foot button:not(:disabled)"];
    const target = wanted.map((selector) => this.element.querySelector(selector)).find(Boolean) ?? this.element;
    /** @type {HTMLElement} */ (target).focus({ preventScroll: true });
  }

  #body() {
    if (this.#panel === "edit") {
      return editForm(this.#proposal, { save: (change) => this.#edit(change), cancel: () => this.#show("none") });
    }
    return [
      this.#status(),
      factRows(this.#app, this.#proposal),
      warningNotes(this.#proposal),
      this.#proposal.state === "proposed" && this.#readings(),
      this.#panel === "times" && otherTimes(this.#app, this.#proposal, (slot) => this.#edit(slot)),
    ];
  }

  /** What became of it; the badge says it well enough as long as all goes well. */
  #status() {
    const { status, headline } = this.#proposal.card;
    if (!status) return null;
    if (status.mark === "failed") return note("danger", headline);
    if (status.mark === "over") return h("p", { class: "card-epilogue" }, headline);
    return status.reason && note("warning", status.reason);
  }

  /** Other readings of the same words: one click takes one. */
  #readings() {
    const readings = this.#proposal.alternatives.filter(({ kind }) => kind === "reading");
    if (!readings.length || this.#panel === "times") return null;
    return h(
      "div",
      { class: "chips", role: "group", "aria-label": _("Other readings of your words") },
      h("span", { class: "faint" }, _("Or did you mean")),
      readings.map(({ label, start, end }) => {
        const chip = button({
          label,
          kind: "chip",
          testid: "alternative",
          onclick: () => whileBusy(chip, () => this.#edit({ start, end })),
        });
        return chip;
      }),
    );
  }

  #footer() {
    const { state, card } = this.#proposal;
    if (this.#panel === "edit") return null;
    if (state === "booking") return h("footer", { class: "card-foot" }, busyButton(card.badge));
    const actions = card.actions.filter(({ id }) => id !== "undo" || undoable(this.#proposal));
    if (actions.length === 0) return null;
    const left = state === "booked" && h("span", { class: "faint", "data-left": true }, this.#timeLeft());
    return h("footer", { class: "card-foot" }, actions.map((action) => this.#button(action)), left);
  }

  /** @param {import("../lib/types.js").CardAction} action */
  #button({ id, label, style }) {
    const open = this.#panel === "times";
    /** @type {Record<string, Record<string, any>>} */
    const looks = {
      confirm: { icon: "check", kind: style === "plain" ? "plain" : "primary", onclick: () => this.#decide(made, "confirm") },
      dismiss: { kind: "quiet", onclick: () => this.#decide(made, "dismiss") },
      edit: { onclick: () => this.#show("edit") },
      times: { testid: "other-times", "aria-expanded": String(open), onclick: () => this.#show(open ? "none" : "times") },
      undo: { icon: "undo", onclick: () => this.#act(made, () => this.#app.proposals.undo(this.#proposal)) },
    };
    const made = button({ label, testid: id, ...looks[id] });
    return made;
  }

  /** @param {"none" | "edit" | "times"} panel */
  #show(panel) {
    this.#panel = panel;
    this.#notice = null;
    this.#draw();
  }

  /**
   * @param {HTMLButtonElement} target
   * @param {"confirm" | "dismiss"} what
   * @param {Record<string, any>} [more]
   */
  #decide(target, what, more) {
    return this.#act(target, () => this.#app.proposals.decide(this.#proposal, what, more));
  }

  /**
   * Run a decision behind a button; what it answers is shown by `update`.
   * @param {HTMLButtonElement} target
   * @param {() => Promise<Proposal>} work
   */
  async #act(target, work) {
    await whileBusy(target, async () => {
      this.#deciding = true;
      this.#lastClicked = target.dataset.testid ?? "";
      this.#notice = null;
      try {
        this.update(await work());
      } catch (error) {
        await this.#refused(error);
      } finally {
        this.#deciding = false;
        this.#lastClicked = "";
      }
    });
  }

  /**
   * Change the proposal. Refusals about fields are the form's to show, so they go on to it.
   * @param {Record<string, any>} change
   */
  async #edit(change) {
    this.#deciding = true;
    this.#notice = null;
    try {
      this.update(await this.#app.proposals.decide(this.#proposal, "edit", change));
      this.#show("none");
    } catch (error) {
      if (this.#panel === "edit" && !(error instanceof ApiError && error.status === 409)) throw error;
      await this.#refused(error);
    } finally {
      this.#deciding = false;
    }
  }

  /** @param {unknown} error */
  async #refused(error) {
    const conflict = error instanceof ApiError && (error.status === 409 || error.status === 404);
    if (!conflict) {
      this.#notice = errorNote(error);
      this.#draw();
      return;
    }
    this.update(await this.#newest(error));
    this.#panel = "none";
    this.#notice = this.#conflictNote(error);
    this.#draw();
  }

  /** @param {ApiError} error */
  async #newest(error) {
    const { proposals } = this.#app;
    const told = currentProposal(error);
    return told ? proposals.put(told) : proposals.refresh(this.#proposal.id).catch(() => this.#proposal);
  }

  /** @param {ApiError} error */
  #conflictNote(error) {
    const { title, details } = describe(error);
    const over = this.#proposal.state === "proposed" ? this.#proposal.card.anyway : null;
    const box = note("warning", [h("strong", {}, title), !over && details && ` ${details}`]);
    box.setAttribute("role", "alert");
    if (!over) return box;
    const anyway = button({
      label: over.label,
      testid: "book-anyway",
      onclick: () => this.#decide(anyway, "confirm", { despite_conflicts: true }),
    });
    box.append(anyway);
    return box;
  }

  /** How long Undo is offered: by the clock, and by the second when there is little left. */
  #timeLeft() {
    const until = Date.parse(/** @type {string} */ (this.#proposal.undo_until));
    const seconds = Math.ceil((until - Date.now()) / 1000);
    return seconds > COUNTED_SECONDS ? _("until {time}", { time: nearLabel(until, this.#app.zone) }) : _("for {count} s", { count: seconds });
  }

  /** Count down, and take the button away when the time is over. */
  #armUndo() {
    clearInterval(this.#undoTimer);
    if (!undoable(this.#proposal)) return;
    this.#undoTimer = setInterval(() => {
      const left = this.element.querySelector("[data-left]");
      if (!this.element.isConnected) clearInterval(this.#undoTimer);
      else if (undoable(this.#proposal) && left) left.textContent = this.#timeLeft();
      else this.#draw();
    }, 1000);
  }

  /** @param {Proposal} proposal */
  #say(proposal) {
    const { state, card, when_label: when } = proposal;
    if (state !== "booking") this.#app.announcer.say(`${card.badge}: ${card.title}, ${when}`);
  }
}

/** The name of the focused button; what is in a panel stands for the button that opened it. */
function focusName() {
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  const panel = /** @type {HTMLElement | null} */ (focused.closest("[data-panel]"))?.dataset.panel;
  if (panel) return panel === "edit" ? "edit" : "other-times";
  return focused.dataset.testid ?? "card";
}

/** @param {string} label */
function busyButton(label) {
  return button({ label, kind: "primary", disabled: true, "aria-busy": "true", testid: "confirm" });
}
