"""Croatian."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="hr",
    sender=("šalje", "od", "pošiljatelj"),
    to=("prima", "za", "primatelj"),
    cc=("cc", "kopija", "kopija za"),
    subject=("predmet", "naslov"),
    date=("datum", "poslano", "vrijeme slanja"),
    reply_to=("odgovori na",),
    forwarded=("proslijeđena poruka", "započni proslijeđenu poruku", "početak proslijeđene poruke"),
    original=("izvorna poruka", "originalna poruka"),
    wrote=("je napisao", "je napisala", "napisao je", "napisao", "napisala", "je napisao/la"),
    opening=("dana", "na datum"),
    forward_marks=("prosl", "fw"),
    reply_marks=("odg", "re"),
    sent_from=("poslano s",),
    closings=("srdačan pozdrav", "lijep pozdrav", "lp", "s poštovanjem", "pozdrav"),
    months=(
        ("sij", "siječanj", "siječnja", "siječnju", "siječnjem"),
        ("velj", "veljača", "veljače", "veljači", "veljačom"),
        ("ožu", "ožujak", "ožujka", "ožujku", "ožujkom"),
        ("tra", "travanj", "travnja", "travnju", "travnjem"),
        ("svi", "svibanj", "svibnja", "svibnju", "svibnjem"),
        ("lip", "lipanj", "lipnja", "lipnju", "lipnjem"),
        ("srp", "srpanj", "srpnja", "srpnju", "srpnjem"),
        ("kol", "kolovoz", "kolovoza", "kolovozu", "kolovozom"),
        ("ruj", "rujan", "rujna", "rujnu", "rujnom"),
        ("lis", "listopad", "listopada", "listopadu", "listopadom"),
        ("stu", "studeni", "studenoga", "studenom", "studenomu", "studenome", "studenog", "studenim"),
        ("pro", "prosinac", "prosinca", "prosincu", "prosincem"),
    ),
)
