/** Server-sent events out of a fetch response. */

/** @typedef {{event: string, data: string, id: string | null}} ServerEvent */

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
