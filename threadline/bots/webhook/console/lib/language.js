/** The language that the page speaks: the service puts another's module here, and its texts in place of the English ones. */

/** @type {string} */
export const LANGUAGE = "en";

/** Which form of a text goes with a number. @param {number} n */
export const formOf = (n) => Number(n !== 1);
