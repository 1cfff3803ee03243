"""What goes wrong with tools on the side of a provider, and how its words about it read.

Servers without tools answer a request that has them with an error of many wordings; so do servers that do not take
back a round as they gave it (a signature, a reasoning item, an id). Both can be asked again: without tools, or with
the rounds told in words.
"""

import re

from threadline.providers.faults import UnsupportedParameter
from threadline.providers.port import CutOff, InvalidRequest, ProviderError, Unavailable, Unusable

TOOLS, ROUNDS = "tools", "rounds"
"""What is left out of a request that is asked again: the tools, or the rounds in the provider's own form."""

_TOOLS = re.compile(r"\btools?\b|tool[_ -](?:choice|use|call)|function[_ -]?(?:call|declaration)|\bfunctions\b", re.I)
_HAS_NONE = re.compile(
    r"(?:not|n[o’']t) (?:\w+ )?(?:support|enabled|available|implemented)|unsupported|support tool use|requires? -|"
    r"extra inputs|unrecogni[sz]ed|unknown (?:parameter|field|name|argument)",
    re.I,
)
_ROUNDS = re.compile(
    r"signature|thinking|reasoning|\bitem\b.*not found|tool[_ ]?(?:use|call)?_?ids?\b|tool_(?:result|output|use)|"
    r"function[_ ]?(?:response|call_output)|call_id|role.{0,4}tool|conversation roles|no tool (?:output|call)",
    re.I,
)
_STRICT = re.compile(r"\bstrict\b", re.I)


class MalformedCalls(Unusable):
    """The model wanted to call something and did it wrong: nothing of the answer can be used."""


def advise(provider: str) -> str:
    """The sentence for the person."""
    return f"{provider} gave an answer that cannot be used; try again."


def malformed(provider: str, said: str) -> MalformedCalls:
    """A call that cannot be used. `said` is of ours or short: it goes into the log."""
    return MalformedCalls(f"{provider}: {said[:120]}", provider=provider, advice=advise(provider))


def refusal_of(error: ProviderError, *, tools: bool, rounds: bool) -> UnsupportedParameter | None:
    """What to leave out so that a request that a server refused is taken; None where it is about something else.

    `tools` and `rounds` say whether the request had them.
    """
    words = str(error)
    if isinstance(error, UnsupportedParameter | CutOff | MalformedCalls):
        return None
    if not isinstance(error, InvalidRequest) and not (isinstance(error, Unavailable) and _HAS_NONE.search(words)):
        return None
    if rounds and _ROUNDS.search(words):
        return UnsupportedParameter(words, provider=error.provider, parameter=ROUNDS)
    if not tools or not _TOOLS.search(words):
        return None
    parameter = "strict" if _STRICT.search(words) else TOOLS
    return UnsupportedParameter(words, provider=error.provider, parameter=parameter)


def for_good(error: UnsupportedParameter) -> bool:
    """Whether what was refused is refused to every request, so that it is worth remembering for the model."""
    if error.parameter == ROUNDS:
        return False
    return error.parameter != TOOLS or bool(_HAS_NONE.search(str(error)))
