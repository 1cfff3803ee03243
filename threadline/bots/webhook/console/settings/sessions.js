/** The browsers that the person is signed in with, and how to end one of them. */

import { briefTime } from "../lib/date-time.js";
import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { _ } from "../lib/texts.js";

/** @typedef {{id: string, name: string, created_at: string, used_at: string | null, expires_at: string | null, current: boolean}} Session */

/** @param {import("../app.js").App} app */
export function sessionList(app) {
  const list = h("ul", { class: "sessions", "data-testid": "settings-sessions" });
  const problem = h("div", {});
  const box = h("div", {}, list, problem);
  const show = () =>
    app.api.get("sessions").then(
      (/** @type {{sessions: Session[]}} */ { sessions }) => fill(list, sessions.map((session) => row(app, session, show, problem))),
      (/** @type {unknown} */ error) => fill(problem, errorNote(error, { retry: show })),
    );
  show();
  return box;
}

/**
 * @param {import("../app.js").App} app
 * @param {Session} session
 * @param {() => Promise<void>} again
 * @param {HTMLElement} problem
 */
function row(app, session, again, problem) {
  const since = briefTime(session.created_at, app.zone);
  const end = button({ label: _("Sign out"), testid: "settings-session-end" });
  end.setAttribute("aria-label", _("Sign out the browser that signed in {time}", { time: since }));
  end.addEventListener("click", () => {
    fill(problem);
    whileBusy(end, () => app.api.delete(`sessions/${session.id}`)).then(again, (error) => fill(problem, errorNote(error)));
  });
  return h(
    "li",
    {},
    h("span", {}, session.current ? _("This browser") : _("Another browser"), h("span", { class: "faint" }, ` · ${_("signed in {time}", { time: since })}, ${session.name.replace(/^console, /, "")}`)),
    !session.current && end,
  );
}
