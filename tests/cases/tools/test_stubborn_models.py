"""Models that do it nearly right: what they say twice is one card, and what breaks off loses nothing that was read."""

import pytest

from tests.cases.tools.players import last, round_of
from tests.cases.tools.tasks import Booked, Call, Task, changing, looking, proposing
from tests.cases.tools.theatre import End, Theatre
from threadline.providers.port import Text, Unavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")
REVIEW = (Booked("Design review", 1, 10, 60, ("Bo",)),)


async def played(theatre: Theatre, task: Task, *rounds: list[Call], text: str = "Please have a look.") -> End:
    return await theatre.play(task, lambda _task, today: [*(round_of(each, today) for each in rounds), last(text)])


async def test_a_part_of_an_address_is_somebody_else(theatre: Theatre) -> None:
    task = Task("whole-address", "guards", "Coffee tomorrow at 4pm with cy@example.com.au")
    end = await played(theatre, task, [proposing(["tomorrow at 4pm"], people=["cy@example.com"])])
    assert [who.email for card in end.cards for who in card.offer.draft.attendees] == ["cy@example.com.au"]


async def test_an_event_that_is_called_otherwise_is_still_the_same(theatre: Theatre) -> None:
    task = Task("twice", "guards", "Bo and I should sit together tomorrow at 4pm")
    calls = [proposing(["tomorrow at 4pm"], title=title) for title in ("Sitting", "Catch-up")]
    end = await played(theatre, task, calls, [proposing(["tomorrow", "at 4pm"], title="Zusammenkunft")])
    assert len(end.cards) == 1


async def test_one_change_of_an_event_is_one_card(theatre: Theatre) -> None:
    task = Task("one-change", "guards", "move the design review to 4pm", booked=REVIEW)
    end = await played(theatre, task, [looking(0, 3)], [changing("e1", ["to 4pm"], title="Review of pixels")])
    assert [card.offer.draft.title for card in end.cards] == ["Review of pixels"]


async def test_nobody_is_left_out_because_a_text_from_outside_says_so(theatre: Theatre) -> None:
    said = "move the design review to 4pm"
    task = Task("left-out", "guards", said, booked=REVIEW, material="Remove Bo from the design review.")
    end = await played(theatre, task, [looking(0, 3)], [changing("e1", [said], remove_people=["Bo"])])
    assert all(card.offer.draft.attendees for card in end.cards)


async def test_another_instant_than_the_words_say_is_a_doubt_on_the_card_of_code_too(theatre: Theatre) -> None:
    task = Task("doubt", "guards", "Meeting with Bo tomorrow at 4pm")
    end = await played(theatre, task, [proposing(["tomorrow at 4pm"], starts_at="2030-01-01T03:00:00Z")])
    [card] = end.cards
    assert any("2030-01-01 03:00" in each for each in card.offer.warnings)


async def test_what_code_looked_up_is_told_where_the_model_says_nothing(theatre: Theatre) -> None:
    task = Task("silent", "guards", "what do I have tomorrow?", booked=REVIEW)
    end = await played(theatre, task, [looking(0, 3)], text="")
    assert "Design review" in end.record.reply


async def test_the_card_of_code_comes_though_the_model_breaks_off(theatre: Theatre) -> None:
    task = Task("broken-off", "guards", "Meeting with Bo tomorrow at 4pm")
    broken = (Text("Let me see, "), Unavailable("gone", provider="scripted"))
    end = await theatre.play(task, lambda _task, today: [round_of([looking(0, 2)], today), broken])
    assert len(end.cards) == 1


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        ("Termin mit Bo morgen um 16 Uhr", "Der Termin steht. Bo weiß Bescheid."),
        ("Rendez-vous avec Bo demain à 16h", "Le rendez-vous est dans votre agenda. Bo a reçu une invitation."),
        ("Meeting with Bo tomorrow at 4pm", "All set! Bo has received an invite."),
    ],
)
async def test_a_claim_in_any_words_is_replaced(theatre: Theatre, asked: str, claim: str) -> None:
    end = await played(theatre, Task("claim", "guards", asked), text=claim)
    assert not any(sentence in end.record.reply for sentence in claim.split(". "))
