/** What screen readers hear: whole sentences, now and then, not every token. */

const PAUSE_MS = 4000;

export class Announcer {
  #region;

  /** @param {HTMLElement} region a polite live region */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text */
  say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.#region.append(line);
    while (this.#region.childNodes.length > 6) this.#region.firstChild?.remove();
  }
}

/** Reads a growing text out by finished sentences. */
export class SentenceReader {
  #announcer;
  #spoken = 0;
  #last = 0;

  /** @param {Announcer} announcer */
  constructor(announcer) {
    this.#announcer = announcer;
  }

  /**
   * @param {string} text all of it so far
   * @param {boolean} done
   */
  hear(text, done) {
    if (text.length < this.#spoken) this.#spoken = 0;
    if (!done && Date.now() - this.#last < PAUSE_MS) return;
    const fresh = text.slice(this.#spoken);
    const end = done ? fresh.length : sentenceEnd(fresh);
    const words = plain(fresh.slice(0, end));
    if (!words) return;
    this.#spoken += end;
    this.#last = Date.now();
    this.#announcer.say(words);
  }
}

/** @param {string} text */
function sentenceEnd(text) {
  return Math.max(...[". ", "! ", "? ", ".\n", "\n\n"].map((mark) => text.lastIndexOf(mark) + 1));
}

/** @param {string} text */
function plain(text) {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/^[|:\s-]+$/gm, "").replace(/[*_`#>|~]+/g, " ").replace(/\s+/g, " ").trim();
}
