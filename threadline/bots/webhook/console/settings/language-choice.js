/** The page speaks the language of whoever is signed in: where that is another one, it is fetched once more. */

import { LANGUAGE } from "../lib/language.js";

/** Those that the whole page is written in. */
const WRITTEN = ["en", "de", "fr", "es", "it", "pt", "nl"];
const ASKED = "threadline.language";

/**
 * Whether the page is fetched again in the person's language; asked for once, so that it cannot go on for ever.
 * @param {{language: string | null}} person
 */
export function speaksAnother({ language }) {
  const wanted = language?.slice(0, 2).toLowerCase() ?? "";
  if (!WRITTEN.includes(wanted)) return false;
  try {
    if (wanted === LANGUAGE) sessionStorage.removeItem(ASKED);
    if (wanted === LANGUAGE || sessionStorage.getItem(ASKED) === wanted) return false;
    sessionStorage.setItem(ASKED, wanted);
  } catch {
    return false;
  }
  location.reload();
  return true;
}
