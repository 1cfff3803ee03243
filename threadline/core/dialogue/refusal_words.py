"""How people say that none of several times suits. Data in rows.

Nothing else may be said: each word is one that refuses, fits, points at the times or is for somebody.
"""

import re

from threadline import regex


def _row(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LONGEST = 80
_WORD = regex.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NONE = _row(
    "none neither keine keiner keines keins keinem aucun aucune ninguno ninguna ningún nessuno nessuna nessun nenhum "
    "nenhuma geen"
)
_NOTHING = _row("nothing nichts rien nada niente nulla niets")
_NOT = _row("not don't dont won't wont nicht pas no non não niet")
_FIT = _row(
    "work works suit suits fit fits good do possible passt passen geht gehen klappt klappen recht möglich va vont "
    "convient conviennent marche marchent bon bons bonnes possibles sirve sirven vale valen viene vienen funciona "
    "funcionan bien posible vanno bene andava funzionano funziona serve servem dá dão funcionam boa bom bons past "
    "schikt schikken kan kunnen lukt lukken komt komen uit goed mogelijk"
)
_MANY = _row("work suit fit passen gehen klappen vont sirven valen vienen vanno servem dão kunnen lukken")
_THESE = _row(
    "these those them they all any one two three four five both times time slots slot options option dates date "
    "die diese diesen denen davon dreien alle beide drei zwei vier fünf termine terminen termin zeiten vorschläge "
    "ces ceux eux elles tous toutes trois deux quatre cinq créneaux horaires dates propositions d'entre d'eux d'elles "
    "estos estas esos esas ellos ellas tres dos cuatro horas huecos fechas opciones horarios todos todas "
    "questi queste quelli quelle loro tre due orari opzioni date momenti tutti tutte "
    "estes esses essas deles delas três dois duas horários opções datas destes destas desses dessas nenhuns "
    "deze ze daarvan ervan drie twee tijden momenten opties data allemaal"
)
_BETWEEN = _row(
    "sorry unfortunately sadly please of the is are will would really at there's that's can make for me us him her my "
    "leider von der den das mir uns ihm ihr ihnen für hier so ist sind tut désolé désolée malheureusement hélas ne n' "
    "de des d' le la les me nous lui leur moi pour n'est lo siento las los el del nos les se mi para purtroppo "
    "dei delle degli di i gli mi ci gli le per non infelizmente desculpa desculpe o os as a lhe lhes nos mim helaas "
    "van het mij ons hem haar hun voor er is zijn ça enkele einzige einziger"
)
_NAY = regex.compile(
    rf"^\W*(?:no|non|não|nein|nee|nope)(?:\s*[,.!;]|(?=\s(?:{'|'.join(sorted(_THESE))})\s))", re.IGNORECASE
)
"""A no to what was said before: "no, these work"."""

_US = "us|uns|nous|nosotros|noi|nós|ons"
_FOR_SOMEBODY = regex.compile(r"\s(?:for|für|pour|para|per|voor|to|a|à)\s(?-i:[A-ZÀ-Þ])[\w'’-]+(?=\W*$)", re.IGNORECASE)
_OF_US = regex.compile(rf"(?<!\w)(?:of|von|de|d['’]entre|di|van)\s(?:{_US})(?!\w)", re.IGNORECASE)


def refuses_all(said: str) -> bool:
    """Whether words say that none of several times suits, and nothing else."""
    if len(said) > _LONGEST or "?" in said or _OF_US.search(said):
        return False
    words = [word.replace("’", "'") for word in _WORD.findall(_FOR_SOMEBODY.sub(" ", _NAY.sub(" ", said)).lower())]
    told = frozenset(words)
    if not words or not told <= _NONE | _NOTHING | _NOT | _FIT | _THESE | _BETWEEN:
        return False
    if told & _NONE or {"not", "one"} <= told:
        return bool(told & (_FIT | _THESE)) or len(words) <= 3
    if told & _NOTHING:
        return bool(told & _FIT) and len(words) > 2  # "nothing works" complains of anything
    return bool(told & _NOT and told & _MANY and told & _THESE)
