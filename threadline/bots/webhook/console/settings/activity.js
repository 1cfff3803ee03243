/** What happened lately: answers and actions, page by page. */

import { segment } from "../lib/api.js";
import { briefTime } from "../lib/date-time.js";
import { append, button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { dollars } from "../lib/numbers.js";
import { _, pgettext } from "../lib/texts.js";

const PAGE = "20";
/** @type {Record<string, string>} */
const WORDS = {
  answered: _("Answer"),
  stopped: _("Answer, stopped"),
  failed: _("Answer, failed"),
  parked: _("Answer, failed"),
  "proposal.confirm": _("Event confirmed"),
  "proposal.edit": _("Proposal edited"),
  "proposal.dismiss": _("Proposal dismissed"),
  "proposal.undo": _("Booking undone"),
  "event.create": _("Event created"),
  "event.update": _("Event changed"),
  "event.delete": _("Event deleted"),
  "session.open": _("Signed in"),
  "session.close": _("Signed out"),
  "key.save": _("Your key saved"),
  "key.forget": _("Your key deleted"),
};

/** @typedef {import("../lib/types.js").Activity} Activity */

export class ActivityList {
  #rows = h("ul", { class: "activity" });
  #foot = h("div", { class: "form-foot" });
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.element = h(
      "section",
      { class: "sheet-part", "data-testid": "activity" },
      h("h3", {}, _("Recent activity")),
      this.#rows,
      this.#foot,
    );
    this.#more("");
  }

  /** @param {string} token */
  async #more(token) {
    try {
      const query = { limit: PAGE, ...(token && { page_token: token }) };
      const { activity, next_page: next } = await this.#app.api.get("activity", query);
      append(this.#rows, activity.map((/** @type {Activity} */ each) => row(each, this.#app.zone)));
      if (!this.#rows.firstChild) append(this.#rows, [h("li", { class: "faint" }, _("Nothing yet."))]);
      fill(this.#foot, next && this.#moreButton(next));
    } catch (error) {
      fill(this.#foot, errorNote(error, { retry: () => this.#more(token) }));
    }
  }

  /** @param {string} next */
  #moreButton(next) {
    const more = button({ label: _("Show more"), testid: "activity-more", onclick: () => whileBusy(more, () => this.#more(next)) });
    return more;
  }
}

/** @param {Activity} activity @param {string} zone */
function row({ at, what, conversation_id: conversation, channel, model, cost_usd: cost }, zone) {
  const words = WORDS[what] ?? what;
  const facts = [channel && _("on {channel}", { channel }), model, cost !== null && (cost > 0 ? dollars(cost) : pgettext("no cost", "free"))];
  return h(
    "li",
    {},
    h("time", { class: "faint", datetime: at }, briefTime(at, zone)),
    conversation ? h("a", { href: `#/c/${segment(conversation)}` }, words) : h("span", {}, words),
    h("span", { class: "faint" }, facts.filter(Boolean).join(" · ")),
  );
}
