/** What the service finds in all conversations: by title, by what was written and by what was answered. */

import { segment } from "../lib/api.js";
import { briefTime } from "../lib/date-time.js";
import { fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { _, ngettext } from "../lib/texts.js";

const SHORTEST = 2;
const PAUSE_MS = 150;

/**
 * @typedef {{message_id: string, role: string, at: string, text: string, marks: [number, number][]}} Hit
 * @typedef {{id: string, title: string, channel: string, marks: [number, number][], hits: Hit[]}} Found
 */

export class ConversationSearch {
  #app;
  #place;
  #words = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("../app.js").App} app
   * @param {{list: HTMLElement, note: HTMLElement}} place
   */
  constructor(app, place) {
    this.#app = app;
    this.#place = place;
  }

  /** Look for these words and show what there is; false where nothing is looked for. @param {string} words */
  look(words) {
    const again = words === this.#words;
    const wanted = words.length >= SHORTEST;
    this.#words = words;
    if (!wanted || !again) clearTimeout(this.#timer);
    if (wanted && !again) this.#timer = setTimeout(() => this.#ask(words), PAUSE_MS);
    return wanted;
  }

  /** @param {string} words */
  async #ask(words) {
    const { list, note } = this.#place;
    try {
      const { found, more } = await this.#app.api.get("search", { q: words });
      if (words !== this.#words) return;
      fill(list, found.map((/** @type {Found} */ each) => this.#item(each)));
      const told = found.length === 0 ? _("“{words}” is in no conversation.", { words }) : more ? _("There are more. Add a word to narrow them down.") : "";
      fill(note, told && h("p", { class: "faint" }, told));
      const places = ngettext("Found in {count} conversation", "Found in {count} conversations", found.length);
      this.#app.announcer.say(found.length === 0 ? told : places);
    } catch (error) {
      if (words === this.#words) fill(note, errorNote(error, { retry: () => this.#ask(words) }));
    }
  }

  /** @param {Found} found */
  #item({ id, title, marks, hits }) {
    return h(
      "li",
      { class: "conversation", "data-testid": "found", "data-conversation": id },
      h(
        "a",
        { href: `#/c/${segment(id)}` },
        h("span", { class: "conversation-title" }, marked(title || _("Untitled"), title ? marks : [])),
        hits.map((hit) => h(
          "span",
          { class: "found-line" },
          h("span", {}, marked(hit.text, hit.marks)),
          h("time", { datetime: hit.at }, briefTime(hit.at, this.#app.zone)),
        )),
      ),
    );
  }
}

/**
 * A text with marks around what was looked for.
 * @param {string} text
 * @param {[number, number][]} marks
 */
function marked(text, marks) {
  const parts = [];
  const letters = [...text]; // the service counts characters, not halves of them
  let done = 0;
  for (const [start, end] of marks) {
    parts.push(letters.slice(done, start).join(""), h("mark", {}, letters.slice(start, end).join("")));
    done = end;
  }
  parts.push(letters.slice(done).join(""));
  return parts;
}
