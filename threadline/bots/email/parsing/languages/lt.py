"""Lithuanian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="lt",
    sender=("nuo", "siuntėjas", "iš"),
    to=("kam", "gavėjas", "skirta"),
    cc=("kopija", "cc"),
    subject=("tema",),
    date=("data", "išsiųsta", "išsiuntimo laikas"),
    reply_to=("atsakyti",),
    forwarded=("persiųstas laiškas", "persiųstas pranešimas"),
    original=("originalus laiškas", "pradinis laiškas", "originalus pranešimas"),
    wrote=("rašė", "parašė"),
    opening=(),
    forward_marks=("fw", "pers"),
    reply_marks=("re", "ats"),
    sent_from=("išsiųsta iš",),
    closings=("pagarbiai", "linkėjimai", "geros dienos"),
    months=(
        ("saus", "sausio", "sausis"),
        ("vas", "vasario", "vasaris"),
        ("kov", "kovas", "kovo"),
        ("bal", "balandis", "balandžio"),
        ("geg", "gegužė", "gegužės"),
        ("birž", "birželio", "birželis"),
        ("liep", "liepa", "liepos"),
        ("rugp", "rugpjūtis", "rugpjūčio"),
        ("rugs", "rugsėjis", "rugsėjo"),
        ("spal", "spalio", "spalis"),
        ("lapkr", "lapkritis", "lapkričio"),
        ("gruod", "gruodis", "gruodžio"),
    ),
)
