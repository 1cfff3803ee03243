/** What answers took: totals, bars by day, limits, models, and what happened lately. */

import { addDays, dateLabel, instantAt, rfc3339, wallClock } from "../lib/date-time.js";
import { byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { costLabel, count, dollars, plural, providerLabel, shortCount } from "../lib/numbers.js";
import { ActivityList } from "./activity.js";
import { barChart, legend } from "./usage-chart.js";
import { limitList } from "./usage-limits.js";

/** @typedef {import("../lib/types.js").UsageReport} UsageReport */

export class Usage {
  #body = byId("usage-body");
  #range = byId("usage-range");
  #person = byId("usage-person");
  #filters = { provider: byId("usage-provider"), channel: byId("usage-channel") };
  #load = 0;
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    for (const each of [this.#range, this.#person, ...Object.values(this.#filters)]) {
      each.addEventListener("change", () => this.load());
    }
  }

  show() {
    document.title = "Usage · Threadline";
    this.#person.hidden = !this.#app.store.get("person")?.scopes.includes("admin");
    this.load();
  }

  async load() {
    const load = (this.#load += 1);
    const { zone, api } = this.#app;
    const today = wallClock(Date.now(), zone).date;
    const first = addDays(today, 1 - Number(this.#range.value));
    this.#body.setAttribute("aria-busy", "true");
    try {
      const all = { time_min: rfc3339(instantAt(first, "00:00", zone), zone), ...given({ person: this.#person.value }) };
      const chosen = given({ provider: this.#filters.provider.value, channel: this.#filters.channel.value });
      const whole = await api.get("usage", all);
      const report = Object.keys(chosen).length ? await api.get("usage", { ...all, ...chosen }) : whole;
      if (load !== this.#load) return;
      this.#offer(whole);
      this.#draw(report, datesFrom(first, today));
    } catch (error) {
      if (load === this.#load) fill(this.#body, errorNote(error, { retry: () => this.load() }));
    } finally {
      if (load === this.#load) this.#body.removeAttribute("aria-busy");
    }
  }

  /** What there is to choose from in this time. @param {UsageReport} report */
  #offer({ providers, channels }) {
    const names = {
      provider: providers.flatMap(({ provider }) => (provider === null ? [] : [provider])),
      channel: channels.map(({ channel }) => channel),
    };
    for (const [kind, select] of Object.entries(this.#filters)) {
      const chosen = select.value;
      const offered = [...new Set([...names[/** @type {"provider" | "channel"} */ (kind)], ...(chosen ? [chosen] : [])])];
      fill(select, h("option", { value: "" }, `Every ${kind}`), offered.map((name) => h("option", { value: name }, name)));
      select.value = chosen;
    }
  }

  /** @param {UsageReport} report @param {string[]} dates */
  #draw(report, dates) {
    const { totals, limits } = report;
    fill(
      this.#body,
      totals.requests > 0 ? [totalsList(report), charts(report, dates), models(report)] : nothing(),
      limits.length > 0 && limitList(limits, this.#app.zone),
      new ActivityList(this.#app).element,
    );
    this.#app.announcer.say(`${plural(totals.requests, "request")}, cost ${costLabel(totals)}`);
  }
}

/** Those that were chosen. @param {Record<string, string>} values @returns {Record<string, string>} */
function given(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

/** @param {string} first @param {string} last */
function datesFrom(first, last) {
  const dates = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function nothing() {
  return h("p", { class: "lead" }, "Nothing was asked in this time. What answers take and cost will be shown here.");
}

/** @param {UsageReport} report */
function totalsList({ totals }) {
  const fact = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ note = "") =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value, note && h("span", { class: "faint" }, note)));
  const { cost_usd: cost, unpriced_requests: unpriced } = totals;
  return h(
    "dl",
    { class: "totals", "data-testid": "usage-totals" },
    fact("Requests", count(totals.requests)),
    fact("Tokens read", shortCount(totals.input_tokens)),
    fact("Tokens written", shortCount(totals.output_tokens)),
    fact("Cost", cost === null ? "unknown" : dollars(cost), unpriced > 0 ? `and ${plural(unpriced, "request")} of unknown cost` : ""),
  );
}

/** @param {UsageReport} report @param {string[]} dates */
function charts({ days, providers, totals }, dates) {
  const names = providers.map(({ provider }) => providerLabel(provider));
  const found = new Map(days.map((day) => [day.day, day]));
  const all = dates.map((date) => found.get(date) ?? { day: date, requests: 0, unpriced_requests: 0, cost_usd: 0, providers: [] });
  const requests = all.map((day) => ({
    day: day.day,
    parts: day.providers.map(({ provider, requests: value }) => ({ name: providerLabel(provider), value })),
    unknown: 0,
    label: `${longDate(day.day)}: ${plural(day.requests, "request")}`,
  }));
  const costs = all.map((day) => ({
    day: day.day,
    parts: day.providers.map(({ provider, cost_usd: value }) => ({ name: providerLabel(provider), value: value ?? 0 })),
    unknown: day.unpriced_requests,
    label: `${longDate(day.day)}: ${costLabel(day)}`,
  }));
  const range = `${longDate(dates[0])} to ${longDate(/** @type {string} */ (dates.at(-1)))}`;
  return h(
    "section",
    { class: "sheet-part", "aria-label": "By day" },
    legend(names, totals.unpriced_requests > 0),
    h(
      "div",
      { class: "charts" },
      barChart({
        title: "Requests per day",
        description: `Requests per day, ${range}: ${count(totals.requests)} in all. The table below has each day.`,
        bars: requests,
        names,
        format: (value) => (Number.isInteger(value) ? shortCount(value) : ""),
      }),
      barChart({
        title: "Cost per day",
        description: `Cost per day, ${range}: ${costLabel(totals)} in all. The table below has each day.`,
        bars: costs,
        names,
        format: dollars,
      }),
    ),
    totals.unpriced_requests > 0 &&
      h("p", { class: "faint" }, `? marks days with requests whose price is not known (${count(totals.unpriced_requests)} in all). They are not in the bars of the cost, and were not free.`),
    dayTable(days),
  );
}

/** The same as the bars, in words. @param {UsageReport["days"]} days */
function dayTable(days) {
  const rows = days.flatMap(({ day, providers }) => providers.map((tally) => [
    longDate(day), providerLabel(tally.provider), count(tally.requests), count(tally.input_tokens + tally.output_tokens), costLabel(tally),
  ]));
  return h(
    "details",
    { class: "as-table", "data-testid": "usage-table" },
    h("summary", {}, "Show as a table"),
    table("Requests and cost by day and provider", ["Day", "Provider", "Requests", "Tokens", "Cost"], rows, 2),
  );
}

/** @param {UsageReport} report */
function models({ models: all, channels }) {
  const byModel = all.map((tally) => [
    providerLabel(tally.provider), tally.model ?? "–", count(tally.requests), count(tally.input_tokens), count(tally.output_tokens), costLabel(tally),
  ]);
  const byChannel = channels.map((tally) => [
    tally.channel, count(tally.requests), count(tally.input_tokens), count(tally.output_tokens), costLabel(tally),
  ]);
  return h(
    "section",
    { class: "sheet-part" },
    h("h3", {}, "By model"),
    table("Usage by model", ["Provider", "Model", "Requests", "Tokens read", "Tokens written", "Cost"], byModel, 2),
    h("h3", {}, "By channel"),
    table("Usage by channel", ["Channel", "Requests", "Tokens read", "Tokens written", "Cost"], byChannel, 1),
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

/** @param {string} date */
function longDate(date) {
  return dateLabel(date, { weekday: "short", day: "numeric", month: "short" });
}
