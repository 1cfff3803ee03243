"""What is said above a mail that is handed on: whether it asks for an event out of it.

"Please add this", "¿me lo apuntas?", "trag das bitte ein": a verb of writing down, and nothing of a time of its own.
"""

import re

_LONGEST = 200
_ASKING = re.compile(
    r"(?<!\w)(?:(?:add|book|schedule|save|enter|put|pencil) (?:this|it|that|these|them|both|all|the (?:date|"
    r"event|appointment)s?)|"
    r"(?:to|in|into|on) (?:my|the|our) (?:calendar|diary|agenda)|calendar please|"
    r"(?:please|pls) (?:add|book|schedule|save|enter)|"
    r"(?:trag|trage|tragen sie|schreib|setz|nimm|buch|buche|plan|merk|notier|notiere)\w* (?:mir )?(?:das|es|"
    r"den|die|dies|bitte|mal|beide|alle)|"
    r"eintragen|vormerken|einplanen|in (?:den|meinen) kalender|"
    r"(?:ajoute|ajouter|mets|mettre|note|noter|inscris|inscrire|réserve|bloque|planifie)[rz]?(?:-?(?:le|la|"
    r"les|moi)| ça| cela|\s*\?)|"
    r"(?:dans|à) (?:mon|l['’]) ?agenda|dans le calendrier|peux[- ]tu (?:le |la |les )?(?:noter|ajouter|mettre)|"
    r"tu peux (?:le |la |les )?(?:noter|ajouter|mettre|inscrire)|pouvez[- ]vous (?:le |la |les )?(?:noter|"
    r"ajouter|mettre)|"
    r"(?:me|nos) (?:lo|la|los|las) (?:apuntas|anotas|agendas|pones|guardas|añades)|(?:apúnta|anóta|agénda|pón|"
    r"añáde|guárda)\w{0,2}(?:lo|la|los|las)|"
    r"puedes (?:apuntar|anotar|agendar|añadir|poner)\w*|en (?:mi|la|el) (?:agenda|calendario)|"
    r"(?:aggiungi|segna|metti|inserisci|prenota|fissa)(?:melo|mela|meli|lo|la|li|le)|"
    r"(?:me|ce) l[oai] (?:segni|metti|aggiungi)|puoi (?:segnar|metter|aggiunger|inserir)\w*|(?:in|nel|"
    r"sul) (?:agenda|calendario)|"
    r"(?:marca|agenda|anota|adiciona|põe|coloca|regista|aponta)(?:-?m?e?-?(?:o|a)| isto| isso| na agenda| por favor)|"
    r"(?:podes|pode|você pode) (?:marcar|agendar|anotar|adicionar|pôr|colocar)|na (?:minha )?agenda|"
    r"no (?:meu )?calendário|"
    r"(?:zet|plan|noteer|voeg|schrijf|boek) (?:dit|het|dat|deze|ze)|in (?:mijn|de) agenda|inplannen|"
    r"(?:dodaj|wpisz|zapisz|zaplanuj|wrzuć) (?:to|mi|go|je|ją|proszę)|do (?:mojego )?kalendarza|"
    r"lägg in|i (?:min )?kalender(?:n)?|læg (?:det|den) ind|запиши|добавь|в календарь|takvime (?:ekle|al))(?!\w)",
    re.IGNORECASE,
)


def asks_for_an_event(text: str) -> bool:
    """Whether the words above a mail that is handed on ask to put what it speaks of into the calendar."""
    return len(text) <= _LONGEST and _ASKING.search(text) is not None
