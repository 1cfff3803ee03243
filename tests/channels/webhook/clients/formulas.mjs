/** Calculates formulas of the add-in all at once, as Excel does with a column, and prints what their cells show. */
import { readFileSync } from "node:fs";

const [file, address, token, calls] = process.argv.slice(2);
const kept = { "threadline.address": address, "threadline.token": token };
globalThis.localStorage = { getItem: (name) => kept[name] ?? null };
class CellError extends Error {
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
  }
}
globalThis.CustomFunctions = { Error: CellError, ErrorCode: { notAvailable: "#N/A" } };
const functions = await import(`data:text/javascript,${encodeURIComponent(readFileSync(file, "utf8"))}`);
const cells = JSON.parse(calls).map(async ([name, ...given]) => {
  const invocation = {};
  try {
    const missing = functions[name].length - 1 - given.length;
    return await functions[name](...given, ...Array(Math.max(0, missing)).fill(null), invocation);
  } catch (error) {
    return `${error.code} ${error.message}`;
  }
});
console.log(JSON.stringify(await Promise.all(cells)));
