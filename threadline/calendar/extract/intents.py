"""What the writer wants: rules from the surest to the weakest, each a pattern over small letters."""

from __future__ import annotations

import re

from threadline.calendar.extract.model import Evidence, Intent

_COMMAND = r"(?:^|\b(?:please|pls|and|to|then|you|now|just|kindly|calendar|could you|can you|so|do)\s+)"
_CANCELS = (
    r"(?:cancel|delete|deleted|remove|erase|clear|clean|empty|destroy|dismiss|drop|wipe|scrap|disregard|reset|format|rm|unschedule|"
    r"take off|take out|take away|call off|get rid of|storniere|stornieren|absagen|annule|annuler|annulez|"
    r"cancela|cancelar|"
    r"annulla|annullare|anuleren|annuleren|キャンセル|取消)"
)
_UPDATES = (
    r"(?:move|reschedule|postpone|push|shift|change|bring forward|delay|extend|shorten|swap|update|rename|verschiebe|"
    r"verschieben|déplace|déplacer|mueve|mover|sposta|spostare|verplaats|remarcar|変更|改到)"
)
_CREATES = (
    r"(?:set|schedule|add|create|make|book|plan|put|arrange|organi[sz]e|block|remind|remember|notify|alert|save|mark|"
    r"enter|insert|invite|host|setup|repeat|alter|activate|note|write down|sync|log|pencil|"
    r"erstelle|plane|trage|ajoute|crée|planifie|crea|añade|agenda|programa|aggiungi|cria|maak|予定|安排|预约)"
)

_RULES: tuple[tuple[Intent, str], ...] = (
    (
        Intent.CREATE,
        r"^(?:please |hey |hi |can you |could you |would you |i need you to |i want you to )*(?:remind me "
        r"(?!what|when my)|"
        r"set (?:an? |me an? |up an? )?reminder|don't let me forget|tell me (?:(?!when|what|if|about)\w+ "
        r"){0,3}to (?!the\b)\w+)|"
        r"\bremind me to\b|^call \w+",
    ),
    (Intent.CREATE, r"^(?:when|time|date)\s*:.*\n"),
    (
        Intent.FIND_TIME,
        r"\bfind (?:me |us )?(?:\d+|an?|half an?|thirty|sixty|some)[ -]*(?:min|minutes|hour|hours|h)\b|"
        r"\b(?:find|suggest|propose|offer|pick|look for)\b[^.?!]{0,40}\b(?:time|times|slot|slots|date|dates|gap)\b|"
        r"\bwhen (?:can|could|shall|should) (?:we|you|i)\b|\bwhen (?:are|would|is) (?:you|we|everyone|everybody) "
        r"(?:\w+ )?(?:free|available)\b|\bwhat (?:time|times|day|days) (?:works?|suits?)\b|\bavailable (?:times|"
        r"slots)\b",
    ),
    (
        Intent.CREATE,
        r"\b(?:can|could|shall|should|may) (?:we|you and i|i) (?:please |maybe |all )?(?:meet|have|do|talk|chat|"
        r"sync|grab|get|"
        r"schedule|book|catch up|hop on|set up|discuss)\b(?![^.?!]{0,60}\b(?:free|available)\b)",
    ),
    (
        Intent.QUERY,
        r"^(?:was|were|when|where|who|what|whats|what's|which|how|hows|is|isn't) (?!about)[^?]{0,80}\b(?:rescheduled|"
        r"cancel+ed|deleted|removed|moved)\b",
    ),
    (
        Intent.CANCEL,
        rf"{_COMMAND}{_CANCELS}\b|\b(?:delete|erase|remove|cancel|rid of|off my calendar|from my calendar)\b",
    ),
    (
        Intent.CANCEL,
        r"\bno longer\b|\bnot (?:going|attending|doing|coming)\b|\bneeds? to be (?:deleted|removed|cancel+ed)\b|"
        r"\bcalendar (?:is )?(?:completely )?(?:clear|empty)\b|\b(?:deleted|removed|cancel+ed)\b|"
        r"\btake\b.{0,60}\boff\b|"
        r"\b(?:can't|cannot|can not|won't) (?:make|attend|come)\b|^no \w+ \w+|\bclear (?:out|off|up|my|all|the|"
        r"every)|\bdelete",
    ),
    (Intent.QUERY, r"^(?:when|what|who|where|which) (?:is|are|was|were|do|does|did)\b"),
    (
        Intent.UPDATE,
        r"(?:^|\b(?:please|pls|to|you|and|let's|lets|we|must|should)\s+)(?:move|reschedule|postpone|push|shift|bring|delay|"
        r"swap|rename|extend|shorten|verschiebe|déplace|mueve|sposta|verplaats)\b(?! my name)|"
        r"(?:^|\bplease |\byou )(?:change|update)\b.{0,60}\b(?:to|from|by|for)\b|\binstead of\b|\brescheduled? to\b",
    ),
    (
        Intent.QUERY,
        r"^(?:please |hey |hi |ok |so |can you |could you |would you )*(?:what|whats|what's|when|when's|"
        r"where|where's|"
        r"who|which|why|how|hows|is|are|am|do|does|did|was|were|has|have i|any|anything|show|display|list|read|view|"
        r"check|confirm|find out|look up|pull up|shall|latest events?|upcoming|was)\b(?!\s*:)",
    ),
    (
        Intent.QUERY,
        r"^(?:please |hey |hi |can you |could you |i want (?:you )?to |i'd like to |i need to )*(?:tell me|give "
        r"me|let me know|"
        r"let me see|see|know|go through|let's go through|inform me)\b(?!.{0,12}\b(?:notice|reminder|update on)\b)",
    ),
    (Intent.QUERY, r"\b(?:are there|is there|do i have|how many|when do i|search|information about)\b"),
    (
        Intent.QUERY,
        r"^(?:my|today's|todays|tomorrow's|this week's) [\w ]{0,20}(?:schedule|plan|plans|agenda|calendar|"
        r"events|meetings)$",
    ),
    (
        Intent.CREATE,
        rf"{_COMMAND}{_CREATES}\b|\b(?:remind me|reminder|let's meet|lets meet|i have an?|we have an?|invite)\b",
    ),
    (Intent.CREATE, rf"\b{_CREATES}\b"),
    (Intent.UPDATE, rf"\b{_UPDATES}\b"),
    (Intent.CANCEL, rf"\b{_CANCELS}\b"),
    (
        Intent.QUERY,
        r"\?\s*$|^(?:my|today's|todays|open|events|meetings|first|last) |\b(?:what|when|where|which)\b|schedule$|plan$",
    ),
)
_COMPILED = tuple((intent, re.compile(pattern)) for intent, pattern in _RULES)
_LONGEST = 600


def read_intent(text: str, *, has_time: bool, has_event: bool) -> tuple[Intent, Evidence | None]:
    """The intent with the words that show it; a time and an event without a command are a wish to create."""
    head = text[:_LONGEST].lower().lstrip()
    shift = len(text[:_LONGEST]) - len(text[:_LONGEST].lstrip())
    for intent, pattern in _COMPILED:
        match = pattern.search(head)
        if match is not None:
            span = (match.start() + shift, match.end() + shift)
            return intent, Evidence(text[slice(*span)].strip(), span)
    return (Intent.CREATE if has_time and has_event else Intent.NONE), None
