"""A pattern that is compiled when it is first used does what one that is compiled at once does."""

import re

import pytest

from threadline import regex

TEXTS = ("", "At 9", "at 10 and AT 11", "nothing")


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "split"])
@pytest.mark.parametrize("text", TEXTS)
def test_it_finds_what_re_finds(method: str, text: str) -> None:
    pattern = r"at (?P<hour>\d+)"
    found, expected = (getattr(each, method)(text) for each in (compiled_later(pattern), re.compile(pattern, re.I)))
    assert str(found) == str(expected)


def test_it_replaces_and_counts_as_re_does() -> None:
    assert compiled_later(r"at (\d+)").sub(r"um \1", "at 9, At 10", count=1) == "um 9, At 10"
    assert compiled_later(r"(?P<hour>\d+)").groupindex == {"hour": 1}


def test_its_text_is_known_before_it_is_compiled_and_faults_are_told_at_the_first_use() -> None:
    broken = regex.compile("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("text")


def test_what_is_no_method_of_a_pattern_is_told() -> None:
    with pytest.raises(AttributeError):
        _ = compiled_later("a").anything  # type: ignore[attr-defined]


def test_what_waits_is_compiled_piece_by_piece_until_nothing_waits() -> None:
    kept = [regex.compile(f"word{number}") for number in range(3)]
    pieces = 0
    while regex.prepare(2):
        pieces += 1
    assert pieces >= 2
    assert all("search" in vars(each) for each in kept)
    assert not regex.prepare(2)


def compiled_later(pattern: str) -> re.Pattern[str]:
    return regex.compile(pattern, re.IGNORECASE)
