"""What fits into a model's window, and what falls out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.providers.context_window import UNKNOWN_WINDOW, Windows, budget, fit, share_read, shrink
from threadline.providers.port import ChatMessage, ContextTooLong, Parameters, Request
from threadline.providers.tokens import estimate_request
from threadline.providers.transcript_gap import Gap


def talk(*texts: str, **more: object) -> Request:
    roles = ("user", "assistant")
    messages = tuple(ChatMessage(roles[at % 2], text) for at, text in enumerate(texts))  # type: ignore[arg-type]
    return Request(messages, **more)  # type: ignore[arg-type]


def test_windows() -> None:
    windows = Windows({"mine": 4_000})
    assert windows.of("mine") == 4_000
    assert windows.of("gpt-6-luna") > 100_000
    assert windows.of("claude-haiku-5-5") > 100_000
    assert windows.of("no-such-model") == UNKNOWN_WINDOW
    assert windows.of("gpt-3.5-turbo-nobody-listed") > 0


def test_a_model_without_a_listed_window_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    from genai_prices import data_snapshot

    class Snapshot:
        def find_provider_model(self, *_: object) -> tuple[None, object]:
            return None, type("Model", (), {"context_window": None})()

    monkeypatch.setattr(data_snapshot, "get_snapshot", Snapshot)
    assert Windows(unknown=99).of("m") == 99


def test_the_answer_has_its_place() -> None:
    assert budget(10_000, talk("x")) == int((10_000 - 2_048) * 0.9)
    assert budget(10_000, talk("x", parameters=Parameters(max_tokens=9_000))) == 4_500


def test_fitting_says_what_fell_out() -> None:
    request = talk("a" * 4_000, "b" * 4_000, "c" * 40, "d" * 40, "e" * 40, system="Be brief.")
    fitted = fit(request, 1_200)
    assert fitted.gap == Gap(0, 2)
    assert fitted.request.messages == request.messages[2:]
    assert fit(request, 10_000).request == replace(request, opening=4)
    assert fit(request, 20_000).request == request


def test_long_material_loses_its_end() -> None:
    request = talk("old", "answer", "summarise", material="begin " + "x " * 20_000 + " end")
    fitted = fit(request, 2_000).request
    assert estimate_request(fitted) <= 2_000
    assert fitted.material is not None
    assert fitted.material.startswith("begin ")
    assert fitted.material.endswith("x\n\n[… left out, too long …]")
    assert fitted.messages[-1].text == "summarise"


def test_a_long_message_loses_its_middle_even_beside_material() -> None:
    fitted = fit(talk("y" * 40_000, material="m" * 400), 600).request
    assert estimate_request(fitted) <= 600
    assert fitted.material is not None
    assert "left out" in fitted.material
    assert "left out" in fitted.messages[0].text


def test_instructions_that_do_not_fit() -> None:
    with pytest.raises(ContextTooLong):
        fit(talk("hello" * 500, system="s" * 40_000), 1_000)


def test_shrinking_halves() -> None:
    request = talk(*["word " * 200] * 6)
    smaller = shrink(request)
    assert estimate_request(smaller) <= estimate_request(request) // 2
    assert smaller.messages[-1] == request.messages[-1]
    with pytest.raises(ContextTooLong):
        shrink(talk("hi", system="s" * 4_000))


@given(
    texts=st.lists(st.text(max_size=3_000), min_size=1, max_size=6),
    material=st.none() | st.text(max_size=5_000),
    tokens=st.integers(300, 4_000),
)
def test_what_is_fitted_fits(texts: list[str], material: str | None, tokens: int) -> None:
    request = talk(*texts, material=material)
    fitted = fit(request, tokens)
    assert estimate_request(fitted.request) <= tokens
    assert len(fitted.request.messages) == len(texts) - (fitted.gap.end - fitted.gap.begin) >= 1
    assert fitted.request.opening == fitted.gap.begin


def test_the_share_that_was_left_of_a_text_is_known() -> None:
    request = Request((ChatMessage("user", "Sum it up."),), material="word " * 20_000)
    kept = fit(request, 5_000).request
    share = share_read(request, kept)
    assert share is not None
    assert 0.1 < share < 0.25
    assert share_read(request, request) is None
    assert share_read(request, fit(request, 100_000).request) is None
