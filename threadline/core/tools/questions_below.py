"""What several tools share that propose what only the person's own yes does: they are asked below the answer."""

from collections.abc import Sequence

from threadline.calendar.acts import Venue
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.tools.change_proposal import NOT_PLAIN
from threadline.core.tools.scene import Origin, Quotation, Scene
from threadline.core.tools.tool import ToolRefused


def own_wish(scene: Scene, words: Sequence[str], refusal: str) -> Quotation:
    """The person's own words that ask for it, spoken to the assistant. Raises `ToolRefused`, `refusal` if none do."""
    quotation = scene.quoted(words, Origin.PERSON)
    if quotation is None or scene.turn.message.venue is Venue.OVERHEARD:
        raise ToolRefused(refusal)
    if scene.notes.tainted:
        raise ToolRefused(NOT_PLAIN)
    if scene.notes.question is not None:
        raise ToolRefused("One question is asked already in this answer. Tell the person to say this one again later.")
    return quotation


def ask_below(scene: Scene, sentence: str, asked: OpenQuestion | None, *, does: str) -> str:
    """Ask it below the answer; what the model is told. `does` is what their yes does: "keeps it"."""
    scene.notes.question, scene.notes.asked = sentence, asked
    return f"Below your answer the person is asked: “{sentence}” Only their yes {does}; do not ask it yourself."
