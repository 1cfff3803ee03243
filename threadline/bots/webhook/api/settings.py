"""A person's settings."""

from pydantic import ValidationError

from threadline.bots.webhook.api.favorites import PREFIX, favorites_of
from threadline.bots.webhook.api.model_choice import llm_view, providers, save_llm
from threadline.bots.webhook.api.preference_rules import require_fitting
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.schema.service import PreferenceBody, PreferenceView
from threadline.bots.webhook.schema.settings import LlmBody, LlmView, SettingsView, UiBody, UiView
from threadline.core.calendars.registry import DEFAULT_CALENDAR_KEY
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.turns.model_selection import LLM_PREFERENCE

endpoints = Endpoints("Settings")

_PATH = "/api/v1/settings"
_UI = "ui"
_OWN_ADDRESS = {LLM_PREFERENCE: f"{_PATH}/llm", _UI: f"{_PATH}/ui"}


@endpoints.declare("GET", _PATH, scope=READ)
async def get(call: Call) -> SettingsView:
    """Read your settings, and which providers you can choose from."""
    records = await call.services.people.preferences.list(call.person.id)
    ui = next((record.value for record in records if record.key == _UI), "{}")
    return SettingsView(
        llm=await llm_view(call),
        ui=_ui_view(ui),
        preferences=[PreferenceView.model_validate(record) for record in records if not _is_reserved(record.key)],
        favorites=await favorites_of(call),
        providers=providers(call),
    )


@endpoints.declare("PUT", _PATH + "/llm", scope=WRITE, errors=(422,))
async def put_llm(call: Call, body: LlmBody) -> LlmView:
    """Choose who answers you, and how. With `api_key`, by your own account with that provider."""
    await save_llm(call, body)
    return await llm_view(call)


@endpoints.declare("PUT", _PATH + "/ui", scope=WRITE)
async def put_ui(call: Call, body: UiBody) -> UiView:
    """Choose what the console looks like."""
    value = body.model_dump_json()
    await call.services.people.preferences.put(call.person.id, _UI, value=value, category=_UI)
    return _ui_view(value)


@endpoints.declare("PUT", _PATH + "/preferences", scope=WRITE, errors=(422,))
async def put_preference(call: Call, body: PreferenceBody) -> PreferenceView:
    """Set one preference. Some steer the service, others are the client's own.

    `timezone` (IANA), `language` (ISO 639-1), `working_hours` (`09:00-17:00`), `working_days` (`mon,tue,wed,thu,fri`),
    `buffer_minutes` (kept free around what is in the calendar), `holidays` (`AT`, `DE-BY`), `share_busy` and
    `invite_attendees` (`true`, `false`).
    """
    _check(body)
    record = await call.services.people.preferences.put(
        call.person.id, body.key, value=body.value, category=body.category
    )
    return PreferenceView.model_validate(record)


@endpoints.declare("DELETE", _PATH + "/preferences/{key}", scope=WRITE, status=204)
async def delete_preference(call: Call, key: str) -> None:
    """Forget one preference."""
    if _is_reserved(key) or not await call.services.people.preferences.delete(call.person.id, key):
        raise not_found("preference")


def _ui_view(value: str) -> UiView:
    """What was stored; what cannot be read any more is as if it had never been chosen."""
    try:
        return UiView.model_validate_json(value)
    except ValidationError:
        return UiView()


def _is_reserved(key: str) -> bool:
    """Whether a setting that has an address of its own is kept under this key."""
    return key in _OWN_ADDRESS or key.startswith(PREFIX)


def _check(body: PreferenceBody) -> None:
    if body.key in _OWN_ADDRESS:
        raise unprocessable("key", f"This one is set with PUT {_OWN_ADDRESS[body.key]}.")
    if body.key == DEFAULT_CALENDAR_KEY:
        raise unprocessable("key", "This one is set with PUT /api/v1/calendar/default.")
    require_fitting(body.key, body.value)
