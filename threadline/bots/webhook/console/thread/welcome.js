/** What a new conversation shows: what this is, and three things to try. */

import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { _ } from "../lib/texts.js";

const SUGGESTIONS = [
  { icon: "calendar", label: _("Plan a meeting"), text: _("Design review with ana@example.com next Thursday 3-4:30pm in Room 4") },
  { icon: "clock", label: _("Look at the week"), text: _("What is on my calendar next week?") },
  {
    icon: "template",
    label: _("Sum something up"),
    type: "summary",
    text: _("Ana moved the launch to Friday, because the translations came late. Bo needs the final texts by Wednesday noon. Without the final texts, the release notes for the launch go out in English only. The weather was fine on the way to the office. Nobody has tested the new upload page yet, and the launch depends on it. Bo will test the upload page on Thursday with two customers. Lunch was late. If the test fails, Ana decides on Thursday evening whether the launch waits until Monday."),
  },
];

/**
 * @param {(body: Record<string, any>) => void} send
 */
export function emptyState(send) {
  return h(
    "li",
    { class: "empty" },
    h("h3", {}, _("What should happen, and when?")),
    h(
      "p",
      {},
      _("Write as you would to a colleague. Threadline answers here, and turns what you plan into events that you book with one click."),
    ),
    h(
      "ul",
      { class: "suggestions", "aria-label": _("Things to try") },
      SUGGESTIONS.map((suggestion) => h("li", {}, suggestionButton(suggestion, send))),
    ),
  );
}

/**
 * @param {{icon: string, label: string, text: string, type?: string}} suggestion
 * @param {(body: Record<string, any>) => void} send
 */
function suggestionButton({ icon: name, label, text, type = "chat" }, send) {
  return h(
    "button",
    { type: "button", class: "suggestion", "data-testid": "suggestion", onclick: () => send({ text, type }) },
    icon(name),
    h("span", { class: "suggestion-label" }, label),
    h("span", { class: "suggestion-text" }, text),
  );
}
