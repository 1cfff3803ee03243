"""Scenes for the tests of tools."""

from datetime import UTC, datetime

from threadline.calendar.when import Policy
from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.core.people.known_people import KnownPeople
from threadline.core.scheduling.reading_context import ReadingContext
from threadline.core.tools.scene import Origin, Scene, Source

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
ANA = Person("p1", "Ana", "ana@example.com", "UTC")


def scene_of(text: str, *, thread: tuple[str, ...] = (), material: str | None = None) -> Scene:
    """A turn in which Ana said `text`."""
    message = Message("memory", "1", "t", Author("ana", "Ana"), text, NOW, material=material)
    turn = Turn("m1", "c1", 1, message, ANA, 1)
    sources = [Source(Origin.PERSON, text, NOW, "UTC", "Ana")]
    sources += [Source(Origin.THREAD, each, NOW, "UTC") for each in reversed(thread)]
    sources += [Source(Origin.MATERIAL, material, NOW, "UTC", "a mail")] if material else []
    context = ReadingContext(text, NOW, "UTC", Policy(), KnownPeople(), KnownPeople())
    return Scene(turn, NOW, tuple(sources), context)
