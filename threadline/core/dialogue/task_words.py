"""Which task a message asks for in its own words ("summarise this: …", "translate into French"), and on which text.

A task needs its text: what follows a colon or stands on the next lines, what was handed over, or what the words point
to ("this"). Words that only look like a task ("explain why", "translate our goals into action") ask for none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from threadline import regex

_LONGEST_REQUEST = 160
_TEXT_NOUN = (
    r"text|texts|mail|mails|e-?mail|e-?mails|thread|message|messages|conversation|discussion|chat|document|doc|file|"
    r"pdf|article|notes?|paragraph|sentence|report|letter|attachment|below|above|following|nachricht|nachrichten|"
    r"unterhaltung|dokument|datei|artikel|notizen|absatz|satz|bericht|texte|message|fil|discussion|fichier|rapport|"
    r"texto|mensaje|correo|conversación|documento|archivo|testo|messaggio|conversazione|mensagem|conversa|"
    r"tekst|bericht|gesprek|bestand"
)
_POINTING = (
    rf"(?:please|this|that|it|these|the|my|our|following|whole|all|of|in|from|below|above|for me|quickly|briefly|"
    rf"in short|bitte|das|dies|diese[nsrm]?|den|die|dem|folgende[nsrm]?|hier|mir|ganze[nsrm]?|kurz|aus|von|in|"
    rf"ce|cet|cette|ceci|ça|le|la|les|suivante?|moi|s'il te plaît|s'il vous plaît|du|de|"
    rf"este|esta|esto|eso|el|lo|siguiente|por favor|del|"
    rf"questo|questa|il|seguente|per favore|isto|isso|o|a|seguinte|dit|deze|dat|het|volgende|alsjeblieft|"
    rf"{_TEXT_NOUN})"
)
_POINT = rf"(?:\s*[,]?\s*{_POINTING})*"
_POLITE = (
    r"(?:(?:please|pls|hi|hello|hey|ok|can you|could you|would you|will you|i need you to|i'd like you to|kindly|"
    r"bitte|kannst du|könntest du|könnten sie|peux-tu|pouvez-vous|pourrais-tu|puedes|podrías|puoi|potresti|"
    r"pode|poderia|você pode|kun je|kan je|zou je|me|mir|give me|show me|make|make me|write|gib mir|mach|mach mir|"
    r"schreib|donne-moi|fais|fais-moi|dame|hazme|haz|dammi|fammi|fai|faça|me dê|geef me|maak|list|extract|find|get|"
    r"what are|what is|what's|which are|was sind|was ist|quels sont|quelles sont|quel est|cuáles son|cuál es|"
    r"quali sono|"
    r"qual è|quais são|qual é|wat zijn|wat is|the|a|an|all|all the|any|die|das|eine|einen|den|alle|les|le|un|"
    r"une|la|los|las|"
    r"el|una|i|gli|le|uma|os|as|de|het|een|short|brief|quick|kurze|um)[\s,]+)*"
)
_SUMMARY = (
    r"summari[sz]e|sum up|sum|summary|summari[sz]ation|tl;? ?dr|recap|digest|gist|in a nutshell|"
    r"fasse?|zusammenfassung|zusammenfassen|fass|résume|résumer|résumez|résumé|resume|resumir|resumen|resúmeme|"
    r"riassumi|riassumere|riassunto|resuma|resumo|vat|samenvatten|samenvatting"
)
_ACTIONS = (
    r"action items?|action points?|actions|to-?dos?|to-?do list|todo list|next steps|open points|"
    r"(?:tasks|who has to do what|who does what|who must do what)|aufgaben|nächsten? schritte|offenen? punkte|"
    r"actions à faire|tâches|prochaines étapes|tareas|próximos pasos|acciones|attività|azioni|prossimi passi|compiti|"
    r"tarefas|próximos passos|ações|actiepunten|taken|volgende stappen"
)
_KEYWORDS = (
    r"key ?words?|key phrases|key terms|tags|schlüsselwörter|schlagwörter|stichwörter|stichworte|mots[- ]clés|"
    r"palabras clave|parole chiave|palavras[- ]chave|trefwoorden|kernwoorden|sleutelwoorden"
)
_SENTIMENT = (
    r"sentiment|sentiments|tone|mood|tonality|stimmung|tonfall|tonalität|ton|tonalité|sentimiento|tono|sentimento|"
    r"tom|sentiment analysis|toon|stemming"
)
_ENTITIES = (
    r"entities|named entities|names|people|people mentioned|names mentioned|entitäten|namen|entités|noms|"
    r"entidades|nombres|entità|nomi|nomes|entiteiten"
)
_EXPLAIN = (
    r"explain|what does|what do|erkläre?|erklären|was bedeutet|explique|expliquer|expliquez|que veut dire|"
    r"explica|explicar|"
    r"explícame|qué significa|spiega|spiegami|spiegare|cosa significa|leg|uitleggen|wat betekent"
)
_REWRITE = (
    r"rewrite|re-write|rephrase|reword|paraphrase|proofread|polish|shorten|improve|simplify|correct|"
    r"make (?:this|it) (?:more |less )(?:polite|formal|friendly|casual|concise|professional|clear)|"
    r"make (?:this|it) (?:politer|friendlier|shorter|clearer|simpler|formal|polite)|formuliere?|umformulieren|"
    r"schreibe?|überarbeite|korrigiere?|kürze?|verbessere?|"
    r"reformule|reformuler|réécris|corrige|corriger|améliore|raccourcis|reescribe|reformula|corrige|mejora|acorta|"
    r"riscrivi|riformula|correggi|migliora|accorcia|reescreva|reformule|corrija|melhore|encurte|herschrijf|"
    r"herformuleer|corrigeer|verbeter"
)
_MANNER = (
    r"(?:more|less|in|to|so|as|for|with|without|using|politely|formally|nicely|shorter|simpler|professionally|better|"
    r"höflicher|formeller|kürzer|freundlicher|einfacher|plus|moins|de|en|más|menos|più|meno|mais|formeler|"
    r"beleefder|korter)\b"
)
_TRANSLATE = (
    r"translate|translation|übersetze?n?|übersetzung|traduis|traduire|traduisez|traduction|traduce|traducir|traduzca|"
    r"traducción|traduci|tradurre|traduzione|traduza|traduz|traduzir|tradução|vertaal|vertalen|vertaling"
)
_INTO = r"(?:in|into|to|ins|auf|nach|en|al|a|à|vers|em|para|para o|para a|in het|in het|naar|naar het|in die|in das)"
_SEPARATED = regex.compile(r"\s*(?::\s|:$|\n|(?=[“\"„«]))")
_SENTENCE = regex.compile(r"[?!.]+\s+(?=\S.{12})", re.DOTALL)
_QUOTES = '“”"„«»'


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task that was asked for: its template, with its variables, and the text that came with it (None: elsewhere)."""

    template_id: str
    text: str | None
    variables: tuple[tuple[str, str], ...] = ()


def _pattern(verbs: str, tail: str = "") -> re.Pattern[str]:
    return regex.compile(rf"{_POLITE}(?:{verbs}){_POINT}{tail}[\s.!?]*", re.IGNORECASE)


_TASKS = (
    ("summary", _pattern(_SUMMARY, r"(?:\s+(?:zusammen|up|samen))?(?:\s+in\s+.{1,30})?"), False),
    ("action_items", _pattern(_ACTIONS, r"(?:\s+(?:here|in here|there|hier|ici|aquí|qui|aqui))?"), False),
    ("keywords", _pattern(_KEYWORDS), False),
    ("sentiment", _pattern(_SENTIMENT), False),
    ("entities", _pattern(_ENTITIES), True),
    (
        "technical_explanation",
        _pattern(
            _EXPLAIN,
            r"(?:\s+mean|\s+uit)?(?:\s+(?:to|für|à|a|para|"
            r"aan)\s+.{1,40})?",
        ),
        True,
    ),
    ("rewrite", _pattern(_REWRITE, rf"(?:\s+(?:um|neu))?(?:\s+{_MANNER}.{{0,60}})?"), True),
)
_TRANSLATED = regex.compile(
    rf"{_POLITE}(?:{_TRANSLATE}){_POINT}\s+{_INTO}\s+(?:the\s+)?(?P<language>[^\W\d_]{{3,20}}(?: [^\W\d_]{{3,20}})?)"
    rf"{_POINT}[\s.!?]*",
    re.IGNORECASE,
)
_TRANSLATE_QUOTED = regex.compile(
    rf"{_POLITE}(?:{_TRANSLATE}){_POINT}\s*[{_QUOTES}](?P<text>.+?)[{_QUOTES}]\s+{_INTO}\s+(?P<language>[^\W\d_]{{3,20}})"
    r"[\s.!?]*",
    re.IGNORECASE | re.DOTALL,
)


def task_in(text: str, *, handed_over: bool = False) -> TaskWords | None:
    """The task that a message asks for; `handed_over`: a text came along with it."""
    said = text.replace("’", "'").strip()
    if (match := _TRANSLATE_QUOTED.fullmatch(said)) is not None and (into := language_named(match["language"])):
        return TaskWords("translate", match["text"], (("target_language", into),))
    return next((found for parted in _partings(said) if (found := _task_of(*parted, handed_over=handed_over))), None)


def _task_of(request: str, following: str | None, *, handed_over: bool) -> TaskWords | None:
    if len(request) > _LONGEST_REQUEST:
        return None
    if (match := _TRANSLATED.fullmatch(request)) is not None and (into := language_named(match["language"])):
        return TaskWords("translate", following, (("target_language", into),))
    for template_id, pattern, needs_text in _TASKS:
        if pattern.fullmatch(request) and (following or handed_over or not needs_text):
            wish = (("wish", request),) if template_id == "rewrite" else ()
            return TaskWords(template_id, following, wish)
    return None


def _partings(said: str) -> Iterator[tuple[str, str | None]]:
    """Where the request may end: at its mark, or with its sentence ("Summarise this. The board met on Monday…")."""
    yield _parted(said)
    if (end := _SENTENCE.search(said)) is not None:
        yield said[: end.start()], said[end.end() :].strip()


def _parted(said: str) -> tuple[str, str | None]:
    """The request, and the text that stands apart from it."""
    match = _SEPARATED.search(said)
    if match is None:
        return said, None
    following = said[match.end() :].strip().strip(_QUOTES).strip()
    return said[: match.start()].strip(), following or None


def language_named(name: str) -> str | None:
    """The English name of a language that is named in one of the languages spoken here; None for no language."""
    said = name.casefold().strip()
    return _languages().get(said) or _languages().get(said.removesuffix("e"))  # "ins Englische"


@cache
def _languages() -> dict[str, str]:
    english = Locale.parse("en").languages
    found: dict[str, str] = {}
    for speaker in ("en", "de", "fr", "es", "it", "pt", "nl"):
        for code, name in Locale.parse(speaker).languages.items():
            if "_" not in code and code in english:
                found.setdefault(name.casefold(), english[code])
    return found
