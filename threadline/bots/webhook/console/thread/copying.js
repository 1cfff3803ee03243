/** Copying text, and saying so where it was asked for. */

import { button } from "../lib/dom.js";
import { _ } from "../lib/texts.js";

const SHOWN_MS = 1500;

/** Whether this page may write to the clipboard: not where it came without TLS. */
export function canCopy() {
  return "clipboard" in navigator;
}

/** @param {{say: (text: string) => void}} announcer @param {HTMLElement} control @param {string} text */
export async function copy(announcer, control, text) {
  const told = await navigator.clipboard.writeText(text).then(() => _("Copied"), () => _("This could not be copied"));
  announcer.say(told);
  control.dataset.told = told;
  setTimeout(() => delete control.dataset.told, SHOWN_MS);
}

/** Let the buttons of all blocks of code copy what stands in theirs. @param {{say: (text: string) => void}} announcer */
export function mountCodeCopying(announcer) {
  document.addEventListener("click", ({ target }) => {
    const control = target instanceof Element ? target.closest("[data-testid=code-copy]") : null;
    const code = control?.closest(".code")?.querySelector("code");
    if (control && code) copy(announcer, /** @type {HTMLElement} */ (control), code.textContent ?? "");
  });
}

/** The button of a block of code. */
export function codeCopyButton() {
  return canCopy() && button({ label: _("Copy the code"), icon: "copy", hideLabel: true, testid: "code-copy" });
}
