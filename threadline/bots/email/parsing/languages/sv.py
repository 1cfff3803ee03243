"""Swedish."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="sv",
    sender=("från", "avsändare"),
    to=("till", "mottagare"),
    cc=("kopia", "cc"),
    subject=("ämne",),
    date=("datum", "skickat", "skickat den"),
    reply_to=("svara till",),
    forwarded=(
        "vidarebefordrat meddelande",
        "vidarebefordrat mejl",
        "vidarebefordrat brev",
        "början på vidarebefordrat meddelande",
    ),
    original=("ursprungligt meddelande", "originalmeddelande", "ursprungsmeddelande"),
    wrote=("skrev", "skrev följande"),
    opening=("den",),
    forward_marks=("vb", "vidarebef"),
    reply_marks=("sv", "ang"),
    sent_from=("skickat från min", "skickat från", "hämta outlook för"),
    closings=(
        "med vänlig hälsning",
        "vänliga hälsningar",
        "mvh",
        "hälsningar",
        "bästa hälsningar",
        "med vänliga hälsningar",
        "tack",
    ),
    months=(
        ("jan", "januari"),
        ("feb", "februari"),
        ("mars",),
        ("apr", "april"),
        ("maj",),
        ("juni", "jun"),
        ("juli", "jul"),
        ("aug", "augusti"),
        ("sep", "september", "sept"),
        ("okt", "oktober"),
        ("nov", "november"),
        ("dec", "december"),
    ),
)
