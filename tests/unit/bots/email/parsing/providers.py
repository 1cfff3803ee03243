"""How webmail of providers and less known programs print the mail they forward, in whichever order; the same mail.

A row is written as the provider prints it: label and value in its order, `{…}` being what the mail itself says.
"""

from collections.abc import Iterator

from tests.unit.bots.email.parsing.layouts import BODY, SUBJECT

_NAMED = '"Bo Example" <bo@example.com>'
_VALUES = {
    "from": _NAMED,
    "bare": "bo@example.com",
    "plain": "Bo Example <bo@example.com>",
    "to": "ana@example.com",
    "named": '"Ana" <ana@example.com>',
    "subject": SUBJECT,
    "body": BODY,
    "quoted": "\n".join(f"> {line}".rstrip() for line in BODY.split("\n")),
}

# name | the mark of the subject | the text
PROVIDERS = r"""
gmx-de|Fw|Gesendet: Mittwoch, 18. November 2026 um 15:04 Uhr\nVon: {from}\nAn: {to}\nBetreff: {subject}\n{body}
gmx-en|Fw|Sent: Wednesday, November 18, 2026 at 3:04 PM\nFrom: {from}\nTo: {to}\nSubject: {subject}\n{body}
gmx-fr|Fw|Envoyé: mercredi 18 novembre 2026 à 15:04\nDe: {from}\nÀ: {to}\nObjet: {subject}\n{body}
gmx-es|Fw|Enviado: miércoles, 18 de noviembre de 2026, 15:04\nDe: {from}\nPara: {to}\nAsunto: {subject}\n{body}
gmx-it|Fw|Inviato: mercoledì 18 novembre 2026 alle 15:04\nDa: {from}\nA: {to}\nOggetto: {subject}\n{body}
web.de|Fw|\n \n \nGesendet: Mittwoch, 18. November 2026 um 15:04 Uhr\nVon: {from}\nAn: {to}\nCc: cy@example.org\nBetreff: {subject}\n\n{body}
t-online|Fwd|-----Original-Nachricht-----\nBetreff: {subject}\nDatum: 2026-11-18T15:04:12+0100\nVon: {from}\nAn: {named}\n\n{body}
orange|TR|> Message du 18/11/26 15:04\n> De : {from}\n> A : {named}\n> Copie à : \n> Objet : {subject}\n> \n{quoted}
orange-new|TR|envoyé : 18 novembre 2026 à 15:04\nde : {plain}\nà : {to}\nobjet : {subject}\n\n{body}
laposte|Tr|De : {from}\nA : {to}\nEnvoyé: mercredi 18 Novembre 2026 15:04\nObjet : {subject}\n\n{body}
libero|I|---------- Messaggio originale ----------\nDa: {from}\nA: {to}\nData: 18 novembre 2026 alle 15.04\nOggetto: {subject}\n\n{body}
libero-old|I|----Messaggio originale----\nDa: {bare}\nData: 18/11/2026 15.04\nA: <ana@example.com>\nOgg: {subject}\n\n{body}
seznam|Fwd|---------- Původní e-mail ----------\nOd: {plain}\nKomu: {to}\nDatum: 18. 11. 2026 15:04:12\nPředmět: {subject}\n"\n{body}\n"
mail.ru|Fwd|-------- Пересылаемое сообщение --------\nОт кого: {plain}\nКому: {to}\nДата: Среда, 18 ноября 2026, 15:04 +01:00\nТема: {subject}\n\n{body}
yandex|Fwd|-------- Пересылаемое сообщение --------\n18.11.2026, 15:04, {from}:\n\n{body}\n\n-------- Конец пересылаемого сообщения --------
naver|FW|-----Original Message-----\nFrom: "Bo Example"<bo@example.com>\nTo: "Ana"<ana@example.com>\nCc:\nSent: 2026-11-18 (수) 15:04:12 (GMT+01:00)\nSubject: {subject}\n\n{body}
daum|FW|---------[ 받은 메일 내용 ]----------\n제목 : {subject}\n날짜 : 2026년 11월 18일 수요일, 15시 04분 12초 +0100\n보낸이 : {from}\n받는이 : {named}\n\n{body}
qq|转发|------------------ 原始邮件 ------------------\n发件人: "Bo Example"<bo@example.com>;\n发送时间: 2026年11月18日(星期三) 下午3:04\n收件人: "ana"<ana@example.com>;\n主题: {subject}\n\n{body}
163|Fw|-------- 转发邮件信息 --------\n发件人：{from}\n发送日期：2026-11-18 15:04:12\n收件人：{to}\n主题：{subject}\n{body}
notes-de|WG|----- Weitergeleitet von Ana Gruber/Wien am 29.11.2026 14:50 -----\n\nVon: {plain}\nAn: Ana Gruber\nDatum: 18.11.2026 15:04\nBetreff: {subject}\n\n{body}
notes-fr|TR|----- Transmis par Ana Gruber/Paris le 29/11/2026 14:50 -----\n\nDe : {plain}\nA : Ana Gruber\nDate : 18/11/2026 15:04\nObjet : {subject}\n\n{body}
freenet|Fwd|--- Ursprüngliche Nachricht ---\nVon: {plain}\nDatum: 18.11.2026 15:04:12\nAn: {to}\nBetreff: {subject}\n\n{body}
nowhere|Fwd|Subject: {subject}\nDate: Wed, 18 Nov 2026 15:04:12 +0100\nTo: {to}\nFrom: {plain}\n\n{body}
"""

# Written before anything was built for the ones above, and not looked at while it was.
OTHERS = r"""
zoho|Fwd|============ Forwarded message ============\nFrom: {plain}\nTo: {to}\nDate: Wed, 18 Nov 2026 15:04:12 +0100\nSubject: {subject}\n============ Forwarded message ============\n\n{body}
interia|Fwd|Od: {from}\nDo: {to}\nWysłane: 15:04 Środa 2026-11-18\nTemat: {subject}\n\n{body}
roundcube-de|Fwd|-------- Originalnachricht --------\nBetreff: {subject}\nDatum: 18.11.2026 15:04\nVon: {plain}\nAn: {to}\n\n{body}
emclient|Fwd|------ Forwarded Message ------\nFrom: {from}\nTo: {named}\nDate: 18.11.2026 15:04:12\nSubject: {subject}\n\n{body}
uol|Fwd|-----\nDe: {from}\nEnviada: 2026/11/18 15:04:12\nPara: {to}\nAssunto: {subject}\n \n{body}
horde|Fwd|----- Weitergeleitete Nachricht von {plain} -----\n    Datum: Wed, 18 Nov 2026 15:04:12 +0100\n      Von: {plain}\nBetreff: {subject}\n       An: {to}\n\n{body}\n\n----- Ende der weitergeleiteten Nachricht -----
ukr.net|Fwd|--- Пересилане повідомлення ---\nВід кого: {from}\nДата: 18 листопада 2026, 15:04:12\nКому: {to}\nТема: {subject}\n\n{body}
onet|Fwd|Temat: {subject}\nData: 2026-11-18 15:04\nNadawca: {from}\nAdresat: {to}\n\n{body}
virgilio|I|Oggetto: {subject}\nData: 18/11/2026 15:04\nMittente: {plain}\nDestinatario: {to}\n\n{body}
nordic|VB|Ämne: {subject}\nSkickat: onsdag 18 november 2026 15:04\nTill: {to}\nFrån: {plain}\n\n{body}
terra|Enc|Data: qua, 18 nov 2026 15:04\nPara: {to}\nDe: {plain}\nAssunto: {subject}\n\n{body}
exchange-el|ΠΡΘ|Ημερομηνία: Τετάρτη, 18 Νοεμβρίου 2026 15:04\nΑπό: {plain}\nΠρος: {to}\nΘέμα: {subject}\n\n{body}
"""


def printed(table: str) -> Iterator[tuple[str, str, str]]:
    """The name of each program of a table, the subject and the text of the mail that it sends on."""
    for row in table.strip().split("\n"):
        name, mark, text = row.split("|", 2)
        yield name, f"{mark}: {SUBJECT}", text.replace("\\n", "\n").format(**_VALUES)
