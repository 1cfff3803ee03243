/** The limits that apply to the person, and how much of them is used. */

import { dateLabel, timeLabel, wallClock } from "../lib/date-time.js";
import { h, setStyle } from "../lib/dom.js";
import { count, dollars, answerCount } from "../lib/numbers.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").Limit} Limit */

/** @param {Limit[]} limits @param {string} zone */
export function limitList(limits, zone) {
  return h(
    "section",
    { class: "sheet-part", "data-testid": "usage-limits" },
    h("h3", {}, _("Limits")),
    h("ul", { class: "limits" }, limits.flatMap((limit) => lines(limit, zone))),
  );
}

/** A limit may be one of requests, of money, or both. @param {Limit} limit @param {string} zone */
function lines(limit, zone) {
  const { requests, usd } = limit;
  return [
    requests !== null && line(limit, zone, {
      used: limit.requests_used,
      most: requests,
      words: _("{used} of {total}", { used: count(limit.requests_used), total: answerCount(requests) }),
    }),
    usd !== null && line(limit, zone, {
      used: limit.usd_used,
      most: usd,
      words: _("{used} of {total}", { used: dollars(limit.usd_used), total: dollars(usd) }),
      more: limit.unpriced_requests > 0 ? _("and {answers} of unknown cost", { answers: answerCount(limit.unpriced_requests) }) : "",
    }),
  ];
}

/**
 * @param {Limit} limit
 * @param {string} zone
 * @param {{used: number, most: number, words: string, more?: string}} amount
 */
function line(limit, zone, { used, most, words, more = "" }) {
  const label = `${whose(limit)}, ${limit.per === "day" ? _("today") : _("this month")}`;
  const share = most > 0 ? Math.min(1, used / most) : 1;
  const bar = h("span", { class: "meter-bar" });
  setStyle(bar, { width: `${share * 100}%` });
  return h(
    "li",
    { "data-full": share >= 1 },
    h("div", { class: "limit-head" }, h("span", {}, label), h("span", {}, words, more && h("span", { class: "faint" }, ` ${more}`))),
    h(
      "div",
      { class: "meter", role: "meter", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": most, "aria-valuenow": Math.min(used, most), "aria-valuetext": words },
      bar,
    ),
    h("p", { class: "faint" }, _("Starts again {time}", { time: startLabel(limit.until, zone) })),
  );
}

/** @param {Limit} limit */
function whose({ scope, channel }) {
  if (scope === "person") return _("You");
  return scope === "channel" ? _("Everybody on {channel}", { channel: channel ?? "" }) : _("The workspace");
}

/** @param {string} until @param {string} zone */
function startLabel(until, zone) {
  const at = Date.parse(until);
  return `${dateLabel(wallClock(at, zone).date, { weekday: "short", day: "numeric", month: "short" })}, ${timeLabel(at, zone)}`;
}
