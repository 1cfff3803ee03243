"""Another time for what somebody else organises: it is proposed to them, and nothing else of it changes."""

from dataclasses import dataclass, field, replace

import pytest

from tests.unit.core.proposals.desk import REVIEW
from tests.unit.core.scheduling.change_scene import Post, Talk, desk, talk, vienna
from threadline.calendar.event import Attendee, Event, Identity, Response
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.channels.port import InvitationAnswer
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, NotAnEvent, Proposal, State, ToldBy

__all__ = ["desk", "talk"]  # the fixtures of the scene

BEA = Attendee("Bea", "bea@partner.example")


@dataclass
class Mails(Post):
    """A channel that takes answers to organisers."""

    answers: list[tuple[str, InvitationAnswer]] = field(default_factory=list)

    def carries_answers_to(self, address: str) -> bool:
        return address.endswith(".example")

    async def carry_answer(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        if key not in [known for known, _ in self.answers]:
            self.answers.append((key, answer))
        return True


@pytest.fixture
def mails(talk: Talk) -> Mails:
    mails = Mails()
    talk.channels["post"] = mails
    return mails


async def invited(talk: Talk) -> Event:
    mine = Attendee("Ana", talk.desk.ana.email)
    draft = replace(REVIEW, organizer=BEA, attendees=(mine, Attendee("Cy", "cy@partner.example")))
    calendar = talk.desk.calendar
    return await calendar.create("default", draft, "theirs", copy_of=Identity("uid-1@partner.example", 3))


def rows(proposal: Proposal) -> list[str]:
    return [row.sentence() for row in card_view(proposal, CardReader("Europe/Vienna")).rows]


@pytest.mark.parametrize("words", ["move the design review to 4", "propose Friday at 4pm for the design review"])
async def test_it_is_proposed_by_mail(talk: Talk, mails: Mails, words: str) -> None:
    event = await invited(talk)
    proposal = await talk.offered(words)
    offer = proposal.offer
    assert (offer.action, offer.told_by, offer.invite) == (Action.COUNTER, ToldBy.MAIL, False)
    assert "from" in rows(proposal)[0]
    view = card_view(proposal, CardReader("Europe/Vienna"))
    assert (view.heading, view.guests_told) == (
        "Another time: Design review",
        "The organiser gets your answer by mail once you confirm.",
    )
    done = await talk.confirm(proposal)
    assert done.state is State.BOOKED
    [(_, answer)] = mails.answers
    assert answer.proposed is not None
    assert (vienna(answer.proposed[0]), vienna(answer.event.draft.start)) == ("Fri 16:00", "Fri 15:00")
    assert (answer.response, answer.event.uid, answer.event.draft.organizer) == (Response.TENTATIVE, event.uid, BEA)
    now = await talk.desk.calendar.get("default", event.id)
    assert (now.draft.start, now.draft.attendees[0].response) == (REVIEW.start, Response.TENTATIVE)
    assert mails.sent == [], "no other guest hears of it"
    undone = await talk.desk.decisions.undo(talk.desk.ana, proposal.id)
    assert undone.state is State.UNDONE
    assert mails.answers[1][1].response is Response.NONE


async def test_another_time_still_changes_before_the_click(talk: Talk, mails: Mails) -> None:
    await invited(talk)
    proposal = await talk.offered("move the design review to 4")
    assert "16:30" in await talk.told("4:30 instead")
    assert "only they can change it" in await talk.told("add Bo")
    now = await talk.desk.decisions.get(talk.desk.ana.id, proposal.id)
    edited = replace(now.offer.draft, title="Mine", start=now.offer.draft.start.replace(minute=45))
    now = await talk.desk.decisions.edit(talk.desk.ana, proposal.id, edited)
    assert (now.offer.draft.title, vienna(now.offer.draft.start)) == ("Design review", "Fri 16:45")


async def test_nobody_takes_it_there(talk: Talk) -> None:
    await invited(talk)
    assert "to propose another time, write to bea@partner.example" in await talk.told("move the design review to 4")


@pytest.mark.parametrize("words", ["rename the design review to Mine", "add Bo to the design review"])
async def test_all_else_is_its_organisers(talk: Talk, mails: Mails, words: str) -> None:
    await invited(talk)
    assert "only they can change it" in await talk.told(words)


async def test_an_answer_goes_by_mail_where_the_calendar_tells_nobody(talk: Talk, mails: Mails) -> None:
    await invited(talk)
    proposal = await talk.offered("cancel the design review")
    assert (proposal.offer.action, proposal.offer.told_by) == (Action.DECLINE, ToldBy.MAIL)
    with pytest.raises(NotAnEvent):
        await talk.desk.decisions.edit(talk.desk.ana, proposal.id, REVIEW)
    await talk.confirm(proposal)
    assert [answer.response for _, answer in mails.answers] == [Response.DECLINED]


async def test_a_guests_own_reminder_tells_nobody(talk: Talk, mails: Mails) -> None:
    await invited(talk)
    proposal = await talk.offered("remind me 20 minutes before the design review")
    assert card_view(proposal, CardReader("Europe/Vienna")).guests_told == ""
    assert (await talk.confirm(proposal)).state is State.BOOKED
    assert (mails.sent, mails.answers) == ([], [])
