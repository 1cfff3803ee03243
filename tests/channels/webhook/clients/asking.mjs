/** Asks by the browser's module, with a connection that breaks after some bytes, and prints what it got. */
import { ask, follow } from "../../../../threadline/bots/webhook/console/lib/threadline.js";

const [address, token, prompt, task] = process.argv.slice(2);
const service = { address, token };
const real = fetch;
let breaks = 2;
globalThis.fetch = async (url, options) => {
  const response = await real(url, options);
  if (!response.body || breaks-- <= 0) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      const { value } = await reader.read();
      if (value && breaks >= 0 && !body.cut) {
        body.cut = true;
        return controller.enqueue(value);
      }
      await reader.cancel();
      controller.error(new TypeError("network error"));
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
};
try {
  let said = "";
  const steps = [];
  if (task) for await (const { event } of follow(service, task)) steps.push(event);
  else for await (const { text } of ask(service, { prompt })) said = text;
  console.log(JSON.stringify({ said, steps, left: breaks }));
} catch (error) {
  console.log(JSON.stringify({ error: error.message, status: error.status, code: error.code }));
}
