/** Which zone the person's days are in: taken from the browser once, asked about when it differs later. */

import { browserZone, sameClock, zoneCity } from "../lib/date-time.js";
import { button, byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { remember, remembered } from "../lib/store.js";
import { _ } from "../lib/texts.js";

const HALF_A_YEAR_MS = 182 * 86_400_000;

/**
 * Settle the zone: silently where the person never chose one, by a question where the browser is elsewhere.
 * @param {import("../app.js").App} app
 */
export async function settleZone(app) {
  const here = browserZone();
  const { timezone } = app.store.get("person");
  if (sameClock(here, timezone, [Date.now(), Date.now() + HALF_A_YEAR_MS])) return;
  const settings = await app.api.get("settings").catch(() => null);
  if (!settings) return;
  const chosen = settings.preferences.some((/** @type {{key: string}} */ { key }) => key === "timezone");
  if (!chosen) await adopt(app, here).then(() => app.loadPerson(), () => undefined);
  else if (remembered("zone-kept") !== `${timezone} over ${here}`) question(app, timezone, here);
}

/** @param {import("../app.js").App} app @param {string} zone */
async function adopt(app, zone) {
  await app.api.put("settings/preferences", { key: "timezone", value: zone, category: "general" });
}

/** @param {import("../app.js").App} app @param {string} stored @param {string} here */
function question(app, stored, here) {
  const banner = byId("zone-banner");
  const hide = () => fill(banner);
  const use = async () => {
    try {
      await adopt(app, here);
      hide();
      await app.zoneChanged();
    } catch (error) {
      fill(banner, errorNote(error));
    }
  };
  const change = button({ label: _("Use {zone}", { zone: zoneCity(here) }), testid: "zone-adopt", onclick: () => use() });
  const keep = button({
    label: _("Keep {zone}", { zone: zoneCity(stored) }),
    kind: "quiet",
    testid: "zone-keep",
    onclick: () => {
      remember("zone-kept", `${stored} over ${here}`);
      hide();
    },
  });
  fill(
    banner,
    h(
      "div",
      { class: "banner" },
      h("p", {}, _("Times are shown for {zone}, but this browser is set to {other}.", { zone: zoneCity(stored), other: zoneCity(here) })),
      change,
      keep,
    ),
  );
}
