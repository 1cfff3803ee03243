"""Words about when the assistant shall answer, and words that only look like it."""

import re

import pytest

from tests.texts.extraction import catalogue_of
from threadline.calendar.acts import Venue
from threadline.core.channels.reply_policy import QUIET_HERE, SET, ReplyPolicy, means_the_room, reply_policy_in

QUIET = (
    "shut up",
    "please shut up!",
    "hush",
    "sei hier bitte still",
    "sei doch still",
    "halt bitte den Mund",
    "bleib bitte ruhig",
    "tais-toi",
    "taisez-vous, s'il vous plaît",
    "tais toi dans ce fil",
    "cállate",
    "callate ya",
    "silencio, por favor",
    "stai zitto",
    "stai qui zitta per favore",
    "taci",
    "cala-te",
    "cale-se, por favor",
    "hou je stil",
    "houd je mond",
    "hou hier je mond",
    "be quiet here",
    "Please stay quiet in this channel.",
    "stop answering here, please",
    "don't reply in this thread",
    "mute",
    "sei still, bitte",
    "Bleib hier ruhig",
    "antworte hier nicht mehr",
    "tais-toi ici",
    "ne réponds plus dans ce canal",
    "no respondas aquí",
    "guarda silencio en este canal, por favor",
    "non rispondere più qui",
    "resta in silenzio",
    "não respondas aqui",
    "fica em silêncio neste canal",
    "wees hier stil",
    "reageer hier niet meer",
)
MENTIONS = (
    "only answer when mentioned",
    "only reply when I mention you",
    "please only respond in this channel if someone mentions you",
    "don't answer here unless mentioned",
    "antworte hier nur noch, wenn du erwähnt wirst",
    "antworte nur wenn ich dich erwähne",
    "ne réponds ici que quand on te mentionne",
    "responde aquí solo cuando te mencionen",
    "rispondi qui solo quando vieni menzionato",
    "responde aqui só quando te mencionarem",
    "antwoord hier alleen als je wordt genoemd",
)
AGAIN = (
    "you can talk again",
    "You may answer here again",
    "reply again please",
    "come back",
    "unmute",
    "du kannst hier wieder antworten",
    "tu peux répondre de nouveau",
    "ya puedes responder de nuevo",
    "puoi rispondere di nuovo",
    "já podes responder de novo",
    "je mag hier weer antwoorden",
)
OTHERS = (
    "be quiet about the merger here and there",
    "don't answer him before Friday",
    "schedule a quiet hour here tomorrow",
    "stop answering mails at 6",
    "mute the call at 3",
    "I will come back on Monday",
    "only answer question 3",
    "please reply to Bo again tomorrow at 9",
    "remind me to be quiet at 10",
    "",
    "quiet " * 40,
)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        *((text, ReplyPolicy.QUIET) for text in QUIET),
        *((text, ReplyPolicy.MENTIONS) for text in MENTIONS),
        *((text, ReplyPolicy.FOLLOW_UPS) for text in AGAIN),
        *((text, None) for text in OTHERS),
    ],
)
def test_words_about_answering(text: str, policy: ReplyPolicy | None) -> None:
    assert reply_policy_in(text, Venue.MENTION) is policy
    assert reply_policy_in(text, Venue.ASSISTANT) is None


def test_among_people_it_can_be_told_to_be_quiet_but_is_not_called_back() -> None:
    assert reply_policy_in("stop answering here", Venue.OVERHEARD) is ReplyPolicy.QUIET
    assert reply_policy_in("come back", Venue.OVERHEARD) is None


def test_a_channel_is_more_than_its_thread() -> None:
    assert means_the_room("sei still in diesem Kanal")
    assert not means_the_room("be quiet here")


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl"])
def test_what_people_are_told_to_say_is_understood(language: str) -> None:
    for told in (SET[ReplyPolicy.QUIET], QUIET_HERE):
        message = catalogue_of(language).get(told)
        assert message is not None
        (said,) = re.findall("[„“«]\\s?([^“”»]+?)\\s?[”“»]", str(message.string))
        assert reply_policy_in(said, Venue.MENTION) is ReplyPolicy.FOLLOW_UPS
