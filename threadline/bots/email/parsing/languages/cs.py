"""Czech."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="cs",
    sender=("od", "odesílatel"),
    to=("komu", "pro", "příjemce"),
    cc=("kopie", "cc"),
    subject=("předmět",),
    date=("datum", "odesláno"),
    reply_to=("odpověď na", "odpovědět komu"),
    forwarded=("přeposlaná zpráva", "začátek přeposílané zprávy", "přeposílaná zpráva"),
    original=("původní zpráva", "původní e-mail"),
    wrote=("napsal(a)", "napsal", "napsala"),
    opening=("dne",),
    forward_marks=("fw", "fwd", "př", "předáno"),
    reply_marks=("odp", "re"),
    sent_from=("odesláno z",),
    closings=("s pozdravem", "s přátelským pozdravem", "hezký den"),
    months=(
        ("led", "leden", "ledna", "lednu"),
        ("úno", "únor", "února", "únr", "únoru"),
        ("bře", "březen", "března", "březnu"),
        ("dub", "duben", "dubna", "dubnu"),
        ("kvě", "květen", "května", "květnu"),
        ("červen", "června", "čvn", "čer", "červnu"),
        ("července", "červenec", "čvc", "črc", "červenci", "črv"),
        ("srp", "srpen", "srpna", "srpnu"),
        ("zář", "září"),
        ("říj", "říjen", "října", "říjnu"),
        ("lis", "listopad", "listopadu"),
        ("pro", "prosince", "prosinec", "prosinci"),
    ),
)
