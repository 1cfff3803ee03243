/** The person's favourite templates: first wherever templates are listed. */

import { segment } from "./api.js";

/** @typedef {import("./types.js").Template} Template */

/** @param {import("./store.js").Store} store @returns {string[]} ids */
export function favorites(store) {
  return store.get("settings")?.favorites ?? [];
}

/** All templates, the favourites first in the person's order. @param {import("./store.js").Store} store @returns {Template[]} */
export function favoritesFirst(store) {
  /** @type {Template[]} */
  const templates = store.get("templates") ?? [];
  const ids = favorites(store);
  const first = ids.flatMap((id) => templates.filter((template) => template.id === id));
  return [...first, ...templates.filter(({ id }) => !ids.includes(id))];
}

/**
 * Make a template a favourite, or no longer.
 * @param {import("../app.js").App} app
 * @param {string} id
 * @param {boolean} wanted
 */
export async function setFavorite({ api, store }, id, wanted) {
  const address = `settings/templates/favorites/${segment(id)}`;
  await (wanted ? api.put(address, undefined) : api.delete(address));
  const others = favorites(store).filter((each) => each !== id);
  store.set("settings", { ...store.get("settings"), favorites: wanted ? [...others, id] : others });
}
