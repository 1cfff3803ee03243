/**
 * Threadline for pages: answers, tasks and workflows, followed through dropped connections. An ES module without
 * dependencies, which the service serves at /console/lib/threadline.js, and which its console uses itself.
 *
 *     import { ask, follow, ServerEvents } from "https://threadline.example.com/console/lib/threadline.js";
 *     const service = { address: "https://threadline.example.com", token };
 *     for await (const { text } of ask(service, { prompt: "What's on tomorrow?" })) show(text);
 *     for await (const { event, data } of follow(service, taskId)) console.log(event, data);
 *     const source = new ServerEvents(service, `workflows/${id}/stream`); // as EventSource, with a token in a header
 *
 * The page's origin has to be in THREADLINE_ALLOW_ORIGINS. A token in a page can be read by whoever opens it. Without a
 * `token` the page's own session is used; only pages of the service itself have one.
 */

/** @typedef {{address: string, token?: string}} Service */
/** @typedef {{event: string, data: string, id: string | null}} ServerEvent */

const ATTEMPTS = 7;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 8000;
const ASK_AGAIN_MS = 2000;

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
 * Ask, and get the answer as it grows: each event holds the whole `text` so far, and what was new. The message is sent
 * once, whatever happens to the connection. Where streams do not get through, the whole answer comes at once, as `whole`.
 * @param {Service} service
 * @param {Record<string, any>} body what `POST /api/v1/stream` takes
 * @param {{signal?: AbortSignal}} [options]
 */
export async function* ask(service, body, { signal } = {}) {
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  let [last, text, ids] = ["", "", /** @type {any} */ (null)];
  const open = () => {
    if (!ids) return opened(service, "POST", "stream", { body, headers, signal });
    const path = `conversations/${ids.conversation_id}/messages/${ids.message_id}/stream`;
    if (!last) text = "";
    return opened(service, "GET", path, { headers: last ? { "Last-Event-ID": last } : {}, signal });
  };
  try {
    for await (const { event, data, id } of resumed(open, { signal })) {
      if (data === "[DONE]") return;
      const value = JSON.parse(data);
      if (id) last = id;
      if (event === "accepted") ids = value;
      else if (event === "error") throw new ThreadlineError(502, value);
      else if (event === "replace") text = value.text;
      else if (typeof value.chunk === "string") text += value.chunk;
      yield { event, data: value, text };
    }
  } catch (error) {
    if (!(error instanceof ThreadlineError) || error.status !== 0) throw error;
    // The same key is the same message: it is answered once, and this waits for that answer.
    const data = await whole(service, "POST", "webhook", { body, headers, signal });
    yield { event: "whole", data, text: data.summary };
  }
}

/**
 * Follow a task: `connected`, `status` and `step_change` as they come, `completed` or `error` at the end. Whoever comes
 * back after a broken connection is told how it stands. Where streams do not get through, it is asked after instead.
 * @param {Service} service
 * @param {string} taskId
 * @param {{signal?: AbortSignal}} [options]
 */
export async function* follow(service, taskId, { signal } = {}) {
  const path = `tasks/${encodeURIComponent(taskId)}`;
  const open = () => opened(service, "GET", `${path}/stream`, { signal });
  try {
    for await (const { event, data } of resumed(open, { signal })) {
      yield { event, data: JSON.parse(data) };
      if (event === "completed" || event === "error") return;
    }
  } catch (error) {
    if (!(error instanceof ThreadlineError) || error.status !== 0) throw error;
    for (;;) {
      const data = await whole(service, "GET", path, { signal });
      const over = data.finished_at !== null;
      yield { event: over ? (data.error ? "error" : "completed") : "status", data: data.error ?? data };
      if (over) return;
      await pause(ASK_AGAIN_MS, signal);
    }
  }
}

/**
 * An EventSource that sends a token: the same events, states and methods. It comes back after a break with the id of
 * the last event, and stays away where the service has nothing more to tell (204), or refuses.
 */
export class ServerEvents extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 2;
  CONNECTING = 0;
  OPEN = 1;
  CLOSED = 2;
  readyState = 0;
  /** @type {((event: Event) => void) | null} */
  onopen = null;
  /** @type {((event: MessageEvent) => void) | null} */
  onmessage = null;
  /** @type {((event: Event) => void) | null} */
  onerror = null;
  #ended = new AbortController();

  /** @param {Service} service @param {string} path below /api/v1/, such as `workflows/…/stream` */
  constructor(service, path) {
    super();
    this.url = `${service.address}/api/v1/${path}`;
    this.withCredentials = false;
    for (const name of ["open", "message", "error"]) {
      this.addEventListener(name, (event) => /** @type {any} */ (this)[`on${name}`]?.(event));
    }
    this.#run(service, path);
  }

  close() {
    this.readyState = this.CLOSED;
    this.#ended.abort();
  }

  /** @param {Service} service @param {string} path */
  async #run(service, path) {
    const signal = this.#ended.signal;
    let last = "";
    const open = async () => {
      const response = await opened(service, "GET", path, { headers: last ? { "Last-Event-ID": last } : {}, signal });
      this.readyState = this.OPEN;
      this.dispatchEvent(new Event("open"));
      return response;
    };
    const broken = () => this.#fail(this.CONNECTING);
    try {
      for await (const { event, data, id } of resumed(open, { broken, signal, attempts: Infinity })) {
        if (id !== null) last = id;
        this.dispatchEvent(new MessageEvent(event, { data, lastEventId: last, origin: new URL(this.url).origin }));
      }
    } catch {
      // Refused, or closed.
    }
    if (!signal.aborted) this.#fail(this.CLOSED);
  }

  /** @param {number} state */
  #fail(state) {
    if (this.#ended.signal.aborted) return;
    this.readyState = state;
    this.dispatchEvent(new Event("error"));
  }
}

/**
 * The events of a stream that is opened again when it breaks off; pauses grow while nothing comes. It ends where the
 * service has nothing more to tell (204); whoever knows that it is over leaves the loop.
 * @param {() => Promise<Response>} open
 * @param {{broken?: () => void, signal?: AbortSignal, attempts?: number}} [options] `broken` is called at each break
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* resumed(open, { broken = () => undefined, signal, attempts = ATTEMPTS } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    let wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    try {
      const response = await open();
      if (response.status === 204) return;
      for await (const event of serverEvents(/** @type {ReadableStream<Uint8Array>} */ (response.body))) {
        attempt = 0;
        yield event;
      }
    } catch (error) {
      const known = interruption(error);
      if (!known.transient || attempt >= attempts) throw known;
      wait = Math.max(wait, (known.after ?? 0) * 1000);
    }
    if (attempt >= attempts) throw new ThreadlineError(0, { error: "The connection was lost." });
    broken();
    await pause(wait, signal);
  }
}

/**
 * What interrupted a stream: what is no refusal of the service and no network that failed is thrown on.
 * @param {any} error
 * @returns {{transient: boolean, after?: number}}
 */
function interruption(error) {
  if (typeof error?.transient === "boolean") return error;
  if (error instanceof TypeError) return new ThreadlineError(0, { error: error.message });
  throw error;
}

/**
 * A whole answer in JSON, asked for again while the service is busy or cannot be reached.
 * @param {Service} service
 * @param {string} method
 * @param {string} path
 * @param {{body?: any, headers?: Record<string, string>, signal?: AbortSignal}} options
 */
async function whole(service, method, path, options) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await opened(service, method, path, options, "application/json");
      return await response.json();
    } catch (error) {
      const known = interruption(error);
      if (!known.transient || known.status === 502 || attempt >= ATTEMPTS) throw known;
      const wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
      await pause(Math.max(wait, (known.after ?? 0) * 1000), options.signal);
    }
  }
}

/**
 * @param {Service} service
 * @param {string} method
 * @param {string} path
 * @param {{body?: any, headers?: Record<string, string>, signal?: AbortSignal}} options
 * @param {string} [accept]
 */
async function opened({ address, token }, method, path, { body, headers = {}, signal }, accept = "text/event-stream") {
  const response = await fetch(`${address}/api/v1/${path}`, {
    method,
    headers: {
      Accept: accept,
      ...(token ? { "X-API-Token": token } : { "X-Threadline-Console": "1" }),
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
    cache: "no-store",
    signal,
  });
  if (response.ok) return response;
  const after = Number(response.headers.get("Retry-After") ?? 0);
  throw new ThreadlineError(response.status, await response.json().catch(() => ({})), after);
}

/**
 * Read events until the stream ends, as the HTML standard says: fields by line, an event at each empty line.
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* serverEvents(body) {
  let event = empty();
  for await (const line of lines(body)) {
    if (line === "") {
      if (event.lines.length) yield { event: event.name, data: event.lines.join("\n"), id: event.id };
      event = empty();
    } else {
      readField(event, line);
    }
  }
}

function empty() {
  return { name: "message", lines: /** @type {string[]} */ ([]), id: /** @type {string | null} */ (null) };
}

/**
 * @param {ReturnType<typeof empty>} event
 * @param {string} line
 */
function readField(event, line) {
  const colon = line.indexOf(":");
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") event.lines.push(value);
  else if (name === "event") event.name = value;
  else if (name === "id") event.id = value;
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<string>}
 */
async function* lines(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const parts = rest.split(/\r\n|\n|\r(?!$)/);
      rest = /** @type {string} */ (parts.pop());
      yield* parts;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("It was closed.", "AbortError"));
    });
  });
}
