"""Estonian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="et",
    sender=("saatja", "kellelt"),
    to=("adressaat", "saaja", "kellele"),
    cc=("koopia", "cc"),
    subject=("teema",),
    date=("kuupäev", "saadetud", "saatmisaeg"),
    reply_to=("vastus",),
    forwarded=("edastatud kiri", "edastatud sõnum", "edasi saadetud kiri"),
    original=("algne kiri", "algkiri", "originaalsõnum"),
    wrote=("kirjutas",),
    opening=("kuupäeval",),
    forward_marks=("fw", "ee", "edasi"),
    reply_marks=("vs", "re"),
    sent_from=("saadetud minu", "saadetud"),
    closings=("lugupidamisega", "tervitustega", "parimat", "tervitades"),
    months=(
        ("jaan", "jaanuar"),
        ("veebr", "veebruar"),
        ("märts",),
        ("apr", "aprill"),
        ("mai",),
        ("juuni",),
        ("juuli",),
        ("aug", "august"),
        ("sept", "september"),
        ("okt", "oktoober"),
        ("nov", "november"),
        ("dets", "detsember"),
    ),
)
