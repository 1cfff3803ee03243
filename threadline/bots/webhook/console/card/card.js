/** The card of a proposal: what was read, from which words, and what can be decided. */

import { ApiError } from "../lib/api.js";
import { nearLabel } from "../lib/date-time.js";
import { button, fill, h, uniqueId, whileBusy } from "../lib/dom.js";
import { currentProposal, describe, errorNote } from "../lib/errors.js";
import { icon } from "../lib/icons.js";
import { anywayLabel, badge, differences, epilogue, heading } from "./actions.js";
import { factRows } from "./facts.js";
import { editForm } from "./form.js";
import { otherTimes } from "./other-times.js";
import { undoable } from "./proposals.js";
import { note, warningNotes } from "./warnings.js";

const COUNTED_SECONDS = 100;

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
    if (edited) this.#notice = note("warning", "This was changed elsewhere meanwhile. The card shows the new state.");
    if (proposal.version !== this.#proposal.version || proposal.state !== "proposed") this.#panel = "none";
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
        h("h3", { id, class: "card-title" }, heading(this.#proposal)),
        h("span", { class: "badge", "data-state": state }, state === "booked" && icon("check"), badge(this.#proposal)),
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
    const { state } = this.#proposal;
    if (state === "dismissed" || state === "expired" || state === "undone") return this.#epilogue();
    if (this.#panel === "edit") {
      return editForm(this.#proposal, { save: (change) => this.#edit(change), cancel: () => this.#show("none") });
    }
    return [
      differences(this.#proposal),
      factRows(this.#app, this.#proposal),
      state === "proposed" && [warningNotes(this.#proposal, this.#app.zone), this.#readings()],
      state === "failed" && note("danger", this.#proposal.reason || "The calendar did not take the event."),
      this.#panel === "times" && otherTimes(this.#app, this.#proposal, (slot) => this.#edit(slot)),
    ];
  }

  #epilogue() {
    return h("p", { class: "card-epilogue" }, this.#proposal.when_label, " · ", epilogue(this.#proposal));
  }

  /** Other readings of the same words: one click takes one. */
  #readings() {
    const readings = this.#proposal.alternatives.filter(({ kind }) => kind === "reading");
    if (!readings.length || this.#panel === "times") return null;
    return h(
      "div",
      { class: "chips", role: "group", "aria-label": "Other readings of your words" },
      h("span", { class: "faint" }, "Or did you mean"),
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
    const { state } = this.#proposal;
    if (state === "proposed" && this.#panel !== "edit") return h("footer", { class: "card-foot" }, this.#decisions());
    if (state === "booking") return h("footer", { class: "card-foot" }, busyButton(badge(this.#proposal)));
    if (!undoable(this.#proposal)) return null;
    const undo = button({
      label: "Undo",
      icon: "undo",
      testid: "undo",
      onclick: () => this.#act(undo, () => this.#app.proposals.undo(this.#proposal)),
    });
    return h("footer", { class: "card-foot" }, undo, h("span", { class: "faint", "data-left": true }, this.#timeLeft()));
  }

  #decisions() {
    const confirm = button({
      label: "Confirm",
      icon: "check",
      kind: "primary",
      testid: "confirm",
      onclick: () => this.#decide(confirm, "confirm"),
    });
    const dismiss = button({
      label: "Dismiss",
      kind: "quiet",
      testid: "dismiss",
      onclick: () => this.#decide(dismiss, "dismiss"),
    });
    const open = this.#panel === "times";
    if (this.#proposal.action === "cancel") return [confirm, dismiss];
    return [
      confirm,
      button({ label: "Edit", testid: "edit", onclick: () => this.#show("edit") }),
      button({
        label: "Other times",
        testid: "other-times",
        "aria-expanded": String(open),
        onclick: () => this.#show(open ? "none" : "times"),
      }),
      dismiss,
    ];
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
    const listed = this.#proposal.state === "proposed" && this.#proposal.conflicts.length > 0;
    const box = note("warning", [h("strong", {}, title), !listed && details && ` ${details}`]);
    box.setAttribute("role", "alert");
    if (!listed) return box;
    const anyway = button({
      label: anywayLabel(this.#proposal),
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
    return seconds > COUNTED_SECONDS ? `until ${nearLabel(until, this.#app.zone)}` : `for ${seconds} s`;
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
    const { state, event, when_label: when } = proposal;
    if (state !== "booking") this.#app.announcer.say(`${badge(proposal)}: ${event.title}, ${when}`);
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
