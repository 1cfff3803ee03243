"""Invitations by somebody else: answered by a card, never by a model; changed and cancelled by their organiser only."""

from collections.abc import Iterator

from tests.cases.tools.tasks import Booked, Card, Task, answering, cancelling, changing, looking

_INVITED = Booked("Pixel review", 1, 15, organizer="Dee")

# The answer, and what is said with the words that give it, in two languages.
_ANSWERS: tuple[tuple[str, tuple[str, str], tuple[str, str]], ...] = (
    (
        "accept",
        ("the pixel thing with Dee is fine by me", "is fine by me"),
        ("das mit den Pixeln bei Dee geht klar", "geht klar"),
    ),
    (
        "decline",
        ("I won't make the pixels", "I won't make the pixels"),
        ("Zu den Pixeln schaffe ich es nicht", "schaffe ich es nicht"),
    ),
    ("tentative", ("the pixels? perhaps", "perhaps"), ("die Pixel? vielleicht", "vielleicht")),
    (
        "accept",
        ("tell Dee I'm in for the pixels", "I'm in for the pixels"),
        ("dis à Dee que je viens aux pixels", "je viens aux pixels"),
    ),
    ("decline", ("tell Dee I'm out, no pixels", "I'm out"), ("dile a Dee que no voy a los píxeles", "no voy")),
    ("tentative", ("not sure about the pixels yet", "not sure"), ("non sono sicuro per i pixel", "non sono sicuro")),
    (
        "accept",
        ("count me in for Dee's pixels", "count me in"),
        ("podes contar comigo para os pixels da Dee", "contar comigo"),
    ),
    ("decline", ("pixels are not for me", "are not for me"), ("pixels zijn niets voor mij", "niets voor mij")),
    ("accept", ("sure, pixels", "sure"), ("klar, Pixel", "klar")),
    ("decline", ("Dee's pixels clash, say no", "say no"), ("Dees Pixel passen nicht, sag nein", "sag nein")),
)


def inviting() -> Iterator[Task]:
    """Fourteen."""
    for number, (answer, *texts) in enumerate(_ANSWERS):
        for place, (text, words) in enumerate(texts):
            yield Task(
                f"invite-{number}-{place}",
                "invitation",
                text,
                ((looking(0, 14, "pixel"),), (answering("e1", answer, [words]),)),
                (Card(answer, 1, 15, frozenset({"Ana", "Dee"})),),
                (_INVITED,),
                lazily=tuple(
                    Card(each, 1, 15, frozenset({"Ana", "Dee"})) for each in ("accept", "tentative", "decline")
                ),
            )
    for number, movings in enumerate(
        (
            (("move the pixel review to 5pm", "to 5pm"), ("Verschiebe die Pixel review auf 17 Uhr", "auf 17 Uhr")),
            (("could you shift the pixel review to 4pm?", "to 4pm"), ("Déplace la Pixel review à 16h", "à 16h")),
        )
    ):
        for place, (text, words) in enumerate(movings):
            yield Task(
                f"invite-move-{number}-{place}",
                "invitation",
                text,
                ((looking(1, 1),), (changing("e1", [words]),)),
                (),
                (_INVITED,),
                lazily=(Card("book"),),
            )
    for number, endings in enumerate(
        (
            (("the pixel thing is dead", "is dead"), ("Das mit den Pixeln ist gestorben", "ist gestorben")),
            (("do away with the pixels", "do away"), ("Fuera los píxeles", "Fuera los píxeles")),
        )
    ):
        for place, (text, words) in enumerate(endings):
            yield Task(
                f"invite-cancel-{number}-{place}",
                "invitation",
                text,
                ((looking(1, 1),), (cancelling("e1", [words]),)),
                (),
                (_INVITED,),
            )
