"""Invitations by somebody else: answered by a card, never by a model; changed and cancelled by their organiser only."""

from collections.abc import Iterator

from tests.cases.tools.tasks import Booked, Card, Task, answering, cancelling, changing, countering, looking

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

_CARRIED = Booked("Pixel review", 1, 15, organizer="Dee", by_mail=True)

# When it is to be instead, and what is said with the words of that time, in two languages.
_OTHER_TIMES: tuple[tuple[float, tuple[str, str], tuple[str, str]], ...] = (
    (
        16,
        ("ask Dee whether the pixels could start at 4pm", "at 4pm"),
        ("frag Dee ob die Pixel um 16 Uhr gehen", "um 16 Uhr"),
    ),
    (17, ("5pm would suit me better for the pixels", "5pm"), ("17 Uhr wäre mir für die Pixel lieber", "17 Uhr")),
    (
        10,
        ("tell Dee I'd rather do the pixels at 10am", "at 10am"),
        ("sag Dee, 10 Uhr wäre mir lieber für die Pixel", "10 Uhr"),
    ),
    (
        16,
        ("pixels an hour later please, if Dee agrees", "an hour later"),
        ("les pixels une heure plus tard, si Dee veut bien", "une heure plus tard"),
    ),
    (
        14.5,
        ("Dee's pixels clash, would 2:30pm do?", "2:30pm"),
        ("los píxeles de Dee chocan, ¿iría a las 14:30?", "a las 14:30"),
    ),
    (9, ("see if Dee takes 9am for the pixels", "9am"), ("senti se a Dee va bene fare i pixel alle 9", "alle 9")),
)


def inviting() -> Iterator[Task]:
    """Twenty."""
    for number, (hour, *texts) in enumerate(_OTHER_TIMES):
        for place, (text, words) in enumerate(texts):
            yield Task(
                f"invite-time-{number}-{place}",
                "invitation",
                text,
                ((looking(0, 14, "pixel"),), (countering("e1", [words]),)),
                (Card("counter", 1, hour, frozenset({"Ana", "Dee"})),),
                (_CARRIED,),
                lazily=(Card("counter", 1, hour, frozenset({"Ana", "Dee"})), Card("book")),
            )
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
