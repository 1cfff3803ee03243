/** Who answers in a conversation, where there are several to choose from. */

import { segment } from "../lib/api.js";
import { byId, fill, h } from "../lib/dom.js";
import { _ } from "../lib/texts.js";

/** @typedef {{name: string, kind: string, model: string | null}} Provider */

const NO_MODEL = "extractive";

export class ModelPicker {
  #box = byId("composer-model-box");
  #select = byId("composer-model");
  /** @type {import("../lib/types.js").Conversation | null} the conversation that is shown, once it is begun */
  #about = null;
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    app.store.watch("settings", () => this.#draw());
    app.store.watch("about", (about) => this.#show(about));
    this.#select.addEventListener("change", () => this.#choose());
  }

  /** What a conversation that is begun now is opened with. */
  get forNew() {
    return this.#select.value ? { provider: this.#select.value } : {};
  }

  /** @param {import("../lib/types.js").Conversation | null} about */
  #show(about) {
    const left = this.#about !== null && about === null;
    this.#about = about;
    if (about) this.#select.value = this.#known(about.provider) ? about.provider : "";
    else if (left) this.#select.value = "";
    this.#mark();
  }

  #draw() {
    const chosen = this.#about?.provider ?? this.#select.value;
    const usual = this.#app.store.get("settings")?.llm.provider;
    fill(
      this.#select,
      h("option", { value: "" }, usual ? _("Usual: {model}", { model: usual }) : _("Usual model")),
      this.#models.map(({ name, model }) => h("option", { value: name }, model ? `${name} · ${model}` : name)),
    );
    this.#select.value = this.#known(chosen) ? chosen : "";
    this.#mark();
  }

  /** @returns {Provider[]} */
  get #models() {
    const providers = /** @type {Provider[]} */ (this.#app.store.get("settings")?.providers ?? []);
    return providers.filter(({ kind }) => kind !== NO_MODEL);
  }

  /** @param {string | null} name */
  #known(name) {
    return this.#models.some((each) => each.name === name);
  }

  #mark() {
    const elsewhere = this.#about !== null && this.#about.channel !== "webhook";
    this.#box.hidden = this.#models.length < 2 || elsewhere;
    this.#select.toggleAttribute("data-chosen", this.#select.selectedIndex > 0);
  }

  async #choose() {
    this.#mark();
    const about = this.#about;
    if (!about) return;
    const provider = this.#select.value || null;
    try {
      const changed = await this.#app.api.patch(`conversations/${segment(about.id)}`, { provider });
      this.#app.announcer.say(provider ? _("{provider} answers here from now on", { provider }) : _("Answered as usual from now on"));
      this.#app.conversationChanged(changed);
    } catch (error) {
      this.#show(about);
      this.#app.showProblem(error);
    }
  }
}
