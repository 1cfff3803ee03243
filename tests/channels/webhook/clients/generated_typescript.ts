/** Uses the types that openapi-typescript made, with openapi-fetch; prints what it got. */
import createClient from "openapi-fetch";
import type { components, paths } from "./threadline.js";

declare const process: { argv: string[] };

const [address, token] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: address, headers: { "X-API-Token": token } });

function given<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const prompt: components["schemas"]["PromptBody"] = { prompt: "Costs fell. Sales rose.", type: "summary" };
const answer = given(await client.POST("/api/v1/webhook", { body: prompt }));
const read = given(await client.POST("/api/v1/calendar/process-text", { body: { text: "Lunch with Bo on 8 March 2027 at noon" } }));
const path = { proposal_id: read.proposal_id ?? "" };
const decided = given(await client.POST("/api/v1/proposals/{proposal_id}/dismiss", { params: { path }, body: {} }));
const calendars = given(await client.GET("/api/v1/calendar/calendars"));
const refused = await client.POST("/api/v1/webhook", { body: { prompt: "" } });
const flow = given(await client.POST("/api/v1/workflows", { body: { steps: [{ id: "only", prompt: "Hello" }] } }));
const followed = await client.GET("/api/v1/workflows/{workflow_id}/stream", {
  params: { path: { workflow_id: flow.id } },
  parseAs: "stream",
});
const stream = await new Response(followed.data as unknown as ReadableStream).text();
console.log(
  JSON.stringify({
    summary: "summary" in answer ? answer.summary : "",
    state: decided.state,
    calendars: calendars.calendars.length,
    refused: [refused.error?.code, refused.response.status],
    events: [...stream.matchAll(/^event: (.*)$/gm)].map((found) => found[1]),
  }),
);
