"""What is missing or contradictory: right is to ask, and to change nothing."""

from collections.abc import Iterator

from tests.cases.tools.tasks import (
    PIXELS,
    Call,
    Task,
    answering,
    cancelling,
    changing,
    finding,
    looking,
    preferring,
    proposing,
    reminding,
)

_ROWS: tuple[tuple[Call, str, str], ...] = (
    (
        proposing([], title="Meeting with Bo", people=["Bo"], starts_at="2030-01-07T15:00"),
        "I'd love to see Bo some time",
        "Ich will Bo mal sehen",
    ),
    (proposing(["tomorrow at 3pm"]), "let's meet", "je veux voir Bo"),
    (proposing(["every Monday at 9"]), "put in the usual", "quiero ver a Bo"),
    (cancelling("e1", ["cancel the thing"]), "cancel the thing", "voglio vedere Bo"),
    (changing("e7", ["move it"]), "move it", "eu quero ver o Bo"),
    (finding(["Zed"], []), "meet somebody", "ik wil Bo zien"),
    (answering("e3", "accept", ["yes to it"]), "yes to it", "ja dazu"),
    (reminding(["before it"], about="it"), "ring me before it", "sag mir davor was"),
    (preferring("working_hours", "25:00-26:00", ["all day and night"]), "all day and night", "rund um die Uhr"),
    (preferring("nickname", "Eve", ["whatever you like"]), "call me whatever you like", "nenn mich irgendwie"),
)


def lacking() -> Iterator[Task]:
    """Twelve."""
    for number, (call, *texts) in enumerate(_ROWS):
        for place, text in enumerate(texts):
            yield Task(f"missing-{number}-{place}", "missing", text, ((call,),))
    for number, said in enumerate(
        (("yes to the pixels", "ja zu den Pixeln"), ("no pixels for me", "keine Pixel für mich"))
    ):
        for place, text in enumerate(said):
            # It is the person's own event: there is nobody to answer.
            calls = ((looking(0, 14, "pixel"),), (answering("e1", "decline" if number else "accept", [text]),))
            yield Task(f"missing-own-{number}-{place}", "missing", text, calls, (), (PIXELS,))
