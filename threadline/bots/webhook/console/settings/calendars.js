/** The person's calendars: which are connected, where events go, when they work. */

import { ask } from "../lib/dialogs.js";
import { button, byId, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, select } from "../lib/forms.js";
import { icon } from "../lib/icons.js";
import { connectPart } from "./connect-form.js";
import { preferencesForm } from "./preferences-form.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Connection} Connection */
/** @typedef {import("../lib/types.js").Connections} Connections */
/** @typedef {import("../lib/types.js").CalendarList} CalendarList */

export class Calendars {
  #body = byId("calendars-body");
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
  }

  async show() {
    document.title = `${_("Calendars")} · Threadline`;
    try {
      const { api } = this.#app;
      const [connections, calendars, settings] = await Promise.all([
        api.get("calendar/connections"),
        api.get("calendar/calendars"),
        api.get("settings"),
      ]);
      this.#draw(connections, calendars, settings);
    } catch (error) {
      fill(this.#body, errorNote(error, { retry: () => this.show() }));
    }
  }

  /** Something was connected, disconnected or chosen: the week shows it as well. */
  async #changed() {
    await Promise.allSettled([this.show(), this.#app.calendar.calendarsChanged()]);
  }

  /** @param {Connections} connections @param {CalendarList} calendars @param {import("../lib/types.js").Settings} settings */
  #draw(connections, calendars, settings) {
    const app = this.#app;
    const broken = new Map(calendars.unknown.map(({ provider, reason }) => [provider, reason]));
    fill(
      this.#body,
      part(_("Connected"), _("Their events count as busy time. A calendar that cannot be read counts as unknown, never as free."), h(
        "ul",
        { class: "connections", "data-testid": "connections" },
        connections.connections.map((each) => this.#connection(each, broken.get(each.backend))),
        builtin(calendars),
      )),
      connections.kinds.length > 0 &&
        part(_("Connect"), _("Access to a calendar is stored encrypted, and you can end it at any time."), connectPart(app, connections, () => this.#changed())),
      part(_("New events"), _("Where events go that you confirm."), this.#defaultForm(calendars)),
      part(_("Working time"), _("When others may find you free, and what they see."), preferencesForm(app, settings)),
    );
  }

  /** @param {Connection} connection @param {string | undefined} unreadable */
  #connection({ backend, title, account, state, reason }, unreadable) {
    const problem = h("div", {});
    const end = button({
      label: _("Disconnect"),
      kind: "quiet",
      testid: `disconnect-${backend}`,
      "aria-label": _("Disconnect {title}", { title }),
      onclick: () => this.#disconnect(end, backend, title, problem),
    });
    const trouble = state === "broken" ? reason || _("It can no longer be opened.") : unreadable;
    return h(
      "li",
      { "data-testid": `connection-${backend}`, "data-state": trouble ? "broken" : "connected" },
      h(
        "div",
        { class: "connection" },
        h("div", { class: "connection-text" }, h("strong", {}, title), h("span", { class: "faint" }, account)),
        h("span", { class: "badge", "data-state": trouble ? "failed" : "booked" }, trouble ? icon("warning") : icon("check"), trouble ? word(state) : _("Connected")),
        end,
      ),
      trouble && h("p", { class: "connection-trouble" }, trouble, ` ${_("Until then, nobody sees when you are busy there.")}`),
      problem,
    );
  }

  /** @param {HTMLButtonElement} target @param {string} backend @param {string} title @param {HTMLElement} problem */
  async #disconnect(target, backend, title, problem) {
    const text = _("Threadline gives up its access to {title}. The events in it stay there.", { title });
    if (!(await ask({ title: _("Disconnect {title}?", { title }), text, action: _("Disconnect") }))) return;
    await whileBusy(target, async () => {
      try {
        const done = await this.#app.api.post("calendar/auth/revoke", { backend });
        this.#app.announcer.say(_("{title} is disconnected", { title }));
        await this.#changed();
        if (done.problem) this.#app.showProblem(new Error(done.problem));
      } catch (error) {
        fill(problem, errorNote(error));
      }
    });
  }

  /** @param {CalendarList} list */
  #defaultForm({ calendars }) {
    const choices = calendars.filter(({ writable }) => writable).map(({ id, name }) => ({ value: id, label: name }));
    const chosen = calendars.find((each) => each.default)?.id ?? "";
    const control = select(chosen ? choices : [{ value: "", label: _("Not known at the moment") }, ...choices], {
      value: chosen,
      "data-testid": "default-calendar",
    });
    const problem = h("div", {});
    control.addEventListener("change", async () => {
      fill(problem);
      try {
        const { name } = await this.#app.api.put("calendar/default", { calendar_id: control.value });
        this.#app.announcer.say(_("New events go to {name}", { name }));
        await this.#app.calendar.calendarsChanged();
      } catch (error) {
        control.value = chosen;
        fill(problem, errorNote(error));
      }
    });
    return h("form", { novalidate: true }, h("div", { class: "fields" }, field({ label: _("Calendar"), name: "calendar_id", control })), problem);
  }
}

/** @param {string} state */
function word(state) {
  return state === "broken" ? _("Connect again") : _("Not readable");
}

/** The one that everybody has. @param {CalendarList} list */
function builtin({ calendars }) {
  const own = calendars.filter(({ provider }) => provider === "builtin");
  return own.map(({ name }) => h(
    "li",
    { "data-state": "connected" },
    h("div", { class: "connection" }, h("div", { class: "connection-text" }, h("strong", {}, name), h("span", { class: "faint" }, _("The built-in calendar"))), h("span", { class: "badge", "data-state": "booked" }, icon("check"), _("Always there"))),
  ));
}

/** @param {string} title @param {string} lead @param {any} content */
function part(title, lead, content) {
  return h("section", { class: "sheet-part" }, h("h3", {}, title), h("p", { class: "faint" }, lead), content);
}
