"""Which provider a person chose, and the key they brought for it."""

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.schema.settings import LlmBody, LlmView, ProviderView
from threadline.core.turns.model_selection import LlmSettings, Sampling
from threadline.providers.pool import LAST_RESORT
from threadline.providers.settings import ProviderSpec
from threadline.storage.database.errors import SecretUnreadable
from threadline.texts.formats import or_list
from threadline.texts.messages import _

_NO_SECRETS = (
    "No key of your own can be kept here yet, because this service has nothing to encrypt it with. "
    "Ask whoever runs Threadline."
)


def providers(call: Call) -> list[ProviderView]:
    """The providers that are configured. What needs no model is always one of them."""
    return [ProviderView(name=spec.name, kind=spec.kind, model=spec.model) for spec in _specs(call)]


async def llm_view(call: Call) -> LlmView:
    """How the caller is answered."""
    wishes = await call.services.models.selection.settings_of(call.person.id)
    own = wishes.model_dump(exclude={"sampling"})
    sampling = {name: wish for name, wish in wishes.sampling.model_dump(mode="json").items() if wish not in (None, [])}
    return LlmView(**own, parameters=sampling, has_api_key=await _has_key(call, wishes.provider))


async def save_llm(call: Call, body: LlmBody) -> None:
    """Keep what the caller chose: all of it or nothing. Raises `Problem` (422)."""
    before = await call.services.models.selection.settings_of(call.person.id)
    wishes = _merged(before, body)
    _check(call, body, wishes)
    await _check_model(call, wishes, body.api_key)
    if "api_key" in body.model_fields_set:
        await _save_key(call, body.provider, body.api_key)
    await call.services.models.selection.save_settings(call.person.id, wishes)


def _merged(before: LlmSettings, body: LlmBody) -> LlmSettings:
    """What is wished from now on: a further provider has a model of its own, and null is the usual."""
    given = body.model_dump(exclude={"api_key", "parameters"}, exclude_unset=True)
    if "provider" in given and given["provider"] != before.provider:
        given.setdefault("model", None)
    if body.parameters is not None:
        wished = body.parameters
        beside = {
            name: getattr(wished, name) for name in ("temperature", "max_tokens") if getattr(wished, name) is not None
        }
        stop = tuple(wished.stop or wished.stop_sequences)
        given = {**beside, **given, "sampling": Sampling(**wished.model_dump(exclude={"stop"}), stop=stop)}
    elif "parameters" in body.model_fields_set:
        given["sampling"] = None
    kept = {**{name: getattr(before, name) for name in LlmSettings.model_fields}, **given}
    return LlmSettings(**{name: value for name, value in kept.items() if value is not None})


def require_provider(call: Call, name: str | None) -> None:
    """Raises `Problem` (422) for one that is not configured."""
    names = [spec.name for spec in _specs(call)]
    if name is not None and name not in names:
        raise unprocessable("provider", f"There is no such provider here. Configured are: {', '.join(names)}.")


def _check(call: Call, body: LlmBody, wishes: LlmSettings) -> None:
    require_provider(call, body.provider)
    if wishes.provider is None and wishes.model is not None:
        raise unprocessable("model", "This goes with a provider: name that as well.")
    if body.provider is None and body.api_key is not None:
        raise unprocessable("api_key", "This goes with a provider: name that as well.")
    if body.api_key is not None and not call.services.storage.secrets.has_key:
        raise unprocessable("api_key", _NO_SECRETS)


async def _check_model(call: Call, body: LlmSettings, api_key: str | None) -> None:
    """A model that the provider does not have would fail every answer: it is told now."""
    if body.provider is None or body.model is None:
        return
    names = await call.services.models.selection.misspelt(call.person.id, body.provider, body.model, api_key)
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
