"""Making a request fit the window of the model that is asked first."""

from dataclasses import replace

from threadline.core.turns.history import with_summary
from threadline.providers.context_window import Windows, budget, fit
from threadline.providers.port import ChatMessage, Request
from threadline.providers.tokens import estimate_tokens
from threadline.providers.transcript_gap import Gap

_ASKED_ABOUT = 800


def fitted(
    windows: Windows, request: Request, fallen: tuple[ChatMessage, ...], model: str | None
) -> tuple[Request, Request]:
    """The request whole and within the model's window, with what fell out of the conversation in short."""
    whole = request
    if model is not None:
        tokens = budget(windows.of(model), request)
        if request.material is None and estimate_tokens(request.messages[-1].text) > tokens // 2:
            whole = request = _as_material(request)
        result = fit(request, tokens, fallen=bool(fallen))
        request, fallen = result.request, _all_fallen(request, fallen, result.gap)
    return whole, with_summary(request, fallen)


def _all_fallen(request: Request, fallen: tuple[ChatMessage, ...], gap: Gap) -> tuple[ChatMessage, ...]:
    """What fell out behind the opening of a request, with what falls out before and behind it, in order."""
    opening = max(request.opening, gap.begin)
    return (*request.messages[gap.begin : opening], *fallen, *request.messages[opening : gap.end])


def _as_material(request: Request) -> Request:
    """A message that is a long text itself: what is asked about it stands mostly at its beginning or its end."""
    text = request.messages[-1].text
    asked = f"{text[:_ASKED_ABOUT]}\n\n[…]\n\n{text[-_ASKED_ABOUT:]}"
    return replace(request, messages=(*request.messages[:-1], ChatMessage("user", asked)), material=text)
