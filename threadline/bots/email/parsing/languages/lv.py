"""Latvian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="lv",
    sender=("no", "sūtītājs"),
    to=("kam", "saņēmējs", "adresāts"),
    cc=("kopija", "cc"),
    subject=("temats", "tēma"),
    date=("datums", "nosūtīts", "sūtīts"),
    reply_to=("atbildēt",),
    forwarded=("pārsūtīts ziņojums", "pārsūtītā vēstule", "pārsūtīta vēstule"),
    original=("sākotnējais ziņojums", "oriģinālais ziņojums"),
    wrote=("rakstīja",),
    opening=(),
    forward_marks=("fw", "pārs"),
    reply_marks=("re", "atb"),
    sent_from=("sūtīts no", "nosūtīts no"),
    closings=("ar cieņu", "ar sveicieniem"),
    months=(
        ("janv", "janvāris"),
        ("febr", "februāris"),
        ("marts",),
        ("apr", "aprīlis"),
        ("maijs",),
        ("jūn", "jūnijs"),
        ("jūl", "jūlijs"),
        ("aug", "augusts"),
        ("sept", "septembris"),
        ("okt", "oktobris"),
        ("nov", "novembris"),
        ("dec", "decembris"),
    ),
)
