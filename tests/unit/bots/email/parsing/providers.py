"""How webmail of providers and less known programs print the mail they forward, in whichever order; the same mail.

Each is written as the provider prints it, `{…}` being what the mail itself says.
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

# name | the mark of the subject, then the text
PROVIDERS = """
=== gmx-de|Fw
Gesendet: Mittwoch, 18. November 2026 um 15:04 Uhr
Von: {from}
An: {to}
Betreff: {subject}
{body}
=== gmx-en|Fw
Sent: Wednesday, November 18, 2026 at 3:04 PM
From: {from}
To: {to}
Subject: {subject}
{body}
=== gmx-fr|Fw
Envoyé: mercredi 18 novembre 2026 à 15:04
De: {from}
À: {to}
Objet: {subject}
{body}
=== gmx-es|Fw
Enviado: miércoles, 18 de noviembre de 2026, 15:04
De: {from}
Para: {to}
Asunto: {subject}
{body}
=== gmx-it|Fw
Inviato: mercoledì 18 novembre 2026 alle 15:04
Da: {from}
A: {to}
Oggetto: {subject}
{body}
=== web.de|Fw

\x20
\x20
Gesendet: Mittwoch, 18. November 2026 um 15:04 Uhr
Von: {from}
An: {to}
Cc: cy@example.org
Betreff: {subject}

{body}
=== t-online|Fwd
-----Original-Nachricht-----
Betreff: {subject}
Datum: 2026-11-18T15:04:12+0100
Von: {from}
An: {named}

{body}
=== orange|TR
> Message du 18/11/26 15:04
> De : {from}
> A : {named}
> Copie à :\x20
> Objet : {subject}
>\x20
{quoted}
=== orange-new|TR
envoyé : 18 novembre 2026 à 15:04
de : {plain}
à : {to}
objet : {subject}

{body}
=== laposte|Tr
De : {from}
A : {to}
Envoyé: mercredi 18 Novembre 2026 15:04
Objet : {subject}

{body}
=== libero|I
---------- Messaggio originale ----------
Da: {from}
A: {to}
Data: 18 novembre 2026 alle 15.04
Oggetto: {subject}

{body}
=== libero-old|I
----Messaggio originale----
Da: {bare}
Data: 18/11/2026 15.04
A: <ana@example.com>
Ogg: {subject}

{body}
=== seznam|Fwd
---------- Původní e-mail ----------
Od: {plain}
Komu: {to}
Datum: 18. 11. 2026 15:04:12
Předmět: {subject}
"
{body}
"
=== mail.ru|Fwd
-------- Пересылаемое сообщение --------
От кого: {plain}
Кому: {to}
Дата: Среда, 18 ноября 2026, 15:04 +01:00
Тема: {subject}

{body}
=== yandex|Fwd
-------- Пересылаемое сообщение --------
18.11.2026, 15:04, {from}:

{body}

-------- Конец пересылаемого сообщения --------
=== naver|FW
-----Original Message-----
From: "Bo Example"<bo@example.com>
To: "Ana"<ana@example.com>
Cc:
Sent: 2026-11-18 (수) 15:04:12 (GMT+01:00)
Subject: {subject}

{body}
=== daum|FW
---------[ 받은 메일 내용 ]----------
제목 : {subject}
날짜 : 2026년 11월 18일 수요일, 15시 04분 12초 +0100
보낸이 : {from}
받는이 : {named}

{body}
=== qq|转发
------------------ 原始邮件 ------------------
发件人: "Bo Example"<bo@example.com>;
发送时间: 2026年11月18日(星期三) 下午3:04
收件人: "ana"<ana@example.com>;
主题: {subject}

{body}
=== 163|Fw
-------- 转发邮件信息 --------
发件人：{from}
发送日期：2026-11-18 15:04:12
收件人：{to}
主题：{subject}
{body}
=== notes-de|WG
----- Weitergeleitet von Ana Gruber/Wien am 29.11.2026 14:50 -----

Von: {plain}
An: Ana Gruber
Datum: 18.11.2026 15:04
Betreff: {subject}

{body}
=== notes-fr|TR
----- Transmis par Ana Gruber/Paris le 29/11/2026 14:50 -----

De : {plain}
A : Ana Gruber
Date : 18/11/2026 15:04
Objet : {subject}

{body}
=== freenet|Fwd
--- Ursprüngliche Nachricht ---
Von: {plain}
Datum: 18.11.2026 15:04:12
An: {to}
Betreff: {subject}

{body}
=== nowhere|Fwd
Subject: {subject}
Date: Wed, 18 Nov 2026 15:04:12 +0100
To: {to}
From: {plain}

{body}
"""

# Written before anything was built for the ones above, and not looked at while it was.
OTHERS = """
=== zoho|Fwd
============ Forwarded message ============
From: {plain}
To: {to}
Date: Wed, 18 Nov 2026 15:04:12 +0100
Subject: {subject}
============ Forwarded message ============

{body}
=== interia|Fwd
Od: {from}
Do: {to}
Wysłane: 15:04 Środa 2026-11-18
Temat: {subject}

{body}
=== roundcube-de|Fwd
-------- Originalnachricht --------
Betreff: {subject}
Datum: 18.11.2026 15:04
Von: {plain}
An: {to}

{body}
=== emclient|Fwd
------ Forwarded Message ------
From: {from}
To: {named}
Date: 18.11.2026 15:04:12
Subject: {subject}

{body}
=== uol|Fwd
-----
De: {from}
Enviada: 2026/11/18 15:04:12
Para: {to}
Assunto: {subject}
\x20
{body}
=== horde|Fwd
----- Weitergeleitete Nachricht von {plain} -----
    Datum: Wed, 18 Nov 2026 15:04:12 +0100
      Von: {plain}
Betreff: {subject}
       An: {to}

{body}

----- Ende der weitergeleiteten Nachricht -----
=== ukr.net|Fwd
--- Пересилане повідомлення ---
Від кого: {from}
Дата: 18 листопада 2026, 15:04:12
Кому: {to}
Тема: {subject}

{body}
=== onet|Fwd
Temat: {subject}
Data: 2026-11-18 15:04
Nadawca: {from}
Adresat: {to}

{body}
=== virgilio|I
Oggetto: {subject}
Data: 18/11/2026 15:04
Mittente: {plain}
Destinatario: {to}

{body}
=== nordic|VB
Ämne: {subject}
Skickat: onsdag 18 november 2026 15:04
Till: {to}
Från: {plain}

{body}
=== terra|Enc
Data: qua, 18 nov 2026 15:04
Para: {to}
De: {plain}
Assunto: {subject}

{body}
=== exchange-el|ΠΡΘ
Ημερομηνία: Τετάρτη, 18 Νοεμβρίου 2026 15:04
Από: {plain}
Προς: {to}
Θέμα: {subject}

{body}
"""


def printed(table: str) -> Iterator[tuple[str, str, str]]:
    """The name of each program of a table, the subject and the text of the mail that it sends on."""
    for block in table.strip().removeprefix("=== ").split("\n=== "):
        head, text = block.split("\n", 1)
        name, mark = head.split("|")
        yield name, f"{mark}: {SUBJECT}", text.format(**_VALUES)
