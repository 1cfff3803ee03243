"""How people speak of their list of things to do: writing something down, asking for it, ticking off. Data in rows."""

import re
from dataclasses import dataclass
from enum import StrEnum

from threadline import regex

_LONGEST = 240
SERVICES = {
    "google": r"google(?:['’]s)? tasks|google[- ]aufgaben|tâches google|tareas de google|google tarefas|google taken",
    "microsoft": r"(?:microsoft|ms|outlook)[- ]to[- ]?-?do|outlook[- ](?:tasks|aufgaben)|"
    r"to[- ]do (?:de|von|di) microsoft",
    "caldav": r"caldav(?:[- ](?:tasks|list|liste|lijst|aufgaben))?|nextcloud[- ]?(?:tasks|aufgaben)?",
}
"""How services of things to do are called in a sentence, by the name of their calendar."""

_SERVICE = "|".join(SERVICES.values())
_LIST = (
    rf"(?:{_SERVICE}|"
    r"to-?do[- ]?(?:list|lists|liste|lijst)?|todo list|task list|tasks list|aufgabenliste|to-do-liste|"
    r"liste (?:de tâches|des tâches|de choses à faire)|lista de (?:tareas|pendientes|tarefas|afazeres)|"
    r"lista (?:delle|di) (?:cose da fare|attività)|takenlijst|to-dolijst|to-do-lijst|(?<=my )list)"
)
_MY = r"(?:my|the|meine[rnm]?|die|der|mes|ma|la|las|mi|mis|mia|le mie|minha|minhas|as|a|o|mijn|de)"
_ALL = (
    rf"(?:everything|it all|all (?:of )?(?:it|them)|all {_MY} (?:to-?dos|tasks)|{_MY} (?:whole )?(?:to-?do list|list|"
    rf"to-?dos|tasks|open tasks|aufgaben|to-?do-liste|aufgabenliste|liste(?: de tâches)?|tâches|lista(?: de (?:tareas|"
    rf"tarefas))?|tareas|tarefas|attività|taken|takenlijst|lijst)|alles|tout|todo|tutto|tudo)"
)
_INTO = r"(?:to|into|in|on|onto|over to|nach|zu|an|auf|dans|vers|à|a|en|al|nel|su|para|no|na|naar|op)"
_WHAT = r"(?P<what>\S.*?)"


class Todo(StrEnum):
    """What is wanted of the list."""

    WRITE = "write"
    LIST = "list"
    TICK = "tick"
    DROP = "drop"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class TodoWish:
    """What is wanted of the list, and of what on it ("" for the whole). `sure`: the words name the list or ticking.
    `service` is where it is to be kept, where the words say that."""

    wish: Todo
    what: str = ""
    sure: bool = True
    service: str = ""


_PATTERNS: tuple[tuple[Todo, bool, str], ...] = (
    (
        Todo.HAND,
        True,
        rf"(?:hand|move|send|copy|transfer|push|sync|export)(?: over)? {_ALL}(?: over)? {_INTO} (?:my )?(?:{_SERVICE})",
    ),
    (
        Todo.HAND,
        True,
        rf"(?:übergib|übertrage?|schieb|schiebe|verschiebe?|kopiere?|schicke?) {_ALL} {_INTO} (?:{_SERVICE})",
    ),
    (
        Todo.HAND,
        True,
        rf"(?:envoie|transfère|déplace|copie|mets|envía|pasa|mueve|manda|trasferisci|sposta|copia|envia|passa|move|zet|"
        rf"stuur|verplaats|kopieer) {_ALL} {_INTO} (?:{_SERVICE})",
    ),
    (Todo.WRITE, True, rf"(?:add|put|write|note) {_WHAT} (?:to|on|onto|in|into) (?:{_SERVICE})"),
    (
        Todo.WRITE,
        True,
        rf"(?:setz|setze|schreib|schreibe|pack|packe|leg|lege|trag|trage) {_WHAT} (?:in|auf) (?:{_SERVICE})(?: ein)?",
    ),
    (
        Todo.WRITE,
        True,
        rf"(?:ajoute|mets|note|añade|pon|apunta|aggiungi|metti|scrivi|adiciona|adicione|põe|anota|"
        rf"zet|schrijf) {_WHAT} {_INTO} (?:{_SERVICE})",
    ),
    (Todo.LIST, True, rf"(?:what(?:['’]s| is)|what do i have) (?:on|in) {_MY} {_LIST}"),
    (Todo.LIST, True, rf"(?:show|list|tell)(?: me)?(?: all)? {_MY} (?:{_LIST}|to-?dos|tasks)"),
    (Todo.LIST, True, rf"{_MY} (?:{_LIST}|to-?dos|open tasks|tasks)"),
    (Todo.LIST, True, rf"was steht (?:alles )?auf {_MY} {_LIST}|(?:zeige? mir )?meine (?:aufgaben|to-?dos|{_LIST})"),
    (Todo.LIST, True, rf"(?:qu['’]y a-t-il|qu['’]est-ce qu['’]il y a) (?:sur|dans) {_MY} {_LIST}"),
    (Todo.LIST, True, rf"(?:(?:montre|affiche)-moi )?(?:mes tâches|ma {_LIST})"),
    (Todo.LIST, True, rf"qué (?:hay|tengo) en {_MY} {_LIST}|(?:muéstrame |enséñame )?(?:mis tareas|mi {_LIST})"),
    (Todo.LIST, True, rf"(?:che )?cosa c['’]è nella (?:mia )?{_LIST}|(?:mostrami )?(?:le mie attività|la mia {_LIST})"),
    (Todo.LIST, True, rf"o que (?:há|tem|está) na (?:minha )?{_LIST}|(?:mostra-me |me mostre )?(?:as )?minhas tarefas"),
    (Todo.LIST, True, rf"wat staat er op {_MY} {_LIST}|(?:toon |laat )?(?:mijn taken|mijn {_LIST})(?: zien)?"),
    (Todo.WRITE, True, rf"(?:add|put|write|note) {_WHAT}(?: down)? (?:to|on|onto|in) {_MY} {_LIST}"),
    (Todo.WRITE, True, rf"(?:setz|setze|schreib|schreibe|pack|packe) {_WHAT} auf {_MY} {_LIST}"),
    (Todo.WRITE, True, rf"(?:ajoute|ajoutez|mets|mettez|note|notez) {_WHAT} (?:à|sur|dans) {_MY} {_LIST}"),
    (Todo.WRITE, True, rf"(?:añade|agrega|pon|apunta) {_WHAT} (?:a|en) {_MY} {_LIST}"),
    (Todo.WRITE, True, rf"(?:aggiungi|metti|scrivi) {_WHAT} (?:alla|nella|sulla) (?:mia )?{_LIST}"),
    (Todo.WRITE, True, rf"(?:adicione|adiciona|coloque|coloca|põe|anota|anote) {_WHAT} (?:à|na) (?:minha )?{_LIST}"),
    (Todo.WRITE, True, rf"(?:zet|schrijf) {_WHAT} op {_MY} {_LIST}"),
    (
        Todo.WRITE,
        True,
        r"(?:new |neue |nouvelle |nueva |nuova |nova |nieuwe )?(?:to-?do|task|aufgabe|tâche|tarea|attività|tarefa|taak)"
        rf"\s?: ?{_WHAT}",
    ),
    (Todo.DROP, True, rf"(?:remove|delete|drop|take) {_WHAT} (?:from|off) {_MY} {_LIST}"),
    (Todo.DROP, True, rf"(?:nimm|lösche|streich|streiche) {_WHAT} (?:von|aus) {_MY} {_LIST}"),
    (Todo.DROP, True, rf"(?:enlève|retire|supprime) {_WHAT} de {_MY} {_LIST}"),
    (
        Todo.DROP,
        True,
        rf"(?:quita|elimina|borra|togli|rimuovi|tira|remove) {_WHAT} (?:de|dalla|da) (?:mi|mia|minha )?{_LIST}",
    ),
    (Todo.DROP, True, rf"(?:haal|verwijder) {_WHAT} van {_MY} {_LIST}"),
    (Todo.TICK, True, rf"(?:tick|check|cross|mark) off {_WHAT}(?: (?:on|from|off) {_MY} {_LIST})?"),
    (Todo.TICK, True, rf"(?:tick|check|cross|mark) {_WHAT} off(?: (?:on|from|off|of) {_MY} {_LIST})?"),
    (Todo.TICK, False, rf"mark {_WHAT} as (?:done|complete|completed|finished)"),
    (Todo.TICK, False, rf"(?:i(?:['’]ve| have)? )?(?:done|finished|completed)(?: with)?:? {_WHAT}"),
    (Todo.TICK, False, rf"{_WHAT} (?:is|are) (?:now )?(?:done|finished|completed)"),
    (
        Todo.TICK,
        False,
        rf"(?:hake?|streiche?) {_WHAT} (?:ab|durch)|{_WHAT.replace('what', 'too')} (?:ist|sind) erledigt",
    ),
    (Todo.TICK, False, rf"erledigt: {_WHAT}"),
    (Todo.TICK, False, rf"(?:coche|cochez) {_WHAT}|{_WHAT.replace('what', 'too')} est (?:fait|faite|terminée?)"),
    (
        Todo.TICK,
        False,
        rf"(?:tacha|marca) {_WHAT}(?: como (?:hech[oa]|feit[oa]))?|"
        rf"{_WHAT.replace('what', 'too')} está (?:hech[oa]|feit[oa])",
    ),
    (Todo.TICK, False, rf"spunta {_WHAT}|{_WHAT.replace('what', 'too')} è (?:fatt[oa]|finit[oa])"),
    (Todo.TICK, False, rf"risca {_WHAT}"),
    (Todo.TICK, False, rf"vink {_WHAT} af|{_WHAT.replace('what', 'too')} is (?:klaar|gedaan)"),
)
_COMPILED = tuple((wish, sure, regex.compile(pattern, re.IGNORECASE)) for wish, sure, pattern in _PATTERNS)
_POLITE = regex.compile(
    r"^(?:(?:please|can you|could you|hi|hey|hello|bitte|kannst du|peux-tu|puedes|puoi|podes|pode|kun je)\s+)+|"
    r"[\s,]+(?:please|bitte|s'il te plaît|por favor|per favore|alsjeblieft)$",
    re.IGNORECASE,
)
_DUE = regex.compile(
    rf"(?<=\w)\s+(?:by|until|till|for|before|on|bis|für|vor|am|pour|avant|d'ici|para|antes del?|hasta|per|entro|"
    rf"prima di|até|antes d[aeo]|voor|tegen|tot)\s+(?:(?!(?<!\w){_LIST})[^\n]){{2,40}}$",
    re.IGNORECASE,
)


def todo_wish(text: str) -> TodoWish | None:
    """What a message wants of the list, where it is nothing else; None for any other."""
    said = re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!?¿¡")
    said = _POLITE.sub("", said).strip(" ,")
    said, due = _without_due(said)
    if not said or len(said) > _LONGEST or "\n" in text.strip():
        return None
    for wish, sure, pattern in _COMPILED:
        if (match := pattern.fullmatch(said)) is not None:
            groups = match.groupdict()
            what = (groups.get("what") or groups.get("too") or "").strip(" \"'“”„«»")
            return TodoWish(wish, f"{what}{due}" if wish is Todo.WRITE else what, sure, _service_in(said, what))
    return None


def _service_in(said: str, what: str) -> str:
    """The service that words name beside what is to be done."""
    rest = said.replace(what, " ", 1) if what else said
    return next((name for name, words in SERVICES.items() if regex.compile(words, re.IGNORECASE).search(rest)), "")


def _without_due(said: str) -> tuple[str, str]:
    """The words without what stands behind the list, and that: "on my list by Friday"."""
    match = _DUE.search(said)
    return (said[: match.start()], said[match.start() :]) if match is not None else (said, "")
