"""One guest in another's place, where words say nothing else."""

import pytest

from threadline.calendar.event import Attendee
from threadline.core.dialogue.replacements import guests_swapped

BO, DEE = Attendee("Bo", "bo@example.com"), Attendee("Dee", "dee@example.com")
CARLA = "carla@example.com"


@pytest.mark.parametrize(
    "said",
    [
        f"with {CARLA} instead of Bo",
        f"replace Bo with {CARLA}",
        f"Bo can't come, ask {CARLA} instead",
        f"statt Bo kommt {CARLA}",
        f"finalement avec {CARLA} plutôt que Bo",
        f"en lugar de Bo, invita a {CARLA}",
        f"Bo non può, invita {CARLA} al suo posto",
        f"em vez do Bo, convida {CARLA}",
        f"vervang Bo door {CARLA}",
    ],
)
def test_who_comes_takes_the_place_of_who_does_not(said: str) -> None:
    swapped = guests_swapped(said, (BO, DEE))
    assert swapped is not None
    assert [who.email for who in swapped] == [CARLA, "dee@example.com"]


@pytest.mark.parametrize(
    "said",
    [
        "on Friday instead of Thursday",
        f"add {CARLA}",
        f"send the slides to {CARLA} instead of Bo",
        f"could we meet {CARLA} instead of Bo?",
        f"with {CARLA} instead of Eve",
        "Bo can't come",
    ],
)
def test_nobody_is_swapped_by_other_words(said: str) -> None:
    assert guests_swapped(said, (BO, DEE)) is None
