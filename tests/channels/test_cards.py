"""One card for all channels: whatever is proposed, each of them shows every word of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser
from rich.console import Console

from tests.channels.slack.house import shown as shown_in_slack
from tests.channels.webhook.house import opened
from tests.support.chromium import browser
from tests.support.proposals import CASES, FULL, REVIEW, ZONE, Case, change_of, proposal_of
from threadline.bots.email.rendering.card import card_of
from threadline.bots.email.rendering.html_page import page, plain_card
from threadline.bots.slack.card import card_blocks, waiting_blocks
from threadline.bots.teams.card import proposal_card
from threadline.bots.teams.thread_ref import CardPlace
from threadline.bots.webhook.pages.confirm_link import proposal_page
from threadline.bots.webhook.views.event_views import proposal_view
from threadline.calendar.event import Attendee
from threadline.commands import chat_card, terminal
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, Conflict, Evidence
from threadline.simulator.slack.blocks import check_blocks
from threadline.simulator.slack.model import Message
from threadline.simulator.teams.cards import check_card, text_of

__all__ = ["browser"]

PLACE = CardPlace("a:ana", "1", "29:ana", "Ana", True, "https://smba.trafficmanager.net/emea/")
CHANNELS = ("slack", "slack home", "teams", "mail", "plain mail", "page", "api", "terminal")
SHARED = ("slack", "teams")
"""Where others read a card too; everywhere else its owner is alone."""

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def drawn(channel: str, case: Case, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that a reader sees of the card."""
    proposal = case.proposal
    match channel:
        case "slack":
            blocks = card_blocks(proposal, owner="UANA", direct=not case.shared, base_url=None)
            return in_slack(blocks)
        case "slack home":
            return in_slack(waiting_blocks(proposal, owner="UANA", zone=ZONE))
        case "teams":
            card = proposal_card(proposal, replace(PLACE, personal=not case.shared), base_url=None)
            check_card(card)
            return re.sub(r"\\(.)", r"\1", text_of(card))
        case "mail" | "plain mail":
            mailed = card_of(proposal, zone=ZONE, link="https://example.com/p/x", answerable=False)
            return plain_card(mailed) if channel == "plain mail" else text_of_html(page(title="", cards=[mailed]))
        case "page":
            return text_of_html(str(proposal_page(proposal, Person("ana", "Ana", None, ZONE), address="/p/t").text))
        case "api":
            card_ = proposal_view(proposal, ZONE).card
            facts = (part for row in card_.rows for part in (row.label, row.before or "", row.after))
            buttons = (action.label for action in card_.actions)
            return "\n".join((card_.heading, card_.headline, *facts, *card_.warnings, *buttons, card_.guests_told))
    screen = StringIO()
    monkeypatch.setattr(terminal, "console", Console(file=screen, width=400, highlight=False))
    told = proposal_view(proposal, ZONE).model_dump(mode="json")
    chat_card.show(told)
    return f"{screen.getvalue()}\n{' '.join(chat_card._choices(told).values())}"


def in_slack(blocks: list[dict[str, object]]) -> str:
    check_blocks(blocks)
    return unescape(shown_in_slack(Message("1", "C1", "UBOT", "", blocks=blocks)))


def text_of_html(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br>|</\w+>", "\n", html)))


def words_of(case: Case, *, shared: bool) -> Iterator[str]:
    """Every word that a card must show: its rows', and what the case names."""
    view = card_view(case.proposal, CardReader(ZONE, shared=shared))
    yield view.title
    for row in view.rows:
        yield row.label
        for value in (*(row.before or ()), *row.after):
            yield from value.split("\n")
    for warning in view.warnings:
        yield warning.said
    yield from case.told


def flat(text: str) -> str:
    return " ".join(re.sub(r"[│\u2060]", " ", text).split())


@pytest.mark.parametrize("channel", CHANNELS)
@each_case
def test_every_word_of_the_card_is_shown(case: Case, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if channel == "slack home" and case.proposal.state not in OPEN:
        pytest.skip("the home tab lists what is open")
    text = flat(drawn(channel, case, monkeypatch))
    shared = case.shared and channel in SHARED
    missing = [words for words in words_of(case, shared=shared) if flat(words) not in text]
    assert not missing, text
    view = card_view(case.proposal, CardReader(ZONE))
    assert view.heading in text or (view.status.said if view.status else view.question) in text


async def test_the_console_shows_every_word(tmp_path: Path, browser: Browser) -> None:
    async with opened(tmp_path / "data") as house:
        console = await browser.new_page()
        await console.goto(house.address)
        for case in CASES:
            told = proposal_view(case.proposal, ZONE).model_dump(mode="json")
            text = flat(await console.evaluate(_DRAW, [told, ZONE]))
            missing = [words for words in words_of(case, shared=False) if flat(words) not in text]
            assert not missing, f"{case.name}: {text}"
        await console.close()


_DRAW = """async ([proposal, zone]) => {
    const {ProposalCard} = await import("/console/card/card.js");
    const card = new ProposalCard({zone, announcer: {say: () => {}}}, proposal);
    document.body.replaceChildren(card.element);
    return card.element.textContent;
}"""


def test_a_change_that_takes_guests_and_place_away_says_so_beside_its_question() -> None:
    proposal = change_of(REVIEW, replace(REVIEW, location=None, attendees=()))
    card = plain_card(card_of(proposal, zone=ZONE, link="https://example.com/p/x", answerable=False))
    assert card.startswith("Change this event?\nDesign review\n")
    assert re.search(r"Place: +Room 4\n +→ none\n", card)
    assert re.search(r"No longer invited: +Bo <bo@example.com>\n +cy@example.com\n +Di\n", card)
    assert re.search(r"Still invited: +nobody\n", card)
    shown = flat(text_of_html(str(proposal_page(proposal, Person("ana", "Ana", None, ZONE), address="/p/t").text)))
    assert "Change this event?" in shown
    assert "Place Room 4 → none" in shown
    assert "No longer invited Bo <bo@example.com>, cy@example.com, Di" in shown


@pytest.mark.parametrize("channel", SHARED)
def test_what_others_read_tells_no_plans_and_no_addresses(channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [case] = (case for case in CASES if case.shared)
    text = drawn(channel, case, monkeypatch)
    for secret in ("Dentist", "Bo is busy", "bo@example.com", "Bring the drawings"):
        assert secret not in text
    assert "Collides with something in the calendar" in text
    assert "Somebody who is invited is busy" in text


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_longest_event_keeps_to_the_limits_of_the_platform(channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    people = tuple(Attendee(f"Person {n} {'x' * 150}", f"p{n}{'y' * 100}@example.com") for n in range(100))
    long = replace(
        FULL, title="T" * 2_000, location="&" * 2_000, description="<words> " * 2_000, attendees=people, reminders=(1,)
    )
    conflicts = tuple(Conflict("<" * 500, REVIEW.start, REVIEW.end) for _ in range(20))
    warnings = tuple(f"{n} {'&' * 800}" for n in range(20))
    evidence = tuple(Evidence("place", "&" * 500, n, n + 1) for n in range(20))
    against: dict[str, Any] = {"conflicts": conflicts, "warnings": warnings, "evidence": evidence}
    for proposal in (
        proposal_of(draft=long, **against),
        change_of(long, replace(long, title="U" * 2_000, attendees=people[:50], description="&" * 8_000), **against),
    ):
        text = drawn(channel, Case("long", proposal), monkeypatch)
        assert "PPP" not in text
        if channel == "teams":
            assert len(str(proposal_card(proposal, PLACE, base_url=None)).encode()) < 28_000
