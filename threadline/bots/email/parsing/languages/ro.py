"""Romanian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="ro",
    sender=("de la", "expeditorul", "expeditor"),
    to=("către", "destinatarul", "catre", "destinatar", "la"),
    cc=("cc", "copie"),
    subject=("subiect", "subiectul"),
    date=("dată", "data", "trimis", "trimis la", "data trimiterii"),
    reply_to=("răspuns către", "răspunde la"),
    forwarded=(
        "mesaj redirecționat",
        "începe mesajul redirecționat",
        "mesaj redirecţionat",
        "mesajul redirecționat",
        "mesaj retransmis",
    ),
    original=("mesaj original", "mesaj inițial", "mesajul original"),
    wrote=("a scris",),
    opening=("în data de", "pe data de", "în", "la", "pe"),
    forward_marks=("redir", "redir."),
    reply_marks=("ras", "răs", "re"),
    sent_from=("trimis de pe", "trimis de la"),
    closings=("cu stimă", "o zi bună", "cu respect", "mulțumesc", "salutări"),
    months=(
        ("ian", "ianuarie"),
        ("feb", "februarie", "febr"),
        ("mar", "martie", "mart"),
        ("apr", "aprilie"),
        ("mai",),
        ("iun", "iunie"),
        ("iul", "iulie"),
        ("aug", "august"),
        ("sept", "septembrie", "sep"),
        ("oct", "octombrie"),
        ("noiembrie", "nov", "noiem"),
        ("dec", "decembrie"),
    ),
)
