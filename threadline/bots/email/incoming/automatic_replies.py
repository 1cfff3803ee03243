"""Answers that a mail program writes while its owner is away, where no header says that a program wrote them.

They are told by their subject, which starts with words that only programs put there, or, in a mail that answers another
one, by words of absence to whomever wrote. Whoever writes of an absence by themselves is heard.
"""

import re

from threadline.bots.email.mail.parsed_mail import ParsedMail

_I = re.IGNORECASE
_PROGRAMS = (
    r"auto(?:matic|mated|mat)?[ -]?(?:reply|response|respond\w*)|automatische (?:antwort|reactie)|"
    r"autom\. antwort|automatisch antwoord|r[ée]ponse automatique|"
    r"respuesta autom[áa]tica|contestaci[óo]n autom[áa]tica|"
    r"risposta automatica|resposta autom[áa]tica|automatis[kt]+ svar|autosvar|automaattinen vastaus|"
    r"(?:odpowied[źz] automatyczna|automatyczna odpowied[źz]|autoodpowied[źz])|automatick[áa] odpov[ěe]?[ďd]?\w*|"
    r"automatikus v[áa]lasz|r[ăa]spuns automat|otomatik (?:yan[ıi]t|cevap)|автоответ\w*|автоматический ответ|"
    r"автоматична відповідь|автоматичен отговор|αυτόματη απάντηση|自動応答|自動返信|自动(?:回复|答复)|自動回[覆復]|"
    r"자동 ?(?:회신|응답)|رد تلقائي|स्वचालित उत्तर|מענה אוטומטי|תשובה אוטומטית"
)
_ABSENCES = (
    r"out of (?:the )?office|ooo\b|away from (?:the |my )?(?:office|desk|mail|email)|on (?:vacation|holiday|leave)|"
    r"abwesen\w*|nicht im b[üu]ro|im urlaub|absen(?:ce|t)\w*|en cong[ée]s|fuera de (?:la )?oficina|ausen\w*|"
    r"fuori (?:sede|ufficio)|assente|assenza|fora do escrit[óo]rio|ausên\w*|afwezig\w*|niet aanwezig|fr[åa]nvar\w*|"
    r"frav[æa]r\w*|ikke til stede|poissa\w*|nieobecn\w*|poza biurem|nep[řr][íi]tom\w*|ofis d[ıi][şs][ıi]\w*|"
    r"нет на месте|не в офисе|отсутств\w*|відсутн\w*|不在|休假|外出|부재 ?중|خارج المكتب|कार्यालय से बाहर"
)
_THANKS = (
    r"\byour (?:e-?mail|mail|message|note)\b|\b(?:ihre|deine|eure) (?:e-?mail|mail|nachricht)\b|"
    r"\bvotre (?:e-?mail|mail|message|courriel)\b|\b(?:su|tu) (?:correo|mensaje|e-?mail)\b|"
    r"\b(?:sua|tua|vostra) (?:e-?mail|mail)|\b(?:suo|tuo|vostro) messaggio\b|\b(?:sua|seu) (?:mensagem|e-?mail)\b|"
    r"\b(?:uw|je|jouw) (?:bericht|e-?mail|mail)\b|\b(?:din|ditt|dit) (?:e-?post|mail|meddelande|besked|melding)\b|"
    r"\b(?:twoj\w+|państwa) (?:wiadomo\w+|mail\w*)|ваш\w* (?:письмо|сообщение|лист|повідомлення)"
)
_BY_PROGRAMS = re.compile(rf"\s*(?:{_PROGRAMS})\s*(?:[:：\-–—(\[]|$)", _I)
_OF_ABSENCE = re.compile(rf"\s*(?:{_ABSENCES})", _I)
_AWAY = re.compile(rf"(?<!\w)(?:{_ABSENCES})(?!\w)", _I)
_TO_ANYBODY = re.compile(_THANKS, _I)
_LONGEST = 1_500
"""How long what such a program says may be, in characters."""


def is_automatic_reply(mail: ParsedMail) -> bool:
    """Whether a program answered for somebody who is away."""
    if _BY_PROGRAMS.match(mail.subject):
        return True
    if not (mail.in_reply_to or mail.references):
        return False
    if _OF_ABSENCE.match(mail.subject):
        return True
    said = mail.text if len(mail.text) <= _LONGEST else ""
    return _TO_ANYBODY.search(said) is not None and _AWAY.search(said) is not None
