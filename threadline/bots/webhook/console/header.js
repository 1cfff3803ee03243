/** The header: health, zone, theme, the person. */

import { zoneLabel } from "./lib/date-time.js";
import { popover } from "./lib/dialogs.js";
import { button, byId, fill, h } from "./lib/dom.js";
import { icon } from "./lib/icons.js";
import { _ } from "./lib/texts.js";
import { THEMES } from "./settings/appearance.js";

const HEALTH_MS = 60_000;
const STATES = {
  ok: _("All is well"),
  degraded: _("Running with limits"),
  down: _("Not working"),
  off: _("Off"),
  offline: _("Not reachable"),
};
const THEME_NAMES = { auto: _("Same as the system"), light: _("Light"), dark: _("Dark") };
const THEME_ICONS = { auto: "auto", light: "sun", dark: "moon" };

/** @typedef {import("./app.js").App} App */

/** @param {App} app */
export function mountHeader(app) {
  mountTheme(app);
  mountHealth(app);
  byId("person").addEventListener("click", () => personMenu(app));
  app.store.watch("person", (person) => {
    byId("person-initial").textContent = [...(person.name || person.email || "?")][0].toUpperCase();
    byId("person").setAttribute("aria-label", _("Signed in as {name}", { name: person.name || person.email }));
    byId("zone").textContent = zoneLabel(app.zone);
    byId("zone").title = app.zone;
  });
}

/** @param {App} app */
function mountHealth(app) {
  const dot = byId("health");
  /** @type {import("./lib/types.js").Health} */
  let health = { status: "off", version: "", parts: [] };
  const show = (/** @type {string} */ status) => {
    dot.dataset.state = status;
    byId("health-label").textContent = stateLabel(status);
  };
  const ask = async () => {
    if (document.hidden) return;
    try {
      health = await app.api.get("health");
      show(health.status);
    } catch (error) {
      const { status } = /** @type {import("./lib/api.js").ApiError} */ (error);
      show(status === 0 ? "offline" : "down");
    }
  };
  app.api.addEventListener("unreachable", () => show("offline"));
  app.api.addEventListener("reachable", () => dot.dataset.state === "offline" && show(health.status));
  app.store.watch("person", ask);
  setInterval(ask, HEALTH_MS);
  dot.addEventListener(
    "click",
    () => popover(dot, { label: _("Health"), testid: "health-parts", content: healthParts(health, dot.dataset.state ?? "") }),
  );
}

/** @param {string} state */
function stateLabel(state) {
  return STATES[/** @type {keyof typeof STATES} */ (state)] ?? state;
}

/** @param {import("./lib/types.js").Health} health @param {string} status */
function healthParts({ parts, version }, status) {
  return [
    h("h3", {}, stateLabel(status)),
    h("ul", { class: "parts" }, parts.map(({ name, state, detail, advice }) =>
      h(
        "li",
        {},
        h("span", { class: "dot", "data-state": state }),
        h(
          "div",
          {},
          h("strong", {}, name),
          h("span", { class: "faint" }, ` ${state === "ok" ? detail : stateLabel(state)}`),
          state !== "ok" && detail && h("p", {}, detail),
          advice && h("p", {}, advice),
        ),
      ),
    )),
    version && h("p", { class: "faint" }, _("Version {version}", { version })),
  ];
}

/** @param {App} app */
function mountTheme({ appearance }) {
  const target = byId("theme");
  const show = () => {
    const { theme } = appearance.ui;
    fill(target, icon(THEME_ICONS[/** @type {keyof typeof THEME_ICONS} */ (theme)]));
    target.dataset.choice = theme;
    target.title = _("Theme: {theme}", { theme: THEME_NAMES[/** @type {keyof typeof THEME_NAMES} */ (theme)] });
    target.setAttribute("aria-label", `${target.title}. ${_("Change")}`);
  };
  show();
  appearance.addEventListener("change", show);
  target.addEventListener("click", () => {
    const theme = THEMES[(THEMES.indexOf(appearance.ui.theme) + 1) % THEMES.length];
    appearance.choose({ theme }).catch(() => undefined); // it then lasts in this browser
  });
}

/** @param {App} app */
function personMenu(app) {
  const person = app.store.get("person");
  const menu = popover(byId("person"), {
    label: _("You"),
    content: [
      h("h3", {}, person.name || person.email),
      person.email && h("p", { class: "faint" }, person.email),
      h("p", { class: "faint" }, zoneLabel(app.zone)),
      h("nav", { class: "popover-links", "aria-label": _("Yours") }, [["calendars", "calendar", _("Calendars")], ["usage", "chart", _("Usage")], ["settings", "settings", _("Settings")]].map(
        ([page, name, label]) => h("a", { href: `#/${page}`, "data-testid": `menu-${page}`, onclick: () => menu.hidePopover() }, icon(name), label),
      )),
      h("footer", { class: "popover-foot" }, button({
        label: _("Sign out"),
        icon: "signout",
        testid: "sign-out",
        onclick: () => {
          menu.hidePopover();
          app.signOut();
        },
      })),
    ],
  });
}
