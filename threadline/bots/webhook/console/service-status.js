/** Whether the service can be reached: a banner while it cannot, and a fresh start when it is back. */

import { button, byId, fill, h } from "./lib/dom.js";
import { _ } from "./lib/texts.js";
import { showSession } from "./sign-in.js";

const RETRY_MS = 5000;

/** @param {import("./app.js").App} app */
export function mountServiceStatus(app) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const probe = () => app.api.get("health").catch(() => undefined);
  const banner = byId("offline-banner");
  app.api.addEventListener("unauthorized", () => showSession(false));
  app.api.addEventListener("unreachable", () => {
    if (timer) return;
    timer = setInterval(probe, RETRY_MS);
    fill(banner, offline(probe));
  });
  app.api.addEventListener("reachable", () => {
    if (!timer) return;
    clearInterval(timer);
    timer = undefined;
    fill(banner);
    app.refresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && app.store.get("person")) app.refresh();
  });
}

/** @param {() => void} probe */
function offline(probe) {
  return h(
    "div",
    { class: "banner banner-danger", role: "status" },
    h("p", {}, _("The service cannot be reached. What you see may be out of date; this page keeps trying.")),
    button({ label: _("Try now"), icon: "refresh", onclick: probe }),
  );
}
