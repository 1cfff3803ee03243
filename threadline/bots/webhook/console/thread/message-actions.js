/** What can be done with a line of a thread: copy it, write it anew, judge it, have it answered anew. */

import { segment } from "../lib/api.js";
import { button, h } from "../lib/dom.js";
import { canCopy, copy } from "./copying.js";
import { _ } from "../lib/texts.js";

/** @typedef {"good" | "bad"} Verdict */

/**
 * What may be done with a line: an answer is judged and asked for anew under the id of its message, once that is known.
 * @typedef {{text: () => string, edit?: (text: string) => void, judged?: Verdict | null, regenerate?: () => void,
 *   at?: () => {conversationId: string, messageId: string} | null}} Line
 */

/** @param {import("../app.js").App} app @param {Line} line */
export function messageActions(app, { text, edit, judged, regenerate, at }) {
  return h(
    "div",
    { class: "message-actions" },
    canCopy() && copyButton(app, text),
    edit && button({ label: _("Edit and send again"), icon: "edit", hideLabel: true, testid: "message-edit", onclick: () => edit(text()) }),
    at && thumbs(app, at, judged ?? null),
    regenerate && button({ label: _("Answer again"), icon: "refresh", hideLabel: true, testid: "message-regenerate", onclick: regenerate }),
  );
}

/** @param {import("../app.js").App} app @param {() => string} text */
function copyButton(app, text) {
  const control = button({ label: _("Copy"), icon: "copy", hideLabel: true, testid: "message-copy", onclick: () => copy(app.announcer, control, text()) });
  return control;
}

/** @param {import("../app.js").App} app @param {NonNullable<Line["at"]>} at @param {Verdict | null} judged */
function thumbs(app, at, judged) {
  let verdict = judged;
  const show = () => {
    for (const [name, control] of controls) control.setAttribute("aria-pressed", String(name === verdict));
  };
  /** @param {Verdict} name */
  const press = async (name) => {
    const place = at();
    if (!place) return;
    const before = verdict;
    verdict = verdict === name ? null : name;
    show();
    try {
      const path = `conversations/${segment(place.conversationId)}/messages/${segment(place.messageId)}/feedback`;
      await app.api.put(path, { verdict });
      app.announcer.say(verdict ? _("Thank you") : _("Taken back"));
    } catch (error) {
      verdict = before;
      show();
      app.showProblem(error);
    }
  };
  /** @type {[Verdict, HTMLButtonElement][]} */
  const controls = [
    ["good", button({ label: _("Good answer"), icon: "good", hideLabel: true, testid: "message-good", onclick: () => press("good") })],
    ["bad", button({ label: _("Bad answer"), icon: "bad", hideLabel: true, testid: "message-bad", onclick: () => press("bad") })],
  ];
  show();
  return controls.map(([, control]) => control);
}
