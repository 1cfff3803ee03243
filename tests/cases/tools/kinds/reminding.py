"""Reminders, which are cards, and preferences, which are asked about."""

from collections.abc import Iterator

from tests.cases.tools.tasks import PIXELS, Booked, Card, Task, looking, preferring, reminding

# Minutes before the event, and what is said with the words that say so, in two languages.
_BEFORE: tuple[tuple[int, tuple[str, str], tuple[str, str]], ...] = (
    (
        10,
        ("the pixels sneak up on me, ping me 10 minutes before", "10 minutes before"),
        ("die Pixel vergesse ich immer, sag mir 10 Minuten vorher was", "10 Minuten vorher"),
    ),
    (
        60,
        ("I want to know 1 hour before the pixels", "1 hour before"),
        ("eine Stunde vor den Pixeln will ich es wissen", "eine Stunde vor"),
    ),
    (
        30,
        ("a nudge half an hour before the pixels", "half an hour before"),
        ("un rappel une demi-heure avant les pixels", "une demi-heure avant"),
    ),
    (
        15,
        ("shout at me 15 minutes ahead of the pixels", "15 minutes ahead"),
        ("avísame 15 minutos antes de los píxeles", "15 minutos antes"),
    ),
    (
        1440,
        ("let the pixels ring 1 day before", "1 day before"),
        ("fammi squillo 1 giorno prima dei pixel", "1 giorno prima"),
    ),
    (
        5,
        ("5 minutes before the pixels I need a poke", "5 minutes before"),
        ("5 minuten voor de pixels een seintje", "5 minuten voor"),
    ),
)

# Days from today, the hour, what of, and what is said with the words of when, in two languages.
_ALONE: tuple[tuple[int, float, tuple[str, str, str], tuple[str, str, str]], ...] = (
    (
        1,
        9,
        ("don't let me forget the milk, tomorrow at 9am", "tomorrow at 9am", "the milk"),
        ("lass mich morgen um 9 Uhr die Milch nicht vergessen", "morgen um 9 Uhr", "die Milch"),
    ),
    (
        1,
        17,
        ("poke me tomorrow at 5pm about the plants", "tomorrow at 5pm", "the plants"),
        ("fais-moi penser aux plantes demain à 17h", "demain à 17h", "plantes"),
    ),
    (
        2,
        8,
        ("the bins, the day after tomorrow at 8am, remind me", "the day after tomorrow at 8am", "The bins"),
        ("los cubos, pasado mañana a las 8:00, recuérdamelo", "pasado mañana a las 8:00", "los cubos"),
    ),
    (
        3,
        10,
        ("I must think of the tax in 3 days at 10am", "in 3 days at 10am", "the tax"),
        ("in 3 Tagen um 10 Uhr muss ich an die Steuer denken", "in 3 Tagen um 10 Uhr", "die Steuer"),
    ),
)

_PREFERENCES: tuple[tuple[str, str, tuple[str, str], tuple[str, str]], ...] = (
    (
        "preferred_time",
        "morning",
        ("mornings are when my brain works, so meet me then", "mornings are when my brain works"),
        ("le matin me convient toujours mieux", "le matin me convient toujours mieux"),
    ),
    (
        "nickname",
        "Annie",
        ("everybody says Annie to me, do so too", "everybody says Annie to me"),
        ("tous m'appellent Annie, toi aussi", "tous m'appellent Annie"),
    ),
    (
        "buffer_minutes",
        "15",
        ("I need a 15 minute breather around whatever I attend", "a 15 minute breather around"),
        ("necesito siempre 15 minutos de respiro alrededor de todo", "15 minutos de respiro"),
    ),
    (
        "working_hours",
        "10:00-18:00",
        ("nobody finds me before 10 or after 6, ever", "before 10 or after 6"),
        ("vor 10 und nach 6 bin ich nie zu finden", "vor 10 und nach 6"),
    ),
    (
        "week_start",
        "sunday",
        ("for me a week has Sunday first", "a week has Sunday first"),
        ("per me la settimana parte da domenica", "la settimana parte da domenica"),
    ),
    (
        "clock",
        "24",
        ("always write hours up to 24 for me", "hours up to 24"),
        ("escreve sempre as horas até 24", "horas até 24"),
    ),
)


def reminder_tasks() -> Iterator[Task]:
    """Sixteen: before an event of one's own or of somebody else's, and alone."""
    for number, (minutes, *texts) in enumerate(_BEFORE):
        for place, (text, words) in enumerate(texts):
            for invited in (False, True):
                event = Booked("Pixel review", 1, 15, organizer="Dee") if invited else PIXELS
                people = frozenset({"Ana", "Dee"} if invited else {"Bo"})
                card = Card("change", 1, 15, people, (minutes,))
                yield Task(
                    f"remind{'-invited' if invited else ''}-{number}-{place}",
                    "reminder",
                    text,
                    ((looking(0, 14, "pixel"),), (reminding([words], event="e1"),)),
                    (card,),
                    (event,),
                    lazily=(Card("book"), Card("change", 1, 15, people)),
                )
    for number, (day, hour, *said) in enumerate(_ALONE):
        for place, (text, when, about) in enumerate(said):
            alone = Card("book", day, hour, frozenset(), (0,))
            call = reminding([when], about=about)
            lazily = (Card("book", day, hour),)
            yield Task(f"remind-alone-{number}-{place}", "reminder", text, ((call,),), (alone,), lazily=lazily)


def preference_tasks() -> Iterator[Task]:
    """Six."""
    for number, (key, value, *texts) in enumerate(_PREFERENCES):
        for place, (text, words) in enumerate(texts):
            call = preferring(key, value, [words])
            yield Task(
                f"prefer-{number}-{place}",
                "preference",
                text,
                ((call,),),
                lazily=(Card("book"),),
                asked=(key, value),
            )
