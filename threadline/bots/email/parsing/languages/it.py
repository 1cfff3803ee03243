"""Italian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="it",
    sender=("da", "mittente"),
    to=("a", "per", "destinatario"),
    cc=("cc", "copia"),
    subject=(
        "oggetto",
        "ogg",
    ),
    date=("data", "inviato", "inviato il", "inviata"),
    reply_to=("rispondi a",),
    forwarded=(
        "messaggio inoltrato",
        "inizio messaggio inoltrato",
        "inizio del messaggio inoltrato",
        "messaggio inviato",
    ),
    original=(
        "messaggio originale",
        "messaggio inoltrato / originale",
    ),
    wrote=("ha scritto",),
    opening=("il", "il giorno"),
    forward_marks=("i", "inoltra", "r"),
    reply_marks=("r", "ris", "rif"),
    sent_from=("inviato da", "inviato dal mio", "scarica outlook per"),
    closings=("cordiali saluti", "saluti", "distinti saluti", "un saluto", "grazie", "cordialmente", "buona giornata"),
    months=(
        ("gen", "gennaio"),
        ("feb", "febbraio"),
        ("mar", "marzo"),
        ("apr", "aprile"),
        ("mag", "maggio"),
        ("giu", "giugno"),
        ("lug", "luglio"),
        ("ago", "agosto"),
        ("set", "settembre"),
        ("ott", "ottobre"),
        ("nov", "novembre"),
        ("dic", "dicembre"),
    ),
)
