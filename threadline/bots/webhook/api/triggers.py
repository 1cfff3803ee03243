"""What flows begin by: they ask again and again with what they were told last, and are told only what is new.

The answer is 202 while there is nothing new, and 200 with a list else; its `Location` is what to ask next, and holds
how far the flow is. The first question sets where it begins, and tells nothing.
"""

from datetime import UTC, datetime

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.schema.events import ProposalView
from threadline.bots.webhook.schema.queries import SinceQuery
from threadline.bots.webhook.schema.triggers import NewProposals, NothingNew
from threadline.bots.webhook.views.event_views import proposal_view
from threadline.core.domain.proposal import State
from threadline.core.domain.scopes import READ

endpoints = Endpoints("Proposals")

_PATH = "/api/v1/triggers/proposals"
_ASK_AGAIN_SECONDS = 60
_MOST = 100


@endpoints.declare("GET", _PATH, scope=READ, answers={200: (NewProposals,), 202: (NothingNew,)}, errors=(422,))
async def proposals(call: Call, query: SinceQuery) -> Answer:
    """Proposals that were made since the last question, the oldest first; for flows that ask again and again.

    The first question, without `since`, is answered by 202 and tells nothing. Ask next what `Location` says, not
    sooner than `Retry-After` says. Nothing new is 202 as well.
    """
    now = datetime.now(UTC)
    if query.since is None:
        return _nothing(call, now)
    stored = call.services.proposals.repository
    found = await stored.of_person(call.person.id, states=[State.PROPOSED], limit=_MOST)
    new = sorted((each for each in found if each.created_at > query.since), key=lambda each: each.created_at)
    if not new:
        return _nothing(call, query.since)
    views: list[ProposalView] = [proposal_view(each, call.zone) for each in new]
    return Answer(NewProposals(proposals=views), 200, _next(call, new[-1].created_at))


def _nothing(call: Call, since: datetime) -> Answer:
    return Answer(NothingNew(), 202, _next(call, since))


def _next(call: Call, since: datetime) -> dict[str, str]:
    asked = since.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"Location": f"{call.address}{_PATH}?since={asked}", "Retry-After": str(_ASK_AGAIN_SECONDS)}
