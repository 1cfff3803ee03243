/** Files that go with what is being written: chosen, pasted or dropped, uploaded at once, taken away again. */

import { ApiError, segment } from "../lib/api.js";
import { byId, fill } from "../lib/dom.js";
import { waitingFile } from "./file-chips.js";
import { keepFiles, keptFiles } from "./kept-files.js";
import { _, ngettext } from "../lib/texts.js";

const MOST = 10;
const READ = _("PDF, Word, Excel, PowerPoint, HTML, plain text, CSV, and pictures (PNG, JPEG) can be read.");

/** @typedef {import("../lib/types.js").SentFile} SentFile */
/** @typedef {{name: string, size: number, share: number, file: SentFile | null, since: number, problem: string, stop: AbortController}} Item */

export class Attachments {
  #list = byId("composer-files");
  #chooser = byId("composer-chooser");
  #drop = byId("drop");
  /** @type {Map<string, Item[]>} by conversation, "" for one that is not begun yet */
  #items = new Map();
  #place = "";
  #app;
  #changed;

  /** @param {import("../app.js").App} app @param {() => void} changed */
  constructor(app, changed) {
    this.#app = app;
    this.#changed = changed;
    byId("attach").addEventListener("click", () => this.#chooser.click());
    this.#chooser.addEventListener("change", () => {
      this.add(this.#chooser.files);
      this.#chooser.value = "";
    });
    byId("composer-input").addEventListener("paste", (/** @type {ClipboardEvent} */ event) => this.#pasted(event));
    this.#listenForDrops(byId("thread-pane"));
    for (const [place, files] of keptFiles()) this.#items.set(place, files.map(({ file, since }) => itemOf(file, since)));
    // What is still on its way would be lost; what has arrived is kept.
    window.addEventListener("beforeunload", (event) => this.#uploading && event.preventDefault());
    this.#draw();
  }

  /** What can be sent now. @returns {SentFile[]} */
  get ready() {
    return this.#here.flatMap(({ file }) => file ?? []);
  }

  /** Whether something is still on its way. */
  get busy() {
    return this.#here.some(({ file, problem }) => !file && !problem);
  }

  get #uploading() {
    return [...this.#items.values()].flat().some(({ file, problem }) => !file && !problem);
  }

  /** Show what goes with what is written in a conversation. @param {string | null} conversation */
  change(conversation) {
    this.#place = conversation ?? "";
    this.#draw();
  }

  /** What was begun without a conversation belongs to the one it has become. @param {string} conversation */
  begun(conversation) {
    this.#items.set(conversation, this.#items.get("") ?? []);
    this.#items.delete("");
    this.#keep();
    this.change(conversation);
  }

  /** They were sent. */
  clear() {
    this.#set([]);
  }

  forget() {
    this.#items.clear();
    this.#keep();
    this.#draw();
  }

  /**
   * Send these, which were sent before or could not be sent.
   * @param {SentFile[]} files
   * @param {string | null} [place] the conversation, if not what is shown
   */
  put(files, place = this.#place) {
    const here = this.#items.get(place ?? "") ?? [];
    const known = new Set(here.map(({ file }) => file?.id));
    const more = files.filter(({ id }) => !known.has(id)).map((file) => itemOf(file));
    this.#set([...here, ...more].slice(0, MOST), place ?? "");
  }

  /** @param {Iterable<File> | null} files */
  add(files) {
    const all = [...(files ?? [])];
    const room = Math.max(0, MOST - this.#here.filter(({ problem }) => !problem).length);
    for (const file of all.slice(0, room)) this.#upload(file);
    if (all.length > room) this.#leftOut(all.slice(room));
  }

  /** Say what does not go with the message, in the place where what does is shown. @param {File[]} files */
  #leftOut(files) {
    const name = files.length === 1 ? files[0].name : ngettext("{count} file", "{count} files", files.length);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const problem = _("Left out: a message can carry up to {number} files.", { number: MOST });
    this.#set([...this.#here, { ...newItem(name, size), problem }]);
    this.#app.announcer.say(`${name}: ${problem}`);
  }

  get #here() {
    return this.#items.get(this.#place) ?? [];
  }

  /** @param {File} source */
  async #upload(source) {
    const item = newItem(source.name, source.size);
    this.#set([...this.#here, item]);
    const progress = (/** @type {number} */ share) => {
      item.share = share;
      this.#draw();
    };
    try {
      item.file = await this.#app.api.upload("files", source, { progress, signal: item.stop.signal });
      item.since = Date.now();
      this.#keep();
      this.#app.announcer.say(_("{name} is attached", { name: item.name }));
    } catch (error) {
      if (item.stop.signal.aborted) return;
      item.problem = explained(error, source);
      this.#app.announcer.say(`${item.name}: ${item.problem}`);
    }
    this.#draw();
    this.#changed();
  }

  /** @param {Item} item */
  #remove(item) {
    item.stop.abort();
    this.#set(this.#here.filter((other) => other !== item));
    this.#app.announcer.say(_("{name} is removed", { name: item.name }));
    byId("composer-input").focus();
    // What was sent with another message stays there; else it would be let go of by itself in a day.
    if (item.file) this.#app.api.delete(`files/${segment(item.file.id)}`).catch(() => undefined);
  }

  /** @param {Item[]} items @param {string} [place] */
  #set(items, place = this.#place) {
    if (items.length > 0) this.#items.set(place, items);
    else this.#items.delete(place);
    this.#keep();
    this.#draw();
    this.#changed();
  }

  #keep() {
    const waiting = (/** @type {Item[]} */ items) => items.flatMap(({ file, since }) => (file ? { file, since } : []));
    keepFiles(new Map([...this.#items].map(([place, items]) => [place, waiting(items)])));
  }

  #draw() {
    this.#list.hidden = this.#here.length === 0;
    fill(this.#list, this.#here.map((item) => waitingFile(item, () => this.#remove(item))));
  }

  /** @param {ClipboardEvent} event */
  #pasted(event) {
    const { files, types } = /** @type {DataTransfer} */ (event.clipboardData);
    // Programs put a picture of what is copied beside its words: then the words are meant.
    if (files.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    this.add(files);
  }

  /** @param {HTMLElement} target */
  #listenForDrops(target) {
    const carriesFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes("Files") ?? false;
    target.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.#drop.hidden = false;
    });
    target.addEventListener("dragleave", (event) => {
      if (!target.contains(/** @type {Node | null} */ (event.relatedTarget))) this.#drop.hidden = true;
    });
    target.addEventListener("drop", (event) => {
      this.#drop.hidden = true;
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.add(event.dataTransfer?.files ?? null);
    });
    // Beside it, the browser would leave the page for the file, and what is attached would be gone.
    for (const type of ["dragover", "drop"]) {
      window.addEventListener(type, (event) => {
        const drag = /** @type {DragEvent} */ (event);
        if (drag.defaultPrevented || !carriesFiles(drag)) return;
        drag.preventDefault();
        if (drag.dataTransfer) drag.dataTransfer.dropEffect = "none";
      });
    }
  }
}

/** @param {string} name @param {number} size @returns {Item} */
function newItem(name, size) {
  return { name, size, share: 0, file: null, since: 0, problem: "", stop: new AbortController() };
}

/** What has arrived already. @param {SentFile} file @param {number} [since] @returns {Item} */
function itemOf(file, since = Date.now()) {
  return { ...newItem(file.name, file.bytes), share: 1, file, since };
}

/** @param {unknown} error @param {File} file */
function explained(error, file) {
  if (file.size === 0) return _("This file is empty.");
  if (!(error instanceof ApiError)) return _("This could not be uploaded.");
  if (error.status === 413) return `${_("Too large.")} ${error.message}`;
  if (error.status === 415) return `${_("Files of this kind cannot be read.")} ${READ}`;
  return error.message;
}
