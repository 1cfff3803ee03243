/** The proposals this page knows, their newest version, and what may be decided about them. */

import { segment } from "../lib/api.js";

const POLL_MS = 900;

/** @typedef {import("../lib/types.js").Proposal} Proposal */

/** Fires `change` with the proposal as `detail`, and `moved` as well when its state became another one. */
export class Proposals extends EventTarget {
  /** @type {Map<string, Proposal>} */
  #known = new Map();
  /** @type {Map<string, number>} */
  #timers = new Map();
  #api;

  /** @param {import("../lib/api.js").Api} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** @param {string} id */
  get(id) {
    return this.#known.get(id);
  }

  /** Those that stand in the week as long as nothing is booked. */
  get pending() {
    return [...this.#known.values()].filter(({ state }) => state === "proposed" || state === "booking");
  }

  /**
   * Take a proposal in; an older version than the known one is left aside.
   * @param {Proposal} proposal
   * @returns {Proposal} the newest
   */
  put(proposal) {
    const known = this.#known.get(proposal.id);
    if (known && known.version > proposal.version) return known;
    if (known && JSON.stringify(known) === JSON.stringify(proposal)) return known;
    this.#known.set(proposal.id, proposal);
    this.#watchClock(proposal);
    this.dispatchEvent(new CustomEvent("change", { detail: proposal }));
    if (known && known.state !== proposal.state) this.dispatchEvent(new CustomEvent("moved", { detail: proposal }));
    return proposal;
  }

  async loadPending() {
    const list = await this.#api.get("proposals", { state: "proposed" });
    const open = new Set(list.proposals.map((/** @type {Proposal} */ proposal) => this.put(proposal).id));
    const gone = list.next_page ? [] : this.pending.filter(({ id }) => !open.has(id));
    await Promise.all(gone.map(({ id }) => this.refresh(id)));
  }

  /** @param {string} id */
  async refresh(id) {
    return this.put(await this.#api.get(`proposals/${segment(id)}`));
  }

  /**
   * Decide on a proposal. The version is the one the person saw.
   * @param {Proposal} proposal
   * @param {"confirm" | "edit" | "dismiss"} what
   * @param {Record<string, any>} [more]
   */
  async decide(proposal, what, more = {}) {
    return this.put(
      await this.#api.post(`proposals/${segment(proposal.id)}/${what}`, { version: proposal.version, ...more }),
    );
  }

  /** @param {Proposal} proposal */
  async undo(proposal) {
    return this.put(await this.#api.post(`proposals/${segment(proposal.id)}/undo`, {}));
  }

  /** Ask again when a booking should be done, and when a time limit passes. @param {Proposal} proposal */
  #watchClock(proposal) {
    clearTimeout(this.#timers.get(proposal.id));
    const due = nextChange(proposal);
    if (due === null) return;
    const again = () => this.refresh(proposal.id).catch(() => this.#watchClock(proposal));
    this.#timers.set(proposal.id, setTimeout(again, due));
  }
}

/** @param {Proposal} proposal @returns {number | null} milliseconds until it is worth asking again */
function nextChange({ state, expires_at: expires }) {
  if (state === "booking") return POLL_MS;
  if (state !== "proposed") return null;
  const left = Date.parse(expires) - Date.now();
  return left > 0 && left < 86_400_000 ? left + 1000 : null;
}

/**
 * Whether a booked proposal can still be undone.
 * @param {Proposal} proposal
 */
export function undoable({ state, undo_until: until }) {
  return state === "booked" && until !== null && Date.parse(until) > Date.now();
}
