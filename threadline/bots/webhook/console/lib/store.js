/** What several parts of the page look at, and how they hear of changes. */

export class Store {
  /** @type {Map<string, any>} */
  #values = new Map();
  /** @type {Map<string, Set<(value: any) => void>>} */
  #watchers = new Map();

  /** @param {string} key */
  get(key) {
    return this.#values.get(key);
  }

  /** @param {string} key @param {any} value */
  set(key, value) {
    this.#values.set(key, value);
    for (const watcher of this.#watchers.get(key) ?? []) watcher(value);
  }

  /**
   * Call `watcher` with every new value.
   * @param {string} key
   * @param {(value: any) => void} watcher
   */
  watch(key, watcher) {
    const watchers = this.#watchers.get(key) ?? new Set();
    watchers.add(watcher);
    this.#watchers.set(key, watchers);
  }
}

/**
 * Read a remembered choice; null where the browser refuses storage.
 * @param {string} key
 */
export function remembered(key) {
  try {
    return localStorage.getItem(`threadline.${key}`);
  } catch {
    return null;
  }
}

/**
 * Remember a choice in this browser, if it allows that.
 * @param {string} key
 * @param {string} value
 */
export function remember(key, value) {
  try {
    localStorage.setItem(`threadline.${key}`, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
