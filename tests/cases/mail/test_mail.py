"""The collected mails stay as right as they are: a floor, which is raised as the product learns."""

from tests.cases.mail.answers import PARTS, answers, played
from tests.cases.mail.report import mail_cases, posted

FLOOR = 95
"""How many percent of the mails that are sent here come out right."""
EACH = 3
"""Every which mail is sent in every run; `make cases` sends all of them."""
EACH_ANSWER = 40
"""Every which answer in words; `python -m tests.cases.mail.answers` sends all of them."""


async def test_the_share_of_right_mails_does_not_fall() -> None:
    sent = list(mail_cases())[::EACH]
    wrong = {case.id: faults for case in sent if (faults := await posted(case))}
    right = 100 - 100 * len(wrong) / max(len(sent), 1)
    assert right >= FLOOR, wrong


async def test_the_share_of_cards_that_words_answer_does_not_fall() -> None:
    said = [each for part in PARTS for each in answers(part)][::EACH_ANSWER]
    found = await played(said)
    wrong = {each.said: found[each.id] for each in said if found[each.id]}
    assert len(wrong) * 20 <= len(said), wrong
