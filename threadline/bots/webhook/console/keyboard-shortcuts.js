/** Keyboard shortcuts, and the window that lists them. */

import { modal } from "./lib/dialogs.js";
import { h } from "./lib/dom.js";
import { remember, remembered } from "./lib/store.js";
import { _ } from "./lib/texts.js";

/**
 * @param {Record<string, {label: string, run: () => void}>} shortcuts by key
 * @returns {() => void} opens the list
 */
export function mountShortcuts(shortcuts) {
  const list = () => showList(shortcuts);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]") || remembered("shortcuts") === "off") return;
    const run = event.key === "?" ? list : shortcuts[event.key]?.run;
    if (!run) return;
    event.preventDefault();
    run();
  });
  return list;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && Boolean(target.closest("input, textarea, select, [contenteditable]"));
}

/** @param {Record<string, {label: string, run: () => void}>} shortcuts */
function showList(shortcuts) {
  const keys = [...Object.entries(shortcuts).map(([key, { label }]) => [key, label]), ["?", _("This list")]];
  const writing = [[_("Enter"), _("Send")], [_("Shift Enter"), _("New line")], ["Esc", _("Close what is open")]];
  const grid = [[_("Shift Arrows"), _("Move the event")], [_("Alt Arrows"), _("End the event earlier or later")]];
  const on = h(
    "input",
    {
      type: "checkbox",
      checked: remembered("shortcuts") !== "off",
      onchange: () => remember("shortcuts", on.checked ? "on" : "off"),
    },
  );
  modal(_("Keyboard shortcuts"), [
    h(
      "dl",
      { class: "keys" },
      [...writing, ...keys, ...grid].map(([key, label]) => h(
        "div",
        {},
        h("dt", {}, key.split(" ").map((part) => h("kbd", {}, part))),
        h("dd", {}, label),
      )),
    ),
    h("label", { class: "check" }, on, ` ${_("Use single keys")}`),
  ]);
}
