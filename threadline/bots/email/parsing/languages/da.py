"""Danish."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="da",
    sender=("fra", "afsender"),
    to=("til", "modtager"),
    cc=("cc", "kopi"),
    subject=("emne",),
    date=("dato", "sendt"),
    reply_to=("svar til",),
    forwarded=("videresendt meddelelse", "videresendt besked", "start på videresendt besked"),
    original=("oprindelig meddelelse", "original meddelelse"),
    wrote=("skrev",),
    opening=("den", "d."),
    forward_marks=("vs", "videresend"),
    reply_marks=("sv",),
    sent_from=("sendt fra min", "sendt fra"),
    closings=("med venlig hilsen", "venlig hilsen", "mvh", "hilsen", "de bedste hilsner"),
    months=(
        ("jan", "januar"),
        ("feb", "februar"),
        ("mar", "marts"),
        ("apr", "april"),
        ("maj",),
        ("jun", "juni"),
        ("jul", "juli"),
        ("aug", "august"),
        ("sep", "september"),
        ("okt", "oktober"),
        ("nov", "november"),
        ("dec", "december"),
    ),
)
