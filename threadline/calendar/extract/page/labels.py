"""Lines with a label before them: "Where: Room 4", "Betreff: Budget", and the pairs of an event written as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from threadline import regex
from threadline.calendar.extract.model import Evidence


class LabelKind(Enum):
    """What the words behind a label are."""

    TITLE = "title"
    PLACE = "place"
    PEOPLE = "people"
    TIME = "time"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The value of a line, and the stretch of the label before it."""

    kind: LabelKind
    value: Evidence
    label: tuple[int, int]


_WORDS = {
    LabelKind.TITLE: "subject|title|event|event name|name|topic|what|summary|meeting|betreff|titel|thema|anlass|was|"
    "veranstaltung|objet|sujet|titre|quoi|événement|evenement|asunto|título|titulo|tema|qué|que|"
    "evento|oggetto|titolo|argomento|cosa|assunto|o quê|onderwerp|wat|temat|tytuł|co|ämne|emne|"
    "tittel|vad|hvad|hva|konu|başlık|etkinlik|тема|название|что|назва|що|件名|タイトル|題名|主题|主題|标题|標題|제목|"
    "주제|الموضوع|العنوان|विषय|शीर्षक|ärende|møte|møde|möte|treffen|termin|réunion|reunión|riunione|"
    "reunião|afspraak|vergadering|spotkanie|wydarzenie|händelse|begivenhed|hendelse|toplantı|ne|"
    "событие|встреча|подія|зустріч|会議名|イベント|内容|会议|事项|行程|일정|회의|행사|المناسبة|الاجتماع|कार्यक्रम|बैठक|"
    "मीटिंग|nom|nombre|nome|naam|nazwa|namn|navn|ad|имя|件",
    LabelKind.PLACE: "where|location|place|venue|room|address|ort|wo|raum|treffpunkt|adresse|lieu|où|ou|endroit|salle|"
    "lugar|dónde|donde|ubicación|ubicacion|sala|luogo|dove|local|onde|locatie|plaats|waar|zaal|"
    "miejsce|gdzie|plats|var|lokal|sted|hvor|yer|konum|место|где|місце|場所|会場|地点|地點|장소|위치|المكان|"
    "स्थान|जगह|veranstaltungsort|standort|besprechungsraum|emplacement|localisation|dirección|sitio|"
    "sede|indirizzo|endereço|sítio|adres|ruimte|kamer|lokalizacja|adress|lokale|rum|rom|lokation|"
    "mekân|mekan|nerede|oda|адрес|локация|кабинет|адреса|локація|де|кабінет|会議室|どこ|住所|地址|会议室|在哪|회의실|"
    "어디|주소|العنوان الكامل|القاعة|أين|الموقع|पता|कमरा|कहाँ|कहां",
    LabelKind.PEOPLE: "who|attendee|attendees|participant|participants|invitees|invited|guest|guests|people|teilnehmer|"
    "teilnehmerinnen|teilnehmende|wer|gäste|invités|qui|asistentes|participantes|invitados|quién|"
    "quien|con|partecipanti|invitati|chi|convidados|deelnemers|genodigden|uczestnicy|kto|deltagare|"
    "vem|deltagere|katılımcılar|участники|кто|учасники|хто|参加者|出席者|参加人|与会者|參與者|與會者|참석자|참가자|المشاركون|"
    "الحضور|प्रतिभागी|eingeladen|mit|avec|quiénes|com|quem|wie|met|aanwezigen|osoby|goście|z kim|"
    "vilka|inbjudna|hvem|deltakere|inviterte|gæster|gjester|inviterede|kim|kimler|davetliler|"
    "katılanlar|гости|приглашены|с кем|запрошені|гості|メンバー|出席|誰|参加|参会人|参与者|与会人员|"
    "参会者|谁|成员|참가|누구|참석|المدعوون|المشاركين|من|الضيوف|कौन|मेहमान|उपस्थित|सहभागी",
    LabelKind.TIME: "when|date|time|day|start|starts|end|ends|begin|begins|hours|date and time|date & time|"
    "start time|end time|start date|end date|duration|length|wann|datum|uhrzeit|zeit|tag|beginn|ende|"
    "dauer|quand|heure|jour|début|debut|fin|durée|cuándo|cuando|fecha|hora|día|inicio|duración|"
    "quando|data|ora|orario|giorno|inizio|fine|durata|dia|início|wanneer|tijd|einde|duur|kiedy|"
    "godzina|dzień|när|tid|hvornår|når|dato|tarih|saat|ne zaman|zaman|когда|дата|время|коли|час|日時|"
    "日付|時間|日程|时间|日期|날짜|시간|일시|التاريخ|الوقت|तारीख|समय|datum und uhrzeit|date et heure|horaire|horaires|"
    "fecha y hora|data e ora|data e hora|datum en tijd|początek|koniec|termin spotkania|starttid|"
    "sluttid|slut|början|starttidspunkt|slutt|varighed|varighet|længde|längd|tarih ve saat|başlangıç|"
    "bitiş|süre|дата и время|начало|конец|длительность|дата і час|початок|кінець|тривалість|いつ|開始|終了|"
    "日期和时间|开始|结束|时长|何时|언제|시작|종료|날짜와 시간|متى|البداية|النهاية|المدة|कब|दिनांक|शुरू|अंत|अवधि",
    LabelKind.NOTES: "description|agenda|note|notes|detail|details|comment|comments|remark|remarks|beschreibung|"
    "tagesordnung|notiz|notizen|bemerkung|bemerkungen|ordre du jour|remarque|remarques|"
    "descripción|descripcion|nota|notas|descrizione|ordine del giorno|descrição|omschrijving|"
    "opis|beskrivning|beskrivelse|açıklama|описание|опис|備考|説明|备注|描述|설명|الوصف|विवरण",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
_LINE = regex.compile(
    r"^[ \t>*_#•·-]{0,8}(?P<label>[^\W\d_][^\n:：*_]{0,20}?)[ \t*_]{0,4}[:：][ \t*_]{0,4}"
    r"(?P<said>[^\s*_][^\n]{0,200}|\n?)",
    re.MULTILINE,
)
_SPREAD = regex.compile(r"\s{0,8}(?P<said>\S[^\n]{0,200})")
_PAIR = regex.compile(r"\"(?P<label>[^\W\d_][^\"\n]{0,20})\"[ \t]?:[ \t]?\"(?P<said>[^\"\n]{1,200})\"")
_TO = regex.compile(
    r"^[ \t>]{0,4}(?:to|cc|an|à|para|a|aan|do|till|til)[ \t]?:[ \t]?(?P<said>[^\n]{0,120}@[^\n]{0,120})", re.I | re.M
)


def read_labels(text: str) -> tuple[Labelled, ...]:
    """Every labelled value, in the order of the text."""
    if ":" not in text and "：" not in text:
        return ()
    found = list(_pairs(text) if text.lstrip()[:1] in ("{", "[") else _lines(text))
    return tuple(sorted(found, key=lambda each: each.value.span))


def value_of(labels: tuple[Labelled, ...], kind: LabelKind) -> Evidence | None:
    """The first value of a kind."""
    return next((each.value for each in labels if each.kind is kind), None)


def _lines(text: str) -> Iterator[Labelled]:
    for match in _LINE.finditer(text):
        yield from _labelled(match, text)
    for match in _TO.finditer(text):
        yield Labelled(LabelKind.PEOPLE, _evidence(text, *match.span("said")), (match.start(), match.start("said")))


def _pairs(text: str) -> Iterator[Labelled]:
    for match in _PAIR.finditer(text):
        yield from _labelled(match, text)


def _labelled(match: re.Match[str], text: str) -> Iterator[Labelled]:
    kind = _KINDS.get(" ".join(match["label"].lower().split()))
    if kind is None:
        return
    said = match if match["said"].strip() else _SPREAD.match(text, match.end())
    if said is not None and (said is match or not _LINE.match(text, said.start("said"))):
        value = _evidence(text, *said.span("said"))
        yield Labelled(kind, value, (match.start("label"), value.span[0]))


def _evidence(text: str, first: int, last: int) -> Evidence:
    value = text[first:last].rstrip(" \t*_,;\r")
    value = value.removesuffix(".") if not value.endswith("..") else value
    return Evidence(value, (first, first + len(value)))
