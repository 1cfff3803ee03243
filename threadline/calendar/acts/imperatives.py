"""Commands about what was just spoken of: a verb with its pronoun, as the languages have it ("spostala alle 16").

They are so short that the learned table has little to go by.
"""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.acts.model import Act

_POLITE = (
    r"^\W*(?:(?:bitte|per favore|por favor|stp|svp|s'il te plaît|s'il vous plaît|alsjeblieft|graag|proszę|snälla|"
    r"venligst|vennligst|lütfen|пожалуйста|будь ласка|من فضلك|कृपया|ok(?:ay)?|e|y|et|und|en|i|och|og|и|та|dann|allora|"
    r"entonces|alors|então|no|non|nein)[\s,]+)*"
)
_MOVES = (
    r"(?:spost|anticip|posticip|rinvi|rimand|mett|cambi)\w*(?:la|lo|li|le)(?!\w)",
    r"(?:mu[eé]v|c[aá]mbi|p[aá]s|apl[aá]z|adel[aá]nt|retr[aá]s|p[oó]n|reprogr[aá]m|posp[oó]n|mov|cambi|pas|aplaz)\w*"
    r"(?:la|lo|las|los)\s+(?:a|al|para|el)(?!\w)",
    r"(?:mud|pass|adi|adiant|remarc|remarqu|troc|mov|antecip)[aeu]\w{0,3}(?:-[ao]s?)?(?:\s+(?:isso|isto|ela|ele|"
    r"a reunião))?\s+(?:para|pra|pro|p/)(?!\w)",
    r"(?:déplac|décal|report|met|repouss|avanc|pass)\w*-(?:le|la|les)\s+(?:à|au|en|pour|d)",
    r"(?:verschieb|verleg|leg|schieb|setz|zieh)\w*\s+(?:es|das|ihn|sie|den termin)(?:\s+bitte)?\s+"
    r"(?:auf|um|in|nach|vor)(?!\w)",
    r"(?:verzet|verplaats|verschuif|zet|schuif)\s+(?:het|dit|dat|hem|die|de \w+)(?:\s+maar)?\s+(?:naar|op)(?!\w)",
    r"(?:przenieś|przesuń|przełóż)\w*\s+(?:(?:to|je|go|ją)\s+)?na(?!\w)",
    r"(?:flytta|skjut|ändra|flyt|flytt|rykk|ryk|udskyd|utsett)\s+(?:den|det|dem|møtet|mødet|mötet)\s+(?:til|till|fram)(?!\w)",
    r"(?:перенеси|сдвинь|передвинь|перенесіть|пересунь|посунь)\w*\s+(?:(?:это|его|её|встречу|це|його|її|зустріч)\s+)?на(?!\w)",
    r"(?:bunu|onu|toplantıyı)\s+[^.?!]{1,40}(?:taşı|al|ertele|kaydır|çek)\w{0,6}\W*$",
    r"(?:saat\s+)?\d{1,2}(?:[:.]\d\d)?['’]?(?:ya|ye|a|e|na|ne)\s+(?:taşı|al|ertele|kaydır|çek)\w{0,6}\W*$",
    r"(?:انقل|غير|غيّر|أجل|أجّل|اجل|حرك|قدم)(?:ها|ه|هم)\s+(?:إلى|الى|ل)",
    r"(?:इसे|उसे|मीटिंग को)\s+[^.?!।]{1,40}(?:कर दो|कर दें|कर दीजिए|बदल दो|ले जाओ|खिसका दो)",
)
_CANCELS = (
    r"(?:cancell|annull|elimin|disdi)\w*(?:la|lo|li|le)(?!\w)",
    r"(?:canc[eé]l|an[uú]l|b[oó]rr|elim[ií]n)a(?:la|lo|las|los)(?!\w)",
    r"(?:annul|supprim)\w*-(?:le|la|les)(?!\w)",
    r"(?:cancel|desmarqu|anul|apagu?)[ae]\w?(?:-[ao]s?|\s+(?:isso|isto|ela|ele))(?!\w)",
    r"sag\w{0,2}\s+(?:es|das|ihn|sie|den termin)\s+(?:bitte\s+)?(?:wieder\s+)?ab(?!\w)",
    r"(?:streich|lösch|stornier)\w*\s+(?:es|das|ihn|sie)(?!\w)",
    r"(?:annuleer|schrap|verwijder)\s+(?:het|dit|dat|hem|die)(?!\w)|zeg\s+(?:het|dit|dat|hem|die)\s+af(?!\w)",
    r"(?:odwołaj|anuluj|usuń)\w*\s+(?:to|je|go|ją)(?!\w)",
    r"(?:avboka|ställ in|aflys|avlys|slet|slett)\s+(?:den|det|dem)(?!\w)",
    r"(?:отмени|удали|скасуй|видали)\w*\s+(?:это|его|её|це|його|її)(?!\w)",
    r"(?:bunu|onu)\s+(?:iptal et|sil)\w*",
    r"(?:ألغ|الغ|احذف)(?:ها|ه)(?!\w)",
    r"(?:इसे|उसे)\s+(?:रद्द|हटा)",
)
_TABLE = tuple(
    (act, regex.compile(rf"{_POLITE}(?P<said>{'|'.join(patterns)})", re.IGNORECASE))
    for act, patterns in ((Act.CHANGE, _MOVES), (Act.CANCEL, _CANCELS))
)


def commanded(clause: str) -> tuple[Act, tuple[int, int]] | None:
    """The act of a command that points back with a pronoun, with the words that say so."""
    for act, pattern in _TABLE:
        if match := pattern.search(clause):
            return act, match.span("said")
    return None
