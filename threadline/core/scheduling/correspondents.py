"""Who is met where nobody is named: those whom the mail is from or went to.

"Could we meet on Tuesday?" names no one: it is between who wrote it and who got it. So the people of a mail are guests
of a meeting that its words are about together, and of no other event in it: a shop that writes of a delivery is not
invited to it. Whoever the assistant works for is nobody's guest in their own calendar, nor is the assistant itself.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.message import Message, NamedPerson, Person
from threadline.core.domain.reading import Reading
from threadline.texts.messages import pgettext

_TOGETHER = regex.compile(
    r"(?<!\w)(?:let['’]?s|let us|(?:can|could|shall|should|may|might) we|meet(?: up)?|join (?:me|us)|call (?:me|you)|"
    r"catch up|talk to you|speak to you|see you|"
    r"(?:können|könnten|wollen|sollen|sollten|lass|lassen sie) (?:wir )?uns|(?:wir )?uns treffen|treffen wir|"
    r"sehen wir|zusammensetzen|"
    r"(?:pouvons|pourrions|pourrait|peut)[- ](?:nous|on)|rencontrer|se voir|on se voit|voyons[- ]nous|"
    r"podemos (?:vernos|reunirnos|quedar|hablar)|quedamos|vernos|reunirnos|nos vemos|nos reunimos|"
    r"incontrarci|vederci|vediamoci|ci vediamo|ci incontriamo|ci sentiamo|possiamo (?:vederci|incontrarci|sentirci)|"
    r"encontrar[- ]nos|nos encontrar\w*|nos reunir|vamos nos|podemos (?:nos )?(?:encontrar|falar|reunir)|"
    r"afspreken|(?:kunnen|zullen) we|"
    r"spotka(?:ć się|my się|jmy się)|(?:kan|ska|skal) vi|träffas|mødes|møtes|ses vi|"
    r"buluşalım|buluşabilir|görüşelim|görüşebilir|встретимся|встретиться|увидимся|зустрінемося|зустрітися)(?!\w)"
    r"|会いましょう|会えますか|お会い|打ち合わせしま|見面|见面|만날까|만나요|만납시다|뵐까요|نلتقي|मिल(?:ें|ते|\s?सकते)",
    re.IGNORECASE,
)
"""Two or more of them doing something together. A mere "we" is not that: shops and offices say it of themselves."""
_ADDRESSED = regex.compile(
    r"(?<!\w)(?:we|us|our|you|your|wir|uns|unser\w*|du|dich|dir|euch|nous|notre|on (?:se|fait|va|peut|y)|tu|toi|te|"
    r"vous|votre|nosotros|nos|vosotros|ustedes|contigo|voi|ti|vi|ci|nostr[oa]|nós|você|vocês|convosco|ons|onze|jullie|jou|"
    r"nas|wam|ci[ęe]|wasz|tobie|мы|нас|нам|вы|вас|ты|тебе|тебя|oss|dig|biz|siz|bize)(?!\w)",
    re.IGNORECASE,
)
"""Words to those whom a mail goes to, or about them and its writer."""
_QUESTION = regex.compile(r"[^.!?？\n]{1,300}[?？]")
_MARKS = regex.compile(
    r"(?:(?:re|aw|antw|sv|vs|vb|rv|res|rif|odp|ynt|fwd?|fw|wg|tr|i|enc|pd|回复|答复|返信|转发)(?:\[\d+\])?\s?[:：]\s*)+",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(
    ("", "hi", "hello", "hallo", "hey", "meeting", "question", "frage", "bonjour", "hola", "ciao")
)
_MOST_ADDRESSED = 6
_MOST_SUGGESTED = 5
_SUITS = regex.compile(
    r"(?<!\w)(?:(?:works|suits|fits|good|fine|great|perfect|ok|okay) (?:for )?me|i(?:['’]m| am) (?:free|available)|"
    r"are you (?:free|available|around)|do you have (?:time|a moment)|does .{1,40} (?:work|suit)|how about|what about|"
    r"would .{1,40} (?:work|suit)|i (?:can|could) (?:do|make)|"
    r"passt (?:es |das |dir|mir|ihnen|euch|uns|bei mir)|(?:hast|hätte?st) du|haben sie|habt ihr|hätten sie|"
    r"(?:ginge|geht) (?:es|dir|ihnen)|wie wär[e']?s?|(?:ich )?(?:kann|könnte) (?:am|um|ich)|"
    r"me (?:va|convient)|(?:es|êtes)[- ](?:tu|vous) (?:libre|disponible)s?|(?:as|avez)[- ](?:tu|vous)|"
    r"me (?:va|viene|parece) bien|(?:tienes|tiene|tenéis) (?:tiempo|un rato|un momento)|te (?:va|viene) bien|"
    r"(?:mi|per me) va bene|ti va bene|(?:hai|ha|avete) tempo|sei libero|sei libera|"
    r"(?:serve|funciona|está bem|pode ser) para mim|por mim|(?:tens|tem|você tem) tempo|estás livre|"
    r"(?:komt|schikt) (?:mij|me|jou|je|u)|heb(?:t)? (?:je|u|jij) tijd|kun je|"
    r"pasuje mi|pasuje ci|masz czas|ma pan[i]? czas|det passar|passar det|har du tid|passer det|"
    r"(?:мне|тебе|вам) (?:подходит|удобно)|у (?:тебя|вас) есть время|bana uyar|sana uyar|müsait)(?!\w)"
    r"|(?:都合|空いて|大丈夫)|有空|方便吗|方便嗎|시간 (?:있|되|괜찮)|괜찮으",
    re.IGNORECASE,
)
"""A time is offered to somebody, or taken."""
_AGREES = regex.compile(
    r"(?<!\w)(?:perfect|fine|great|good|works|suits|agreed|perfekt|super|prima|passt|gut|abgemacht|parfait|bien|"
    r"d['’]accord|entendu|ça marche|perfecto|vale|de acuerdo|perfetto|bene|d['’]accordo|perfeito|ótimo|combinado|"
    r"prima|goed|akkoord|pasuje|świetnie|zgoda|подходит|отлично|passar|passer|uygun)(?!\w)",
    re.IGNORECASE,
)
"""One of several times is taken."""
_MEETING = regex.compile(
    r"(?<!\w)(?:meeting|lunch|coffee|dinner|breakfast|catch-?up|sync|1:1|one-on-one|call|treffen|termin|besprechung|"
    r"mittagessen|kaffee|abendessen|telefonat|réunion|rendez-vous|rdv|déjeuner|café|dîner|appel|reunión|comida|cena|"
    r"almuerzo|llamada|riunione|incontro|pranzo|caffè|telefonata|reunião|almoço|jantar|chamada|afspraak|overleg|"
    r"koffie|spotkanie|obiad|kawa|möte|lunchmöte|møde|møte|встреча|обед|кофе|созвон|зустріч|toplantı|görüşme)(?!\w)"
    r"|会議|打ち合わせ|ランチ|会议|會議|午餐|회의|미팅|점심",
    re.IGNORECASE,
)
_OFFICIAL = regex.compile(
    r"(?<!\w)(?:your (?:\w+ ){0,2}(?:appointment|booking|reservation|order|visit|delivery|ticket|flight|meeting room)|"
    r"(?:ihr|ihre|ihren|dein|deine|deinen) (?:\w+ )?(?:termin|buchung|reservierung|bestellung|besuch|"
    r"lieferung|ticket|flug)|"
    r"(?:votre|vos) (?:\w+ )?(?:rendez-vous|réservation|commande|visite|livraison|billet|vol)|"
    r"(?:su|tu) (?:cita|reserva|pedido|visita|entrega|vuelo)|(?:il )?(?:suo|tuo) (?:appuntamento|ordine|volo)|"
    r"(?:la )?(?:sua|tua) (?:prenotazione|visita|consegna)|(?:a )?(?:sua|tua) (?:consulta|reserva|encomenda|visita)|"
    r"uw (?:afspraak|reservering|bestelling|bezoek|levering|vlucht)|twoj\w* (?:wizyta|rezerwacja)|"
    r"(?:ваш\w*) (?:приём|запись|заказ|бронирование)|registration|"
    r"call us|contact us|rufen sie uns|appelez-nous|llámenos|ci chiami|ligue-nos|bel ons|"
    r"(?:buy|book|get|order) (?:your )?tickets?|unsubscribe|newsletter|webinar|rsvp|"
    r"abmelden|anmeldung|inscription|inscripción|iscrizione|inscrição|everyone|all hands|"
    r"alle zusammen|liebe alle)(?!\w)",
    re.IGNORECASE,
)
"""What offices and shops write of, and what goes out to many: nobody who writes so is met alone."""


def with_correspondents(reading: Reading, message: Message, person: Person) -> Reading:
    """The reading with those as guests whom the mail is between, where it names nobody else."""
    if reading.seeks_time and not reading.attendees and _speaks_to_them(message):
        people = tuple(_written(each) for each in message.correspondents)
        return replace(reading, attendees=people, title=_title(reading.title or "", message) or None)
    if not message.correspondents or (not reading.drafts and reading.draft is None):
        return reading
    own = _own(message, person)
    said = "\n".join((message.text, message.material or ""))
    shared = _is_shared(said) or _speaks_to_them(message)
    met = tuple(Attendee(each.name, each.email) for each in message.correspondents) if shared else ()

    def peopled(draft: EventDraft) -> EventDraft:
        guests = tuple(_whole(who, message.correspondents) for who in draft.attendees if not _is_one_of(who, own))
        return replace(draft, attendees=guests or met, title=_title(draft.title, message))

    draft = peopled(reading.draft) if reading.draft is not None else None
    return replace(
        reading,
        draft=draft,
        drafts=tuple(replace(each, draft=peopled(each.draft)) for each in reading.drafts),
        suggested=_suggested(message, own) if draft is not None else (),
    )


def _speaks_to_them(message: Message) -> bool:
    """Whether a mail that goes to a few others says something to them: "Tue 11 is perfect for us"."""
    if message.material or not 0 < len(message.correspondents) <= _MOST_ADDRESSED:
        return False
    said = message.text
    spoken = any(each.search(said) for each in (_SUITS, _ADDRESSED, _AGREES, _QUESTION))
    return spoken and _OFFICIAL.search(said) is None


def _written(who: NamedPerson) -> str:
    return f"{who.name} <{who.email}>" if who.name and who.email else who.name or who.email or ""


def _title(title: str, message: Message) -> str:
    """The title, or what the mail is about where the words name none."""
    subject = _MARKS.sub("", message.title.strip(), count=1).strip()
    if subject.casefold() in _SAYS_NOTHING:
        return title
    called = {"", pgettext("title", "Meeting").casefold(), *(each.casefold() for each in message.assistant_names)}
    return subject if title.casefold() in called or _is_left_over(title, message) else title


def meeting_title(names: str, subject: str) -> str:
    """What a meeting that a mail leads to is called: as its subject says, or by those who meet."""
    said = _MARKS.sub("", subject.strip(), count=1).strip()
    return names if said.casefold() in _SAYS_NOTHING else said


def _is_left_over(title: str, message: Message) -> bool:
    """Whether a title is only what stood between other words of a mail to others: "fest", "through the numbers"."""
    if message.material or not message.correspondents or _MEETING.search(title):
        return False
    return title not in message.text and f"{title[:1].lower()}{title[1:]}" in message.text


def _suggested(message: Message, own: frozenset[str]) -> tuple[Attendee, ...]:
    """People of a mail who could be invited; whose address does not bear their name may be an office."""
    if _OFFICIAL.search("\n".join((message.text, message.material or ""))) is not None:
        return ()
    people = dict.fromkeys((each.name, (each.email or "").lower()) for each in message.people if each.email)
    able = (Attendee(name, email) for name, email in people if email not in own and _bears(email, name))
    return tuple(able)[:_MOST_SUGGESTED]


def _bears(email: str, name: str) -> bool:
    local = _plain(email.partition("@")[0])
    return any(len(word) > 1 and word in local for word in re.findall(r"\w+", _plain(name)))


def _plain(text: str) -> str:
    """Small letters without their accents, as addresses are written."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def _is_shared(said: str) -> bool:
    """Whether words are about something that those who exchanged them do together."""
    if _TOGETHER.search(said):
        return True
    asked = any(_ADDRESSED.search(each) for each in _QUESTION.findall(said))
    return (asked or any(each.search(said) for each in (_SUITS, _MEETING))) and _OFFICIAL.search(said) is None


def _own(message: Message, person: Person) -> frozenset[str]:
    """What the one who is asked for, and the assistant, are called."""
    names = {person.name, *person.name.split()[:1], person.email or "", message.author.email or "", "assistant"}
    names |= set(message.assistant_names)
    return frozenset(name.casefold() for name in names if name)


def _is_one_of(who: Attendee, names: frozenset[str]) -> bool:
    return (who.email or who.name).casefold() in names


def _whole(who: Attendee, known: Iterable[NamedPerson]) -> Attendee:
    """Somebody by name or address alone with what the mail's own lines say of them."""
    for each in known:
        same = (who.email or "").casefold() == (each.email or "").casefold() if who.email else False
        called = not who.email and who.name.casefold() in (each.name.casefold(), each.name.partition(" ")[0].casefold())
        if same or called:
            return replace(who, name=each.name or who.name, email=each.email)
    return who
