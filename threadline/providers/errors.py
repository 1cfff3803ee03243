"""What can go wrong with a provider, in one tree:

ProviderError
├── AuthenticationFailed   the key is missing, wrong or may not use the model
├── RateLimited            asked too often or out of quota; `retry_after` in seconds where the provider said
├── ContextTooLong         the request does not fit the model's window
├── InvalidRequest         the provider does not take the request (unknown model, bad parameter)
│   └── NoRoomToAnswer     the limit of tokens was used up before a word was said
├── Refused                the model or its safety filter declined to answer
├── OverBudget             our own limits: nothing more may be spent, or asked at once
├── Crowded                our own bounds: too many wait for an answer already
├── Unavailable            cannot be reached, overloaded or broken
│   ├── TooSlow            it gave no sign of life in time
│   ├── Resting            it kept failing and is not asked for a while
│   └── Unusable           it answered nothing, or not what was asked for
└── CutOff                 the answer stopped before its end; `text` holds what had come
"""

from typing import ClassVar

from threadline.providers.usage import Usage
from threadline.texts.messages import _


class ProviderError(Exception):
    """Something a provider could not do. `str(error)` is a sentence for the log; `advice` one for the person.

    `usage` is what the provider said it took, where it said so before it failed. `blames_provider`: the failure says
    that the provider is unwell, whoever asks it; what a request itself causes does not. `timed_out`: it was waited for
    in vain, which may take as long once more.
    """

    code: ClassVar[str] = "provider_error"
    retryable: ClassVar[bool] = False
    blames_provider: ClassVar[bool] = False

    def __init__(self, message: str, *, provider: str, advice: str = "", retry_after: float | None = None) -> None:
        super().__init__(message)
        self.provider = provider
        self.advice = advice or message
        self.retry_after = retry_after
        self.usage: Usage | None = None
        self.timed_out = False


class AuthenticationFailed(ProviderError):
    """The key is missing, wrong, or may not use the model."""

    code = "authentication_failed"


class RateLimited(ProviderError):
    """Asked too often, or the quota is used up."""

    code = "rate_limited"
    retryable = True
    blames_provider = True


class ContextTooLong(ProviderError):
    """The request does not fit the model's window."""

    code = "context_too_long"


class InvalidRequest(ProviderError):
    """The provider does not take the request."""

    code = "invalid_request"


class NoRoomToAnswer(InvalidRequest):
    """The limit of tokens was used up before a word was said: a model that thinks first needs a larger one."""

    code = "no_room_to_answer"


class Refused(ProviderError):
    """The model, or a filter before it, declined to answer."""

    code = "refused"


class OverBudget(ProviderError):
    """Nothing more may be spent by the limits that the operator set; `retry_after` says when there is room again."""

    code = "over_budget"


class Crowded(ProviderError):
    """Too many wait for an answer already; `retry_after` is when it is worth asking again."""

    code = "crowded"


class Unavailable(ProviderError):
    """The provider cannot be reached, is overloaded or answers nonsense."""

    code = "unavailable"
    retryable = True
    blames_provider = True


class TooSlow(Unavailable):
    """The provider gave no sign of life in time."""

    code = "too_slow"

    def __init__(self, message: str, *, provider: str, advice: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, provider=provider, advice=advice, retry_after=retry_after)
        self.timed_out = True


class Resting(Unavailable):
    """The provider kept failing, and is not asked again before `retry_after` is over."""

    code = "resting"
    retryable = False
    blames_provider = False


class AskedToWait(Resting):
    """The provider said for how long it wants to be left alone, and is not asked before that is over."""


class Unusable(Unavailable):
    """The provider answered nothing, or no JSON of the schema: the next answer may be better."""

    code = "unusable"
    blames_provider = False


class CutOff(ProviderError):
    """The answer ended before its end."""

    code = "cut_off"
    retryable = True
    blames_provider = True

    def __init__(
        self, message: str, *, provider: str, text: str = "", advice: str = "", timed_out: bool = False
    ) -> None:
        advice = advice or _("{provider} stopped midway; try again.", provider=provider)
        super().__init__(message, provider=provider, advice=advice)
        self.text = text
        self.timed_out = timed_out
