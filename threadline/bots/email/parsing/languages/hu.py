"""Hungarian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="hu",
    sender=("feladó", "küldő"),
    to=("címzett", "címzettek"),
    cc=("másolat", "másolatot kap", "cc"),
    subject=("tárgy",),
    date=("dátum", "elküldve", "küldve"),
    reply_to=("válaszcím",),
    forwarded=("továbbított levél kezdete", "továbbított üzenet", "továbbított levél"),
    original=("eredeti üzenet", "eredeti levél"),
    wrote=("ezt írta", "írta"),
    opening=("időpontban",),
    forward_marks=("továbbítás", "tov", "fw"),
    reply_marks=("vá", "re"),
    sent_from=("elküldve az", "küldve"),
    closings=("üdvözlettel", "tisztelettel", "üdv", "köszönettel"),
    months=(
        ("jan", "január"),
        ("febr", "február", "feb", "ii"),
        ("márc", "március", "már", "iii"),
        ("ápr", "április", "iv"),
        ("máj", "május"),
        ("jún", "június", "vi"),
        ("júl", "július", "vii"),
        ("aug", "augusztus", "viii"),
        ("szept", "szeptember", "ix"),
        ("okt", "október"),
        ("nov", "november", "xi"),
        ("dec", "december", "xii"),
    ),
)
