/** How files look: in the composer before they are sent, and with the message they were sent with. */

import { segment } from "../lib/api.js";
import { button, h, setStyle } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { LOCALE, _, ngettext } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").SentFile} SentFile */

const KILO = 1000;

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < KILO) return ngettext("{count} byte", "{count} bytes", bytes);
  const mega = bytes >= KILO * KILO;
  const value = bytes / (mega ? KILO * KILO : KILO);
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: value < 10 ? 1 : 0, minimumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${mega ? "MB" : "kB"}`;
}

/** The address of what was sent. @param {SentFile} file */
function addressOf({ id }) {
  return `api/v1/files/${segment(id)}`;
}

/** The files of a message that was sent. @param {SentFile[]} files */
export function sentFiles(files) {
  return files.length > 0 && h("ul", { class: "files", role: "list", "aria-label": _("Files") }, files.map((file) => h("li", { "data-testid": "sent-file" }, sent(file))));
}

/** @param {SentFile} file */
function sent(file) {
  if (!file.picture) return h("span", { class: "file" }, icon("file"), words(file.name, about(file)));
  return h(
    "a",
    { class: "file-picture", href: addressOf(file), target: "_blank", rel: "noopener" },
    h("img", { src: addressOf(file), alt: _("Picture: {name}", { name: file.name }), loading: "lazy" }),
  );
}

/** @param {SentFile} file */
function about({ bytes, pages }) {
  if (!pages) return sizeOf(bytes);
  return `${ngettext("{count} page", "{count} pages", pages)}, ${sizeOf(bytes)}`;
}

/** @param {string} name @param {string} detail */
function words(name, detail) {
  return h("span", { class: "file-words" }, h("span", { class: "file-name" }, name), h("span", { class: "file-detail" }, detail));
}

/**
 * A file that is about to be sent.
 * @param {{name: string, size: number, share: number, file: SentFile | null, problem: string}} item
 * @param {() => void} remove
 */
export function waitingFile({ name, size, share, file, problem }, remove) {
  const state = problem ? "failed" : file ? "ready" : "sending";
  const detail = problem || (file ? file.note || about(file) : `${sizeOf(size)}, ${Math.round(share * 100)} %`);
  const bar = h("span", { class: "file-bar" });
  setStyle(bar, { width: `${Math.round(share * 100)}%` });
  return h(
    "li",
    { class: "file", "data-testid": "file", "data-state": state },
    file?.picture ? h("img", { src: addressOf(file), alt: "" }) : icon(problem ? "warning" : "file"),
    words(name, detail),
    button({ label: _("Remove {name}", { name }), icon: "close", hideLabel: true, testid: "file-remove", onclick: remove }),
    state === "sending" && bar,
  );
}
