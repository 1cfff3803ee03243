/** Windows above the page: questions that need an answer, and details beside what was clicked. */

import { button, fill, h, setStyle, uniqueId } from "./dom.js";
import { _ } from "./texts.js";

/**
 * Ask for a yes. Esc and a click outside mean no.
 * @param {{title: string, text: string, action: string}} question
 * @returns {Promise<boolean>}
 */
export function ask({ title, text, action }) {
  return new Promise((resolve) => {
    const dialog = modal(title, [h("p", {}, text)], [
      button({ label: _("Cancel"), onclick: () => dialog.close(), testid: "dialog-cancel" }),
      button({ label: action, kind: "danger", onclick: () => dialog.close("yes"), testid: "dialog-confirm" }),
    ]);
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
  });
}

/**
 * Open a modal dialog; it leaves the page when it closes.
 * @param {string} title
 * @param {any[]} content
 * @param {any[]} [actions]
 * @returns {HTMLDialogElement}
 */
export function modal(title, content, actions = []) {
  const id = uniqueId("dialog");
  const close = button({ label: _("Close"), icon: "close", hideLabel: true, onclick: () => dialog.close() });
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": id },
    h("header", { class: "dialog-head" }, h("h2", { id }, title), close),
    h("div", { class: "dialog-body" }, content),
    actions.length > 0 && h("footer", { class: "dialog-foot" }, actions),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Show content beside an element, or a place on the screen, until Esc or a click elsewhere.
 * @param {HTMLElement | DOMRect} anchor
 * @param {{label: string, content: any[], testid?: string, closed?: () => void}} options
 * @returns {HTMLElement}
 */
export function popover(anchor, { label, content, testid, closed }) {
  const box = h(
    "div",
    { class: "popover", popover: "auto", role: "dialog", "aria-label": label, tabindex: -1, "data-testid": testid },
  );
  fill(box, content);
  document.body.append(box);
  box.addEventListener("toggle", (/** @type {any} */ event) => {
    if (event.newState !== "closed") return;
    box.remove();
    closed?.();
  });
  box.showPopover();
  place(box, anchor instanceof Element ? anchor.getBoundingClientRect() : anchor);
  box.focus();
  return box;
}

/**
 * Below the anchor if there is room, else where there is; always inside the window.
 * @param {HTMLElement} box
 * @param {DOMRect} anchor
 */
export function place(box, anchor) {
  const gap = 6;
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = anchor.bottom + gap + height < window.innerHeight;
  const top = below ? anchor.bottom + gap : anchor.top - gap - height;
  const left = anchor.left + width > window.innerWidth - gap ? anchor.right - width : anchor.left;
  setStyle(box, {
    left: `${clamp(left, gap, window.innerWidth - width - gap)}px`,
    top: `${clamp(top, gap, window.innerHeight - height - gap)}px`,
  });
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
