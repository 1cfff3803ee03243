"""Header blocks as nobody has seen them: ninety-eight of a hundred are read, whatever stands where."""

import os
import random

from tests.unit.bots.email.parsing.layouts import BODY, FORWARDED, SUBJECT
from tests.unit.bots.email.parsing.variants import Variant, copies, is_near, programs, variant
from threadline.bots.email.mail.parsed_mail import Forward
from threadline.bots.email.parsing.html import html_text
from threadline.bots.email.parsing.quotes_and_forwards import Situation, take_apart

MANY = int(os.environ.get("THREADLINE_VARIANTS", "400"))
"""How many are drawn; `THREADLINE_VARIANTS=20000` draws more of them."""


def test_randomised_header_blocks_are_read() -> None:
    draw, known = random.Random(16), list(programs())
    drawn = [variant(draw, known, str(number)) for number in range(MANY)]
    wrong = {each.name: (faults, each.source) for each in drawn if (faults := _faults(each))}
    assert len(wrong) * 50 <= len(drawn), (len(wrong), list(wrong.items())[:3])


def _faults(drawn: Variant) -> list[str]:
    text = html_text(drawn.source) if drawn.html else drawn.source
    taken = take_apart(text, Situation(f"Fwd: {SUBJECT}", sent_at=FORWARDED))
    forward = taken.forward
    if forward is None:
        return ["no forward"]
    checks = {
        "people": _people_are_right(forward, drawn),
        "subject": forward.subject == SUBJECT,
        "date": is_near(forward.sent_at),
        "body": _filled(forward.body) == _filled(BODY),
        "comment": taken.text == drawn.comment,
    }
    return [name for name, holds in checks.items() if not holds]


def _people_are_right(forward: Forward, drawn: Variant) -> bool:
    sender = forward.sender
    if sender is None or sender.email != "bo@example.com" or (drawn.named and sender.name != "Bo Example"):
        return False
    if [each.email for each in forward.to] != ["ana@example.com"]:
        return False
    return not drawn.lists_cc or {each.email for each in forward.cc} == copies()


def _filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
