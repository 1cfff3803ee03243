/** What a report of usage says: totals, bars by day, week or month, and tables. */

import { h } from "../lib/dom.js";
import { costLabel, count, dollars, providerLabel, requestCount, shortCount } from "../lib/numbers.js";
import { barChart, legend } from "./usage-chart.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").UsageReport} UsageReport */

export function nothing() {
  return h("p", { class: "lead" }, _("Nothing was asked in this time. What answers take and cost will be shown here."));
}

/** @param {UsageReport} report */
export function totalsList({ totals }) {
  const fact = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ note = "") =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value, note && h("span", { class: "faint" }, note)));
  const { cost_usd: cost, unpriced_requests: unpriced } = totals;
  return h(
    "dl",
    { class: "totals", "data-testid": "usage-totals" },
    fact(_("Requests"), count(totals.requests)),
    fact(_("Tokens read"), shortCount(totals.input_tokens)),
    fact(_("Tokens written"), shortCount(totals.output_tokens)),
    fact(_("Cost"), cost === null ? _("unknown") : dollars(cost), unpriced > 0 ? _("and {requests} of unknown cost", { requests: requestCount(unpriced) }) : ""),
  );
}

/**
 * Bars of requests and of cost for each stretch of time, and the same as a table.
 * @param {UsageReport} report
 * @param {import("./usage-periods.js").Periods} periods
 */
export function charts({ groups, providers, totals }, periods) {
  const { words, starts, label } = periods;
  const names = providers.map(({ provider }) => providerLabel(provider));
  const found = new Map(groups.map((group) => [group.start, group]));
  const all = starts.map((start) => found.get(start) ?? { start, requests: 0, unpriced_requests: 0, cost_usd: 0, providers: [] });
  const requests = all.map((group) => ({
    tick: periods.tick(group.start),
    parts: group.providers.map(({ provider, requests: value }) => ({ name: providerLabel(provider), value })),
    unknown: 0,
    label: `${label(group.start)}: ${requestCount(group.requests)}`,
  }));
  const costs = all.map((group) => ({
    tick: periods.tick(group.start),
    parts: group.providers.map(({ provider, cost_usd: value }) => ({ name: providerLabel(provider), value: value ?? 0 })),
    unknown: group.unpriced_requests,
    label: `${label(group.start)}: ${costLabel(group)}`,
  }));
  const range = _("{start} to {end}", { start: label(starts[0]), end: label(/** @type {string} */ (starts.at(-1))) });
  return h(
    "section",
    { class: "sheet-part", "aria-label": words.by },
    legend(names, totals.unpriced_requests > 0),
    h(
      "div",
      { class: "charts" },
      barChart({
        title: words.requests,
        description: described(words.requests, range, count(totals.requests)),
        bars: requests,
        names,
        format: (value) => (Number.isInteger(value) ? shortCount(value) : ""),
      }),
      barChart({
        title: words.cost,
        description: described(words.cost, range, costLabel(totals)),
        bars: costs,
        names,
        format: dollars,
      }),
    ),
    totals.unpriced_requests > 0 &&
      h("p", { class: "faint" }, _("A ? marks requests whose price is not known ({number} in all). They are missing from the bars of the cost, and were not free.", { number: count(totals.unpriced_requests) })),
    groupTable(groups, periods),
  );
}

/** The same as the bars, in words. @param {UsageReport["groups"]} groups @param {import("./usage-periods.js").Periods} periods */
function groupTable(groups, { words, label }) {
  const rows = groups.flatMap(({ start, providers }) => providers.map((tally) => [
    label(start), providerLabel(tally.provider), count(tally.requests), count(tally.input_tokens + tally.output_tokens), costLabel(tally),
  ]));
  return h(
    "details",
    { class: "as-table", "data-testid": "usage-table" },
    h("summary", {}, _("Show as a table")),
    table(_("Requests and cost by time and provider"), [words.head, _("Provider"), _("Requests"), _("Tokens"), _("Cost")], rows, 2),
  );
}

/** What a chart shows, for whoever cannot see it. @param {string} title @param {string} range @param {string} total */
function described(title, range, total) {
  return _("{title}, {range}: {total} in all. The table below has every number.", { title, range, total });
}

/** @param {UsageReport} report */
export function models({ models: all, channels }) {
  const byModel = all.map((tally) => [
    providerLabel(tally.provider), tally.model ?? "–", count(tally.requests), count(tally.input_tokens), count(tally.output_tokens), costLabel(tally),
  ]);
  const byChannel = channels.map((tally) => [
    tally.channel, count(tally.requests), count(tally.input_tokens), count(tally.output_tokens), costLabel(tally),
  ]);
  return h(
    "section",
    { class: "sheet-part" },
    h("h3", {}, _("By model")),
    table(_("Usage by model"), [_("Provider"), _("Model"), _("Requests"), _("Tokens read"), _("Tokens written"), _("Cost")], byModel, 2),
    h("h3", {}, _("By channel")),
    table(_("Usage by channel"), [_("Channel"), _("Requests"), _("Tokens read"), _("Tokens written"), _("Cost")], byChannel, 1),
  );
}

/**
 * A table that scrolls by itself where it is too wide.
 * @param {string} caption
 * @param {string[]} heads
 * @param {string[][]} rows
 * @param {number} words how many columns hold words; the others hold numbers
 */
function table(caption, heads, rows, words) {
  const kind = (/** @type {number} */ index) => (index < words ? null : "number");
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "group", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: "visually-hidden" }, caption),
      h("thead", {}, h("tr", {}, heads.map((head, index) => h("th", { scope: "col", class: kind(index) }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, index) =>
        h(index === 0 ? "th" : "td", { scope: index === 0 ? "row" : null, class: kind(index) }, cell),
      )))),
    ),
  );
}
