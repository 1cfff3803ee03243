"""When the assistant answers in a room or a thread, the words by which people say so, and the sentences about it.

"Be quiet here", "only answer when I mention you", "you can talk again".
"""

import re
from enum import StrEnum

from threadline import regex
from threadline.calendar.acts import Venue
from threadline.texts.messages import N_


class ReplyPolicy(StrEnum):
    """When the assistant answers in a room or a thread; direct messages are always answered."""

    MENTIONS = "mentions"
    FOLLOW_UPS = "follow-ups"
    QUIET = "quiet"


SET = {
    ReplyPolicy.MENTIONS: N_("From now on I answer here only when I am mentioned."),
    ReplyPolicy.FOLLOW_UPS: N_("From now on I answer here when I am mentioned, and in the threads I take part in."),
    ReplyPolicy.QUIET: N_("I will stay quiet here. Tell me “you can talk again” when you want me back."),
}
STANDS = {
    ReplyPolicy.MENTIONS: N_("I answer here only when I am mentioned."),
    ReplyPolicy.FOLLOW_UPS: N_("I answer here when I am mentioned, and in the threads I take part in."),
    ReplyPolicy.QUIET: N_("I am quiet here."),
}
QUIET_HERE = N_("I was asked to be quiet here. Tell me “you can talk again” when you want me back.")

_POLITE = regex.compile(
    r"^(?:(?:hey|hi|ok(?:ay)?|please|pls|can you|could you|bitte|kannst du|s'il (?:te|vous) pla[iî]t|por favor|"
    r"per favore|alsjeblieft|kun je)[,\s]+)+|"
    r"[,\s]+(?:please|pls|thanks|thank you|bitte|danke|s'il (?:te|vous) pla[iî]t|merci|por favor|gracias|per favore|"
    r"grazie|obrigad[oa]|alsjeblieft|dank je)$",
    re.IGNORECASE,
)
_HERE = (
    r"(?: (?:here|from now on|for now|in (?:this|the) (?:channel|thread|chat|group|conversation|team)|"
    r"hier|ab jetzt|in (?:diesem|dem) (?:kanal|thread|chat)|in dieser (?:gruppe|unterhaltung)|"
    r"ici|désormais|dans ce (?:canal|fil|groupe)|dans cette (?:conversation|discussion)|"
    r"aquí|en este (?:canal|hilo|grupo|chat)|en esta conversación|"
    r"qui|in questo (?:canale|thread|gruppo)|in questa (?:conversazione|chat)|"
    r"aqui|neste (?:canal|grupo|tópico|chat)|nesta conversa|"
    r"in dit (?:kanaal|gesprek)|in deze (?:thread|groep|chat)))*"
)
_MENTIONED = (
    r"(?:(?:when|if|once|unless) (?:(?:you(?:'re| are)|i|we|someone|somebody|anyone|people) )?"
    r"(?:explicitly |directly )?(?:mention(?:ed|s)?|ask(?:ed|s)?|call(?:ed|s)?|tag(?:ged|s)?)(?: you)?(?: by name)?|"
    r"wenn (?:du|ich|wir|jemand|man) (?:dich )?(?:direkt )?(?:erwähnt|erwähne|erwähnen|gefragt|anspricht|ansprechen)"
    r"(?: wirst| wird)?|"
    r"(?:quand|si|lorsqu(?:e|'))\s?(?:on|je|nous|quelqu'un|tu es|vous êtes)(?: (?:te|vous))? ?"
    r"(?:mentionne|mentionné|appelle|appelé|demande)|"
    r"(?:cuando|si) (?:te|se te|alguien te) (?:mencionen|mencione|menciono|mencionan|llamen|pregunten)|"
    r"(?:quando|se) (?:ti|sei|qualcuno ti|vieni) (?:menzioniamo|menzionano|menzionato|menziono|chiamano|chiamato)|"
    r"(?:quando|se) (?:te|você|for|fores|alguém te) (?:mencionarem|mencionar|mencionado|chamarem|for mencionado)|"
    r"als (?:je|ik|we|iemand) (?:je )?(?:wordt |bent )?(?:noemt|genoemd|vermeld|vraagt|aanroept|wordt genoemd)"
    r"(?: wordt)?)"
)
_QUIET = (
    r"(?:be|stay|keep|remain|go){here} (?:quiet|silent)",
    r"(?:stop|quit) (?:answering|replying|responding|talking|writing)",
    r"(?:don't|do not|never) (?:answer|reply|respond|talk|write)(?: anymore| any more)?",
    r"mute(?: yourself)?",
    r"(?:shut (?:up|it)|zip it|hush|shush|pipe down)(?: now)?",
    r"(?:sei|seid|bleib|bleibt|sei doch|bitte sei){here}(?: bitte)?{here} (?:mal )?(?:still|ruhig|leise|stumm)",
    r"(?:halt(?:e)?|halt doch){here}(?: bitte)?{here} (?:(?:mal|einfach) )?(?:den mund|die klappe|den rand)",
    r"(?:schweig(?:e|t)?|ruhe)(?: jetzt| bitte)?",
    r"antworte{here} nicht(?: mehr)?",
    r"(?:sois|reste|soyez|restez) (?:silencieux|silencieuse|discret|discrète)",
    r"(?:ne réponds|ne répondez|ne réponds plus|arrête de répondre|arrêtez de répondre)(?: plus| pas)?",
    r"(?:tais[- ]toi|taisez[- ]vous|silence|chut|ferme[- ]la|la ferme)(?: maintenant)?",
    r"(?:quédate|guarda|mantente) (?:en silencio|silencio|callado|callada)",
    r"(?:no respondas|deja de responder)(?: más)?",
    r"(?:c[aá]llate|c[aá]llense|calla|cierra la boca|silencio)(?: ya)?",
    r"(?:(?:stai|sta'|resta|rimani){here} )?(?:zitto|zitta|in silenzio)",
    r"(?:taci|silenzio|chiudi il becco|chiudi la bocca)",
    r"(?:non rispondere|smetti di rispondere)(?: più)?",
    r"(?:fica|fique|mantém-te|mantenha-se){here} (?:quieto|quieta|calado|calada|em silêncio)",
    r"(?:cala[- ]te|cale[- ]se|cala a boca|cale a boca|cala|silêncio)(?: já)?",
    r"(?:não respondas|não responda|para de responder|pare de responder)(?: mais)?",
    r"(?:wees|blijf){here} (?:nu |even )?(?:stil|rustig)",
    r"(?:hou(?:d)?){here} (?:je|jij) (?:(?:nu|even|maar) )?(?:stil|mond|kop|bek|rustig|koest)",
    r"(?:zwijg|stilte)",
    r"(?:antwoord|reageer){here} niet(?: meer)?",
    r"stop met (?:antwoorden|reageren)",
)
_ASKED_ONLY = (
    r"(?:only|just) (?:answer|reply|respond|speak|talk){here} {mentioned}",
    r"(?:answer|reply|respond|speak|talk) only{here} {mentioned}",
    r"(?:don't|do not) (?:answer|reply|respond|speak|talk){here} {mentioned}",
    r"antworte{here} nur(?: noch)?{here},? {mentioned}",
    r"(?:ne réponds|ne répondez|réponds|répondez){here} (?:que|seulement){here} {mentioned}",
    r"(?:responde|contesta){here} (?:solo|sólo|solamente){here} {mentioned}",
    r"(?:solo|sólo) (?:responde|contesta){here} {mentioned}",
    r"rispondi{here} (?:solo|soltanto){here} {mentioned}",
    r"(?:responde|responda){here} (?:só|apenas|somente){here} {mentioned}",
    r"(?:antwoord|reageer){here} alleen(?: nog)?{here} {mentioned}",
)
_AGAIN = (
    r"(?:you (?:can|may) )?(?:answer|reply|respond|talk|speak|write){here} again",
    r"(?:you (?:can|may) )?(?:answer|reply to|respond to) (?:all )?follow-?ups",
    r"(?:unmute(?: yourself)?|come back)",
    r"(?:du (?:kannst|darfst){here} )(?:wieder|auch){here} (?:antworten|reden|schreiben|mitreden)",
    r"(?:antworte|rede|schreib){here} wieder",
    r"(?:tu peux|vous pouvez){here} (?:répondre|parler){here} (?:de nouveau|à nouveau)",
    r"(?:ya )?puedes{here} (?:responder|hablar|contestar){here} (?:de nuevo|otra vez)",
    r"puoi{here} (?:rispondere|parlare|tornare a rispondere){here}(?: di nuovo)?",
    r"(?:já )?(?:podes|pode){here} (?:responder|falar){here} (?:de novo|outra vez|novamente)",
    r"(?:je mag{here} weer|antwoord{here} weer|reageer{here} weer)(?: (?:antwoorden|reageren|praten))?",
)
_ROOM = regex.compile(
    r"\b(?:channel|kanal|canal|canale|kanaal|group|gruppe|groupe|grupo|gruppo|groep)\b", re.IGNORECASE
)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(each.replace("{here}", _HERE).replace("{mentioned}", _MENTIONED) for each in patterns)
    return regex.compile(rf"{_HERE}\s*(?:{said}){_HERE}", re.IGNORECASE)


_SAID = (
    (_any_of(_ASKED_ONLY), ReplyPolicy.MENTIONS),
    (_any_of(_QUIET), ReplyPolicy.QUIET),
    (_any_of(_AGAIN), ReplyPolicy.FOLLOW_UPS),
)
_LONGEST = 120


def reply_policy_in(text: str, venue: Venue) -> ReplyPolicy | None:
    """What words say to the assistant about when to answer, if they say nothing else.

    Among people "come back" is said to people; to be quiet, the assistant need not be called by its name.
    """
    if len(text) > _LONGEST or venue not in (Venue.MENTION, Venue.OVERHEARD):
        return None
    words = " ".join(text.replace("’", "'").strip().strip(".!…").split())
    while (shorter := _POLITE.sub("", words).strip(" .!,")) != words:
        words = shorter
    said = next((policy for pattern, policy in _SAID if pattern.fullmatch(words)), None)
    return None if said is ReplyPolicy.FOLLOW_UPS and venue is Venue.OVERHEARD else said


def means_the_room(text: str) -> bool:
    """Whether such words are about the whole channel or group, not only the thread they stand in."""
    return _ROOM.search(text) is not None
