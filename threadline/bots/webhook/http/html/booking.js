/** Shows the times on the browser's own clock, unless one was chosen. Without this script a zone can be chosen. */

const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-zone]"))?.dataset.zone;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const address = new URL(window.location.href);

if (shown && own && own !== shown && !address.searchParams.has("zone") && !document.querySelector('[role="alert"]')) {
  address.searchParams.set("zone", own);
  window.location.replace(address);
}
