/** The person's settings: who answers and how, where their days are, what the console looks like. */

import { browserZone, sameClock, setClock, zoneCity, zoneLabel } from "../lib/date-time.js";
import { button, byId, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote, fieldErrors } from "../lib/errors.js";
import { field, input, select, showFieldErrors } from "../lib/forms.js";
import { accountPart } from "./account.js";
import { habitsForm, rememberedList, unaskedForm } from "./habits-forms.js";
import { modelForm } from "./model-form.js";
import { sessionList } from "./sessions.js";
import { _ } from "../lib/texts.js";

const THEMES = [
  { value: "auto", label: _("Same as the system") },
  { value: "light", label: _("Light") },
  { value: "dark", label: _("Dark") },
];
const WEEK_STARTS = [
  { value: "monday", label: _("Monday") },
  { value: "sunday", label: _("Sunday") },
  { value: "saturday", label: _("Saturday") },
];
const DENSITIES = [
  { value: "comfortable", label: _("Comfortable") },
  { value: "compact", label: _("Compact") },
];

/** @typedef {import("../lib/types.js").Settings} PersonSettings */

export class Settings {
  #body = byId("settings-body");
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
  }

  /** Ask for the settings and look as they say; without an answer, the console looks as it does. */
  async load() {
    const settings = await this.#app.api.get("settings");
    this.#app.store.set("settings", settings);
    const preferred = (/** @type {string} */ name) => settings.preferences.find((/** @type {{key: string}} */ { key }) => key === name)?.value;
    this.#app.appearance.apply({ ...settings.ui, week_start: preferred("week_start") ?? settings.ui.week_start });
    setClock(preferred("clock") ?? "");
  }

  async show() {
    document.title = `${_("Settings")} · Threadline`;
    try {
      await this.load();
      this.#draw(this.#app.store.get("settings"));
    } catch (error) {
      fill(this.#body, errorNote(error, { retry: () => this.show() }));
    }
  }

  /** @param {PersonSettings} settings */
  #draw(settings) {
    const stored = Object.fromEntries(settings.preferences.map(({ key, value }) => [key, value]));
    const saved = () => this.#changed();
    fill(
      this.#body,
      part(_("You"), _("What others see of you, and where you are known."), accountPart(this.#app, saved)),
      part(_("Answers"), _("Who answers you, and how. Anything you leave empty follows the workspace."), modelForm(this.#app, settings)),
      part(_("Time"), _("Where your days are, and what times mean when you write them."), this.#zoneForm()),
      part(_("Browsers"), _("Where you are signed in. Sign out any browser you do not recognise."), sessionList(this.#app)),
      part(_("Preferences"), _("How you are answered, and what is assumed when you do not say."), habitsForm(this.#app, stored, saved)),
      part(_("Notifications"), _("What Threadline tells you first, here and where you last wrote. Nothing, unless you turn it on."), unaskedForm(this.#app, stored, saved)),
      part(_("Remembered"), _("What Threadline knows about you, from this page and from what you told it."), rememberedList(this.#app, settings, saved)),
      part(_("Your data"), _("Everything kept about you: download it, or delete it."), h("p", {}, h("a", { href: "/your-data", "data-testid": "settings-your-data" }, _("Your data")))),
      part(_("Appearance"), _("Changes apply at once, here and wherever you sign in."), this.#appearanceForm()),
    );
  }

  /** Something that shows elsewhere too: times are written anew. */
  async #changed() {
    await this.show();
    await this.#app.refresh();
  }

  #zoneForm() {
    const here = browserZone();
    const zones = /** @type {any} */ (Intl).supportedValuesOf?.("timeZone") ?? [];
    const zone = input({ value: this.#app.zone, list: "zones", spellcheck: false, "data-testid": "settings-zone" });
    const problem = h("div", {});
    const submit = button({ label: _("Save"), kind: "primary", type: "submit", testid: "settings-zone-save" });
    const form = h(
      "form",
      { novalidate: true },
      h("datalist", { id: "zones" }, zones.map((/** @type {string} */ value) => h("option", { value }))),
      h("div", { class: "fields" }, field({ label: _("Time zone"), name: "value", control: zone, hint: _("Now {zone}", { zone: zoneLabel(this.#app.zone) }) })),
      problem,
      h("div", { class: "form-foot" }, submit, !sameClock(here, this.#app.zone, [Date.now()]) && button({
        label: _("Use {zone}", { zone: zoneCity(here) }),
        onclick: () => {
          zone.value = here;
          form.requestSubmit();
        },
      })),
    );
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      fill(problem);
      showFieldErrors(form, {});
      whileBusy(submit, () => this.#saveZone(zone.value.trim())).then(
        () => this.#app.announcer.say(_("Your time zone is {zone}", { zone: zoneLabel(this.#app.zone) })),
        (error) => {
          if (!fieldErrors(error).value) fill(problem, errorNote(error));
          else showFieldErrors(form, { value: _("No time zone and no city of that name is known. Try Vienna or Europe/Vienna.") });
        },
      );
    });
    return form;
  }

  /** The service knows cities by more names than the browser does. @param {string} zone what it is called */
  async #saveZone(zone) {
    await this.#app.api.put("settings/preferences", { key: "timezone", value: zone, category: "general" });
    await this.#app.zoneChanged();
    await this.show();
  }

  #appearanceForm() {
    const { ui } = this.#app.appearance;
    const problem = h("div", {});
    const chooser = (/** @type {keyof typeof ui} */ name, /** @type {any[]} */ options) => {
      const control = select(options, { value: name === "week_start" && ui[name] === "auto" ? "monday" : ui[name], "data-testid": `settings-${name}` });
      control.addEventListener("change", () => {
        fill(problem);
        // Weeks begin as they look: "this week" in what the person writes means the same days.
        const meant = name === "week_start" ? this.#app.api.put("settings/preferences", { key: name, value: control.value, category: "calendar" }) : null;
        Promise.all([this.#app.appearance.choose({ [name]: control.value }), meant]).catch((error) => fill(problem, errorNote(error)));
      });
      return control;
    };
    return h(
      "form",
      { novalidate: true },
      h(
        "div",
        { class: "fields" },
        field({ label: _("Theme"), name: "theme", control: chooser("theme", THEMES) }),
        field({ label: _("Density"), name: "density", control: chooser("density", DENSITIES) }),
        field({ label: _("Week starts on"), name: "week_start", control: chooser("week_start", WEEK_STARTS) }),
      ),
      problem,
    );
  }
}

/** @param {string} title @param {string} lead @param {HTMLElement} content */
function part(title, lead, content) {
  return h("section", { class: "sheet-part" }, h("h3", {}, title), h("p", { class: "faint" }, lead), content);
}
