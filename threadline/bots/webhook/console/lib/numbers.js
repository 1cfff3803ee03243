/** Numbers in words: counts, dollars, and what nobody knows. */

const WHOLE = new Intl.NumberFormat("en-GB");
const SHORT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
const CENTS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const SMALL = new Intl.NumberFormat("en-US", {
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
  if (cost === null) return "unknown";
  return unpriced > 0 ? `${dollars(cost)} + unknown` : dollars(cost);
}

/** @param {number} number @param {string} word */
export function plural(number, word) {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

/** A provider by its name; an answer may have ended before it was known. @param {string | null} name */
export function providerLabel(name) {
  return name ?? "not known";
}
