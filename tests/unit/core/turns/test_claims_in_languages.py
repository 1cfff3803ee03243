"""Claims in the whole languages: what own cases call one is replaced, and whatever stands around it stays."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.core.turns.claims import Grounds, Truth
from threadline.texts.languages import WHOLE

CASES = Path(__file__).parents[3] / "cases" / "own" / "claims" / "claims.jsonl"
_ROWS: Sequence[Mapping[str, str]] = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
CLAIMS = {language: [r["text"] for r in _ROWS if r["language"] == language and r["claims"]] for language in WHOLE}
TRUE = {language: [r["text"] for r in _ROWS if r["language"] == language and not r["claims"]] for language in WHOLE}

CARD_BELOW = "Nothing is booked, changed or sent yet: please confirm it on the card below."
FRAMES = (("", ""), ("**", "**"), ("- ", ""), ("1. ", ""))

answers = st.sampled_from(WHOLE).flatmap(
    lambda language: st.tuples(
        st.just(language),
        st.lists(st.sampled_from(TRUE[language]), max_size=3),
        st.sampled_from(CLAIMS[language]),
        st.lists(st.sampled_from(TRUE[language]), max_size=3),
        st.sampled_from(FRAMES),
        st.sampled_from([" ", "\n", "\n\n"]),
    )
)


def truth(language: str) -> Truth:
    return Truth(lambda: Grounds(cards=True, calendar=True), (language,))


@pytest.mark.parametrize("language", WHOLE)
def test_every_claim_is_replaced_and_nothing_else(language: str) -> None:
    assert len(CLAIMS[language]) >= 20
    assert [said for said in CLAIMS[language] if truth(language).final(said) == said] == []
    assert [said for said in TRUE[language] if truth(language).final(said) != said] == []


@settings(max_examples=60, deadline=None)
@given(answer=answers, cuts=st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_no_claim_is_ever_shown_whatever_stands_around_it(
    answer: tuple[str, list[str], str, list[str], tuple[str, str], str], cuts: list[int]
) -> None:
    language, before, claim, after, (opens, closes), between = answer
    text = between.join([*before, f"{opens}{claim}{closes}", *after])
    watched, end = truth(language), 0
    shown: list[str] = []
    while end < len(text):
        end = min(len(text), end + cuts[len(shown) % len(cuts)])
        shown.append(watched.so_far(text[:end]))
    final = watched.final(text)
    assert claim not in final
    assert CARD_BELOW in final
    assert all(claim not in each for each in shown)
    assert all(said in final for said in (*before, *after))
