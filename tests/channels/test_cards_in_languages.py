"""The same card in other languages, as each channel draws it."""

import re
from dataclasses import replace

import pytest

from tests.channels.slack.house import shown as shown_in_slack
from tests.channels.test_cards import PLACE
from tests.support.proposals import FULL, ZONE, proposal_of
from threadline.bots.email.rendering.card import card_of
from threadline.bots.email.rendering.html_page import page, plain_card
from threadline.bots.slack.card import card_blocks
from threadline.bots.teams.card import proposal_card
from threadline.bots.webhook.views.card_views import proposal_card as viewed
from threadline.simulator.slack.model import Message
from threadline.simulator.teams.cards import check_card, text_of
from threadline.texts.speaking import speaking

WORDS = {
    "de": ("Bestätigen", "Ort", "Diesen Termin|In Ihren Kalender|in Ihren Kalender"),
    "fr": ("Confirmer", "Lieu", "dans votre agenda"),
    "es": ("Confirmar", "Lugar", "en el calendario"),
    "it": ("Conferma", "Luogo", "in calendario"),
    "pt": ("Confirmar", "Lugar", "na agenda"),
    "nl": ("Bevestigen", "Plaats", "in je agenda"),
    "ja": ("確定", "場所", "カレンダーに登録しますか"),
    "ar": ("تأكيد", "المكان", "هل أضيفه إلى تقويمك"),
}
ENGLISH = ("Confirm", "Dismiss", "Other times", "Place", "Put this into your calendar")
CHANNELS = ("slack", "teams", "mail", "api")


def drawn(channel: str, language: str) -> str:
    """All that a reader sees of the card."""
    proposal = proposal_of(language=language, draft=FULL)
    with speaking(language):
        match channel:
            case "slack":
                blocks = card_blocks(proposal, owner="UANA", direct=True, base_url=None)
                return shown_in_slack(Message("1", "D1", "UBOT", "", blocks=blocks))
            case "teams":
                card = proposal_card(proposal, replace(PLACE, personal=True), base_url=None)
                check_card(card)
                return text_of(card)
            case "mail":
                mailed = card_of(proposal, zone=ZONE, link="https://example.com/p/x", answerable=True)
                assert f'lang="{language}"' in page(title="Threadline", cards=[mailed])
                return plain_card(mailed)
    return viewed(proposal, ZONE).model_dump_json()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_card_speaks_the_language_of_its_offer(channel: str, language: str) -> None:
    said = drawn(channel, language)
    button, place, question = WORDS[language]
    assert button in said
    assert place in said
    if channel in ("mail", "api"):
        assert re.search(question, said)
    assert [word for word in ENGLISH if re.search(rf"(?<!\w){word}(?!\w)", said)] == []
