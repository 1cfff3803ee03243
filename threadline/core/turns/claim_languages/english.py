"""English."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = "booked|scheduled|rescheduled|cancell?ed|reserved|blocked off"
_ALSO = (
    "added|moved|changed|updated|created|deleted|removed|sent|set(?! out)(?: up)?|put(?! together)|notified|informed|"
    "messaged|"
    r"e-?mailed|shifted|pushed|postponed|confirmed|arranged|organi[sz]ed|saved|told|reminded|declined|accepted|fixed|"
    r"handled|noted|answered|replied|responded|forwarded|dropped|rsvp['’]?d|pencill?ed"
)
_MOVED = (
    "cancell?ed|called off|rescheduled|moved|pushed|shifted|postponed|brought forward|put off|shortened|extended|"
    "lengthened|trimmed|renamed|deleted|removed|changed|updated|edited|sent|notified|informed|told|saved|"
    "taken (?:off|out)|cleared|swapped"
)
_BY_OTHERS = r"(?!.*\bby (?!me\b|us\b|an?\b|one\b|half\b|two\b|\d))"
_I = r"\b(?:i|we)(?:['’]ve| have)?(?: (?:just|now|already|also|successfully|gone ahead and|went ahead and))*"
_NEWS = r"(?:answer|reply|response|invitation|invite|message|mail|e-?mail|note|update|cancellation)s?"
_WHO = r"(?:it|this|that|the new \w+|the change|the move|everything)"

ENGLISH = ClaimWords(
    acts=rf"{_I} (?:{_DONE}|invited|put (?:it|that|this|them) (?:in|on|into)\b)|\bi (?:went|have gone|['’]ve gone) "
    rf"ahead and\b|\b(?:has|have) (?:now )?been (?:successfully )?(?:{_DONE}|invited)\b|"
    rf"^\W*(?:{_DONE}|invited)\b(?!\s+(?:by|with)\b)|\binvit(?:es|ations) (?:are|have gone|went) (?:out|sent)\b|"
    rf"\b(?:meeting|event|appointment|call|invite|invitation|reminder)s? (?:has|have) (?:now )?been (?:{_ALSO})\b|"
    rf"{_I} (?:set|created|added|made|scheduled|put) (?:up )?(?:a|the|your|an) (?:\w+ )?reminder\b|"
    rf"\breminder\b.*\b(?:is|was) (?:now |all )?(?:set|created|saved|in place|on)\b|"
    rf"{_I} (?:accepted|declined|answered|turned down) (?:the|your|that|this|\w+['’]s) (?:\w+ )?invit\w+\b",
    deeds=rf"{_I} (?:{_ALSO})\b|\b(?:has|have) (?:now )?been (?:successfully )?(?:{_ALSO})\b|"
    rf"\b(?:is|are) (?:now|all|already) (?:{_DONE}|{_ALSO}|set|done)\b|^\W*(?:all )?(?:done|sorted|taken care of)\b|"
    rf"^\W*(?:moved|changed|added|sent|updated|created|removed|deleted|accepted|declined|saved)\b(?! by\b)|"
    rf"\b(?:you['’]?re|you are) all set\b|^\W*all set\b|"
    rf"{_I} (?:took|taken) the liberty of\b|\b(?:your|the) calendar now (?:shows|has|says)\b|"
    rf"^\W*successfully (?:{_DONE}|{_ALSO})\b|{_I} (?:pinged|texted|alerted|cc['’]?d|looped .{{1,30}} in)\b|"
    rf"\b(?:is|are) (?:now )?off (?:your|the) calendar\b|"
    rf"\b(?:has|have) (?:now |already )?(?:received|got|gotten) (?:an |the |your |his |her |their )?invit\w+\b|"
    rf"\b(?:it|that|this)(?:['’]?s| is| has)(?: all| now| been| already)* (?:done|taken care of|sorted|handled)\b|"
    rf"\bconsider it \w+\b|{_I} let .{{1,40}} know\b|{_I} (?:got|have|put) you (?:down|in)\b|\bgot you (?:down|in)\b|"
    rf"{_I} (?:took|taken|cleared|crossed) .{{1,40}} (?:off|out of|from)\b|{_I} (?:cleared (?:your|the)|made a note)\b|"
    rf"\b{_NEWS} (?:to \w+ )?(?:was|were|went|is|are|has|have)(?: now| been| just| already| gone)* "
    rf"(?:sent|out|off|delivered|given|on (?:its|their|the) way)\b|\bon (?:its|their) way to\b|"
    rf"\bnow (?:starts?|begins?|takes place|ends?|runs|happens)\b|\b(?:starts?|begins?|takes place|happens) now (?:at|"
    rf"on)\b|"
    rf"(?:\b(?:was|were|got|gets)|['’]s been)(?: now| just| already| all| also|"
    rf" successfully)* (?:{_MOVED})\b{_BY_OTHERS}|"
    rf"\b(?:is|are|has been|have been) (?:moved|pushed|shifted|postponed|rescheduled|shortened|extended|deleted|"
    rf"removed|renamed)\b"
    rf"{_BY_OTHERS}|"
    rf"\b(?:is|are) now (?:at|on|from|in room)\b|"
    rf"\bknows? (?:now )?(?:about|of) {_WHO}\b|\balready knows?\b|\b(?:it|that|meeting|event|appointment|call|review|"
    rf"standup) is (?:now )?(?:gone|off)\b(?! (?:on|until|to|this|next|limits))|"
    rf"\byou (?:have been|['’]ve been) (?:\w+ )?(?:{_DONE}|{_ALSO})\b",
    states=rf"\b(?:is|are|['’]s|was|were|got) (?:{_DONE}|confirmed|invited|added|created|accepted|declined|"
    rf"set up)\b{_BY_OTHERS}|"
    rf"\b(?:is|are|['’]s) (?:on|in) (?:your|the) calendar\b",
    nots=r"\bnot\b|n['’]t\b|\bnothing\b|\bnever\b|\bwithout\b|\bonce\b|\bif\b|\bwhen\b|\bafter\b|\bunless\b|"
    r"\buntil\b|\bbefore\b|\bcan\b|\bcould\b|\bwould\b|\bwill\b|['’]ll\b|\bshall\b|\bto be\b|\bcard\b|\bno\b",
    promises=r"\b(?:i['’]ll|i will|i am going to|i['’]m going to|we['’]ll|we will)(?: \w+ly| also| now| then)* "
    r"(?:remind|remember|notify|ping|alert|keep (?:that|this|it|you)|tell (?!you\b)\w+|let (?!you\b|me\b)\w+ know|"
    r"send (?!you\b)|book|schedule|cancel|move|reschedule|invite|accept|decline|add (?!that\b)|put (?!together\b)|"
    r"save)\b",
    ifs=r"\bnot\b|n['’]t\b|\bonce\b|\bif\b|\bwhen\b|\bafter\b|\bunless\b|\buntil\b|\bas soon as\b|\bconfirm|\bclick|"
    r"\bcard\b|\bpropos|\bbefore\b",
    reports=r"\W*(?:according to (?!(?:the|your|my)\b)[\w .@'’-]{1,40}?,|(?!(?:i|we|it|this|that|your|my|"
    r"the calendar)\b)"
    r"(?:[\w.'’-]+ ){1,3}?(?:says?|said|wrote|writes|told (?:me|us|you)|mention(?:s|ed)|reports?)\b:?(?: that)?)\s",
    joins="and|but",
)
