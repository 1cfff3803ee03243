"""Several people in a thread, and several events in one message."""

from collections.abc import Iterator

from tests.cases.tools.tasks import Call, Card, Task, proposing

Thread = tuple[tuple[str, str], ...]

# What was said before, what is said now, the words of when, and the hour; in two languages.
_THREADS: tuple[tuple[float, tuple[Thread, str, str], tuple[Thread, str, str]], ...] = (
    (
        15,
        ((("bo", "I could do tomorrow at 3pm"),), "wonderful, whatever Bo said", "tomorrow at 3pm"),
        ((("bo", "morgen um 15 Uhr passt mir"),), "wie Bo sagt", "morgen um 15 Uhr"),
    ),
    (
        10,
        ((("bo", "what about tomorrow at 10am?"),), "his time is fine for me", "tomorrow at 10am"),
        ((("bo", "demain à 10h me va"),), "comme Bo", "demain à 10h"),
    ),
    (
        12,
        ((("bo", "tomorrow at noon in the canteen"), ("cy", "me too")), "same for me", "tomorrow at noon"),
        ((("bo", "mañana a las 12:00 en la cantina"), ("cy", "yo también")), "igual para mí", "mañana a las 12:00"),
    ),
    (
        14,
        ((("bo", "tomorrow at 2pm then"),), "as Bo says", "tomorrow at 2pm"),
        ((("bo", "domani alle 14"),), "come dice Bo", "domani alle 14"),
    ),
    (
        16,
        ((("bo", "tomorrow at 4pm suits"),), "like Bo", "tomorrow at 4pm"),
        ((("bo", "morgen om 16 uur kan ik"),), "zoals Bo", "morgen om 16 uur"),
    ),
)

# Two events in one message, each with its words of when and its hour; tomorrow all of them.
_SEVERAL: tuple[tuple[tuple[str, tuple[str, float], tuple[str, float]], ...], ...] = (
    (
        ("Yoga tomorrow at 8am and cinema tomorrow at 7pm", ("tomorrow at 8am", 8), ("tomorrow at 7pm", 19)),
        ("Yoga morgen um 8 Uhr und Kino morgen um 19 Uhr", ("morgen um 8 Uhr", 8), ("morgen um 19 Uhr", 19)),
    ),
    (
        ("Dentist tomorrow at 9am, then lunch tomorrow at noon", ("tomorrow at 9am", 9), ("tomorrow at noon", 12)),
        ("Dentiste demain à 9h, puis déjeuner demain à 12h", ("demain à 9h", 9), ("demain à 12h", 12)),
    ),
    (
        ("Standup tomorrow at 10am. Retro tomorrow at 4pm.", ("tomorrow at 10am", 10), ("tomorrow at 4pm", 16)),
        (
            "Reunión mañana a las 10:00. Retro mañana a las 16:00.",
            ("mañana a las 10:00", 10),
            ("mañana a las 16:00", 16),
        ),
    ),
    (
        ("Call tomorrow at 11am and planning tomorrow at 3pm", ("tomorrow at 11am", 11), ("tomorrow at 3pm", 15)),
        ("Chiamata domani alle 11 e riunione domani alle 15", ("domani alle 11", 11), ("domani alle 15", 15)),
    ),
    (
        ("Gym tomorrow at 7am and dinner tomorrow at 8pm", ("tomorrow at 7am", 7), ("tomorrow at 8pm", 20)),
        ("Sportschool morgen om 7 uur en diner morgen om 20 uur", ("morgen om 7 uur", 7), ("morgen om 20 uur", 20)),
    ),
)


def thread_tasks() -> Iterator[Task]:
    """Ten: in a thread that all read, and where the person writes alone."""
    for number, (hour, *texts) in enumerate(_THREADS):
        for place, (thread, text, when) in enumerate(texts):
            book = proposing([when], people=["Bo"], title="Meeting with Bo")
            card = Card("book", 1, hour, frozenset({"Bo"}))
            calls: tuple[tuple[Call, ...], ...] = ((("people_of_thread", {}), book),)
            yield Task(f"thread-{number}-{place}", "people", text, calls, (card,), thread=thread, shared=True)
            yield Task(f"thread-alone-{number}-{place}", "people", text, ((book,),), (card,), thread=thread)


def several_tasks() -> Iterator[Task]:
    """Ten: proposed in one round, and in a round each."""
    for number, texts in enumerate(_SEVERAL):
        for place, (text, *events) in enumerate(texts):
            calls = tuple(proposing([when]) for when, _ in events)
            cards = tuple(Card("book", 1, hour) for _, hour in events)
            yield Task(f"several-{number}-{place}", "several", text, (calls,), cards)
            yield Task(f"several-rounds-{number}-{place}", "several", text, tuple((each,) for each in calls), cards)
