/** Numbers in words: counts, dollars, and what nobody knows. */

import { LOCALE, _, ngettext } from "./texts.js";

const WHOLE = new Intl.NumberFormat(LOCALE);
const SHORT = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
/** Dollars without their country in English. */
const MONEY = LOCALE === "en-GB" ? "en-US" : LOCALE;
const CENTS = new Intl.NumberFormat(MONEY, { style: "currency", currency: "USD" });
const SMALL = new Intl.NumberFormat(MONEY, {
  style: "currency",
  currency: "USD",
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
});

/** @param {number} value */
export function count(value) {
  return WHOLE.format(value);
}

/** @param {number} value */
export function shortCount(value) {
  return value < 10_000 ? WHOLE.format(value) : SHORT.format(value);
}

/** @param {number} value */
export function dollars(value) {
  return value > 0 && value < 0.1 ? SMALL.format(value) : CENTS.format(value);
}

/**
 * What requests cost, as far as that is known.
 * @param {{cost_usd: number | null, unpriced_requests: number}} tally
 */
export function costLabel({ cost_usd: cost, unpriced_requests: unpriced }) {
  if (cost === null) return _("unknown");
  return unpriced > 0 ? _("{cost} + unknown", { cost: dollars(cost) }) : dollars(cost);
}

/** @param {number} number */
export function requestCount(number) {
  return ngettext("{count} request", "{count} requests", number);
}

/** @param {number} number */
export function answerCount(number) {
  return ngettext("{count} answer", "{count} answers", number);
}

/** A provider by its name; an answer may have ended before it was known. @param {string | null} name */
export function providerLabel(name) {
  return name ?? _("not known");
}
