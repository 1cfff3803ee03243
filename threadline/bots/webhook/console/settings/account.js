/** Who the person is: what they are called, the addresses that are theirs, and where they are known. */

import { segment } from "../lib/api.js";
import { briefTime } from "../lib/date-time.js";
import { button, fill, h, whileBusy } from "../lib/dom.js";
import { errorNote, fieldErrors } from "../lib/errors.js";
import { field, input, showFieldErrors } from "../lib/forms.js";
import { _ } from "../lib/texts.js";

const CHANNELS = { slack: "Slack", teams: "Microsoft Teams", email: _("E-mail"), openid: _("Your organisation’s sign-in"), address: _("E-mail") };

/** @typedef {import("../app.js").App} App */
/** @typedef {{id: string, channel: string, address: string | null, linked_at: string}} Account */

/** @param {App} app @param {() => void} changed */
export function accountPart(app, changed) {
  return h("div", { class: "stack" }, nameForm(app, changed), addressForm(app, changed), accountList(app));
}

/** @param {App} app @param {() => void} changed */
function nameForm(app, changed) {
  const { name, email } = app.store.get("person");
  const control = input({ value: name, maxlength: 200, autocomplete: "name", "data-testid": "account-name" });
  const submit = button({ label: _("Save"), kind: "primary", type: "submit", testid: "account-name-save" });
  const element = form("account", [
    field({ label: _("Name"), name: "name", control, hint: _("On invitations, and on cards that others see") }),
    h("div", { class: "field" }, h("span", { class: "label" }, _("E-mail address")), h("p", { "data-testid": "account-email" }, email ?? _("None yet"))),
  ], [submit], async () => {
    const name = control.value.trim();
    if (!name) return void showFieldErrors(element, { name: _("Please enter a name.") });
    await app.api.put("me", { name });
    await app.loadPerson();
    app.announcer.say(_("Saved"));
    changed();
  });
  return element;
}

/** An address is the person's once they enter the code that was mailed to it. @param {App} app @param {() => void} changed */
function addressForm(app, changed) {
  const email = input({ type: "email", autocomplete: "email", "data-testid": "address-email" });
  const code = input({ maxlength: 9, spellcheck: false, "data-testid": "address-code" });
  const codeField = field({ label: _("Code from the e-mail"), name: "code", control: code });
  codeField.hidden = true;
  const submit = button({ label: _("Send a code"), type: "submit", testid: "address-save" });
  return form("address", [
    field({ label: _("Add an e-mail address"), name: "email", control: email, hint: _("Mail you send from it then counts as yours") }),
    codeField,
  ], [submit], async () => {
    if (codeField.hidden) {
      await app.api.post("me/addresses", { email: email.value.trim() });
      codeField.hidden = false;
      /** @type {HTMLElement} */ (submit.firstElementChild ?? submit).textContent = _("Add the address");
      app.announcer.say(_("We sent you a code."));
      code.focus();
    } else {
      await app.api.post("me/addresses/proof", { code: code.value.trim() });
      await app.loadPerson();
      app.announcer.say(_("The address is yours."));
      changed();
    }
  });
}

/** @param {App} app */
function accountList(app) {
  const list = h("ul", { class: "sessions", "data-testid": "accounts" });
  const problem = h("div", {});
  const show = () =>
    app.api.get("me/accounts").then(
      (/** @type {{accounts: Account[]}} */ { accounts }) => fill(list, accounts.length > 0 ? accounts.map((each) => row(app, each, show, problem)) : h("li", { class: "faint" }, _("No channel is linked yet. Write to Threadline in Slack, in Teams or by e-mail, and it shows up here."))),
      (/** @type {unknown} */ error) => fill(problem, errorNote(error, { retry: show })),
    );
  show();
  return h("div", {}, h("h4", {}, _("Linked channels")), list, problem);
}

/** @param {App} app @param {Account} account @param {() => Promise<void>} again @param {HTMLElement} problem */
function row(app, account, again, problem) {
  const name = CHANNELS[/** @type {keyof typeof CHANNELS} */ (account.channel)] ?? account.channel;
  const since = briefTime(account.linked_at, app.zone);
  const unlink = button({ label: _("Unlink"), kind: "quiet", testid: "account-unlink", "aria-label": _("Unlink {name}", { name: [name, account.address].filter(Boolean).join(", ") }) });
  unlink.addEventListener("click", () => {
    fill(problem);
    whileBusy(unlink, () => app.api.delete(`me/accounts/${segment(account.id)}`)).then(again, (error) => fill(problem, errorNote(error)));
  });
  return h("li", {}, h("span", {}, name, account.address && ` · ${account.address}`, h("span", { class: "faint" }, ` · ${_("since {time}", { time: since })}`)), unlink);
}

/**
 * A small form that says what is wrong beside its fields.
 * @param {string} name @param {HTMLElement[]} fields @param {HTMLElement[]} foot @param {() => Promise<void>} send
 */
function form(name, fields, foot, send) {
  const problem = h("div", {});
  const element = h("form", { novalidate: true, "data-testid": `${name}-form` }, h("div", { class: "fields" }, fields), problem, h("div", { class: "form-foot" }, foot));
  element.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    fill(problem);
    showFieldErrors(element, {});
    whileBusy(/** @type {any} */ (foot[0]), send).catch((error) => {
      const named = fieldErrors(error);
      if (Object.keys(named).length === 0 || Object.keys(showFieldErrors(element, named)).length > 0) fill(problem, errorNote(error));
    });
  });
  return element;
}
