/**
 * Threadline in formulas: custom functions of an Office add-in. `tsc` makes functions.js of this, and Microsoft's
 * `custom-functions-metadata` functions.json; docs/excel.md says how the folder is hosted and installed.
 */
/** A column of formulas asks for all of its cells at once: so many are under way, the others wait. */
const AT_ONCE = 3;
const MOST_TRIES = 5;
let underWay = 0;
const waiting = [];
/**
 * Summarises a text.
 * @customfunction SUMMARY
 * @param text The text, or a range of cells.
 * @param [language] The language of the answer, such as en.
 * @param invocation How the calculation is stopped.
 * @cancelable
 * @returns The summary.
 */
export function summary(text, language, invocation) {
    return asked(text, "summary", language, invocation);
}
/**
 * Translates a text.
 * @customfunction TRANSLATE
 * @param text The text, or a range of cells.
 * @param language The language to translate into, such as de.
 * @param invocation How the calculation is stopped.
 * @cancelable
 * @returns The translation.
 */
export function translate(text, language, invocation) {
    return asked(text, "translation", language, invocation);
}
/**
 * Asks about a text.
 * @customfunction ASK
 * @param text The text, or a range of cells.
 * @param [task] keywords, sentiment, entities, explanation, summary, translation or custom.
 * @param [language] The language of the answer, such as en.
 * @param invocation How the calculation is stopped.
 * @cancelable
 * @returns The answer.
 */
export function ask(text, task, language, invocation) {
    return asked(text, task || "custom", language, invocation);
}
async function asked(cells, type, language, invocation) {
    const prompt = cells.map((row) => row.join("\t")).join("\n").trim();
    if (prompt === "")
        return "";
    const address = localStorage.getItem("threadline.address");
    const token = localStorage.getItem("threadline.token");
    if (!address || !token)
        throw failed("Open the pane of Threadline and fill in the address and the token.");
    const stop = new AbortController();
    if (invocation)
        invocation.onCanceled = () => stop.abort();
    const request = {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-API-Token": token, "Idempotency-Key": crypto.randomUUID() },
        body: JSON.stringify({ prompt, type, source: "excel", language: language || null }),
        signal: stop.signal,
    };
    await turn();
    try {
        return await answered(`${address.replace(/\/+$/, "")}/api/v1/webhook`, request);
    }
    finally {
        underWay -= 1;
        waiting.shift()?.();
    }
}
/** Waits until one more may be under way. */
async function turn() {
    while (underWay >= AT_ONCE)
        await new Promise((go) => waiting.push(go));
    underWay += 1;
}
async function answered(address, request) {
    for (let tries = 1;; tries += 1) {
        let response;
        try {
            response = await fetch(address, request);
        }
        catch {
            throw failed("The service cannot be reached. Is the address right, and is this origin allowed there?");
        }
        if ((response.status === 429 || response.status === 503) && tries < MOST_TRIES) {
            const seconds = Math.min(Math.max(Number(response.headers.get("Retry-After") ?? "0"), 1), 60);
            await new Promise((go) => setTimeout(go, seconds * 1000));
            continue;
        }
        const answer = await response.json().catch(() => ({}));
        if (response.ok && answer.summary !== undefined)
            return answer.summary;
        if (response.status === 401)
            throw failed("The token is not known to the service. It may have ended.");
        if (response.status === 403)
            throw failed("The token may not ask: it needs the scope “write”.");
        throw failed(answer.error ?? `The service answered ${response.status}.`);
    }
}
/** What the cell shows: #N/A, with the sentence where one points at it. */
function failed(sentence) {
    return new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, sentence);
}
