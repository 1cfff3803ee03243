/** What can be done with a line of a thread: copy it, or write it anew. */

import { button, h } from "../lib/dom.js";

const SHOWN_MS = 1500;

/**
 * @param {import("../app.js").App} app
 * @param {{text: () => string, edit?: (text: string) => void}} line
 */
export function messageActions(app, { text, edit }) {
  const canCopy = "clipboard" in navigator; // not where the page came without TLS
  return h(
    "div",
    { class: "message-actions" },
    canCopy && copyButton(app, text),
    edit && button({ label: "Edit and send again", icon: "edit", hideLabel: true, testid: "message-edit", onclick: () => edit(text()) }),
  );
}

/** @param {import("../app.js").App} app @param {() => string} text */
function copyButton(app, text) {
  const control = button({ label: "Copy", icon: "copy", hideLabel: true, testid: "message-copy", onclick: copy });
  async function copy() {
    const told = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "This could not be copied");
    app.announcer.say(told);
    control.dataset.told = told;
    setTimeout(() => delete control.dataset.told, SHOWN_MS);
  }
  return control;
}
