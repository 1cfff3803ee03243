/** What answers took: totals, bars by day, week or month, limits, models, and what happened lately. */

import { instantAt, rfc3339, wallClock } from "../lib/date-time.js";
import { byId, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { costLabel, requestCount } from "../lib/numbers.js";
import { ActivityList } from "./activity.js";
import { limitList } from "./usage-limits.js";
import { leastDays, periodsOf } from "./usage-periods.js";
import { charts, models, nothing, totalsList } from "./usage-report.js";
import { _ } from "../lib/texts.js";

/** @typedef {import("../lib/types.js").UsageReport} UsageReport */

export class Usage {
  #body = byId("usage-body");
  #range = byId("usage-range");
  #group = byId("usage-group");
  #person = byId("usage-person");
  #filters = { provider: byId("usage-provider"), channel: byId("usage-channel") };
  #load = 0;
  #app;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#group.addEventListener("change", () => this.#widen());
    for (const each of [this.#group, this.#range, this.#person, ...Object.values(this.#filters)]) {
      each.addEventListener("change", () => this.load());
    }
  }

  show() {
    document.title = `${_("Usage")} · Threadline`;
    const whose = /** @type {HTMLElement} */ (this.#person.parentElement);
    whose.hidden = !this.#app.store.get("person")?.scopes.includes("admin");
    this.load();
  }

  /** A single bar shows nothing: the time is made long enough for several. */
  #widen() {
    const least = leastDays(this.#group.value);
    if (Number(this.#range.value) < least) this.#range.value = String(least);
  }

  async load() {
    const load = (this.#load += 1);
    const { zone, api } = this.#app;
    const periods = periodsOf(this.#group.value, wallClock(Date.now(), zone).date, Number(this.#range.value));
    this.#body.setAttribute("aria-busy", "true");
    try {
      const since = rfc3339(instantAt(periods.starts[0], "00:00", zone), zone);
      const all = { time_min: since, group_by: periods.word, ...given({ person: this.#person.value }) };
      const chosen = given({ provider: this.#filters.provider.value, channel: this.#filters.channel.value });
      const whole = await api.get("usage", all);
      const report = Object.keys(chosen).length ? await api.get("usage", { ...all, ...chosen }) : whole;
      if (load !== this.#load) return;
      this.#offer(whole);
      this.#draw(report, periods);
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
      fill(select, h("option", { value: "" }, kind === "provider" ? _("Every provider") : _("Every channel")), offered.map((name) => h("option", { value: name }, name)));
      select.value = chosen;
    }
  }

  /** @param {UsageReport} report @param {import("./usage-periods.js").Periods} periods */
  #draw(report, periods) {
    const { totals, limits } = report;
    fill(
      this.#body,
      totals.requests > 0 ? [totalsList(report), charts(report, periods), models(report)] : nothing(),
      limits.length > 0 && limitList(limits, this.#app.zone),
      new ActivityList(this.#app).element,
    );
    this.#app.announcer.say(_("{requests}, cost {cost}", { requests: requestCount(totals.requests), cost: costLabel(totals) }));
  }
}

/** Those that were chosen. @param {Record<string, string>} values @returns {Record<string, string>} */
function given(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}
