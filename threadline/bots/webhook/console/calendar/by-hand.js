/** What the person does in the grid, as proposals: each waits in a card for one click, and can be undone after it. */

import { ProposalCard } from "../card/card.js";
import { editForm } from "../card/form.js";
import { segment } from "../lib/api.js";
import { rfc3339 } from "../lib/date-time.js";
import { button, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, select } from "../lib/forms.js";
import { Panel } from "./panel.js";
import { _ } from "../lib/texts.js";

const SCOPES = [
  { value: "one", label: _("Only this one") },
  { value: "following", label: _("This and all following") },
  { value: "all", label: _("The whole series") },
];

/** @typedef {import("../lib/types.js").CalendarEvent} CalendarEvent */
/** @typedef {import("../lib/types.js").Proposal} Proposal */
/** @typedef {import("./calendar.js").CalendarItem} CalendarItem */
/** @typedef {import("./spans.js").Span} Span */

export class ByHand {
  #app;
  #legend;
  #closed;

  /**
   * @param {import("../app.js").App} app
   * @param {import("./legend.js").Legend} legend
   * @param {() => void} closed what to do when its window is closed
   */
  constructor(app, legend, closed) {
    this.#app = app;
    this.#legend = legend;
    this.#closed = closed;
  }

  /** @param {HTMLElement | DOMRect} anchor */
  panel(anchor) {
    return new Panel(anchor, this.#closed);
  }

  /**
   * Ask what stands at a stretch of time, and propose it.
   * @param {Span} span
   * @param {HTMLElement | DOMRect} anchor
   * @param {Partial<CalendarEvent>} [known]
   */
  create(span, anchor, known = {}) {
    const { zone } = this.#app;
    const times = { start: rfc3339(span.start, zone), end: rfc3339(span.end, zone) };
    const draft = { ...EMPTY, timezone: zone, ...times, ...known };
    const panel = this.panel(anchor);
    const calendar = this.#calendarChoice();
    const form = editForm({ event: draft, invite: true }, {
      save: async (change) => {
        const body = { title: "", ...times, timezone: zone, all_day: draft.all_day, attendees: draft.attendees, ...change };
        const where = calendar && { calendar_id: calendar.value };
        this.#card(panel, await this.#app.api.post("proposals", { ...body, ...where }));
      },
      cancel: () => panel.close(),
      words: { save: _("Propose"), label: _("New event") },
      more: calendar && field({ label: _("Calendar"), name: "calendar_id", control: calendar, wide: true }),
    });
    panel.show(_("New event"), [form], { testid: "new-event", focus: "input" });
  }

  /**
   * Propose that an event becomes another; a proposal that waits is edited itself.
   * @param {CalendarItem} item
   * @param {Record<string, any>} change
   * @param {HTMLElement | DOMRect} anchor
   */
  async change({ event, proposal }, change, anchor) {
    const panel = this.panel(anchor);
    if (proposal) {
      await this.#run(panel, event.title, () => this.#app.proposals.decide(proposal, "edit", change));
      return;
    }
    this.#withScope(panel, event, change, (scope) => this.#run(panel, event.title, () => this.#propose(event, { ...change, ...scope })));
  }

  /** Edit all that a form can. @param {CalendarEvent} event @param {Panel} panel @param {string | null} rule how its series repeats */
  edit(event, panel, rule) {
    const form = editForm({ event: { ...event, recurrence: event.recurrence ?? rule }, invite: true }, {
      save: async (change) => {
        if (Object.keys(change).length === 0) panel.close();
        else if (event.series_id) this.#withScope(panel, event, change, (scope) => this.#run(panel, event.title, () => this.#propose(event, { ...change, ...scope }), form));
        else this.#card(panel, await this.#propose(event, change));
      },
      cancel: () => panel.close(),
      words: { save: _("Propose the change") },
    });
    panel.show(_("Edit {title}", { title: event.title }), [form], { testid: "edit-event", focus: "input" });
  }

  /** Propose to take it out. @param {CalendarEvent} event @param {Panel} panel */
  cancel(event, panel) {
    this.#withScope(panel, event, {}, (scope) => this.#run(panel, event.title, () => this.#propose(event, { action: "cancel", ...scope })));
  }

  /** The card of a proposal, wherever it came from. @param {Proposal} proposal @param {Panel} panel */
  show(proposal, panel) {
    this.#card(panel, proposal);
  }

  /** @param {CalendarEvent} event @param {Record<string, any>} body @returns {Promise<Proposal>} */
  #propose({ id, calendar_id: calendar }, body) {
    const query = calendar ? `?${new URLSearchParams({ calendar_id: calendar })}` : "";
    return this.#app.api.post(`calendar/events/${segment(id ?? "")}/proposals${query}`, body);
  }

  /**
   * Go on once it is known how much of a series is meant.
   * @param {Panel} panel
   * @param {CalendarEvent} event
   * @param {Record<string, any>} change
   * @param {(scope: {scope?: string}) => Promise<void>} next
   */
  #withScope(panel, event, change, next) {
    const { series_id: series, title } = event;
    if (!series) {
      next({});
      return;
    }
    const fitting = SCOPES.filter(({ value }) => value !== "one" || !("recurrence" in change));
    const choices = fitting.map(({ value, label }) => {
      const choice = button({ label, testid: `scope-${value}`, onclick: () => whileBusy(choice, () => next({ scope: value })) });
      return choice;
    });
    panel.show(title, [
      h("p", {}, _("This event repeats. Which of its dates do you mean?")),
      h("div", { class: "scopes", role: "group", "aria-label": _("How much of the series") }, choices),
    ], { testid: "series-scope", focus: ".scopes button" });
  }

  /**
   * Show what comes of it, or why nothing does, with the form that asked for it.
   * @param {Panel} panel
   * @param {string} title
   * @param {() => Promise<Proposal>} work
   * @param {HTMLElement} [form]
   */
  async #run(panel, title, work, form) {
    try {
      this.#card(panel, await work());
    } catch (error) {
      panel.show(title, [errorNote(error), form]);
    }
  }

  /** @param {Panel} panel @param {Proposal} proposal */
  #card(panel, proposal) {
    const { proposals } = this.#app;
    const card = new ProposalCard(this.#app, proposals.put(proposal));
    const update = (/** @type {any} */ { detail }) => {
      if (!panel.open) proposals.removeEventListener("change", update);
      else if (detail.id === proposal.id) card.update(detail);
    };
    proposals.addEventListener("change", update);
    const thread = proposal.conversation_id && button({
      label: _("Show in the conversation"),
      icon: "chats",
      kind: "quiet",
      testid: "show-in-thread",
      onclick: () => {
        panel.close();
        this.#app.showProposal(proposal);
      },
    });
    panel.show(proposal.card.heading, [card.element, thread], { testid: "proposal-panel", head: false, focus: '[data-testid="confirm"]' });
  }

  /** Which calendar it goes to, where there is a choice. @returns {HTMLSelectElement | null} */
  #calendarChoice() {
    const open = this.#legend.calendars.filter(({ writable }) => writable);
    if (open.length < 2) return null;
    const options = open.map(({ id, name }) => ({ value: id, label: name }));
    return select(options, { value: (open.find((each) => each.default) ?? open[0]).id, "data-testid": "new-event-calendar" });
  }
}

/** @type {any} */
const EMPTY = { title: "", all_day: false, location: null, attendees: [], recurrence: null };
