"""Norwegian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="no",
    sender=("fra", "avsender"),
    to=("til", "mottaker"),
    cc=("cc", "kopi"),
    subject=("emne",),
    date=("dato", "sendt"),
    reply_to=("svar til",),
    forwarded=("videresendt melding", "videresendt e-post", "start på videresendt melding"),
    original=("opprinnelig melding", "original melding"),
    wrote=("skrev", "skrev følgende"),
    opening=("den", "på"),
    forward_marks=("vs", "videresend"),
    reply_marks=("sv",),
    sent_from=("sendt fra min", "sendt fra"),
    closings=("med vennlig hilsen", "vennlig hilsen", "mvh", "hilsen", "beste hilsen"),
    months=(
        ("jan", "januar"),
        ("feb", "februar"),
        ("mar", "mars"),
        ("apr", "april"),
        ("mai",),
        ("jun", "juni"),
        ("jul", "juli"),
        ("aug", "august"),
        ("sep", "september"),
        ("okt", "oktober"),
        ("nov", "november"),
        ("des", "desember"),
    ),
)
