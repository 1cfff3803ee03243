"""Places of a channel in the form in which the engine keeps them."""

from dataclasses import dataclass

import pytest

from threadline.core.channels.thread_ref import ThreadRef


@dataclass(frozen=True, slots=True)
class Street(ThreadRef):
    """A place with what is mostly so left out of its stored form."""

    name: str
    number: int = 1
    corners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Square(ThreadRef):
    """Another kind of place: each is read as its own."""

    name: str


def test_a_place_comes_back_as_it_was_and_takes_no_more_room_than_needed() -> None:
    assert Street("Ring").to_json() == '{"name":"Ring"}'
    for place in (Street("Ring"), Street("Ring", 7, ("A", "B"))):
        assert Street.from_json(place.to_json()) == place
    assert Square.from_json('{"name":"Ring"}') == Square("Ring")


def test_what_a_later_version_stored_besides_is_left_aside() -> None:
    assert Street.from_json('{"name":"Ring","floor":3}') == Street("Ring")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name":"Ring","number":"x"}'])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Street.from_json(text)
