"""Who is in a conversation, and the channels of a team."""

from typing import Any

from threadline.simulator.teams.faults import TeamsFault, bad_syntax, no_member, not_in_roster
from threadline.simulator.teams.model import CHANNEL, Conversation, Person, Tenant

Json = dict[str, Any]

_PAGE = 200
_SMALLEST_PAGE = 50


def member(tenant: Tenant, reference: str, name: str) -> Json:
    """`GET …/members/{id}`, by the bot's id of somebody, their AAD object id or their UPN. Raises `TeamsFault`."""
    conversation = _joined(tenant, reference)
    for person in _members(tenant, conversation):
        if name in (person.id, person.aad_id, person.upn):
            return _shown(tenant, person)
    raise no_member()


def members(tenant: Tenant, reference: str) -> list[Json]:
    """`GET …/members`: everybody at once. Raises `TeamsFault`."""
    return [_shown(tenant, person) for person in _members(tenant, _joined(tenant, reference))]


def page_of_members(tenant: Tenant, reference: str, size: str | None, continuation: str | None) -> Json:
    """`GET …/pagedmembers`: a page of at least 50, and where the next one begins. Raises `TeamsFault`."""
    known = _members(tenant, _joined(tenant, reference))
    try:
        count = min(max(int(size or _PAGE), _SMALLEST_PAGE), _PAGE)
        start = int(continuation or 0)
    except ValueError:
        raise bad_syntax("The continuation token is not valid") from None
    answer: Json = {"members": [_shown(tenant, person) for person in known[start : start + count]]}
    return answer | ({"continuationToken": str(start + count)} if start + count < len(known) else {})


def team(tenant: Tenant, team_id: str) -> Json:
    """`GET /v3/teams/{id}`. Raises `TeamsFault`."""
    for conversation in tenant.conversations.values():
        if conversation.team and conversation.team.id == team_id and conversation.installed:
            found = conversation.team
            return {"id": found.id, "name": found.name, "aadGroupId": found.aad_group_id}
    raise not_in_roster()


def channels(tenant: Tenant, team_id: str) -> Json:
    """`GET /v3/teams/{id}/conversations`: the General channel has no name there. Raises `TeamsFault`."""
    team(tenant, team_id)
    known = [c for c in tenant.conversations.values() if c.kind == CHANNEL and c.team and c.team.id == team_id]
    return {"conversations": [{"id": c.id} if c.id == team_id else {"id": c.id, "name": c.name} for c in known]}


def _joined(tenant: Tenant, reference: str) -> Conversation:
    conversation = tenant.conversation(reference)
    if not conversation.installed:
        raise TeamsFault(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
    return conversation


def _members(tenant: Tenant, conversation: Conversation) -> list[Person]:
    return [person for person in tenant.people.values() if person.id in conversation.members]


def _shown(tenant: Tenant, person: Person) -> Json:
    given, _, family = person.name.partition(" ")
    return {
        "id": person.id,
        "name": person.name,
        "objectId": person.aad_id,
        "aadObjectId": person.aad_id,
        "givenName": given,
        "surname": family,
        "email": person.email,
        "userPrincipalName": person.upn,
        "tenantId": tenant.id,
        "userRole": "guest" if person.guest else "user",
    }
