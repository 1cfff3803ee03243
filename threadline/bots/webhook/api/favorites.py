"""Favourite templates: each a preference of its own, so that two changes at once do not undo each other."""

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found
from threadline.bots.webhook.schema.settings import FavoritesBody, FavoritesView
from threadline.core.domain.scopes import WRITE

endpoints = Endpoints("Settings")

PREFIX = "favorite:"
"""What the keys of favourites begin with; the colon keeps them apart from the keys that people may choose."""

_PATH = "/api/v1/settings/templates/favorites"
_ONE = _PATH + "/{template_id}"
_CATEGORY = "templates"


@endpoints.declare("PUT", _PATH, scope=WRITE, errors=(404,))
async def put_all(call: Call, body: FavoritesBody) -> FavoritesView:
    """Set your favourite templates, in your order."""
    wanted = list(dict.fromkeys(body.favorites or body.template_ids or ()))
    for template_id in wanted:
        await call.services.conversations.templates.get(call.person.id, template_id)
    for template_id in set(await _places(call)) - set(wanted):
        await call.services.people.preferences.delete(call.person.id, PREFIX + template_id)
    for place, template_id in enumerate(wanted):
        await _put(call, template_id, place)
    return FavoritesView(favorites=await favorites_of(call))


@endpoints.declare("PUT", _ONE, scope=WRITE)
async def put_one(call: Call, template_id: str) -> FavoritesView:
    """Make a template a favourite. One that is a favourite already stays where it is."""
    await call.services.conversations.templates.get(call.person.id, template_id)
    places = await _places(call)
    if template_id not in places:
        await _put(call, template_id, max(places.values(), default=-1) + 1)
    return FavoritesView(favorites=await favorites_of(call))


@endpoints.declare("DELETE", _ONE, scope=WRITE)
async def delete_one(call: Call, template_id: str) -> FavoritesView:
    """Make a template no favourite any more."""
    if not await call.services.people.preferences.delete(call.person.id, PREFIX + template_id):
        raise not_found("favourite", template_id)
    return FavoritesView(favorites=await favorites_of(call))


async def favorites_of(call: Call) -> list[str]:
    """The ids of the caller's favourite templates that there still are, in order."""
    there = {template.id for template in await call.services.conversations.templates.all(call.person.id)}
    places = await _places(call)
    return sorted(there & places.keys(), key=lambda template_id: (places[template_id], template_id))


async def _places(call: Call) -> dict[str, int]:
    records = await call.services.people.preferences.list(call.person.id)
    return {record.key.removeprefix(PREFIX): int(record.value) for record in records if record.key.startswith(PREFIX)}


async def _put(call: Call, template_id: str, place: int) -> None:
    await call.services.people.preferences.put(
        call.person.id, PREFIX + template_id, value=str(place), category=_CATEGORY
    )
