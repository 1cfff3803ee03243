"""Times that are looked for, and questions about the calendar, which make no card."""

from collections.abc import Iterator

from tests.cases.tools.tasks import PIXELS, Booked, Call, Card, Task, finding, free, looking, proposing

# Whom it is with, how long, and what is said with the words of when, in two languages.
_SEARCHES: tuple[tuple[list[str], int, tuple[str, list[str]], tuple[str, list[str]]], ...] = (
    (
        ["Bo"],
        30,
        ("when would it suit Bo and me, tomorrow perhaps? half an hour", ["tomorrow"]),
        ("wann ginge es morgen mit Bo", ["morgen"]),
    ),
    (
        ["Cy"],
        60,
        ("is there any hour for Cy and me tomorrow", ["tomorrow"]),
        ("hätte ich morgen eine Stunde für Cy", ["morgen"]),
    ),
    ([], 45, ("I want 45 minutes of peace tomorrow", ["tomorrow"]), ("ich will morgen 45 Minuten Ruhe", ["morgen"])),
    (
        ["Dee", "Bo"],
        30,
        ("find Dee and Bo and me a slot in 3 days", ["in 3 days"]),
        ("finde für Dee und Bo und mich was in 3 Tagen", ["in 3 Tagen"]),
    ),
    (
        ["Bo"],
        30,
        ("somewhere next week for me and Bo", ["next week"]),
        ("irgendwann nächste Woche mit Bo", ["nächste Woche"]),
    ),
    (
        ["Bo"],
        30,
        ("when can Bo and I talk tomorrow", ["tomorrow"]),
        ("quand peut-on se parler demain, Bo et moi", ["demain"]),
    ),
    (
        ["Bo"],
        30,
        ("could Bo and I speak tomorrow", ["tomorrow"]),
        ("¿cuándo podemos hablar mañana Bo y yo?", ["mañana"]),
    ),
    (
        ["Cy"],
        60,
        ("an hour with Cy the day after tomorrow", ["the day after tomorrow"]),
        ("un'ora con Cy dopodomani", ["dopodomani"]),
    ),
    (["Dee"], 30, ("half an hour with Dee tomorrow", ["tomorrow"]), ("meia hora com a Dee amanhã", ["amanhã"])),
    ([], 30, ("a quiet half hour some time soon", []), ("een rustig half uur binnenkort", [])),
)

_QUESTIONS: tuple[tuple[Call, str, str], ...] = (
    (looking(1, 1), "what does my tomorrow look like?", "was steht morgen an?"),
    (looking(0, 14, "pixel"), "anything with pixels soon?", "kommt bald was mit Pixeln?"),
    (free(1, 1), "am I busy tomorrow?", "bin ich morgen frei?"),
    (free(2, 2), "is the day after tomorrow open?", "bin ich übermorgen frei?"),
    (looking(1, 1), "tomorrow, what have I got?", "qu'est-ce que j'ai demain ?"),
    (looking(1, 1), "list tomorrow for me", "¿qué tengo mañana?"),
    (("people_of_thread", {}), "who am I again?", "wer bin ich nochmal?"),
    (("search_conversations", {"words": "budget"}), "what did I say about the budget?", "was sagte ich zum budget?"),
    (
        ("resolve_time", {"words": "the day after tomorrow"}),
        "which day is the day after tomorrow?",
        "the day after tomorrow, welcher Tag ist das?",
    ),
    (looking(0, 7, None), "how full is my week?", "com'è la mia settimana?"),
    (looking(-7, 0), "did I meet anybody last week?", "habe ich letzte Woche jemanden getroffen?"),
    (looking(1, 1, "pixel"), "who comes to the pixels tomorrow?", "quem vem aos pixels amanhã?"),
    (free(0, 6), "where is there room this week?", "où ai-je de la place cette semaine ?"),
    (looking(1, 1), "when does my tomorrow end?", "wanneer is mijn dag morgen afgelopen?"),
    (looking(0, 30), "when do I see Bo next?", "¿cuándo veo a Bo?"),
)


def finding_tasks() -> Iterator[Task]:
    """Twenty: with an empty calendar and with a morning that is taken."""
    for number, (people, minutes, *texts) in enumerate(_SEARCHES):
        for place, (text, when) in enumerate(texts):
            slot, card = proposing([], slot="s1", title="A talk"), Card("book", people=frozenset(people))
            yield Task(f"find-{number}-{place}", "find", text, ((finding(people, when, minutes),), (slot,)), (card,))
            yield Task(
                f"find-busy-{number}-{place}",
                "find",
                text,
                ((finding(people, when, minutes, earliest="09:00"),), (slot,)),
                (card,),
                (Booked("All morning", 1, 9, 240),),
            )


def question_tasks() -> Iterator[Task]:
    """Fifteen."""
    for number, (call, *texts) in enumerate(_QUESTIONS):
        for place, text in enumerate(texts):
            yield Task(f"ask-{number}-{place}", "question", text, ((call,),), (), (PIXELS,))
