/** Signing in, where the service does not know who is there. */

import { ApiError } from "./lib/api.js";
import { byId, fill, whileBusy } from "./lib/dom.js";
import { errorNote } from "./lib/errors.js";
import { showFieldErrors } from "./lib/forms.js";

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
    showFieldErrors(form, value ? {} : { token: "Paste a token first." });
    if (!value) return;
    whileBusy(byId("sign-in-submit"), () => signIn(app, value))
      .then(() => {
        token.value = "";
        signedIn();
      })
      .catch((error) => refuse(form, error));
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
  if (unknown) showFieldErrors(form, { token: "The service does not know this token. It may have been revoked." });
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
