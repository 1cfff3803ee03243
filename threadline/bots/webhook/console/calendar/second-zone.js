/** A second time zone beside the hours: whose clock it shows, and where it is not as far away all week. */

import { addDays, browserZone, dateLabel, instantAt, isZone, timeLabel, wallClock, zoneCalled, zoneCity, zoneLabel } from "../lib/date-time.js";
import { popover } from "../lib/dialogs.js";
import { button, h } from "../lib/dom.js";
import { field, input, showFieldErrors } from "../lib/forms.js";
import { remember, remembered } from "../lib/store.js";
import { _, ngettext } from "../lib/texts.js";

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
  return Array.from({ length: 23 }, (_each, hour) => timeLabel(instantAt(date, `${String(hour + 1).padStart(2, "0")}:00`, zone), other));
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
  const much = minutes % 60 ? ngettext("{count} minute", "{count} minutes", minutes) : ngettext("{count} hour", "{count} hours", minutes / 60);
  const date = dateLabel(addDays(first, day), { weekday: "short", day: "numeric", month: "short" });
  const values = { zone: zoneCity(other), date, duration: much };
  return ahead(day) > ahead(0) ? _("{zone}: {duration} later than shown from {date}", values) : _("{zone}: {duration} earlier than shown from {date}", values);
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
        const known = zoneCalled(zone.value, zones);
        showFieldErrors(form, known ? {} : { zone: _("That is not a time zone. Try Europe/Vienna.") });
        if (known) keep(known);
      },
    },
    h("datalist", { id: "second-zones" }, zones.map((/** @type {string} */ value) => h("option", { value }))),
    field({ label: _("Second time zone"), name: "zone", control: zone, hint: secondZone() ? _("Now {zone}", { zone: zoneLabel(secondZone()) }) : _("Its hours are shown beside yours in the week") }),
    h(
      "div",
      { class: "form-foot" },
      button({ label: _("Show"), kind: "primary", type: "submit", testid: "second-zone-save" }),
      secondZone() && button({ label: _("Hide"), kind: "quiet", testid: "second-zone-hide", onclick: () => keep("") }),
    ),
  );
  const box = popover(anchor, { label: _("Second time zone"), content: [form], testid: "second-zone-form" });
  zone.focus();
  zone.select();
}
