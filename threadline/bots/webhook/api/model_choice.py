"""Which provider a person chose, and the key they brought for it."""

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.schema.settings import LlmBody, LlmView, ProviderView
from threadline.core.turns.model_selection import LlmSettings
from threadline.providers.pool import LAST_RESORT
from threadline.providers.settings import ProviderSpec
from threadline.storage.database.errors import SecretUnreadable
from threadline.texts.formats import or_list
from threadline.texts.messages import _

_NO_SECRETS = (
    "This service keeps no keys, because it has nothing to encrypt them with. "
    "Whoever runs it sets THREADLINE_SECRET_KEYS; `threadline doctor` says how."
)


def providers(call: Call) -> list[ProviderView]:
    """The providers that are configured. What needs no model is always one of them."""
    return [ProviderView(name=spec.name, kind=spec.kind, model=spec.model) for spec in _specs(call)]


async def llm_view(call: Call) -> LlmView:
    """How the caller is answered."""
    wishes = await call.services.models.selection.settings_of(call.person.id)
    return LlmView(**wishes.model_dump(), has_api_key=await _has_key(call, wishes.provider))


async def save_llm(call: Call, body: LlmBody) -> None:
    """Keep what the caller chose: all of it or nothing. Raises `Problem` (422)."""
    _check(call, body)
    await _check_model(call, body)
    if "api_key" in body.model_fields_set:
        await _save_key(call, body.provider, body.api_key)
    wishes = LlmSettings(**body.model_dump(exclude={"api_key"}))
    await call.services.models.selection.save_settings(call.person.id, wishes)


def _check(call: Call, body: LlmBody) -> None:
    names = [spec.name for spec in _specs(call)]
    if body.provider is not None and body.provider not in names:
        raise unprocessable("provider", f"There is no such provider here. Configured are: {', '.join(names)}.")
    for field in ("model", "api_key"):
        if body.provider is None and getattr(body, field) is not None:
            raise unprocessable(field, "This goes with a provider: name that as well.")
    if body.api_key is not None and not call.services.storage.secrets.has_key:
        raise unprocessable("api_key", _NO_SECRETS)


async def _check_model(call: Call, body: LlmBody) -> None:
    """A model that the provider does not have would fail every answer: it is told now."""
    if body.provider is None or body.model is None:
        return
    names = await call.services.models.selection.misspelt(call.person.id, body.provider, body.model, body.api_key)
    if names is not None:
        said = _("{provider} has no model “{model}”.", provider=body.provider, model=body.model)
        near = _("Did you mean {names}?", names=or_list(names)) if names else ""
        raise unprocessable("model", f"{said} {near}".strip())


async def _save_key(call: Call, provider: str | None, key: str | None) -> None:
    for name in [provider] if provider is not None else [spec.name for spec in _specs(call)]:
        await call.services.models.selection.save_key(call.person.id, name, key)
    action = "key.forget" if key is None else "key.save"
    await call.services.storage.audit.append(person_id=call.person.id, action=action, subject=provider or "")


async def _has_key(call: Call, provider: str | None) -> bool:
    """A key that cannot be read any more is none: it has to be brought again."""
    try:
        return provider is not None and await call.services.models.selection.has_key(call.person.id, provider)
    except SecretUnreadable:
        return False


def _specs(call: Call) -> list[ProviderSpec]:
    specs = call.services.settings.provider_specs()
    return [*specs, *(() if any(spec.name == LAST_RESORT.name for spec in specs) else (LAST_RESORT,))]
