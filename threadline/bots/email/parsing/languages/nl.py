"""Dutch."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="nl",
    sender=("van", "afzender"),
    to=("aan", "ontvanger"),
    cc=("cc", "kopie"),
    subject=("onderwerp",),
    date=("datum", "verzonden", "verstuurd"),
    reply_to=("antwoord aan", "beantwoorden"),
    forwarded=(
        "doorgestuurd bericht",
        "begin doorgestuurd bericht",
        "begin van doorgestuurd bericht",
        "doorgestuurde e-mail",
    ),
    original=("oorspronkelijk bericht", "origineel bericht", "oorspronkelijke bericht"),
    wrote=("schreef", "heeft geschreven", "heeft het volgende geschreven", "geschreven"),
    opening=("op", "heeft"),
    forward_marks=("fw", "doorst"),
    reply_marks=("antw", "re"),
    sent_from=("verstuurd vanaf mijn", "verzonden vanaf mijn", "verstuurd vanuit", "verzonden via"),
    closings=(
        "met vriendelijke groet",
        "met vriendelijke groeten",
        "vriendelijke groet",
        "mvg",
        "groet",
        "groeten",
        "hartelijke groet",
        "bedankt",
    ),
    months=(
        ("jan", "januari"),
        ("feb", "februari"),
        ("maart", "mrt"),
        ("apr", "april"),
        ("mei",),
        ("jun", "juni"),
        ("jul", "juli"),
        ("aug", "augustus"),
        ("sep", "september"),
        ("okt", "oktober"),
        ("nov", "november"),
        ("dec", "december"),
    ),
)
