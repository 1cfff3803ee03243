/** What was begun to be written, by conversation: kept for this tab, through a reload and a crash, until it is sent. */

const KEY = "threadline.drafts";

export class Drafts {
  /** @type {Map<string, string>} */
  #texts = new Map(stored());

  /** @param {string | null} conversation the id, null for one that is not begun yet */
  get(conversation) {
    return this.#texts.get(conversation ?? "") ?? "";
  }

  /** @param {string | null} conversation @param {string} text */
  set(conversation, text) {
    if (text === this.get(conversation)) return;
    if (text) this.#texts.set(conversation ?? "", text);
    else this.#texts.delete(conversation ?? "");
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.#texts]));
    } catch {
      // They last as long as the page then.
    }
  }

  /** Whoever comes next at this browser is somebody else. */
  forget() {
    for (const conversation of [...this.#texts.keys()]) this.set(conversation, "");
  }
}

/** @returns {[string, string][]} */
function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}
