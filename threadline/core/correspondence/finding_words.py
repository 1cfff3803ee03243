"""How people hand the search for a time to their assistant, in a mail to somebody else: "my assistant in Cc finds us a
time". Data in rows.

Who only tells of it ("my assistant has found a time"), and who lets an invitation or the slides be sent, asks for none.
"""

import re
from collections.abc import Sequence

from threadline import regex

_I = re.IGNORECASE
_ASSISTANT = (
    r"(?:(?:my|our|meine?[mnr]?|unsere?[mnr]?|mon|ma|notre|mi|nuestr[oa]|(?:il|la) mi[oa]|(?:[oa] )?(?:meu|minha)|mijn|"
    r"onze?)\s+(?:\w+\s+)?(?:assistant\w*|assistent\w*|asistente|assistente|secretary|sekret\w+|agent)|"
    r"(?:in|on|im|en|em|dans)\s+(?:(?:the|de|der|la|il|o)\s+)?(?:cc|bcc|copy|kopie|copie|copia|cópia)|"
    r"cc['’]?(?:d|ed|ing)|copied|copying|looped in|looping in|threadline)"
)
_FINDS = (
    r"(?:finds?|finding|looks? for|sets? up|setting up|schedules?|scheduling|arranges?|arranging|organi[sz]es?|"
    r"organi[sz]ing|coordinates?|coordinating|works? out|sorts? out|figures? out|picks?|agree on|"
    r"find(?:et|en|e)|such(?:t|en|e)|vereinbar(?:t|en|e)|abstimm(?:t|en)|abzustimmen|stimm(?:t|en)|mach(?:t|en)|"
    r"ausmach(?:t|en)|auszumachen|organisier(?:t|en)|plan(?:t|en)|koordinier(?:t|en)|"
    r"trouve(?:r|ra)?|cherche(?:r|ra)?|organise(?:r|ra)?|fixe(?:r|ra)?|planifie(?:r|ra)?|cale(?:r|ra)?|"
    r"convien(?:t|dra)|convenir|"
    r"encuentr[ae]|encontrar(?:á|nos)?|busca(?:r|rá|rnos)?|busque|organiza(?:r|rá)?|organice|fija(?:r|rá)?|"
    r"concerta(?:r|rá)?|coordina(?:r|rá|re)?|acordar|agenda(?:r|rá)?|"
    r"trova(?:re|rci)?|trover(?:à|emo)|cerc(?:a|are|herà)|organizza(?:re)?|organizzerà|fissa(?:re)?|fisserà|concorda(?:re)?|"
    r"encontra(?:r|rá)?|procura(?:r|rá)?|arranja(?:r|rá)?|marca(?:r|rá)?|combina(?:r|rá)?|"
    r"vind(?:t|en)?|zoek(?:t|en)?|regel(?:t|en)?|prik(?:t|ken)|spreekt|plant|plannen|inplannen)"
)
_OFFERS = (
    r"(?:proposes?|proposing|suggests?|suggesting|offers?|offering|sends?|sending|shares?|sharing|gives?|"
    r"schlägt|vorschlag(?:en)?|vorschlägt|vorzuschlagen|schick(?:t|en)|send(?:et|en)|nenn(?:t|en)|biet(?:et|en)|"
    r"propose(?:r|ra)?|envoie|enver(?:ra)|envoyer|donne(?:r|ra)?|"
    r"propone|propondrá|proponer(?:nos|te|le|les)?|proponga|envía|enviar(?:á|te|le|les)?|manda(?:r|rá)?|ofrece(?:r|rá)?|"
    r"proporrà|proporre|proporti|proporci|proporle|invi(?:a|erà|are|arti|arle)|mander(?:à)|offr(?:e|irà|ire)|"
    r"propõe|propor|proporá|enviará|envia|mandará|oferece|sugere|sugerir(?:á)?|"
    r"stelt|voorstel(?:len|t)|voor te stellen|stuurt|sturen|doet|biedt)"
)
_TIME = (
    r"(?:times?|time slots?|slots?|dates?|options?|availabilit(?:y|ies)|openings?|moments?|"
    r"termine?[ns]?|zeit(?:en|punkt\w*)?|uhrzeit\w*|terminvorschläg\w*|"
    r"créneaux?|dates?|horaires?|disponibilités?|moments?|rendez-vous|rdv|"
    r"huecos?|horas?|fechas?|horarios?|disponibilidad(?:es)?|momentos?|citas?|"
    r"orari[oa]?|dat[ae]|disponibilità|moment[oi]|appuntament[oi]|"
    r"horários?|datas?|disponibilidades?|momentos?|"
    r"tijd(?:en|stip(?:pen)?)?|momenten|moment|dat(?:a|um)|afspraak|opties|voorstellen)"
)
_MEETING = (
    r"(?:meetings?|calls?|appointments?|chat|coffee|lunch|something|catch-?up|hour|minutes|day|"
    r"treffen|gespräch|telefonat|besprechung|stunde|minuten|tag|etwas|"
    r"réunion|appel|entretien|déjeuner|café|quelque chose|heure|minutes|jour|"
    r"reunión|llamada|almuerzo|algo|minutos|día|encuentro|"
    r"riunione|incontro|chiamata|telefonata|qualcosa|minuti|ora|giorno|pranzo|"
    r"reunião|chamada|almoço|minutos|dia|encontro|conversa|"
    r"overleg|gesprek|meeting|uur|minuten|dag|iets)"
)
_NEAR = r"(?:(?![.!?\n]).){0,70}?"
_ASKS = (
    regex.compile(rf"(?<!\w){_FINDS}(?!\w){_NEAR}(?<!\w)(?:{_TIME}|{_MEETING})(?!\w)", _I),
    regex.compile(rf"(?<!\w){_OFFERS}(?!\w){_NEAR}(?<!\w){_TIME}(?!\w)", _I),
    regex.compile(rf"(?<!\w)(?:{_TIME}|{_MEETING})(?!\w){_NEAR}(?<!\w){_FINDS}(?!\w)", _I),
    regex.compile(rf"(?<!\w){_TIME}(?!\w){_NEAR}(?<!\w){_OFFERS}(?!\w)", _I),
)
"""Both orders: what is found stands before the verb in German and Dutch."""
_CALLED = regex.compile(rf"(?<!\w){_ASSISTANT}(?!\w)", _I)
_UNASKED = regex.compile(
    r"(?<!\w)(?:not|never|no need|n['’]t|cannot|already|invit\w*|einladung\w*|notes|slides|unterlagen|"
    r"nicht|kein\w*|bereits|schon|hat|habe|has|have|had|"
    r"pas|déjà|jamais|inutile|a (?:trouvé|envoyé|proposé)|ya|nunca|no|ha|già|mai|non|já|não|nunca|tem|"
    r"niet|geen|al|heeft|yesterday|gestern|hier|ayer|ieri|ontem|gisteren)(?!\w)|n['’]t(?!\w)",
    _I,
)
_HAPPENING = regex.compile(r"(?<!\w)(?:have|had)\s+(?:my|our|a|an)(?!\w)|i have (?:cc|copied|looped|put|added)", _I)
"""They are no report: "I'll have my assistant find us a time", "I have copied my assistant to find one"."""
_SENTENCE = regex.compile(r"[^.!?\n]+[.!?\n]*")
_PRONOUN = regex.compile(
    r"(?<!\w)(?:it|she|he|they|who|please|er|sie|es|bitte|il|elle|qui|merci|él|ella|quien|lui|lei|che|ele|ela|que|hij|"
    r"zij|ze|die|it['’]ll|she['’]ll|he['’]ll|they['’]ll)(?!\w)",
    _I,
)
_LONGEST = 4_000


def asked_to_find(text: str, names: Sequence[str] = ()) -> str | None:
    """The words that ask the assistant to find a time with those a mail goes to, and what follows; None if none do.

    `names` are what the assistant is called besides.
    """
    sentences = list(_SENTENCE.finditer(text[:_LONGEST]))
    called = [_calls(each.group(), names) for each in sentences]
    for number, sentence in enumerate(sentences):
        said = sentence.group()
        meant = called[number] or (number > 0 and called[number - 1] and _PRONOUN.search(said) is not None)
        if meant and _asks(said):
            return text[sentence.start() : _LONGEST].strip()
    return None


def _calls(said: str, names: Sequence[str]) -> bool:
    words = {word.casefold() for word in re.findall(r"[\w@+.-]+", said)}
    return _CALLED.search(said) is not None or any(name.casefold() in words for name in names)


def _asks(said: str) -> bool:
    plain = _HAPPENING.sub(" ", said)
    return _UNASKED.search(plain) is None and any(pattern.search(plain) for pattern in _ASKS)
