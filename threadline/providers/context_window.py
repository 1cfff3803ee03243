"""How much a model can read, and making a request fit: the newest messages stay, what falls out is told.

Pure functions over estimates (`tokens`), so a tenth of the window is kept free.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from threadline.providers.faults import too_long
from threadline.providers.port import ContextTooLong, Request
from threadline.providers.tokens import estimate_request, estimate_tokens
from threadline.providers.transcript_gap import Gap, falls_out

UNKNOWN_WINDOW = 16_384
"""Tokens assumed of a model that no list knows: what local servers commonly start with."""
_ANSWER = 2_048
_MARGIN = 0.9
_PRICE_LISTS = ("openai", "anthropic", "google", "x-ai", "deepseek", "openrouter")
_LEAST = 200
_GAP = "\n\n[… left out, too long …]\n\n"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A request that fits, and where messages fell out of it: what a rolling summary has to say."""

    request: Request
    gap: Gap


class Windows:
    """Windows of models in tokens, by `overrides` and by the list in `genai-prices`."""

    def __init__(self, overrides: Mapping[str, int] | None = None, *, unknown: int = UNKNOWN_WINDOW) -> None:
        self._overrides = dict(overrides or {})
        self._unknown = unknown

    def of(self, model: str) -> int:
        """The window of a model. The first call for a model without override loads the list (16 MB)."""
        if model in self._overrides:
            return self._overrides[model]
        from genai_prices.data_snapshot import get_snapshot

        for price_list in _PRICE_LISTS:
            try:
                _, found = get_snapshot().find_provider_model(model, None, price_list, None)
            except LookupError:
                continue
            if found.context_window:
                return found.context_window
        return self._unknown


def budget(window: int, request: Request) -> int:
    """Tokens a request may have: the window less the answer, which takes `max_tokens` or 2,048, less a tenth."""
    answer = min(request.parameters.max_tokens or _ANSWER, window // 2)
    return int((window - answer) * _MARGIN)


def fit(request: Request, tokens: int, *, fallen: bool = False) -> Fitted:
    """Make a request have at most `tokens`: old messages go first, then the end of the material, then the middle of the
    newest message. `fallen`: some messages fell out behind its opening before.

    Raises `ContextTooLong` where instructions and facts alone are more.
    """
    rest = replace(request, messages=(), material=None)
    room = tokens - estimate_request(rest)
    if room < min(_LEAST, estimate_request(request) - estimate_request(rest)):
        said = "instructions and facts alone do not fit the window"
        raise ContextTooLong(said, provider="context", advice=too_long())
    material = estimate_tokens(request.material or "")
    gap = falls_out(request.messages, max(0, room - material), before=request.opening if fallen else None)
    kept = replace(request, messages=gap.around(request.messages), opening=gap.begin)
    over = estimate_request(kept) - tokens
    return Fitted(_cut(kept, over) if over > 0 else kept, gap)


def shrink(request: Request) -> Request:
    """A request with about half of the conversation and material, to ask once more after `ContextTooLong`.

    Raises `ContextTooLong` where there is nothing left to leave out.
    """
    fixed = estimate_request(replace(request, messages=(), material=None))
    tokens = fixed + (estimate_request(request) - fixed) // 2
    return fit(request, tokens, fallen=bool(request.earlier)).request


def share_read(whole: Request, kept: Request) -> float | None:
    """How much of the text to work on, or of the newest message, is left in a request; None where all of it is."""
    before, after = _about(whole), _about(kept)
    if len(after) >= len(before) or _GAP.strip() not in after:
        return None
    return max(0, len(after) - len(_GAP)) / len(before)


def _about(request: Request) -> str:
    newest = request.messages[-1].text if request.messages else ""
    return f"{request.material or ''}{newest}"


def _cut(request: Request, over: int) -> Request:
    """Take `over` tokens from the end of the material, else out of the middle of the newest message."""
    if request.material is not None and estimate_tokens(request.material) > over:
        return replace(request, material=_without_end(request.material, over))
    if request.material is not None:
        over -= estimate_tokens(request.material) - estimate_tokens(_GAP.strip())
        request = replace(request, material=_GAP.strip())
    last = request.messages[-1]
    newest = replace(last, text=_without_middle(last.text, over)) if over > 0 else last
    return replace(request, messages=(*request.messages[:-1], newest))


def material_left(cut: str) -> str:
    """The beginning of a material, of which `fit` has cut the end."""
    return cut.removesuffix(_GAP.strip()).removesuffix("\n\n")


def _without_end(text: str, over: int) -> str:
    """The beginning of a text without at least `over` tokens at its end: how far it goes can be told in pages."""
    total = estimate_tokens(text)
    keep = int(len(text) * max(0, total - over - estimate_tokens(_GAP)) / max(total, 1))
    return text[:keep].rstrip() + _GAP.rstrip()


def _without_middle(text: str, over: int) -> str:
    """Beginning and end of a text, which mostly say what it is about, with a gap of at least `over` tokens."""
    total = estimate_tokens(text)
    keep = max(0, total - over - estimate_tokens(_GAP)) / max(total, 1)
    half = int(len(text) * keep / 2)
    return text[:half] + _GAP + (text[-half:] if half else "")
