/** The templates: a list, one of them, and what can be done with it. */

import { segment } from "../lib/api.js";
import { ask } from "../lib/dialogs.js";
import { button, byId, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { field, showFieldErrors, textarea } from "../lib/forms.js";
import { icon } from "../lib/icons.js";
import { favorites, favoritesFirst, setFavorite } from "../lib/favorites.js";
import { templateForm } from "./template-form.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Template} Template */

export class Templates {
  #list = byId("template-list");
  #detail = byId("template-detail");
  #shown = "";
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    byId("template-new").addEventListener("click", () => (location.hash = "#/templates/new"));
    app.store.watch("templates", () => this.#drawList());
    app.store.watch("settings", () => this.#drawList());
  }

  async load() {
    try {
      const { templates } = await this.#app.api.get("templates");
      this.#app.store.set("templates", templates);
      if (document.body.dataset.page === "templates") this.show(this.#shown);
    } catch (error) {
      fill(this.#list, h("li", {}, errorNote(error, { retry: () => this.load() })));
    }
  }

  /** Show a template, the form for a new one, or the first. @param {string} id */
  show(id) {
    this.#shown = id;
    document.title = `${_("Templates")} · Threadline`;
    this.#drawList();
    this.#detail.toggleAttribute("data-open", id !== "");
    if (id === "new") this.#edit(null);
    else this.#view(this.#all.find((template) => template.id === id) ?? (id ? null : this.#all[0]));
  }

  /** @returns {Template[]} */
  get #all() {
    return favoritesFirst(this.#app.store);
  }

  #drawList() {
    const current = this.#shown || this.#all[0]?.id;
    fill(this.#list, this.#all.map(({ id, name, description, builtin }) =>
      h(
        "li",
        { class: "template-item", "data-testid": "template", "data-template": id },
        h(
          "a",
          { href: `#/templates/${segment(id)}`, "aria-current": id === current ? "page" : null },
          h("span", { class: "conversation-title" }, name, this.#isFavorite(id) && favoriteMark(), !builtin && h("span", { class: "tag" }, _("Yours"))),
          h("span", { class: "conversation-meta" }, description || id),
        ),
      ),
    ));
  }

  /** @param {Template | null | undefined} template */
  #view(template) {
    if (!template) {
      fill(this.#detail, h("p", { class: "faint" }, this.#all.length ? _("There is no such template.") : _("No templates yet.")));
      return;
    }
    const problem = h("div", {});
    fill(
      this.#detail,
      h("header", { class: "detail-head" }, back(), h("h2", {}, template.name), meta(template)),
      template.description && h("p", { class: "lead" }, template.description),
      h("div", { class: "toolbar" }, this.#actions(template, problem)),
      problem,
      source(_("Template"), template.template),
      template.system_prompt && source(_("System prompt"), template.system_prompt),
      this.#preview(template),
    );
  }

  /** @param {Template} template @param {HTMLElement} problem */
  #actions(template, problem) {
    return [
      button({
        label: _("Use in a conversation"),
        icon: "chats",
        kind: "primary",
        testid: "template-use",
        onclick: () => this.#app.useTemplate(template.id),
      }),
      button({
        label: template.builtin ? _("Make it yours") : _("Edit"),
        icon: "edit",
        testid: "template-edit",
        onclick: () => this.#edit(template),
      }),
      this.#favoriteButton(template, problem),
      !template.builtin && button({
        label: _("Delete"),
        icon: "trash",
        kind: "quiet",
        testid: "template-delete",
        onclick: () => this.#delete(template, problem),
      }),
    ];
  }

  /** @param {string} id */
  #isFavorite(id) {
    return favorites(this.#app.store).includes(id);
  }

  /** @param {Template} template @param {HTMLElement} problem */
  #favoriteButton({ id }, problem) {
    const star = button({
      label: _("Favourite"),
      icon: "star",
      testid: "template-favorite",
      "aria-pressed": String(this.#isFavorite(id)),
      onclick: () => {
        fill(problem);
        const wanted = !this.#isFavorite(id);
        whileBusy(star, () => setFavorite(this.#app, id, wanted)).then(
          () => star.setAttribute("aria-pressed", String(this.#isFavorite(id))),
          (error) => fill(problem, errorNote(error)),
        );
      },
    });
    return star;
  }

  /** @param {Template | null} template */
  #edit(template) {
    const form = templateForm(this.#app.api, template, {
      saved: async (saved) => {
        this.#app.announcer.say(_("Saved: {name}", { name: saved.name }));
        this.#shown = saved.id;
        history.replaceState(null, "", `#/templates/${segment(saved.id)}`);
        await this.load();
      },
      cancel: () => (template ? this.#view(template) : history.back()),
    });
    fill(
      this.#detail,
      h("header", { class: "detail-head" }, back(), h("h2", {}, template ? template.name : _("New template"))),
      form,
    );
    /** @type {HTMLElement | null} */ (form.querySelector("input"))?.focus();
  }

  /** @param {Template} template @param {HTMLElement} problem */
  async #delete({ id, name }, problem) {
    if (!(await ask({ title: _("Delete this template?"), text: _("“{name}” will no longer be offered.", { name }), action: _("Delete") }))) return;
    try {
      await this.#app.api.delete(`templates/${segment(id)}`);
      this.#shown = "";
      location.hash = "#/templates";
      await this.load();
    } catch (error) {
      fill(problem, errorNote(error));
    }
  }

  /** Fill in the variables and see the prompt. @param {Template} template */
  #preview(template) {
    const result = h("div", { "aria-live": "polite" });
    const inputs = new Map(variablesOf(template).map(
      ({ name, default: value }) => [name, textarea({ value, rows: name === "text" ? 4 : 1 })],
    ));
    const submit = button({ label: _("Preview"), type: "submit", testid: "template-render" });
    const form = h(
      "form",
      { class: "preview", novalidate: true },
      h("h3", {}, _("Preview")),
      h("div", { class: "fields" }, variablesOf(template).map(({ name, description, required }) =>
        field({ label: name, name, control: inputs.get(name), hint: description, wide: true, optional: !required }),
      )),
      h("div", { class: "form-foot" }, submit),
      result,
    );
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const needed = variablesOf(template).filter(({ required, default: value }) => required && value === null);
      const missing = needed.filter(({ name }) => !inputs.get(name)?.value);
      showFieldErrors(form, Object.fromEntries(missing.map(({ name }) => [name, _("The template needs this.")])));
      if (missing.length > 0) return;
      const filled = [...inputs].map(([name, control]) => [name, control.value]).filter(([, value]) => value !== "");
      const variables = Object.fromEntries(filled);
      whileBusy(submit, () => this.#app.api.post(`templates/${segment(template.id)}/render`, { variables })).then(
        (rendered) => {
          if (!rendered) return;
          fill(
            result,
            rendered.system_prompt && source(_("System prompt"), rendered.system_prompt),
            source(_("Prompt"), rendered.prompt, "template-rendered"),
          );
          result.scrollIntoView({ block: "nearest" });
        },
        (error) => fill(result, errorNote(error)),
      );
    });
    return form;
  }
}

/** `text` is what the person sends: every template has it, declared or not. @param {Template} template */
function variablesOf({ variables, template }) {
  if (variables.some(({ name }) => name === "text") || !/\{[{%][^}]*\btext\b/.test(template)) return variables;
  return [{ name: "text", description: _("What the person sends"), required: true, default: null }, ...variables];
}

/** @param {Template} template */
function meta({ id, version, builtin, type, source: from, language }) {
  const facts = [builtin ? _("Built in") : _("Yours"), _("version {version}", { version }), type, from && _("for {from}", { from }), language];
  return h("p", { class: "faint" }, h("code", {}, id), ` · ${facts.filter(Boolean).join(" · ")}`);
}

/** @param {string} title @param {string} text @param {string} [testid] */
function source(title, text, testid) {
  return h("section", { class: "source" }, h("h3", {}, title), h("pre", { tabindex: 0, "data-testid": testid }, text));
}

function favoriteMark() {
  return h("span", { class: "favorite" }, icon("star"), h("span", { class: "visually-hidden" }, _("Favourite")));
}

function back() {
  return h("a", { class: "back", href: "#/templates" }, _("All templates"));
}
