"""Catalan."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="ca",
    sender=("de",),
    to=("per a", "a", "para"),
    cc=("cc", "còpia"),
    subject=("assumpte",),
    date=("data", "enviat"),
    reply_to=("respon a",),
    forwarded=("missatge reenviat", "inici del missatge reenviat"),
    original=("missatge original",),
    wrote=("va escriure", "ha escrit"),
    opening=("el",),
    forward_marks=("rv", "reenv"),
    reply_marks=("re",),
    sent_from=("enviat des de",),
    closings=("salutacions", "atentament", "una salutació"),
    months=(
        ("de gen", "de gener", "gen", "gener"),
        ("de febr", "de febrer", "febr", "febrer"),
        ("de març", "març"),
        ("abr", "abril", "d'abr", "d'abril"),
        ("de maig", "maig"),
        ("de juny", "juny"),
        ("de jul", "de juliol", "jul", "juliol"),
        ("ag", "agost", "d'ag", "d'agost"),
        ("de set", "de setembre", "set", "setembre"),
        ("d'oct", "d'octubre", "oct", "octubre"),
        ("de nov", "de novembre", "nov", "novembre"),
        ("de des", "de desembre", "des", "desembre"),
    ),
)
