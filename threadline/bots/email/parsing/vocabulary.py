"""The words of all languages as look-ups, so that a line is judged by a dictionary and not by hundreds of patterns."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from threadline.bots.email.parsing.languages import all_languages, fold


class Field(StrEnum):
    """What a line above a mail is about."""

    SENDER = "sender"
    TO = "to"
    CC = "cc"
    SUBJECT = "subject"
    DATE = "date"
    REPLY_TO = "reply_to"


class SubjectMark(StrEnum):
    """What the mark before a subject says (`Fwd:`, `AW:`)."""

    FORWARD = "forward"
    REPLY = "reply"
    NONE = "none"


_DECORATION = " \t-–—_=*~#<>|:：·.•«»「」【】[]()"
_LONGEST_LABEL = 32
_AROUND_A_LABEL = " \t\xa0*_|-–•·#"
_LONGEST_SEPARATOR = 120
_WITH_A_NAME = (
    "forwarded by ",
    "forwarded message from ",
    "weitergeleitet von ",
    "weitergeleitete nachricht von ",
    "transmis par ",
    "transféré par ",
    "réexpédié par ",
    "message transféré de ",
    "reenviado por ",
    "mensaje reenviado de ",
    "inoltrato da ",
    "messaggio inoltrato da ",
    "encaminhado por ",
    "reencaminhado por ",
    "doorgestuurd door ",
    "doorgezonden door ",
    "vidarebefordrat av ",
    "videresendt af ",
    "videresendt av ",
    "przesłane przez ",
    "przekazane przez ",
    "přeposlal ",
    "переслано ",
    "переслал ",
)
"""Separators of Notes, Horde and mutt go on with who forwarded, or who wrote."""
_ENDS = (
    "end forwarded message",
    "end of forwarded message",
    "ende der weitergeleiteten nachricht",
    "ende der weitergeleiteten e-mail",
    "fin du message transféré",
    "fin del mensaje reenviado",
    "fine del messaggio inoltrato",
    "fim da mensagem encaminhada",
    "einde doorgestuurd bericht",
    "koniec przekazanej wiadomości",
    "конец пересылаемого сообщения",
    "конец пересылаемого письма",
    "кінець пересланого повідомлення",
)
_BESIDE = frozenset(
    """
    bcc|bkk|cci|cco|ccn|blind copy|importance|priority|sensitivity|attachments|attachment|attached|organization
    organisation|message-id|mailing list|x-mailer|user-agent|reply to|reply-to|list-id|size|categories|flag
    return-path|delivered-to|mailed-by|signed-by|security|resent-from|resent-to|resent-date|in-reply-to|references
    mime-version|content-type|thread-topic|conversation|wichtigkeit|priorität|anlagen|anlage|anhang|anhänge
    antwort an|antworten an|nachrichten-id|vertraulichkeit|größe|priorité|pièces jointes|pièce jointe|répondre à
    importancia|prioridad|archivos adjuntos|adjuntos|datos adjuntos|responder a|importanza|priorità|allegati
    allegato|rispondi a|importância|prioridade|anexos|anexo|responder para|urgentie|prioriteit|belang|bijlagen
    bijlage|antwoorden aan|beantwoorden|ważność|priorytet|załączniki|załącznik|odpowiedz do|důležitost|priorita
    přílohy|příloha|odpovědět|dôležitosť|prílohy|fontosság|mellékletek|melléklet|prioritás|prioritet|vigtighed
    vedhæftede filer|vedhæftet|vedlegg|viktighet|bilagor|bilaga|vikt|svara till|tärkeys|liitteet|liite|prioriteetti
    важность|приоритет|вложения|вложение|важливість|пріоритет|вкладення|ekler|ek|öncelik|önem|atașamente|importanță
    prilozi|重要性|优先级|附件|重要度|添付ファイル|添付|중요도|첨부|첨부파일|첨부 파일|σπουδαιότητα|συνημμένα|חשיבות
    קבצים מצורפים
    """.strip()
    .replace("\n", "|")
    .split("|")
)
"""Fields of other programs and languages that say nothing of who wrote what to whom."""
_DATED = ("message du ",)
"""The separator of Orange names the day of the mail under it."""
_DIGITS_OF_A_DAY = 4
_MOST_MARKS = 6
_LONGEST_MARK = 24


@cache
def labels() -> dict[str, tuple[Field, frozenset[str]]]:
    """Every label with its meaning and the languages that have it."""
    found: dict[str, tuple[Field, set[str]]] = {}
    for words in all_languages():
        for field in Field:
            for label in getattr(words, field.value):
                found.setdefault(label, (field, set()))[1].add(words.code)
    return {label: (field, frozenset(codes)) for label, (field, codes) in found.items()}


@cache
def separators() -> dict[str, bool]:
    """The words of every line that parts two mails; True for those that say the second was forwarded."""
    originals = {phrase: False for words in all_languages() for phrase in words.original}
    return originals | {phrase: True for words in all_languages() for phrase in words.forwarded}


@cache
def verbs() -> tuple[str, ...]:
    """Words for “wrote”, the longest first."""
    return _longest_first(verb for words in all_languages() for verb in words.wrote)


@cache
def openings() -> frozenset[str]:
    """First words of “On Monday Ana wrote:”."""
    return frozenset(opening.split()[0] for words in all_languages() for opening in words.opening)


@cache
def months() -> dict[str, dict[str, int]]:
    """For every language, the number of each form of a month's name."""
    return {
        words.code: {form: number for number, forms in enumerate(words.months, 1) for form in forms}
        for words in all_languages()
    }


@cache
def sent_from() -> tuple[str, ...]:
    """What begins the lines that phones and programs put under a mail."""
    return _longest_first(begin for words in all_languages() for begin in words.sent_from)


@cache
def closings() -> frozenset[str]:
    """Lines before the name at the end of a mail."""
    return frozenset(closing for words in all_languages() for closing in words.closings)


@cache
def _marks() -> dict[str, SubjectMark]:
    forward = {mark for words in all_languages() for mark in words.forward_marks}
    reply = {mark for words in all_languages() for mark in words.reply_marks}
    ambiguous = forward & reply  # "VS" is a forward in Denmark and an answer in Finland
    return (
        dict.fromkeys(forward - ambiguous, SubjectMark.FORWARD)
        | dict.fromkeys(reply - ambiguous, SubjectMark.REPLY)
        | dict.fromkeys(ambiguous, SubjectMark.NONE)
    )


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)))


def label_of(line: str) -> tuple[Field, frozenset[str], str] | None:
    """A header line as people read it (`*Von:* Ana`): its meaning, its languages, its value; None for other lines."""
    head = line[: _LONGEST_LABEL + 8].replace("：", ":")
    colon = head.find(":")
    if colon < 1:
        return None
    known = labels().get(fold(head[:colon].strip(_AROUND_A_LABEL)))
    if known is None:
        return None
    return known[0], known[1], line[colon + 1 :].strip(" \t\xa0*_|")


def is_beside(line: str) -> bool:
    """Whether a line is a header line that says nothing of who wrote what to whom (`Importance: High`)."""
    head, colon, _ = line[: _LONGEST_LABEL + 8].replace("：", ":").partition(":")
    return bool(colon) and fold(head.strip(_AROUND_A_LABEL)) in _beside()


@cache
def _beside() -> frozenset[str]:
    return frozenset(fold(each) for each in _BESIDE)


def separator(line: str) -> bool | None:
    """Whether a line parts two mails: True says forwarded, False leaves it open, None is another line."""
    if len(line) > _LONGEST_SEPARATOR:
        return None
    phrase = fold(line.strip(_DECORATION))
    known = separators().get(phrase)
    if known is None and line.lstrip().startswith("--") and phrase.startswith(_WITH_A_NAME):
        return True
    return False if known is None and names_its_day(line) else known


def names_its_day(line: str) -> bool:
    """Whether a separator has the date of the mail under it."""
    return fold(line).startswith(_DATED) and sum(each.isdigit() for each in line) >= _DIGITS_OF_A_DAY


def ends_forward(line: str) -> bool:
    """Whether a line says that the forwarded mail ends above it."""
    return len(line) <= _LONGEST_SEPARATOR and fold(line.strip(_DECORATION)).startswith(_ENDS)


def subject_mark(subject: str) -> tuple[SubjectMark, str]:
    """What the first mark of a subject says, and the subject without it. Commands in brackets are passed over."""
    rest = subject.strip()
    for _ in range(_MOST_MARKS):
        if rest.startswith("["):
            rest = rest.partition("]")[2].lstrip()
        elif rest[:_LONGEST_MARK].partition(" ")[0].endswith("+"):
            rest = rest.partition(" ")[2].lstrip()
        else:
            break
    head = rest[:_LONGEST_MARK].replace("：", ":")
    colon = head.find(":")
    if colon > 0:
        word = fold(head[:colon]).rstrip(".").partition("[")[0].partition("(")[0].rstrip("0123456789^ ")
        mark = _marks().get(word)
        if mark is not None:
            return mark, rest[colon + 1 :].strip()
    return SubjectMark.NONE, rest


def likeliest(codes: Iterable[frozenset[str]]) -> str | None:
    """The language that most lines of a block share; English where several do, as programs mix it in."""
    counts = Counter(code for each in codes for code in each)
    return max(counts, key=lambda code: (counts[code], code == "en")) if counts else None
