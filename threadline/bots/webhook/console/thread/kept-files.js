/** The files that wait to be sent, by conversation: kept for this tab, through a reload, as long as the service keeps them. */

const KEY = "threadline.files";
/** The service lets go of what was not sent within a day. */
const KEPT_MS = 86_400_000;

/** @typedef {import("../lib/types.js").SentFile} SentFile */
/** @typedef {{file: SentFile, since: number}} Kept */

/** What is left of what waited here, "" for a conversation that is not begun yet. @returns {Map<string, Kept[]>} */
export function keptFiles() {
  try {
    /** @type {[string, Kept[]][]} */
    const all = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    const left = (/** @type {Kept[]} */ files) => files.filter(({ since }) => Date.now() - since < KEPT_MS);
    return new Map(all.map(([conversation, files]) => [conversation, left(files)]));
  } catch {
    return new Map();
  }
}

/** @param {Map<string, Kept[]>} files */
export function keepFiles(files) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...files].filter(([, waiting]) => waiting.length > 0)));
  } catch {
    // They last as long as the page then.
  }
}
