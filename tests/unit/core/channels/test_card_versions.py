"""Which version of a proposal its card shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.channels.card_versions import CardVersions
from threadline.core.domain.proposal import Offer, Proposal, State

NOW = datetime(2031, 5, 6, 15, tzinfo=UTC)
OFFER = Offer(EventDraft("Review", NOW, NOW + timedelta(hours=1), "UTC"))


def proposal_of(name: str = "p1", version: int = 1) -> Proposal:
    return Proposal(name, "ana", State.PROPOSED, version, OFFER, "slack", "built-in", "main", NOW, NOW)


def test_what_is_newer_stays() -> None:
    cards = CardVersions(str)
    assert not cards.is_outdated(proposal_of())
    cards.show(proposal_of(version=2), "here")
    assert cards.is_outdated(proposal_of(version=1))
    assert not cards.is_outdated(proposal_of(version=2))
    assert not cards.is_outdated(proposal_of(version=3))


def test_a_card_is_where_the_proposal_says_and_before_it_says_so_where_it_was_posted() -> None:
    cards = CardVersions(str.upper)
    assert cards.place(proposal_of()) is None
    cards.show(proposal_of(), "here")
    assert cards.place(proposal_of()) == "here"
    assert cards.place(replace(proposal_of(), surface_ref="there")) == "THERE"


async def test_cards_of_long_ago_are_forgotten_but_none_that_is_being_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.core.channels.card_versions._MOST", 2)
    cards = CardVersions(str)
    for name in ("busy", "idle"):
        cards.lock(proposal_of(name))
        cards.show(proposal_of(name), "here")
    async with cards.lock(proposal_of("busy")):
        cards.lock(proposal_of("new"))
        assert cards.place(proposal_of("busy")) == "here"
        assert cards.place(proposal_of("idle")) is None
        assert cards.lock(proposal_of("busy")).locked()
