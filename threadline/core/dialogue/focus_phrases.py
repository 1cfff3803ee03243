"""How people ask to have time kept for themselves: "keep two hours of focus time each morning". Patterns by language.

`length` and `part` say how much of which part of the day, `hours` from when to when.
"""

_LENGTH = r"(?P<length>[\w' -]+?)"
_HOURS = r"(?P<hours>\d.+?)"

FOCUS_PARTS = {
    "morning": "morning|mornings|vormittag|morgen|vormittags|morgens|matin|matins|mañana|mañanas|mattina|mattine|"
    "manhã|manhãs|ochtend|ochtenden|voormiddag",
    "afternoon": "afternoon|afternoons|nachmittag|nachmittags|après-midi|tarde|tardes|pomeriggio|pomeriggi|middag|"
    "namiddag|middagen",
    "day": "day|days|tag|jour|jours|día|días|giorno|giorni|dia|dias|dag",
}
_PART = "|".join(FOCUS_PARTS.values())
_EN = r"(?:focus(?:ed)?(?: time| work)?|deep work|concentration)"
_DE = r"(?:fokuszeit|konzentration|fokus|konzentriertes arbeiten|ruhige arbeit)"
_FR = r"(?:concentration|travail (?:concentré|au calme)|focus)"
_ES = r"(?:concentración|trabajo concentrado|enfoque|foco)"
_IT = r"(?:concentrazione|lavoro concentrato|focus)"
_PT = r"(?:foco|concentração|trabalho concentrado)"
_NL = r"(?:focustijd|concentratie|geconcentreerd werk(?:en)?|focus)"

FOCUS = (
    rf"(?:keep|block|reserve|protect|hold|leave|save|i (?:need|want))(?: me| free)? {_LENGTH} (?:of |for |to )?{_EN}"
    rf"(?: free)?(?: (?:each|every|in the|on|a|per|all) (?P<part>{_PART}))?",
    rf"(?:keep|block|reserve|protect|hold|leave|save)(?: me)? {_LENGTH} (?:each|every|in the|per) (?P<part>{_PART}) "
    rf"for {_EN}",
    rf"(?:keep|block|reserve|protect|hold)(?: me)?(?: from)? {_HOURS} (?:for|as) (?:my )?{_EN}"
    r"(?: every day| each day)?",
    rf"(?:my )?{_EN} is (?:always )?(?:from|between) {_HOURS}",
    rf"(?:halte?|reservier(?:e|en)?|blockier(?:e|en)?|lass)(?: mir)?(?: bitte)? (?:jeden |jede |am )(?P<part>{_PART}) "
    rf"{_LENGTH} (?:für |zur |zum )?{_DE}(?: frei)?",
    rf"(?:halte?|reservier(?:e|en)?|blockier(?:e|en)?|lass)(?: mir)?(?: bitte)? {_LENGTH} (?:für |zur |zum )?{_DE} "
    rf"(?:jeden |jede |am |pro )(?P<part>{_PART})(?: frei)?",
    rf"(?:halte?|reservier(?:e|en)?|blockier(?:e|en)?)(?: mir)?(?: bitte)? (?:von )?{_HOURS} (?:für |als |zur )?"
    rf"(?:meine )?{_DE}(?: frei)?",
    rf"(?:garde|gardez|réserve|réservez|bloque|bloquez)(?:-moi)? {_LENGTH} (?:de |pour (?:la |le |du )?){_FR}"
    rf"(?: (?:chaque|tous les|le|par) (?P<part>{_PART}))?",
    rf"(?:garde|réserve|bloque|gardez|réservez|bloquez)(?:-moi)? (?:chaque|tous les|le) (?P<part>{_PART}) {_LENGTH} "
    rf"(?:de |pour (?:la |le |du )?){_FR}",
    rf"(?:garde|réserve|bloque)(?:-moi)? (?:de )?{_HOURS} pour (?:la |le |du )?{_FR}",
    rf"(?:reserva|resérvame|guarda|guárdame|bloquea|bloquéame|deja)(?:me)? {_LENGTH} (?:de|para)(?: la| el)? {_ES}"
    rf"(?: (?:cada|por la|todas las|todos los|al) (?P<part>{_PART}))?",
    rf"(?:reserva|resérvame|guarda|guárdame|bloquea|deja) (?:cada|por la|todas las) (?P<part>{_PART}) {_LENGTH} "
    rf"(?:de|para)(?: la| el)? {_ES}",
    rf"(?:reserva|resérvame|guarda|bloquea) (?:de )?{_HOURS} para (?:la |el )?{_ES}",
    rf"(?:tieni|tienimi|riserva|riservami|blocca|lascia|lasciami)(?: liber[eaio])? {_LENGTH} (?:di|per)"
    rf"(?: la| il)? {_IT}(?: (?:ogni|la|al|tutte le) (?P<part>{_PART}))?",
    rf"(?:tieni|riserva|riservami|blocca) (?:ogni|la|tutte le) (?P<part>{_PART}) {_LENGTH} (?:di|per)"
    rf"(?: la| il)? {_IT}",
    rf"(?:tieni|riserva|blocca) (?:dalle )?{_HOURS} per (?:la |il )?{_IT}",
    rf"(?:reserva|reserve|guarda|guarde|bloqueia|bloqueie|deixa|deixe)(?:-me)? {_LENGTH} (?:de|para)(?: o| a)? {_PT}"
    rf"(?: (?:toda|todas as|cada|de|por|todos os) (?P<part>{_PART}))?",
    rf"(?:reserva|reserve|bloqueia|bloqueie) (?:toda|todas as|cada) (?P<part>{_PART}) {_LENGTH} (?:de|para)(?: o| a)? "
    rf"{_PT}",
    rf"(?:reserva|reserve|bloqueia|bloqueie) (?:das )?{_HOURS} para (?:o |a )?{_PT}",
    rf"(?:houd|reserveer|blokkeer|hou)(?: me| mij)? (?:elke |iedere |'s )(?P<part>{_PART}) {_LENGTH} (?:voor )?{_NL}"
    rf"(?: vrij)?",
    rf"(?:houd|reserveer|blokkeer|hou)(?: me| mij)? {_LENGTH} (?:voor )?{_NL} (?:elke |iedere |per )(?P<part>{_PART})"
    rf"(?: vrij)?",
    rf"(?:houd|reserveer|blokkeer)(?: me| mij)? (?:van )?{_HOURS} (?:voor )?{_NL}(?: vrij)?",
)
