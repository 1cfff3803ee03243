"""A name is a zone where it is one of all that are known."""

import pytest

from threadline.zones import is_zone, known_zones


def test_all_that_are_known_are_zones() -> None:
    assert [name for name in known_zones() if not is_zone(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Vienna",
        "Europe",
        "europe/vienna?",
        "../../etc/passwd",
        "/etc/localtime",
        "posixrules",
        "a\0b",
        "x" * 5000,
    ],
)
def test_other_names_are_none(name: str) -> None:
    assert not is_zone(name)
    assert name not in known_zones()
