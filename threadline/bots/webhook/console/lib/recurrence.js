/** Recurrence rules in words, and the few that a form offers. */

const DAYS = { MO: "Monday", TU: "Tuesday", WE: "Wednesday", TH: "Thursday", FR: "Friday", SA: "Saturday", SU: "Sunday" };
const UNITS = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" };
const WORKDAYS = "MO,TU,WE,TH,FR";

/**
 * A rule in words; the rule itself where it says more than these words can.
 * @param {string} rule an RFC 5545 RRULE without prefix
 */
export function recurrenceLabel(rule) {
  const { FREQ, INTERVAL = "1", BYDAY, COUNT, UNTIL, WKST: _start, ...more } = partsOf(rule);
  const unit = UNITS[/** @type {keyof typeof UNITS} */ (FREQ)];
  const days = BYDAY?.split(",").map((day) => DAYS[/** @type {keyof typeof DAYS} */ (day)]) ?? [];
  if (!unit || Object.keys(more).length || days.includes(/** @type {any} */ (undefined))) return rule;
  const every = INTERVAL === "1" ? `Every ${unit}` : `Every ${INTERVAL} ${unit}s`;
  const base = BYDAY === WORKDAYS && INTERVAL === "1" ? "Every weekday" : days.length ? `${every} on ${listed(days)}` : every;
  return base + ending(COUNT, UNTIL);
}

/** @param {string} rule @returns {Record<string, string>} */
function partsOf(rule) {
  return Object.fromEntries(rule.split(";").map((part) => part.split("=")));
}

/** @param {string[]} words */
function listed(words) {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(words);
}

/** @param {string | undefined} count @param {string | undefined} until */
function ending(count, until) {
  if (count) return `, ${count} times`;
  const date = until && /^(\d{4})(\d\d)(\d\d)/.exec(until);
  return date ? `, until ${date[1]}-${date[2]}-${date[3]}` : "";
}

/**
 * The rules a form offers for an event on this date.
 * @param {string} date
 * @returns {{value: string, label: string}[]}
 */
export function commonRules(date) {
  const code = Object.keys(DAYS).at((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7);
  const rules = [
    "FREQ=DAILY",
    `FREQ=WEEKLY;BYDAY=${WORKDAYS}`,
    `FREQ=WEEKLY;BYDAY=${code}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`,
  ];
  return [...rules, "FREQ=MONTHLY", "FREQ=YEARLY"].map((value) => ({ value, label: recurrenceLabel(value) }));
}
