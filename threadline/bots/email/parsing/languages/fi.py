"""Finnish."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="fi",
    sender=("lähettäjä",),
    to=("vastaanottaja", "vastaanottajat"),
    cc=("kopio", "cc"),
    subject=("aihe",),
    date=("päivämäärä", "lähetetty", "päiväys", "pvm"),
    reply_to=("vastaus", "vastausosoite"),
    forwarded=("välitetty viesti", "välitetty viesti alkaa", "edelleenlähetetty viesti", "välitetty viesti / fwd.msg"),
    original=("alkuperäinen viesti",),
    wrote=("kirjoitti",),
    opening=(),
    forward_marks=("vl", "vs", "edell"),
    reply_marks=("vs", "re", "vast"),
    sent_from=("lähetetty", "lähetetty iphonesta"),
    closings=("ystävällisin terveisin", "terveisin", "parhain terveisin", "yt", "kiitos"),
    months=(
        ("tammi", "tammik", "tammikuu", "tammikuuta", "tammikuussa"),
        ("helmi", "helmik", "helmikuu", "helmikuuta", "helmikuussa"),
        ("maalis", "maalisk", "maaliskuu", "maaliskuuta", "maaliskuussa"),
        ("huhti", "huhtik", "huhtikuu", "huhtikuuta", "huhtikuussa"),
        ("touko", "toukok", "toukokuu", "toukokuuta", "toukokuussa"),
        ("kesä", "kesäk", "kesäkuu", "kesäkuuta", "kesäkuussa"),
        ("heinä", "heinäk", "heinäkuu", "heinäkuuta", "heinäkuussa"),
        ("elo", "elok", "elokuu", "elokuuta", "elokuussa"),
        ("syys", "syysk", "syyskuu", "syyskuuta", "syyskuussa"),
        ("loka", "lokak", "lokakuu", "lokakuuta", "lokakuussa"),
        ("marras", "marrask", "marraskuu", "marraskuuta", "marraskuussa"),
        ("joulu", "jouluk", "joulukuu", "joulukuuta", "joulukuussa"),
    ),
)
