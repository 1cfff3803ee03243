"""Polish."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="pl",
    sender=("od", "nadawca"),
    to=("do", "adresat", "odbiorca"),
    cc=("dw", "kopia", "cc"),
    subject=("temat",),
    date=("data", "wysłano", "wysłane", "data wysłania"),
    reply_to=("odpowiedź-do", "odpowiedz do"),
    forwarded=(
        "przekazana wiadomość",
        "treść przekazanej wiadomości",
        "początek przekazywanej wiadomości",
        "przekazywana wiadomość",
        "wiadomość przekazana dalej",
        "przesłana wiadomość",
        "wiadomość przesłana dalej",
    ),
    original=("wiadomość oryginalna", "oryginalna wiadomość", "pierwotna wiadomość"),
    wrote=("napisał(a)", "napisał", "napisała", "pisze", "napisał/a"),
    opening=("w dniu", "dnia", "w", "dn."),
    forward_marks=("pd", "przek"),
    reply_marks=("odp",),
    sent_from=("wysłane z", "wysłano z"),
    closings=("pozdrawiam", "z poważaniem", "z wyrazami szacunku", "pozdrowienia", "dziękuję"),
    months=(
        ("sty", "styczeń", "stycznia", "styczen", "styczniu"),
        ("lut", "lutego", "luty", "lutym"),
        ("mar", "marca", "marzec", "marcu"),
        ("kwi", "kwiecień", "kwietnia", "kwiecien", "kwietniu", "kwie"),
        ("maj", "maja", "maju"),
        ("cze", "czerwca", "czerwiec", "czerwcu"),
        ("lip", "lipca", "lipiec", "lipcu"),
        ("sie", "sierpień", "sierpnia", "sierpien", "sierpniu"),
        ("wrz", "wrzesień", "września", "wrzesien", "wrzesnia", "wrześniu", "wrzesniu"),
        ("paź", "październik", "października", "pazdziernik", "pazdziernika", "październiku", "pazdzierniku", "paz"),
        ("lis", "listopad", "listopada", "listopadzie"),
        ("gru", "grudnia", "grudzień", "grudzien", "grudniu"),
    ),
)
