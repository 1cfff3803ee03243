"""Uses the client that openapi-python-client made, and httpx-sse for a stream; prints what it got."""

# mypy: ignore-errors
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

import httpx
from httpx_sse import connect_sse
from threadline_client import AuthenticatedClient
from threadline_client.api.calendar import calendars_list_calendars, process_text_process_text
from threadline_client.api.prompts import prompts_webhook
from threadline_client.api.proposals import proposals_dismiss
from threadline_client.api.workflows import workflows_start
from threadline_client.models import DecisionBody, ProcessTextBody, PromptBody, StepBody, WorkflowBody

address, token = sys.argv[1:]
client = AuthenticatedClient(address, token, timeout=httpx.Timeout(30))
answer = prompts_webhook.sync(client=client, body=PromptBody(prompt="Costs fell. Sales rose.", type_="summary"))
read = process_text_process_text.sync(client=client, body=ProcessTextBody(text="Lunch with Bo on 9 March 2027 at noon"))
decided = proposals_dismiss.sync(read.proposal_id, client=client, body=DecisionBody())
calendars = calendars_list_calendars.sync(client=client)
refused = prompts_webhook.sync_detailed(client=client, body=PromptBody(prompt=""))
flow = workflows_start.sync(client=client, body=WorkflowBody(steps=[StepBody(id="only", prompt="Hello")]))

stream = f"{address}/api/v1/workflows/{flow.id}/stream"
events, last = [], ""
while "completed" not in events:
    headers = {"X-API-Token": token, **({"Last-Event-ID": last} if last else {})}
    with httpx.Client(headers=headers, timeout=30) as http, connect_sse(http, "GET", stream) as source:
        for event in source.iter_sse():
            events.append(event.event)
            last = event.id
            if event.event == "step_change" and events.count("connected") == 1:
                break  # as if the connection had broken: it comes back with the id of the last event
told = {
    "summary": answer.summary,
    "state": decided.state,
    "calendars": len(calendars.calendars),
    "refused": [refused.parsed.code, refused.status_code],
    "events": events,
}
print(json.dumps(told))
