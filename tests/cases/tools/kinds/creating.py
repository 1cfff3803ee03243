"""Events that are wanted, said as people say them."""

from collections.abc import Iterator

from tests.cases.tools.tasks import Card, Task, proposing

# Days from today, the hour, and what is said with the words that carry the time, in two languages.
_ROWS: tuple[tuple[int, float, tuple[str, str], tuple[str, str]], ...] = (
    (
        1,
        15,
        ("Could we get something down with Bo, tomorrow at 3pm?", "tomorrow at 3pm"),
        ("Trag mir bitte was mit Bo ein, morgen um 15 Uhr", "morgen um 15 Uhr"),
    ),
    (
        1,
        9,
        ("I really need to see the dentist, tomorrow at 9am would do", "tomorrow at 9am"),
        ("Ich muss dringend zum Zahnarzt, morgen um 9 Uhr wäre gut", "morgen um 9 Uhr"),
    ),
    (
        2,
        11,
        ("put the budget thing in, day after tomorrow at 11am", "day after tomorrow at 11am"),
        ("mets le budget, après-demain à 11h", "après-demain à 11h"),
    ),
    (
        1,
        16.5,
        ("the board wants to see us tomorrow at 4:30pm, make it so", "tomorrow at 4:30pm"),
        ("der Vorstand will uns morgen um 16:30 Uhr sehen, mach das bitte", "morgen um 16:30 Uhr"),
    ),
    (
        1,
        12,
        ("Lunch with Cy tomorrow at noon", "tomorrow at noon"),
        ("Mittagessen mit Cy morgen um 12 Uhr", "morgen um 12 Uhr"),
    ),
    (
        3,
        10,
        ("a call with the bank in 3 days at 10am please", "in 3 days at 10am"),
        ("Telefonat mit der Bank in 3 Tagen um 10 Uhr", "in 3 Tagen um 10 Uhr"),
    ),
    (
        1,
        17,
        ("squeeze a retro in tomorrow at 5pm", "tomorrow at 5pm"),
        ("mete una retro mañana a las 17:00", "mañana a las 17:00"),
    ),
    (
        1,
        13,
        ("how about we do the kickoff tomorrow at 1pm", "tomorrow at 1pm"),
        ("e se facessimo il kickoff domani alle 13", "domani alle 13"),
    ),
    (1, 19, ("Yoga tomorrow at 7pm", "tomorrow at 7pm"), ("Yoga demain à 19h", "demain à 19h")),
    (
        1,
        18,
        ("my parents come by tomorrow at 6pm", "tomorrow at 6pm"),
        ("meine Eltern kommen morgen um 18 Uhr vorbei", "morgen um 18 Uhr"),
    ),
    (
        2,
        8,
        ("I have physio the day after tomorrow at 8am", "the day after tomorrow at 8am"),
        ("ik heb overmorgen om 8 uur fysio", "overmorgen om 8 uur"),
    ),
    (
        2,
        14,
        ("interview with Dee in 2 days at 2pm", "in 2 days at 2pm"),
        ("entrevista con Dee en 2 días a las 14:00", "en 2 días a las 14:00"),
    ),
    (
        1,
        8.5,
        ("team breakfast tomorrow at 8:30am", "tomorrow at 8:30am"),
        ("Teamfrühstück morgen um 8:30 Uhr", "morgen um 8:30 Uhr"),
    ),
    (
        4,
        15,
        ("design crit in 4 days at 3pm", "in 4 days at 3pm"),
        ("revue de design dans 4 jours à 15h", "dans 4 jours à 15h"),
    ),
    (
        1,
        17.5,
        ("school play tomorrow at 5:30pm", "tomorrow at 5:30pm"),
        ("recita scolastica domani alle 17:30", "domani alle 17:30"),
    ),
    (
        2,
        10,
        ("Standup the day after tomorrow at 10am", "the day after tomorrow at 10am"),
        ("Besprechung übermorgen um 10 Uhr", "übermorgen um 10 Uhr"),
    ),
    (
        1,
        9.5,
        ("ring the tax office tomorrow at 9:30am", "tomorrow at 9:30am"),
        ("Telefonat mit dem Finanzamt morgen um 9 Uhr 30", "morgen um 9 Uhr 30"),
    ),
    (
        3,
        19,
        ("parents' evening in 3 days at 7pm", "in 3 days at 7pm"),
        ("Elternabend in 3 Tagen um 19 Uhr", "in 3 Tagen um 19 Uhr"),
    ),
    (1, 15, ("Planning tomorrow at 3pm", "tomorrow at 3pm"), ("Réunion demain à 15h", "demain à 15h")),
    (
        1,
        12.5,
        ("Lunch with Bo tomorrow at 12:30pm", "tomorrow at 12:30pm"),
        ("Déjeuner avec Bo demain à 12h30", "demain à 12h30"),
    ),
    (
        2,
        10,
        ("haircut the day after tomorrow at 10am", "the day after tomorrow at 10am"),
        ("Rendez-vous après-demain à 10h", "après-demain à 10h"),
    ),
    (
        1,
        15,
        ("the review, tomorrow at 3pm please", "tomorrow at 3pm"),
        ("Reunión mañana a las 15:00", "mañana a las 15:00"),
    ),
    (
        1,
        14,
        ("Food with Bo tomorrow at 2pm", "tomorrow at 2pm"),
        ("Comida con Bo mañana a las 14:00", "mañana a las 14:00"),
    ),
    (
        2,
        10,
        ("a call the day after tomorrow at 10am", "the day after tomorrow at 10am"),
        ("Llamada pasado mañana a las 10:00", "pasado mañana a las 10:00"),
    ),
    (1, 15, ("Meeting tomorrow at 3pm", "tomorrow at 3pm"), ("Riunione domani alle 15", "domani alle 15")),
    (1, 15, ("Sync tomorrow at 3pm", "tomorrow at 3pm"), ("Reunião amanhã às 15h", "amanhã às 15h")),
    (1, 15, ("Workshop tomorrow at 3pm", "tomorrow at 3pm"), ("Vergadering morgen om 15 uur", "morgen om 15 uur")),
    (
        2,
        12,
        ("Lunch with Bo the day after tomorrow at noon", "the day after tomorrow at noon"),
        ("Lunch met Bo overmorgen om 12 uur", "overmorgen om 12 uur"),
    ),
    (
        3,
        16,
        ("coffee with Dee in 3 days at 4pm", "in 3 days at 4pm"),
        ("café com a Dee em 3 dias às 16h", "em 3 dias às 16h"),
    ),
    (1, 20, ("Cinema tomorrow at 8pm", "tomorrow at 8pm"), ("Cinema amanhã às 20h", "amanhã às 20h")),
)


def creating() -> Iterator[Task]:
    """Thirty of them."""
    for number, (day, hour, *texts) in enumerate(_ROWS):
        for place, (text, when) in enumerate(texts):
            people = frozenset(name for name in ("Bo", "Cy", "Dee") if name in text)
            card = Card("book", day, hour, people)
            yield Task(f"create-{number}-{place}", "create", text, ((proposing([when]),),), (card,))
