/** Reads an OpenAPI or Swagger document by Spectral's own rules for them; prints what it finds, the worst first. */
import { readFileSync } from "node:fs";
import core from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import rulesets from "@stoplight/spectral-rulesets";

const spectral = new core.Spectral();
spectral.setRuleset({ extends: [[rulesets.oas, "recommended"]] });
const document = new core.Document(readFileSync(process.argv[2], "utf8"), parsers.Json, process.argv[2]);
const found = await spectral.run(document);
console.log(JSON.stringify(found.map(({ severity, code, message, path }) => ({ severity, code, message, path: path.join(".") }))));
