"""Which language a text is in: by its script, else by its most telling words."""

from __future__ import annotations

import re

_JAPANESE = re.compile(r"[\u3040-\u30ff曜]|[来先今]週|来月|先月|[週時分]間|明後日|一昨日")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOOKED_AT = 1500
DEFAULT = "en"
# Scripts whose languages have no room of their own; their dates are left to dateparser.
_SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]{2}")),
    ("el", re.compile(r"[\u0370-\u03ff]{2}")),
    ("he", re.compile(r"[\u0590-\u05ff]{2}")),
    ("ar", re.compile(r"[\u0600-\u06ff]{2}")),
    ("hi", re.compile(r"[\u0900-\u097f]{2}")),
    ("th", re.compile(r"[\u0e00-\u0e7f]{2}")),
    ("ko", re.compile(r"[\uac00-\ud7af]{2}")),
)

# Words that no other of these languages, and no English text, has with a like meaning.
_TELLING = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli "
    "oktober dezember "
    "heute morgen übermorgen gestern uhr vom bis zum zur und nächste nächsten nächster woche stunde stunden tag tage "
    "tagen jeden jede treffen termin mit der ist wir ich nicht bitte für von zwischen vormittag nachmittag abend halb "
    "kommenden wochen alle zwei drei monat minuten eine einen können",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre "
    "octobre décembre demain hier aujourd'hui heure heures semaine prochaine prochain réunion avec le les des du à au "
    "dans jours matin soir il nous vous pour entre chaque tous midi minuit rendez après une jusqu'à semaines",
    "es": "lunes martes miércoles miercoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio "
    "septiembre octubre noviembre diciembre mañana hoy ayer las próximo próxima proximo semana reunión con el los del "
    "días dentro tarde noche cada todos desde hasta hora horas para por cita mediodía que viene hace dos semanas",
    "it": "lunedì martedì mercoledì giovedì venerdì lunedi martedi mercoledi giovedi venerdi sabato domenica "
    "gennaio febbraio "
    "aprile maggio giugno luglio settembre ottobre dicembre domani oggi ieri alle dalle prossimo prossima settimana "
    "riunione con il della di giorni tra fra ore ogni pomeriggio sera mattina mezzogiorno gli fino dopodomani "
    "settimane fa due dal",
    "pt": "segunda terça quarta quinta sexta feira sábado domingo janeiro fevereiro março maio junho julho setembro "
    "outubro novembro dezembro amanhã hoje ontem às das próxima próximo semana reunião da dias daqui até "
    "manhã tarde noite cada toda todos depois hora horas para uma não há duas semanas",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei juni juli augustus "
    "oktober morgen vandaag gisteren overmorgen uur om tot volgende week vergadering met het een dagen elke "
    "tussen ochtend middag avond kwart weken en ik wij niet geleden komende",
    "en": "the monday tuesday wednesday thursday friday saturday sunday january february march may june july august "
    "october december tomorrow today yesterday next this last week month at on for with and from to of is are you we "
    "please meeting every noon between until before after hour hours minutes days pm evening room call lunch "
    "dinner interview review what when who where your our have has does did could "
    "would should there that they she not wed tue tues thu thurs morning afternoon",
}
_VOTES: dict[str, tuple[str, ...]] = {}
for _code, _words in _TELLING.items():
    for _word in _words.split():
        _VOTES[_word] = (*_VOTES.get(_word, ()), _code)


def detect(text: str) -> str:
    """The code of the language that `text` is most likely written in; English when nothing tells."""
    head = text[:_LOOKED_AT]
    if not head.isascii():
        if _JAPANESE.search(head):
            return "ja"
        if _HAN.search(head):
            return "zh"
        for code, script in _SCRIPTS:
            if script.search(head):
                return code
    votes: dict[str, float] = {}
    for word in _WORD.findall(head.lower()):
        codes = _VOTES.get(word.replace("’", "'"), ())
        for code in codes:
            votes[code] = votes.get(code, 0) + 1 / len(codes)
    english = votes.pop(DEFAULT, 0.0)
    if not votes:
        return DEFAULT
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] > english else DEFAULT
