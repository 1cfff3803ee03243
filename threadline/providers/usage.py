"""What an answer took, in tokens: one type that holds whatever a provider says, and makes sense of it or estimates.

A provider may send -1, null, words, fractions or numbers beyond all reason. None of that may void an answer that
stands, so nothing here raises.
"""

from dataclasses import dataclass

_COUNTS = ("input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "reasoning_tokens")
_MOST_TOKENS = 10_000_000
"""More than any window holds: a count above it is nonsense, and no column of a database is too small for one below."""
_LONGEST_NAME = 200


def token_count(said: object) -> int | None:
    """A count of tokens in what a provider sent: a whole number, also one in quotes or with a fraction of zero."""
    if isinstance(said, str):
        said = int(said) if said.isdecimal() and len(said) < 12 else None
    elif isinstance(said, float):
        said = int(said) if said.is_integer() else None
    if not isinstance(said, int) or isinstance(said, bool):
        return None
    return said if 0 <= said <= _MOST_TOKENS else None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens spent on the answer that counted.

    `input_tokens` include `cached_tokens` (read from a prompt cache) and `cache_write_tokens`. `estimated` where the
    provider did not say, or said what cannot be; `dropped` names parameters it does not take, and `tools` where the
    model was asked without them because it has none. `provider` is the name of the one that answered, which matters
    behind a chain. `reasoning_tokens` are part of `output_tokens`.

    Whatever a provider sends may be put in: what is no count of tokens becomes 0 and makes the usage `estimated`.
    """

    model: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0
    estimated: bool = False
    dropped: tuple[str, ...] = ()
    provider: str = ""
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0

    def __post_init__(self) -> None:
        said = (self.input_tokens, self.output_tokens, self.cached_tokens, self.cache_write_tokens)
        counts = [token_count(each) for each in (*said, self.reasoning_tokens)]
        nonsense = None in counts
        whole, output, cached, written, reasoning = (each or 0 for each in counts)
        if cached + written > whole:  # both are part of it; without them it costs the full price
            cached, written, nonsense = 0, 0, True
        values = (whole, output, cached, written, min(reasoning, output))
        for name, value in zip(_COUNTS, values, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "estimated", self.estimated or nonsense)
        object.__setattr__(self, "model", str(self.model or "")[:_LONGEST_NAME])
