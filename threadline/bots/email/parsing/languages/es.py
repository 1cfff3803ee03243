"""Spanish."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="es",
    sender=("de", "remitente"),
    to=("para", "a", "destinatario"),
    cc=("cc", "con copia"),
    subject=("asunto",),
    date=("fecha", "enviado", "enviado el", "enviada"),
    reply_to=("responder a",),
    forwarded=("mensaje reenviado", "inicio del mensaje reenviado", "mensaje enviado"),
    original=("mensaje original",),
    wrote=("escribió",),
    opening=("el",),
    forward_marks=("rv", "reenv"),
    reply_marks=("re", "resp"),
    sent_from=("enviado desde mi", "enviado desde", "obtener outlook para"),
    closings=("saludos", "un saludo", "saludos cordiales", "atentamente", "un cordial saludo", "gracias"),
    months=(
        ("ene", "enero"),
        ("feb", "febrero"),
        ("mar", "marzo"),
        ("abr", "abril"),
        ("may", "mayo"),
        ("jun", "junio"),
        ("jul", "julio"),
        ("ago", "agosto"),
        ("sept", "septiembre", "setiembre", "sep", "set"),
        ("oct", "octubre"),
        ("nov", "noviembre"),
        ("dic", "diciembre"),
    ),
)
