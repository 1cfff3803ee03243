/** A second time zone beside the hours: whose clock it shows, and where it is not as far away all week. */

import { addDays, browserZone, dateLabel, instantAt, isZone, timeLabel, wallClock, zoneCity, zoneLabel } from "../lib/date-time.js";
import { popover } from "../lib/dialogs.js";
import { button, h } from "../lib/dom.js";
import { field, input, showFieldErrors } from "../lib/forms.js";
import { remember, remembered } from "../lib/store.js";

const KEPT = "second-zone";
const MINUTE = 60_000;

/** The zone that was chosen, "" for none. */
export function secondZone() {
  const zone = remembered(KEPT) ?? "";
  return zone && isZone(zone) ? zone : "";
}

/**
 * What the other clock shows at each full hour of a date.
 * @param {string} date
 * @param {string} zone
 * @param {string} other
 */
export function hoursElsewhere(date, zone, other) {
  return Array.from({ length: 23 }, (_, hour) => timeLabel(instantAt(date, `${String(hour + 1).padStart(2, "0")}:00`, zone), other));
}

/**
 * Says from when on the other clock is another number of hours away, where that changes within a week; else "".
 * @param {string} first
 * @param {string} zone
 * @param {string} other
 */
export function changeElsewhere(first, zone, other) {
  const ahead = (/** @type {number} */ day) => {
    const noon = instantAt(addDays(first, day), "12:00", zone);
    return (wallClock(noon, other).asUtc - wallClock(noon, zone).asUtc) / MINUTE;
  };
  const day = [1, 2, 3, 4, 5, 6].find((each) => ahead(each) !== ahead(0));
  if (day === undefined) return "";
  const minutes = Math.abs(ahead(day) - ahead(0));
  const much = minutes % 60 ? `${minutes} minutes` : minutes === 60 ? "one hour" : `${minutes / 60} hours`;
  const date = dateLabel(addDays(first, day), { weekday: "short", day: "numeric", month: "short" });
  return `${zoneCity(other)}: from ${date} on ${much} ${ahead(day) > ahead(0) ? "later" : "earlier"} than shown`;
}

/**
 * Choose the zone, or none.
 * @param {HTMLElement} anchor
 * @param {() => void} changed
 */
export function chooseZone(anchor, changed) {
  const zones = /** @type {any} */ (Intl).supportedValuesOf?.("timeZone") ?? [];
  const zone = input({ value: secondZone() || browserZone(), list: "second-zones", spellcheck: false, "data-testid": "second-zone-input" });
  const keep = (/** @type {string} */ value) => {
    remember(KEPT, value);
    box.hidePopover();
    changed();
  };
  const form = h(
    "form",
    {
      novalidate: true,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const value = zone.value.trim();
        const known = value !== "" && isZone(value);
        showFieldErrors(form, known ? {} : { zone: "This is no time zone. An example is Europe/Vienna." });
        if (known) keep(value);
      },
    },
    h("datalist", { id: "second-zones" }, zones.map((/** @type {string} */ value) => h("option", { value }))),
    field({ label: "Second time zone", name: "zone", control: zone, hint: secondZone() ? `Now ${zoneLabel(secondZone())}` : "Its hours stand beside yours in the week" }),
    h(
      "div",
      { class: "form-foot" },
      button({ label: "Show", kind: "primary", type: "submit", testid: "second-zone-save" }),
      secondZone() && button({ label: "Hide", kind: "quiet", testid: "second-zone-hide", onclick: () => keep("") }),
    ),
  );
  const box = popover(anchor, { label: "Second time zone", content: [form], testid: "second-zone-form" });
  zone.focus();
  zone.select();
}
