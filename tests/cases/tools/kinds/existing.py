"""Events that are there: changed, cancelled, one time of a series or all of it."""

from collections.abc import Iterator

from tests.cases.tools.tasks import PIXELS, Booked, Card, Task, cancelling, changing, looking

# The new hour, and what is said with the words that ask for it, in two languages.
_CHANGES: tuple[tuple[float, tuple[str, str], tuple[str, str]], ...] = (
    (
        17,
        ("could the thing about pixels go to 5pm instead?", "to 5pm"),
        ("Das mit den Pixeln lieber um 17 Uhr", "um 17 Uhr"),
    ),
    (16, ("I'd rather have the pixel thing at 4pm", "at 4pm"), ("Pixel besser um 16 Uhr", "um 16 Uhr")),
    (11, ("the pixels... let us say 11am", "11am"), ("Pixel besser um 11 Uhr", "um 11 Uhr")),
    (12, ("can the pixel one be at noon", "at noon"), ("Les pixels plutôt à 12h", "à 12h")),
    (9, ("that pixels thing would be better at 9am", "at 9am"), ("De pixels liever om 9 uur", "om 9 uur")),
    (17, ("pixels at 5pm suits me better", "at 5pm"), ("Les pixels plutôt à 17h", "à 17h")),
    (17, ("make the pixels 5pm", "5pm"), ("Mejor los píxeles a las 17:00", "a las 17:00")),
    (17, ("5pm for the pixels, not 3", "5pm"), ("I pixel meglio alle 17", "alle 17")),
    (18, ("pixels would be nicer at 6pm", "at 6pm"), ("Os pixels melhor às 18h", "às 18h")),
    (10, ("we said 10am for the pixel thing", "10am"), ("Wir sagten 10 Uhr für die Pixel", "10 Uhr")),
)

# What is said with the words that ask for it, in two languages.
_CANCELLATIONS: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (
        ("I can't face the pixels, get it out of my sight", "get it out of my sight"),
        ("Ich kann keine Pixel mehr sehen, schaff mir das vom Hals", "schaff mir das vom Hals"),
    ),
    (("the pixel thing is dead", "the pixel thing is dead"), ("Das mit den Pixeln ist gestorben", "ist gestorben")),
    (("no more pixels for me, please drop that", "please drop that"), ("Pixel bitte weg damit", "bitte weg damit")),
    (
        ("do away with the pixel appointment", "do away with the pixel appointment"),
        ("Weg mit dem Pixel-Termin", "Weg mit dem Pixel-Termin"),
    ),
    (
        ("we will not need the pixels after all", "we will not need the pixels after all"),
        ("Die Pixel brauchen wir nicht mehr", "brauchen wir nicht mehr"),
    ),
    (("forget about the pixels", "forget about the pixels"), ("Vergiss die Pixel", "Vergiss die Pixel")),
    (("the pixels can go", "can go"), ("Plus besoin des pixels", "Plus besoin des pixels")),
    (("pixels are off", "are off"), ("Les pixels, on oublie", "on oublie")),
    (
        ("I no longer want that pixel review", "I no longer want that"),
        ("Ya no hace falta lo de los píxeles", "Ya no hace falta"),
    ),
    (("scrap the pixels", "scrap the pixels"), ("Fuera los píxeles", "Fuera los píxeles")),
    (("pixels: not happening", "not happening"), ("Dei pixel non se ne fa nulla", "non se ne fa nulla")),
    (("call the pixel review off", "call the pixel review off"), ("Lascia perdere i pixel", "Lascia perdere i pixel")),
    (("rid me of the pixel thing", "rid me of the pixel thing"), ("Esquece os pixels", "Esquece os pixels")),
    (
        ("the pixel review is no use any more", "is no use any more"),
        ("Os pixels já não são precisos", "já não são precisos"),
    ),
    (("let's not do pixels", "let's not do pixels"), ("De pixels hoeven niet meer", "hoeven niet meer")),
)


def changing_tasks() -> Iterator[Task]:
    """Twenty: another time, and another time with another name."""
    for number, (hour, *texts) in enumerate(_CHANGES):
        for place, (text, words) in enumerate(texts):
            for named in (False, True):
                said = f"{text}. And call it “Sprites”." if named else text
                more = {"title": "Sprites"} if named else {}
                yield Task(
                    f"change{'-title' if named else ''}-{number}-{place}",
                    "change",
                    said,
                    ((looking(1, 1),), (changing("e1", [words], **more),)),
                    (Card("change", 1, hour, frozenset({"Bo"})),),
                    (PIXELS,),
                    lazily=(Card("book", None, hour), Card("book", None, 15)),
                )


def cancelling_tasks() -> Iterator[Task]:
    """Fifteen."""
    for number, texts in enumerate(_CANCELLATIONS):
        for place, (text, words) in enumerate(texts):
            yield Task(
                f"cancel-{number}-{place}",
                "cancel",
                text,
                ((looking(0, 14, "pixel"),), (cancelling("e1", [words]),)),
                (Card("cancel", 1, 15, frozenset({"Bo"})),),
                (PIXELS, Booked("Standup", 1, 9, 15)),
            )


def series_tasks() -> Iterator[Task]:
    """Twelve: one time of a series or all of it, cancelled or moved."""
    series = (Booked("Pixel review", 1, 15, rrule="FREQ=DAILY;COUNT=5"),)
    for number, texts in enumerate(_CANCELLATIONS[:8]):
        for place, (text, words) in enumerate(texts):
            cancel = cancelling("e1", [words], whole_series=bool(number % 2))
            yield Task(
                f"series-{number}-{place}",
                "series",
                text,
                ((looking(1, 1),), (cancel,)),
                (Card("cancel", 1, 15, frozenset()),),
                series,
            )
    for number, (hour, *said) in enumerate(_CHANGES[:4]):
        for place, (text, words) in enumerate(said):
            change = changing("e1", [words], whole_series=bool(number % 2))
            yield Task(
                f"series-move-{number}-{place}",
                "series",
                text,
                ((looking(1, 1),), (change,)),
                (Card("change", 1, hour),),
                series,
                lazily=(Card("book", None, hour), Card("book", None, 15)),
            )
