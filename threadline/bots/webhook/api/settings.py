"""A person's settings."""

import json

from pydantic import ValidationError

from threadline.bots.webhook.api.favorites import PREFIX, favorites_of
from threadline.bots.webhook.api.model_choice import llm_view, providers, save_llm
from threadline.bots.webhook.api.preference_rules import RULES, named_zone, require_fitting
from threadline.bots.webhook.compatibility.kept_values import kept, shown
from threadline.bots.webhook.compatibility.named_answers import (
    llm_answer,
    named_settings,
    preference_answer,
    ui_answer,
)
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.schema.messages import DeletedView
from threadline.bots.webhook.schema.service import PreferenceAnswer, PreferenceBody, PreferenceView
from threadline.bots.webhook.schema.settings import LlmAnswer, LlmBody, SettingsView, UiAnswer, UiBody, UiView
from threadline.core.calendars.registry import DEFAULT_CALENDAR_KEY
from threadline.core.dialogue.preference_sentences import sentence_of
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.turns.model_selection import LLM_PREFERENCE
from threadline.storage.preferences import PreferenceRecord

endpoints = Endpoints("Settings")

_PATH = "/api/v1/settings"
_UI = "ui"
_LONGEST_VALUE = 10_000
_OWN_ADDRESS = {LLM_PREFERENCE: f"{_PATH}/llm", _UI: f"{_PATH}/ui"}


@endpoints.declare("GET", _PATH, scope=READ)
async def get(call: Call) -> SettingsView:
    """Read your settings, and which providers you can choose from."""
    records = await call.services.people.preferences.list(call.person.id)
    ui = next((record.value for record in records if record.key == _UI), "{}")
    llm, look, favorites = await llm_view(call), _ui_view(ui), await favorites_of(call)
    preferences = [_preference_view(record) for record in records if not _is_reserved(record.key)]
    return SettingsView(
        llm=llm,
        ui=look,
        preferences=preferences,
        favorites=favorites,
        providers=providers(call),
        settings=named_settings(llm, look, preferences, favorites),
    )


@endpoints.declare("PUT", _PATH + "/llm", scope=WRITE, errors=(422,))
async def put_llm(call: Call, body: LlmBody) -> LlmAnswer:
    """Choose who answers you, and how. With `api_key`, by your own account with that provider."""
    await save_llm(call, body)
    return llm_answer(await llm_view(call))


@endpoints.declare("PUT", _PATH + "/ui", scope=WRITE)
async def put_ui(call: Call, body: UiBody) -> UiAnswer:
    """Choose what the console, or another client, looks like."""
    record = await call.services.people.preferences.get(call.person.id, _UI)
    before = _ui_view(record.value if record else "{}").model_dump(exclude_defaults=True)
    given = body.model_dump(exclude_unset=True)
    given |= {"theme": "auto"} if body.theme == "system" else {}
    value = json.dumps({name: kept for name, kept in {**before, **given}.items() if kept is not None})
    await call.services.people.preferences.put(call.person.id, _UI, value=value, category=_UI)
    return ui_answer(_ui_view(value))


@endpoints.declare("PUT", _PATH + "/preferences", scope=WRITE, errors=(422,))
async def put_preference(call: Call, body: PreferenceBody) -> PreferenceAnswer:
    """Set one preference. Some steer the service, others are the client's own.

    `timezone` (IANA, or a city), `language` (ISO 639-1), `working_hours` (`09:00-17:00`), `working_days` (`mon,tue`),
    `buffer_minutes` (kept free around what is in the calendar), `holidays` (`AT`, `DE-BY`), `focus_time`
    (`120 morning`, kept from booking pages), `out_of_office` (`2027-08-03/2027-08-07`), `share_busy` and
    `invite_attendees` (`true`, `false`), `event_shape` (`threadline`, `google`), `clock` (`12`, `24`), `week_start`
    (`monday`), `meeting_minutes` (how long a meeting is of which nobody says it), `remind_minutes` (before each
    meeting), `morning_brief` (`07:30`), `quiet_hours` (`22:00-07:00`), `tell_answers` and `tell_expiry` (`true`),
    `todo_list` (where things to do go: `here`, `google`, `microsoft`, `caldav`).
    """
    value = named_zone(body.key, kept(body.value, as_text=body.key in RULES))
    if len(value) > _LONGEST_VALUE or "\x00" in value:
        raise unprocessable("value", f"A value is up to {_LONGEST_VALUE} characters of JSON, without NUL characters.")
    _check(body.key, value)
    record = await call.services.people.preferences.put(call.person.id, body.key, value=value, category=body.category)
    return preference_answer(_preference_view(record))


@endpoints.declare("DELETE", _PATH + "/preferences/{key}", scope=WRITE)
async def delete_preference(call: Call, key: str) -> DeletedView:
    """Forget one preference."""
    if _is_reserved(key) or not await call.services.people.preferences.delete(call.person.id, key):
        raise not_found("preference", key)
    return DeletedView(message="The preference is forgotten.")


def _ui_view(value: str) -> UiView:
    """What was stored; what cannot be read any more is as if it had never been chosen."""
    try:
        return UiView.model_validate_json(value)
    except ValidationError:
        return UiView()


def _is_reserved(key: str) -> bool:
    """Whether a setting that has an address of its own is kept under this key."""
    return key in _OWN_ADDRESS or key.startswith(PREFIX)


def _preference_view(record: PreferenceRecord) -> PreferenceView:
    said = sentence_of(record.key, record.value)
    return PreferenceView(key=record.key, value=shown(record.value), category=record.category, sentence=said or "")


def _check(key: str, value: str) -> None:
    if key in _OWN_ADDRESS:
        raise unprocessable("key", f"This one is set with PUT {_OWN_ADDRESS[key]}.")
    if key == DEFAULT_CALENDAR_KEY:
        raise unprocessable("key", "This one is set with PUT /api/v1/calendar/default.")
    require_fitting(key, value)
