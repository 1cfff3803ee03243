/** What screen readers hear: whole sentences, now and then, not every token. */

const PAUSE_MS = 4000;
const MOST_LINES = 6;

export class Announcer {
  #region;
  /** @type {HTMLElement[]} what came of a person's own acts */
  #told = [];
  /** @type {HTMLElement[]} what is read out of answers: it pushes out nothing that was told */
  #read = [];

  /** @param {HTMLElement} region a polite live region */
  constructor(region) {
    this.#region = region;
  }

  /** Tell what came of something that was done here. @param {string} text */
  say(text) {
    this.#add(text, this.#told);
  }

  /** Read out what an answer says. @param {string} text */
  read(text) {
    this.#add(text, this.#read);
  }

  /** @param {string} text @param {HTMLElement[]} kind */
  #add(text, kind) {
    const line = document.createElement("p");
    line.textContent = text;
    this.#region.append(line);
    kind.push(line);
    while (kind.length > MOST_LINES) kind.shift()?.remove();
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
    this.#announcer.read(words);
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
