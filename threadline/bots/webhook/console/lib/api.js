/** The HTTP API: one way out, one shape of error. */

import { _ } from "./texts.js";

const BASE = new URL("api/v1/", document.baseURI);
const TIMEOUT_MS = 30_000;

/** A refusal by the service, or its absence: then `status` is 0 and `code` is UNREACHABLE. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {{error?: string, details?: any, code?: string, request_id?: string | null}} body
   */
  constructor(status, body) {
    super(body.error || _("The service answered {status}.", { status }));
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? "";
    this.details = body.details ?? null;
    this.requestId = body.request_id ?? null;
  }

  /** Whether the same request may well succeed later. */
  get transient() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Speaks to the API. Fires `unauthorized` on a 401, and `unreachable` and `reachable` as the connection goes and comes. */
export class Api extends EventTarget {
  /** @param {string} path @param {Record<string, string>} [query] */
  get(path, query) {
    return this.#json("GET", path, { query });
  }

  /** @param {string} path @param {unknown} [body] */
  post(path, body = {}) {
    return this.#json("POST", path, { body });
  }

  /** @param {string} path @param {unknown} body */
  put(path, body) {
    return this.#json("PUT", path, { body });
  }

  /** @param {string} path @param {unknown} body */
  patch(path, body) {
    return this.#json("PATCH", path, { body });
  }

  /** What is no JSON. @param {string} path @returns {Promise<string>} */
  async text(path) {
    const response = await this.#fetch("GET", path, { headers: { Accept: "*/*" }, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.text();
  }

  /** @param {string} path @param {Record<string, string>} [query] */
  delete(path, query) {
    return this.#json("DELETE", path, { query });
  }

  /**
   * Send a file, and say how much of it has arrived.
   * @param {string} path
   * @param {File} file
   * @param {{progress?: (share: number) => void, signal?: AbortSignal}} [options] `share` is from 0 to 1
   * @returns {Promise<any>}
   */
  upload(path, file, { progress, signal } = {}) {
    // fetch does not tell how much of a body has been sent
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      // The header of a part of a form cannot say every name: quotes, semicolons and line ends would be damaged.
      form.append("name", file.name);
      form.append("file", file, "file");
      request.open("POST", new URL(path, BASE));
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-Threadline-Console", "1");
      request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && progress?.(loaded / total);
      request.onload = () => {
        if (request.status < 400) return resolve(JSON.parse(request.responseText));
        return this.#refusal(new Response(request.responseText, { status: request.status })).then(reject);
      };
      request.onerror = () => reject(this.#unreachable(null));
      request.onabort = () => reject(new DOMException("It was taken away.", "AbortError"));
      signal?.addEventListener("abort", () => request.abort());
      request.send(form);
    });
  }

  /**
   * Open a stream of server-sent events.
   * @param {"GET" | "POST"} method
   * @param {string} path
   * @param {{body?: unknown, headers?: Record<string, string>, signal?: AbortSignal}} options
   * @returns {Promise<Response>}
   */
  async stream(method, path, { body, headers = {}, signal }) {
    return this.#fetch(method, path, { body, headers: { Accept: "text/event-stream", ...headers }, signal });
  }

  /** @param {string} method @param {string} path @param {{query?: Record<string, string>, body?: unknown}} options */
  async #json(method, path, { query, body }) {
    const address = query ? `${path}?${new URLSearchParams(query)}` : path;
    const response = await this.#fetch(method, address, { body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: unknown, headers?: Record<string, string>, signal?: AbortSignal}} options
   */
  async #fetch(method, path, { body, headers = {}, signal }) {
    /** @type {Record<string, string>} */
    const all = { Accept: "application/json", "X-Threadline-Console": "1", ...headers };
    if (body !== undefined) all["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(new URL(path, BASE), {
        method,
        headers: all,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: "same-origin",
        cache: "no-store",
        signal,
      });
    } catch (cause) {
      throw this.#unreachable(cause);
    }
    this.dispatchEvent(new Event("reachable"));
    if (!response.ok) throw await this.#refusal(response);
    return response;
  }

  /** @param {unknown} cause */
  #unreachable(cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") return cause;
    this.dispatchEvent(new Event("unreachable"));
    return new ApiError(0, { error: _("The service cannot be reached."), code: "UNREACHABLE" });
  }

  /** @param {Response} response */
  async #refusal(response) {
    const body = await response.json().catch(() => ({}));
    const error = new ApiError(response.status, body && typeof body === "object" ? body : {});
    if (error.status === 401) this.dispatchEvent(new Event("unauthorized"));
    return error;
  }
}

/**
 * A path segment out of an id.
 * @param {string} id
 */
export function segment(id) {
  return encodeURIComponent(id);
}
