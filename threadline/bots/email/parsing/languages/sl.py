"""Slovenian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="sl",
    sender=("od", "pošiljatelj"),
    to=("za", "prejemnik"),
    cc=("kp", "kopija", "cc"),
    subject=("zadeva",),
    date=("datum", "poslano"),
    reply_to=("odgovori na",),
    forwarded=("posredovano sporočilo", "začetek posredovanega sporočila"),
    original=("izvirno sporočilo", "prvotno sporočilo"),
    wrote=("je napisal", "je napisala", "napisal(a)", "je oseba"),
    opening=("dne",),
    forward_marks=("posr", "fw"),
    reply_marks=("odg", "re"),
    sent_from=("poslano iz",),
    closings=("lep pozdrav", "lp", "s spoštovanjem"),
    months=(
        ("jan", "januar"),
        ("feb", "februar"),
        ("mar", "marec"),
        ("apr", "april"),
        ("maj",),
        ("jun", "junij"),
        ("jul", "julij"),
        ("avg", "avgust"),
        ("sep", "september"),
        ("okt", "oktober"),
        ("nov", "november"),
        ("dec", "december"),
    ),
)
