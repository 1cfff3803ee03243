"""The writer's own words in a mail: quoted history, signatures and headers are blanked, offsets stay."""

from __future__ import annotations

import re

from threadline import regex

_QUOTED_LINE = regex.compile(r"^[ \t]*>.*$", re.MULTILINE)
_HISTORY = regex.compile(
    r"^(?:On [^\n]{0,200}\n?[^\n]{0,100}wrote:|Am [^\n]{0,200}schrieb[^\n]{0,100}:|Le [^\n]{0,200}a écrit\s?:|"
    r"El [^\n]{0,200}escribió:|Il [^\n]{0,200}ha scritto:|Op [^\n]{0,200}schreef[^\n]{0,100}:|"
    r"-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht)[^\n]*|_{10,})[ \t]*$",
    re.MULTILINE,
)
_SIGNATURE = regex.compile(r"^-- ?$", re.MULTILINE)
_HEADER_NAME = (
    r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Message-ID|Received|Von|An|Gesendet|Datum|Betreff|De|À|Envoyé|Objet|"
    r"Para|Enviado|Asunto|Da|A|Inviato|Oggetto)"
)
_BLOCK = regex.compile(rf"^(?:[ \t*>]*{_HEADER_NAME}[ \t*]*:[^\n]*\n?){{2,}}", re.MULTILINE)
_SENDER = regex.compile(r"^[ \t*>]*(?:From|Von|De|Da)[ \t*]*:[^\n]*(?:@|[^\W\d_]{2} [^\W\d_]{2})", re.MULTILINE)
_ADDRESSED = regex.compile(
    r"^[ \t*>]*(?:To|Sent|Subject|An|Gesendet|Betreff|À|Envoyé|Objet|Para|Enviado|Asunto)\b", re.M
)
_SUBJECT = regex.compile(r"[ \t*>]*(?:Subject|Betreff|Objet|Asunto|Oggetto)[ \t*]*:")
_LONE_HEADER = regex.compile(r"^(?:Reply-To|Message-ID|Received|Bcc)[ \t]*:[^\n]*$", re.MULTILINE)
_FORWARDED = regex.compile(r"forwarded", re.IGNORECASE)

_GREETINGS = (
    "hi|hello|hey|dear|good morning|good afternoon|good evening|greetings|hallo|liebe|lieber|liebes|sehr geehrte|"
    "sehr geehrter|guten tag|guten morgen|servus|moin|grüß gott|bonjour|salut|cher|chère|chers|chères|hola|estimado|"
    "estimada|estimados|buenos días|buenas tardes|ciao|buongiorno|salve|gentile|gentili|caro|cara|cari|olá|bom dia|"
    "boa tarde|prezado|prezada|prezados|beste|geachte|hoi|goedemorgen|cześć|dzień dobry|witam|szanowny|szanowna|"
    "szanowni|hej|hejsan|kära|bästa|kære|kjære|merhaba|sayın|selam|здравствуйте|привет|добрый день|уважаемый|"
    "уважаемая|уважаемые|привіт|вітаю|добрий день|шановний|шановна|您好|你好|こんにちは|お疲れ様です|안녕하세요|مرحبا|"
    "नमस्ते"
)
_GREETING_LINE = regex.compile(
    rf"\A\s*(?:(?:{_GREETINGS})(?!\w)[^\n.?:]{{0,50}}|[^\W\d_][\w ]{{0,30}},)[,!.]?[ \t]*(?=\n[ \t]*\n|\n(?=\S))",
    re.IGNORECASE,
)
_GREETING = regex.compile(rf"\A\s*(?:{_GREETINGS})(?!\w)[ \t]*(?:[^\W\d_][\w.-]*[ \t]*){{0,3}}?[,!]", re.IGNORECASE)
_SUBJECT_LINE = regex.compile(rf"\A[ \t]*[^\n]{{1,200}}\n[ \t]*\n(?=\s*(?:{_GREETINGS})(?!\w))", re.IGNORECASE)
"""A line of its own above the greeting: what the mail is about."""
_CLOSINGS = (
    r"(?:all the |with |my )?(?:kind(?:est)?|best|warm(?:est)?) (?:regards|wishes)|best|regards|cheers|thanks|"
    r"thank you|thx|many thanks|thanks a lot|sincerely|yours(?: sincerely| truly| faithfully)?|see you|take care|br|xo|"
    r"mit (?:freundliche[nmr]|beste[nm]|liebe[nm]|herzliche[nm]|vielen) (?:grü(?:ß|ss)en|gru(?:ß|ss)|dank)|"
    r"(?:viele|liebe|beste|schöne|herzliche|freundliche) grü(?:ß|ss)e|gru(?:ß|ss)|lg|vg|mfg|danke|vielen dank|"
    r"(?:bien )?cordialement|bien à (?:vous|toi)|amicalement|merci|sincères salutations|à bientôt|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|gracias|un abrazo|abrazos|hasta pronto|"
    r"(?:cordiali |distinti )?saluti|cordialmente|a presto|grazie|"
    r"com os melhores cumprimentos|(?:melhores )?cumprimentos|atenciosamente|abraços?|obrigad[oa]|"
    r"met (?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|(?:serdeczne )?pozdrawiam|pozdrowienia|"
    r"z poważaniem|(?:med )?(?:vänliga|bästa) hälsningar|hälsningar|mvh|(?:med )?venlig hilsen|(?:med )?vennlig hilsen|"
    r"hilsen|vh|"
    r"saygılarım(?:la)?|sevgiler|teşekkürler|с уважением|спасибо|с наилучшими пожеланиями|з повагою|дякую|"
    r"よろしくお願い(?:いた)?します|敬具|此致|谢谢|감사합니다|مع التحية|شكرا|सादर|धन्यवाद"
)
_CLOSING = regex.compile(rf"^[ \t]*(?:{_CLOSINGS})[ \t]*[,.!–-]*[ \t]*(?=$|\n)", re.IGNORECASE | re.MULTILINE)
_POSTSCRIPT = regex.compile(r"^[ \t]*P\.? ?S\b", re.IGNORECASE | re.MULTILINE)
_LONGEST_CLOSING = 400


def own_words(text: str) -> str:
    """The text with everything that is not the writer's own replaced by blanks of the same length."""
    if "\n" not in text:
        return text
    for pattern in (_HISTORY, _SIGNATURE):
        match = pattern.search(text)
        if match is not None and text[: match.start()].strip() and not _FORWARDED.search(match.group()):
            text = text[: match.start()] + _blank(text[match.start() :])
    for pattern in (_QUOTED_LINE, _LONE_HEADER):
        text = pattern.sub(lambda match: _blank(match.group()), text)
    return _BLOCK.sub(lambda match: _without_headers(match.group()), text)


def without_courtesies(text: str) -> str:
    """The text without its greeting and what follows its closing formula, as blanks: no names and titles are there."""
    begin = subject.end() if (subject := _SUBJECT_LINE.match(text)) else 0
    said = text[begin:]
    greeting = (_GREETING_LINE if "\n" in said else _GREETING).match(said)
    if greeting is not None:
        text = text[:begin] + _blank(greeting.group()) + said[greeting.end() :]
    for closing in _CLOSING.finditer(text) if "\n" in text else ():
        end = postscript.start() if (postscript := _POSTSCRIPT.search(text, closing.end())) else len(text)
        if text[: closing.start()].strip() and end - closing.start() <= _LONGEST_CLOSING:
            return text[: closing.start()] + _blank(text[closing.start() : end]) + text[end:]
    return text


def _without_headers(block: str) -> str:
    """A mail's header block without all but its subject; lines that only look like one are the writer's words."""
    if not (_SENDER.search(block) and _ADDRESSED.search(block)):
        return block
    return "".join(line if _SUBJECT.match(line) else _blank(line) for line in block.splitlines(keepends=True))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
