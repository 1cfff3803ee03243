/**
 * Threadline for pages: an answer, or a task, followed through dropped connections. An ES module without dependencies.
 *
 *     import { ask, follow } from "./threadline.js";
 *     const service = { address: "https://threadline.example.com", token };
 *     for await (const event of ask(service, { prompt: "What's on tomorrow?" })) show(event.text);
 *     for await (const event of follow(service, taskId)) console.log(event.event, event.data);
 *
 * The page's origin has to be in THREADLINE_ALLOW_ORIGINS. A token in a page can be read by whoever opens it.
 */

const ATTEMPTS = 7;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 8000;

/** A refusal of the service; `status` is 0 where it could not be reached. */
export class ThreadlineError extends Error {
  /** @param {number} status @param {{error?: string, code?: string}} body @param {number} [after] seconds to wait */
  constructor(status, body, after = 0) {
    super(body.error || `The service answered ${status}.`);
    this.name = "ThreadlineError";
    this.status = status;
    this.code = body.code ?? "UNREACHABLE";
    this.after = after;
  }

  /** Whether the same request may well succeed later. */
  get transient() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * Ask, and get the answer as it grows: each event holds the whole `text` so far, and what was new.
 * The message is sent once, whatever happens to the connection.
 * @param {{address: string, token: string}} service
 * @param {Record<string, any>} body what `POST /api/v1/stream` takes
 * @param {{signal?: AbortSignal}} [options]
 */
export async function* ask(service, body, { signal } = {}) {
  const key = crypto.randomUUID();
  let [last, text, ids] = ["", "", /** @type {any} */ (null)];
  const open = () => {
    if (!ids) return opened(service, "POST", "stream", { body, headers: { "Idempotency-Key": key }, signal });
    const path = `conversations/${ids.conversation_id}/messages/${ids.message_id}/stream`;
    if (!last) text = "";
    return opened(service, "GET", path, { headers: last ? { "Last-Event-ID": last } : {}, signal });
  };
  for await (const { event, data, id } of resumed(open)) {
    if (data === "[DONE]") return;
    const value = JSON.parse(data);
    if (id) last = id;
    if (event === "accepted") ids = value;
    else if (event === "error") throw new ThreadlineError(502, value);
    else if (event === "replace") text = value.text;
    else if (typeof value.chunk === "string") text += value.chunk;
    yield { event, data: value, text };
  }
}

/**
 * Follow a task: `connected`, `status` and `step_change` as they come, `completed` or `error` at the end.
 * Whoever comes back after a broken connection is told how it stands.
 * @param {{address: string, token: string}} service
 * @param {string} taskId
 * @param {{signal?: AbortSignal}} [options]
 */
export async function* follow(service, taskId, { signal } = {}) {
  const open = () => opened(service, "GET", `tasks/${encodeURIComponent(taskId)}/stream`, { signal });
  for await (const { event, data } of resumed(open)) {
    yield { event, data: JSON.parse(data) };
    if (event === "completed" || event === "error") return;
  }
}

/** The events of a stream that is opened again when it breaks off; pauses grow while nothing comes. */
async function* resumed(open) {
  for (let attempt = 0; ; attempt += 1) {
    let pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    try {
      for await (const event of events((await open()).body)) {
        attempt = 0;
        yield event;
      }
    } catch (error) {
      if (error.name === "AbortError") throw error;
      const known = error instanceof ThreadlineError ? error : new ThreadlineError(0, { error: String(error) });
      if (!known.transient || attempt >= ATTEMPTS) throw known;
      pause = Math.max(pause, known.after * 1000);
    }
    if (attempt >= ATTEMPTS) throw new ThreadlineError(0, { error: "The connection was lost." });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function opened({ address, token }, method, path, { body, headers = {}, signal }) {
  const response = await fetch(`${address}/api/v1/${path}`, {
    method,
    headers: {
      Accept: "text/event-stream",
      "X-API-Token": token,
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
    signal,
  });
  if (response.ok && response.body) return response;
  const after = Number(response.headers.get("Retry-After") ?? 0);
  throw new ThreadlineError(response.status, await response.json().catch(() => ({})), after);
}

/** Server-sent events out of a body, as the HTML standard reads them. */
async function* events(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [rest, event] = ["", blank()];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (event.lines.length) yield { event: event.event, data: event.lines.join("\n"), id: event.id };
          event = blank();
        } else take(event, line);
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function blank() {
  return { event: "message", lines: [], id: null };
}

function take(event, line) {
  const colon = line.indexOf(":");
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") event.lines.push(value);
  else if (name === "event") event.event = value;
  else if (name === "id") event.id = value;
}
