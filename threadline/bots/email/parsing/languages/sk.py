"""Slovak."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="sk",
    sender=("od", "odosielateľ"),
    to=("komu", "pre"),
    cc=("kópia", "cc", "kópie"),
    subject=("predmet",),
    date=("dátum", "odoslané", "dátum odoslania"),
    reply_to=("odpovedať-pre", "odpovedať"),
    forwarded=(
        "preposlaná správa",
        "začiatok preposlanej správy",
        "preposielaná správa",
        "preposlaná správa --- forwarded message",
    ),
    original=("pôvodná správa", "pôvodný e-mail"),
    wrote=("napísal(a)", "napísal", "napísala"),
    opening=("dňa", "dna", "používateľ"),
    forward_marks=("fw", "pren"),
    reply_marks=("odp", "re"),
    sent_from=("odoslané z",),
    closings=("s pozdravom", "s úctou", "pekný deň"),
    months=(
        ("jan", "január", "januára"),
        ("feb", "február", "februára"),
        ("mar", "marca", "marec"),
        ("apr", "apríl", "apríla"),
        ("máj", "mája"),
        ("jún", "júna"),
        ("júl", "júla"),
        ("aug", "august", "augusta"),
        ("sep", "september", "septembra"),
        ("okt", "október", "októbra"),
        ("nov", "november", "novembra"),
        ("dec", "december", "decembra"),
    ),
)
