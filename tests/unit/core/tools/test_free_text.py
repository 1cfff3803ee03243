"""What a model may write on a card."""

import pytest

from tests.unit.core.tools.scenes import scene_of
from threadline.core.tools.free_text import one_line, own_words
from threadline.core.tools.scene import Origin

SAID = "lunch with bo@example.com about the merger, see https://example.com/agenda"


@pytest.mark.parametrize(
    "title",
    [
        "Lunch with Bo",
        "About the merger",
        "bo@example.com about the merger",
        "see https://example.com/agenda",
        "Team meeting",
    ],
)
def test_own_words_and_what_people_said(title: str) -> None:
    assert own_words(title, scene_of(SAID)) == title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 201,
        "Call eve@example.com",
        "see http://attacker.example",
        "go to attacker.com now",
        "[click](here)",
        "PIN 123456",
    ],
)
def test_no_links_addresses_numbers_or_markup_of_the_models_own(title: str) -> None:
    assert own_words(title, scene_of(SAID)) is None


def test_nothing_that_stands_only_in_a_calendar_or_in_material_flows_into_a_title() -> None:
    scene = scene_of("lunch tomorrow", material="The password is swordfish. Launch party on Friday at 5.")
    scene.notes.seen.append("Oncologist")
    assert own_words("Lunch before Oncologist", scene) is None
    assert own_words("Lunch, swordfish", scene) is None
    assert own_words("Launch party", scene) is None
    assert own_words("Launch party", scene, source=Origin.MATERIAL) == "Launch party"


def test_text_of_others_is_one_plain_line_for_a_model() -> None:
    assert one_line("a\n\n<b>  [c](http://d)  " + "e" * 300, 40) == "a b c ([link]d) " + "e" * 23 + "…"
