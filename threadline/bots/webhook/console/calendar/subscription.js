/** The person's calendars, and the feed that other programs subscribe to. */

import { modal } from "../lib/dialogs.js";
import { button, fill, h } from "../lib/dom.js";
import { errorNote } from "../lib/errors.js";
import { _ } from "../lib/texts.js";

/** @param {import("../app.js").App} app */
export async function showSubscription(app) {
  const content = h("div", { class: "subscription" }, h("p", { class: "faint loading" }, _("Loading")));
  modal(_("Calendars"), [content]);
  const load = async () => {
    try {
      fill(content, listing(await app.api.get("calendar/calendars")));
    } catch (error) {
      fill(content, errorNote(error, { retry: load }));
    }
  };
  await load();
}

/** @param {import("../lib/types.js").CalendarList} list */
function listing({ calendars, feed_url: feed }) {
  return [
    h("ul", { class: "calendars" }, calendars.map(({ name, default: goes, writable, provider }) =>
      h(
        "li",
        {},
        h("strong", {}, name),
        h(
          "span",
          { class: "faint" },
          [provider, goes && _("new events go here"), !writable && _("read only")].filter(Boolean).join(" · "),
        ),
      ),
    )),
    feed && feedRow(new URL(feed, document.baseURI).href),
  ];
}

/** @param {string} address */
function feedRow(address) {
  const value = h(
    "input",
    {
      type: "text",
      readonly: true,
      value: address,
      "aria-label": _("Feed address"),
      "data-testid": "feed-url",
      onfocus: () => value.select(),
    },
  );
  const copied = h("span", { role: "status", class: "faint" });
  const copy = button({
    label: _("Copy"),
    icon: "copy",
    testid: "feed-copy",
    onclick: async () => {
      value.select();
      copied.textContent = await navigator.clipboard.writeText(address).then(() => _("Copied"), () => _("Press Ctrl+C to copy"));
    },
  });
  return h(
    "section",
    { class: "feed" },
    h("h3", {}, _("Subscribe")),
    h(
      "p",
      {},
      _("Give this address to a calendar program to see your events there. Whoever has it can read them, so keep it to yourself."),
    ),
    h("div", { class: "feed-row" }, value, copy),
    copied,
  );
}
