/** The form that says who answers the person, and how. */

import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote, fieldErrors } from "../lib/errors.js";
import { field, input, select, showFieldErrors, textarea } from "../lib/forms.js";
import { _, ngettext } from "../lib/texts.js";

const KEPT = [
  { value: "0", label: _("Always ask the model again") },
  { value: "300", label: _("Five minutes") },
  { value: "3600", label: _("One hour") },
  { value: "86400", label: _("One day") },
];

/** @typedef {import("../lib/types.js").Settings} PersonSettings */
/** @typedef {import("../lib/types.js").Llm} Llm */

/**
 * @param {import("../app.js").App} app
 * @param {PersonSettings} settings
 * @returns {HTMLFormElement}
 */
export function modelForm(app, { llm, providers }) {
  const controls = controlsFor(llm, providers);
  const problem = h("div", {});
  const said = h("span", { class: "faint", role: "status" });
  const submit = button({ label: _("Save"), kind: "primary", type: "submit", testid: "settings-llm-save" });
  const forget = button({ label: _("Forget my key"), icon: "trash", kind: "quiet", testid: "settings-key-forget", onclick: () => save(forget, { api_key: null }) });
  forget.hidden = !llm.has_api_key;
  const form = h(
    "form",
    { novalidate: true, "data-testid": "settings-llm" },
    layout(controls),
    problem,
    h("div", { class: "form-foot" }, submit, forget, said),
  );
  const follow = () => providerChanged(controls, llm, providers);
  controls.provider.addEventListener("change", follow);
  follow();

  /** @param {HTMLButtonElement} pressed @param {Record<string, any>} more */
  function save(pressed, more) {
    fill(problem);
    fill(said);
    const body = { ...bodyOf(controls), ...more };
    const errors = check(body);
    showFieldErrors(form, errors);
    if (Object.keys(errors).length > 0) return;
    whileBusy(pressed, () => app.api.put("settings/llm", body)).then(
      (/** @type {Llm | undefined} */ saved) => {
        if (!saved) return;
        llm = saved;
        controls.api_key.value = "";
        forget.hidden = !saved.has_api_key;
        follow();
        said.textContent = _("Saved");
      },
      (error) => {
        const unplaced = showFieldErrors(form, fieldErrors(error));
        if (Object.keys(unplaced).length > 0 || Object.keys(fieldErrors(error)).length === 0) fill(problem, errorNote(error));
      },
    );
  }
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    save(submit, controls.api_key.value ? { api_key: controls.api_key.value.trim() } : {});
  });
  return form;
}

/** @param {Llm} llm @param {PersonSettings["providers"]} providers */
function controlsFor(llm, providers) {
  const names = providers.map(({ name }) => ({ value: name, label: name }));
  const kept = String(llm.cache_seconds);
  const times = KEPT.some(({ value }) => value === kept) ? KEPT : [...KEPT, { value: kept, label: ngettext("{count} second", "{count} seconds", Number(kept)) }];
  return {
    provider: select([{ value: "", label: _("As the workspace does") }, ...names], { value: llm.provider ?? "", "data-testid": "settings-provider" }),
    model: input({ value: llm.model, maxlength: 200, spellcheck: false, "data-testid": "settings-model" }),
    temperature: input({ type: "number", value: text(llm.temperature), min: 0, max: 2, step: 0.1, placeholder: _("usual") }),
    max_tokens: input({ type: "number", value: text(llm.max_tokens), min: 1, step: 1, placeholder: _("usual") }),
    cache_seconds: select(times, { value: kept }),
    system_prompt: textarea({ value: llm.system_prompt, rows: 4, maxlength: 20_000 }),
    api_key: input({ type: "password", autocomplete: "off", spellcheck: false, "data-testid": "settings-key" }),
  };
}

/** @param {ReturnType<typeof controlsFor>} controls */
function layout(controls) {
  return h(
    "div",
    { class: "fields" },
    field({ label: _("Provider"), name: "provider", control: controls.provider }),
    field({ label: _("Model"), name: "model", control: controls.model, optional: true }),
    field({ label: _("Temperature"), name: "temperature", control: controls.temperature, optional: true, hint: _("0 is predictable, 2 is imaginative") }),
    field({ label: _("Longest answer"), name: "max_tokens", control: controls.max_tokens, optional: true, hint: _("In tokens: four make about three words") }),
    field({ label: _("System prompt"), name: "system_prompt", control: controls.system_prompt, wide: true, optional: true, hint: _("Told to the model before everything you ask") }),
    field({ label: _("Same question again"), name: "cache_seconds", control: controls.cache_seconds, hint: _("How long an answer is reused, at no cost, when you ask the same thing") }),
    field({ label: _("Your own key"), name: "api_key", control: controls.api_key, optional: true, hint: " " }),
  );
}

/**
 * What belongs to a provider follows the one that is chosen.
 * @param {ReturnType<typeof controlsFor>} controls
 * @param {Llm} llm
 * @param {PersonSettings["providers"]} providers
 */
function providerChanged({ provider, model, api_key: key }, llm, providers) {
  const chosen = providers.find(({ name }) => name === provider.value);
  model.disabled = key.disabled = !chosen;
  if (!chosen || chosen.name !== llm.provider) model.value = "";
  else model.value = llm.model ?? "";
  model.placeholder = chosen?.model ?? (chosen ? _("its usual model") : "");
  const kept = chosen && chosen.name === llm.provider && llm.has_api_key;
  const hint = kept
    ? _("Your key is stored. Leave this empty to keep it.")
    : _("For the chosen provider. Stored encrypted, used only for you, never shown again.");
  /** @type {HTMLElement} */ (key.parentElement?.querySelector(".field-hint")).textContent = hint;
}

/** @param {ReturnType<typeof controlsFor>} controls */
function bodyOf({ provider, model, temperature, max_tokens: tokens, cache_seconds: seconds, system_prompt: prompt }) {
  return {
    provider: provider.value || null,
    model: (provider.value && model.value.trim()) || null,
    temperature: numberOf(temperature),
    max_tokens: numberOf(tokens),
    cache_seconds: Number(seconds.value),
    system_prompt: prompt.value,
  };
}

/** @param {HTMLInputElement} control what a browser cannot read as a number is NaN @returns {number | null} */
function numberOf(control) {
  if (control.validity.badInput) return NaN;
  return control.value === "" ? null : Number(control.value);
}

/** @param {Record<string, any>} body */
function check({ temperature, max_tokens: tokens }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (temperature !== null && !(temperature >= 0 && temperature <= 2)) errors.temperature = _("Enter a number from 0 to 2.");
  if (tokens !== null && !(Number.isInteger(tokens) && tokens >= 1)) errors.max_tokens = _("Enter a whole number, 1 or more.");
  return errors;
}

/** @param {number | null} value */
function text(value) {
  return value === null ? "" : String(value);
}
