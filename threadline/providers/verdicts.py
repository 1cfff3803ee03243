"""What the failures of a chain come to: one error for the caller, and a sentence that says who failed and why."""

from collections.abc import Sequence

from threadline.providers.errors import AskedToWait
from threadline.providers.port import (
    AuthenticationFailed,
    ContextTooLong,
    CutOff,
    InvalidRequest,
    NoRoomToAnswer,
    OverBudget,
    ProviderError,
    RateLimited,
    Refused,
    Resting,
    TooSlow,
    Unavailable,
    Unusable,
)
from threadline.texts.formats import and_list
from threadline.texts.messages import N_, _

_WHY: tuple[tuple[type[ProviderError], str], ...] = (
    (TooSlow, N_("{provider} took too long")),
    (AskedToWait, N_("{provider} asked us to wait")),
    (Resting, N_("{provider} keeps failing, so it is not asked for a while")),
    (Unusable, N_("{provider} gave no usable answer")),
    (CutOff, N_("{provider} stopped midway")),
    (AuthenticationFailed, N_("{provider} does not accept its key")),
    (RateLimited, N_("{provider} is asked too often or has no quota left")),
    (ContextTooLong, N_("the text is too long for {provider}")),
    (NoRoomToAnswer, N_("the limit of tokens was used up before {provider} said anything")),
    (InvalidRequest, N_("{provider} does not take the request")),
    (Refused, N_("{provider} declined to answer")),
    (OverBudget, N_("no more may be spent on {provider}")),
    (Unavailable, N_("{provider} does not answer")),
)


def why(error: ProviderError) -> str:
    """A few words on a failure, as they stand in the middle of a sentence."""
    told = next((text for kind, text in _WHY if isinstance(error, kind)), N_("{provider} failed"))
    return _(told, provider=error.provider)


def reason(errors: Sequence[ProviderError]) -> str:
    """Who failed and why, in one line: the last failure of each."""
    last = {error.provider: error for error in errors}
    return and_list([why(error) for error in last.values()])


def verdict(errors: Sequence[ProviderError]) -> ProviderError:
    """The one error that stands for all: where all failed the same way that way, else that none could be had.

    `retry_after` is that of the provider that may be asked first. The others are told in notes and in `advice`.
    """
    last = list({error.provider: error for error in errors}.values())
    if len(last) == 1 or isinstance(last[0], ContextTooLong):
        return last[0]
    asked = [error for error in last if not isinstance(error, Resting)] or last
    kind = next((each for each in _SAME if all(isinstance(error, each) for error in asked)), Unavailable)
    waits = [error.retry_after for error in last if error.retry_after is not None]
    made = kind(
        "; ".join(str(error) for error in last),
        provider=last[0].provider,
        advice=_("No model could answer: {reason}.", reason=reason(errors)),
        retry_after=min(waits, default=None),
    )
    for error in last:
        made.add_note(f"{error.provider}: {error.code}")
    return made


_SAME: tuple[type[ProviderError], ...] = (
    TooSlow,
    Resting,
    RateLimited,
    AuthenticationFailed,
    NoRoomToAnswer,
    InvalidRequest,
)


def resting(provider: str, *, asked_to_wait: bool, left: float) -> Resting:
    """The error of a provider that is not asked for so many seconds, and why it is not."""
    if asked_to_wait:
        advice = _("{provider} asked us to wait, so it is not asked for a while; try again later.", provider=provider)
        return AskedToWait(f"{provider} asked to be left alone", provider=provider, advice=advice, retry_after=left)
    advice = _(
        "The language model cannot be reached right now: {provider} keeps failing, so it is not asked for a while. "
        "Try again later.",
        provider=provider,
    )
    said = f"{provider} keeps failing and is left alone for a while"
    return Resting(said, provider=provider, advice=advice, retry_after=left)


def own_key_refused(error: ProviderError) -> str:
    """What to tell a person whose own key was refused: it is theirs, so they can do something about it."""
    if isinstance(error, RateLimited):
        told = N_("{provider} refuses your own key for now: it is used too often, or its credit is used up.")
    else:
        told = N_("{provider} does not accept the key in your settings.")
    cure = _("Change or remove it there; without it, the workspace's own models answer you.")
    return f"{_(told, provider=error.provider)} {cure}"
