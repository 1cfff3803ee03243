"""A person's settings."""

import re

from threadline.bots.webhook.asking import read_zone
from threadline.bots.webhook.call import Call
from threadline.bots.webhook.endpoint import Endpoints
from threadline.bots.webhook.problems import Problem, not_found, unprocessable
from threadline.bots.webhook.schema.service import PreferenceBody, PreferenceView, SettingsView
from threadline.core.access import READ, WRITE

endpoints = Endpoints("Settings")

_PATH = "/api/v1/settings"
_LANGUAGE = re.compile(r"^[a-z]{2}$")


@endpoints.declare("GET", _PATH, scope=READ)
async def get(call: Call) -> SettingsView:
    """Read your settings."""
    records = await call.services.preferences.list(call.person.id)
    return SettingsView(preferences=[PreferenceView.model_validate(record) for record in records])


@endpoints.declare("PUT", _PATH + "/preferences", scope=WRITE, errors=(422,))
async def put_preference(call: Call, body: PreferenceBody) -> PreferenceView:
    """Set one preference. `timezone` (IANA) and `language` (ISO 639-1) steer the service, others are the client's."""
    _check(body)
    record = await call.services.preferences.put(call.person.id, body.key, value=body.value, category=body.category)
    return PreferenceView.model_validate(record)


@endpoints.declare("DELETE", _PATH + "/preferences/{key}", scope=WRITE, status=204)
async def delete_preference(call: Call, key: str) -> None:
    """Forget one preference."""
    if not await call.services.preferences.delete(call.person.id, key):
        raise not_found("preference")


def _check(body: PreferenceBody) -> None:
    if body.key == "timezone":
        try:
            known = bool(read_zone(body.value))
        except Problem:
            known = False
        if not known:
            raise unprocessable("value", "This is no IANA time zone (an example is Europe/Vienna).")
    if body.key == "language" and not _LANGUAGE.match(body.value):
        raise unprocessable("value", "A language is two letters of ISO 639-1 (an example is en).")
