/** Runs an Office Script that was compiled to JavaScript with a workbook of these texts, and prints what was written. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [file, texts] = process.argv.slice(2);
const written = [];
const cell = (row, column) => ({ setValue: (value) => written.push([row, column, value]) });
const range = { getTexts: () => JSON.parse(texts), getRowIndex: () => 4, getColumnIndex: () => 1 };
const workbook = { getSelectedRange: () => range, getActiveWorksheet: () => ({ getCell: cell }) };
const hurried = (then, milliseconds) => setTimeout(then, milliseconds / 100);
const context = vm.createContext({ fetch, setTimeout: hurried, workbook, Promise });
await vm.runInContext(`${readFileSync(file, "utf8")}\nmain(workbook)`, context);
console.log(JSON.stringify(written));
