/** Signing in, where the service does not know who is there. */

import { ApiError } from "./lib/api.js";
import { byId, fill, whileBusy } from "./lib/dom.js";
import { errorNote } from "./lib/errors.js";
import { showFieldErrors } from "./lib/forms.js";
import { _ } from "./lib/texts.js";

const ADDRESS = /^[^@\s]+@[^@\s]+$/;

/**
 * @param {import("./app.js").App} app
 * @param {() => void} signedIn
 */
export function mountSignIn(app, signedIn) {
  const form = byId("sign-in-form");
  const token = byId("sign-in-token");
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const value = token.value.trim();
    showFieldErrors(form, value ? {} : { token: _("Paste a token first.") });
    if (!value) return;
    whileBusy(byId("sign-in-submit"), () => signIn(app, value))
      .then(() => {
        token.value = "";
        signedIn();
      })
      .catch((error) => refuse(form, error));
  });
  mountMailedLink(app);
  app.api.get("session/ways").then(showWays, () => {}); // tokens are always a way in
}

/** @param {{openid: string | null, openid_url: string | null, mail: boolean}} ways */
function showWays({ openid, openid_url: address, mail }) {
  const provider = byId("sign-in-openid");
  provider.hidden = !openid;
  if (openid && address) {
    provider.textContent = _("Sign in with {name}", { name: openid });
    provider.href = address;
  }
  byId("sign-in-mail-form").hidden = !mail;
  if (!openid && !mail) return;
  byId("sign-in-link").textContent = _("A one-time link, from an invitation or the terminal, works as well.");
  byId("sign-in-submit").classList.replace("button-primary", "button-plain"); // the first way is the usual one
  if (!byId("sign-in").hidden) byId(openid ? "sign-in-openid" : "sign-in-email").focus();
}

/** @param {import("./app.js").App} app */
function mountMailedLink(app) {
  const form = byId("sign-in-mail-form");
  const mailed = byId("sign-in-mailed");
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    mailed.hidden = true;
    const email = byId("sign-in-email").value.trim();
    const usable = ADDRESS.test(email);
    showFieldErrors(form, usable ? {} : { email: _("That is not an e-mail address.") });
    if (!usable) return;
    whileBusy(byId("sign-in-mail-submit"), () => app.api.post("session/link", { email }))
      .then(() => {
        mailed.textContent = _("If {email} may sign in here, a link is on its way. It works once, for half an hour.", { email });
        mailed.hidden = false;
      })
      .catch((error) => showFieldErrors(form, { email: error.message }));
  });
}

/** @param {import("./app.js").App} app @param {string} token */
async function signIn(app, token) {
  fill(byId("sign-in-problem"));
  await app.api.post("session", { token });
}

/** @param {HTMLElement} form @param {unknown} error */
function refuse(form, error) {
  const unknown = error instanceof ApiError && [400, 401, 403, 422].includes(error.status);
  if (unknown) showFieldErrors(form, { token: _("The service does not know this token. It may have been revoked.") });
  else fill(byId("sign-in-problem"), errorNote(error));
}

/**
 * Show the sign-in page, or the console.
 * @param {boolean} signedIn
 */
export function showSession(signedIn) {
  byId("sign-in").hidden = signedIn;
  byId("shell").hidden = !signedIn;
  byId("loading").hidden = true;
  if (!signedIn) byId("sign-in-token").focus();
}
