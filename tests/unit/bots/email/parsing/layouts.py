"""How mail programs print the mail they forward, by program and language; the mail itself is always the same one.

A row is written as the program prints it, not taken from the code that reads it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

CET = timezone(timedelta(hours=1))
EST = timezone(timedelta(hours=-5))
SENT = datetime(2026, 11, 18, 15, 4, tzinfo=CET)
SECONDS = SENT.replace(second=12)
FORWARDED = datetime(2026, 11, 19, 9, 30, tzinfo=CET)
SUBJECT = "Budget 2027: first draft"
SENDER = ("Bo Example", "bo@example.com")
TO = (("", "ana@example.com"),)
CC = (("Cy Sample", "cy@example.org"), ("Di", "di@example.net"))
BODY = "Hello Ana,\ncan we meet tomorrow at 3pm in room 4?\n\nThe numbers are in the annex: 12, 14 and 17.\nBo"
COMMENT = "Please put this into my calendar.\n\nAnd tell Cy."


@dataclass(frozen=True)
class Forwarded:
    """One mail as a program forwards it, and what is to be read from it."""

    name: str
    subject: str
    text: str
    sent_at: datetime
    zone_given: bool
    lists: bool = True
    comment: str = ""


# The separator | From | Subject | Date | To | Cc | the date as printed
APPLE = """
cs|Začátek přeposílané zprávy:|Od|Předmět|Datum|Komu|Kopie|18. listopadu 2026 15:04:12 SEČ
da|Start på videresendt besked:|Fra|Emne|Dato|Til|Cc|18. november 2026 kl. 15.04.12 CET
de|Anfang der weitergeleiteten Nachricht:|Von|Betreff|Datum|An|Kopie|18. November 2026 um 15:04:12 MEZ
en|Begin forwarded message:|From|Subject|Date|To|Cc|18 November 2026 at 15:04:12 CET
es|Inicio del mensaje reenviado:|De|Asunto|Fecha|Para|Cc|18 de noviembre de 2026, 15:04:12 CET
fi|Välitetty viesti alkaa:|Lähettäjä|Aihe|Päivämäärä|Vastaanottaja|Kopio|18. marraskuuta 2026 klo 15.04.12 UTC+1
fr|Début du message réexpédié :|De|Objet|Date|À|Cc|18 novembre 2026 à 15:04:12 UTC+1
hr|Započni proslijeđenu poruku:|Šalje|Predmet|Datum|Prima|Cc|18. studenoga 2026. u 15:04:12 CET
hu|Továbbított levél kezdete:|Feladó|Tárgy|Dátum|Címzett|Másolat|2026. november 18. 15:04:12 CET
it|Inizio messaggio inoltrato:|Da|Oggetto|Data|A|Cc|18 novembre 2026 15:04:12 CET
nl|Begin doorgestuurd bericht:|Van|Onderwerp|Datum|Aan|Kopie|18 november 2026 om 15:04:12 CET
no|Videresendt melding:|Fra|Emne|Dato|Til|Kopi|18. november 2026 kl. 15:04:12 CET
pl|Początek przekazywanej wiadomości:|Od|Temat|Data|Do|Dw|18 listopada 2026 15:04:12 CET
pt|Início da mensagem reencaminhada:|De|Assunto|Data|Para|Cc|18 de novembro de 2026, 15:04:12 CET
pt-br|Início da mensagem encaminhada:|De|Assunto|Data|Para|Cc|18 de novembro de 2026 15:04:12 GMT+1
ro|Începe mesajul redirecționat:|Expeditorul|Subiectul|Dată|Destinatarul|Cc|18 noiembrie 2026 15:04:12 GMT+1
ru|Начало переадресованного сообщения:|Отправитель|Тема|Дата|Кому|Копия|18 ноября 2026 г., 15:04:12 GMT+1
sk|Začiatok preposlanej správy:|Od|Predmet|Dátum|Pre|Cc|18. novembra 2026 15:04:12 SEČ
sv|Vidarebefordrat mejl:|Från|Ämne|Datum|Till|Kopia|18 november 2026 15:04:12 CET
tr|İleti başlangıcı:|Kimden|Konu|Tarih|Kime|Bilgi|18 Kasım 2026 15:04:12 GMT+1
uk|Початок листа, що пересилається:|Від кого|Тема|Дата|Кому|Копія|18 листопада 2026 р. о 15:04:12 GMT+1
"""

# From, as Gmail prints it (all else is English), and the date
GMAIL = """
cs|Od|st 18. 11. 2026 v 15:04
da|Fra|ons. 18. nov. 2026 kl. 15.04
de|Von|Mi., 18. Nov. 2026 um 15:04 Uhr
en|From|Wed, Nov 18, 2026 at 3:04 PM
en-gb|From|Wed, 18 Nov 2026 at 15:04
es|De|mié, 18 nov 2026 a las 15:04
et|Saatja|K, 18. november 2026 kell 15:04
fi|Lähettäjä|ke 18. marrask. 2026 klo 15.04
fr|De|mer. 18 nov. 2026 à 15:04
hr|Šalje|sri, 18. stu 2026. u 15:04
hu|Feladó|2026. nov. 18., Sze 15:04
it|Da|mer 18 nov 2026 alle ore 15:04
nl|Van|wo 18 nov 2026 om 15:04
no|Fra|ons. 18. nov. 2026 kl. 15:04
pl|Od|śr., 18 lis 2026 o 15:04
pt|De|quarta, 18/11/2026 à(s) 15:04
pt-br|De|qua., 18 de nov. de 2026 às 15:04
ro|De la|mie., 18 nov. 2026 la 15:04
ru|От|ср, 18 нояб. 2026 г. в 15:04
sk|Od|st 18. 11. 2026 o 15:04
sv|Från|ons 18 nov. 2026 kl 15:04
tr|Gönderen|18 Kas 2026 Çar, 15:04 tarihinde
uk|Від|ср, 18 лист. 2026 р. о 15:04
"""

# The separator | Subject | Date | From | To | Cc; the date is always that of RFC 5322
THUNDERBIRD = """
cs|-------- Přeposlaná zpráva --------|Předmět|Datum|Od|Komu|Kopie
da|-------- Videresendt meddelelse --------|Subject|Date|From|To|CC
de|-------- Weitergeleitete Nachricht --------|Betreff|Datum|Von|An|Kopie (CC)
en|-------- Forwarded Message --------|Subject|Date|From|To|CC
es|-------- Mensaje reenviado --------|Asunto|Fecha|De|Para|CC
fi|-------- Välitetty viesti / Fwd.Msg --------|Aihe|Päiväys|Lähettäjä|Vastaanottaja|CC
fr|-------- Message transféré --------|Sujet|Date|De|Pour|Copie à
hr|-------- Proslijeđena poruka --------|Naslov|Datum|Šalje|Prima|CC
hu|-------- Továbbított üzenet --------|Tárgy|Dátum|Feladó|Címzett|CC
it|-------- Messaggio Inoltrato --------|Oggetto|Data|Mittente|A|CC
nl|-------- Doorgestuurd bericht --------|Onderwerp|Datum|Van|Aan|CC
no|-------- Videresendt melding --------|Emne|Dato|Fra|Til|CC
pl|--- Treść przekazanej wiadomości ---|Temat|Data|Nadawca|Adresat|Kopia
pt|-------- Mensagem reencaminhada --------|Assunto|Data|De|Para|CC
pt-br|-------- Mensagem encaminhada --------|Assunto|Data|De|Para|CC
ro|-------- Mesaj redirecționat --------|Subiectul|Dată|de la|Către|CC
ru|-------- Перенаправленное сообщение --------|Тема|Дата|От|Кому|Копия
sk|-------- Preposlaná správa --- Forwarded Message --------|Predmet|Dátum|Od|Pre|Kópia
sv|-------- Vidarebefordrat meddelande --------|Ämne|Datum|Från|Till|Kopia
tr|-------- İletilen İleti --------|Konu|Tarih|Kimden|Kime|CC
uk|-------- Переслане повідомлення --------|Тема|Дата|Від|Кому|CC
"""

# The mark of the subject | From | Date | To | Cc | Subject | the date; no separator, no blank line before the text
NEW_OUTLOOK = """
cs|FW|Od|Datum|Komu|Kopie|Předmět|středa 18. listopadu 2026 15:04
da|VS|Fra|Dato|Til|Cc|Emne|onsdag, 18. november 2026 kl. 15.04
de|WG|Von|Datum|An|Cc|Betreff|Mittwoch, 18. November 2026 um 15:04
en|FW|From|Date|To|Cc|Subject|Wednesday, 18 November 2026 at 15:04
es|RV|De|Fecha|Para|CC|Asunto|miércoles, 18 de noviembre de 2026, 15:04
fi|VL|Lähettäjä|Päivämäärä|Vastaanottaja|Kopio|Aihe|keskiviikko 18. marraskuuta 2026 klo 15.04
fr|TR|De|Date|À|Cc|Objet|mercredi, 18 novembre 2026 à 15:04
hu|FW|Feladó|Dátum|Címzett|Másolatot kap|Tárgy|2026. november 18., szerda 15:04
it|I|Da|Data|A|Cc|Oggetto|mercoledì, 18 novembre 2026 15:04
nl|FW|Van|Datum|Aan|CC|Onderwerp|woensdag, 18 november 2026 om 15:04
no|Videresend|Fra|Dato|Til|Kopi|Emne|onsdag 18. november 2026 15:04
pl|PD|Od|Data|Do|DW|Temat|środa, 18 listopada 2026 15:04
pt|FW|De|Data|Para|CC|Assunto|quarta-feira, 18 de novembro de 2026, 15:04
pt-br|ENC|De|Data|Para|Cc|Assunto|quarta-feira, 18 de novembro de 2026 15:04
ru|FW|От|Дата|Кому|Копия|Тема|среда, 18 ноября 2026 г. в 15:04
sk|FW|Od|Dátum|Komu|Kópia|Predmet|streda 18. novembra 2026 15:04
sv|VB|Från|Datum|Till|Kopia|Ämne|onsdag, 18 november 2026 15:04
tr|İLT|Kimden|Tarih|Kime|Bilgi|Konu|18 Kasım 2026 Çarşamba 15:04
"""

# The mark of the subject | From | Sent | To | Cc | Subject | the date, under a line of underscores
OUTLOOK = """
en-us|FW|From|Sent|To|Cc|Subject|Wednesday, November 18, 2026 3:04 PM
de|WG|Von|Gesendet|An|Cc|Betreff|Mittwoch, 18. November 2026 15:04
fr|TR|De|Envoyé|À|Cc|Objet|mercredi 18 novembre 2026 15:04
es|RV|De|Enviado el|Para|CC|Asunto|miércoles, 18 de noviembre de 2026 15:04
it|I|Da|Inviato|A|Cc|Oggetto|mercoledì 18 novembre 2026 15:04
nl|FW|Van|Verzonden|Aan|CC|Onderwerp|woensdag 18 november 2026 15:04
pl|PD|Od|Wysłano|Do|DW|Temat|środa, 18 listopada 2026 15:04
pt-br|ENC|De|Enviada em|Para|Cc|Assunto|quarta-feira, 18 de novembro de 2026 15:04
sv|VB|Från|Skickat|Till|Kopia|Ämne|den 18 november 2026 15:04
cs|FW|Od|Odesláno|Komu|Kopie|Předmět|středa 18. listopadu 2026 15:04
fi|VL|Lähettäjä|Lähetetty|Vastaanottaja|Kopio|Aihe|keskiviikko 18. marraskuuta 2026 15.04
ru|FW|От|Отправлено|Кому|Копия|Тема|среда, 18 ноября 2026 г. 15:04
zh|转发|发件人|发送时间|收件人|抄送|主题|2026年11月18日 15:04
ja|FW|差出人|送信日時|宛先|CC|件名|2026年11月18日水曜日 15:04
ko|전달|보낸 사람|보낸 날짜|받는 사람|참조|제목|2026년 11월 18일 수요일 오후 3:04
bg|FW|От|Изпратено|До|Копие|Относно|18 ноември 2026 г. 15:04
el|ΠΡΘ|Από|Στάλθηκε|Προς|Κοιν.|Θέμα|Τετάρτη, 18 Νοεμβρίου 2026 3:04 μ.μ.
he|FW|מאת|נשלח|אל|עותק|נושא|18 נובמבר 2026 15:04
"""

# The separator | From | To | Cc | Sent | Subject | the date; one line, its ends lost
YAHOO = """
cs|Přeposlaná zpráva|Od|Komu|Kopie|Datum|Předmět|středa 18. listopadu 2026 15:04:12 SEČ
da|Videresendt meddelelse|Fra|Til|Cc|Sendt|Emne|onsdag den 18. november 2026 15.04.12 CET
de|Weitergeleitete Nachricht|Von|An|CC|Gesendet|Betreff|Mittwoch, 18. November 2026, 15:04:12 MEZ
en|Forwarded Message|From|To|Cc|Sent|Subject|Wednesday, November 18, 2026, 03:04:12 PM GMT+1
es|Mensaje reenviado|De|Para|CC|Enviado|Asunto|miércoles, 18 de noviembre de 2026, 15:04:12 CET
fi|Edelleenlähetetty viesti|Lähettäjä|Vastaanottaja|Kopio|Lähetetty|Aihe|18. marraskuuta 2026 klo 15.04.12 UTC+1
fr|Message transmis|De|À|Cc|Envoyé|Objet|mercredi 18 novembre 2026 à 15:04:12 UTC+1
hu|Továbbított üzenet|Feladó|Címzett|Másolat|Elküldve|Tárgy|2026. november 18., szerda 15:04:12 CET
it|Messaggio inoltrato|Da|A|Cc|Inviato|Oggetto|mercoledì 18 novembre 2026, 15:04:12 CET
nl|Doorgestuurd bericht|Van|Aan|Cc|Verzonden|Onderwerp|woensdag 18 november 2026 15:04:12 CET
no|Videresendt melding|Fra|Til|Kopi|Sendt|Emne|onsdag 18. november 2026 kl. 15:04:12 CET
pl|Przekazana wiadomość|Od|Do|Dw|Wysłano|Temat|środa, 18 listopada 2026, 15:04:12 CET
pt|Mensagem reencaminhada|De|Para|Cc|Enviado|Assunto|18 de novembro de 2026, 15:04:12 GMT+1
pt-br|Mensagem encaminhada|De|Para|Cc|Enviado|Assunto|quarta-feira, 18 de novembro de 2026 15:04:12 GMT+1
ro|Mesaj redirecționat|De la|Către|Cc|Trimis|Subiect|miercuri, 18 noiembrie 2026, 15:04:12 GMT+1
ru|Пересылаемое сообщение|От|Кому|Копия|Отправлено|Тема|среда, 18 ноября 2026 г., 15:04:12 GMT+1
sk|Preposlaná správa|Od|Komu|Kópia|Odoslané|Predmet|streda 18. novembra 2026, 15:04:12 SEČ
sv|Vidarebefordrat meddelande|Från|Till|Kopia|Skickat|Ämne|onsdag 18 november 2026 15:04:12 CET
tr|İletilmiş Mesaj|Kimden|Kime|Cc|Gönderilen|Konu|18 Kasım 2026 Çarşamba 15:04:12 GMT+1
uk|Перенаправлене повідомлення|Від|Кому|Копія|Відправлено|Тема|середа, 18 листопада 2026 р. о 15:04:12 GMT+1
"""

# The separator | From | Date | Subject | To | Cc | the date
HUBSPOT = """
de|Weitergeleitete Nachricht|Von|Datum|Betreff|An|Cc|Mittwoch, 18. November 2026, 15:04:12 +0100
en|Forwarded message|From|Date|Subject|To|Cc|Wednesday, November 18, 2026 15:04:12 +0100
es|Mensaje reenviado|De|Fecha|Asunto|A|Cc|miércoles, 18 de noviembre de 2026 15:04:12 +0100
fi|Edelleenlähetetty viesti|Lähettäjä|Päivämäärä|Aihe|Vastaanottaja|Kopio|18. marraskuuta 2026 klo 15.04.12 +0100
fr|Message transféré|De |Date |Objet |À |Cc |mercredi 18 novembre 2026 à 15:04:12 +0100
it|Messaggio inoltrato|Da|Data|Oggetto|A|Cc|mercoledì 18 novembre 2026, 15:04:12 +0100
ja|メッセージを転送|送信元|日付|件名|送信先|CC|2026年11月18日水曜日 15:04:12 +0100
nl|Doorgestuurd bericht|Van|Datum|Onderwerp|Aan|Cc|woensdag 18 november 2026 15:04:12 +0100
pl|Wiadomość przesłana dalej|Od|Data|Temat|Do|DW|środa, 18 listopada 2026, 15:04:12 +0100
pt-br|Mensagem encaminhada|De|Data|Assunto|Para|Cc|quarta-feira, 18 de novembro de 2026 15:04:12 +0100
sv|Vidarebefordrat meddelande|Från|Datum|Ämne|Till|Kopia|onsdag 18 november 2026 15:04:12 +0100
"""

# The sentence that Outlook 2019 for Mac puts above the text, which it indents
OUTLOOK_MAC = """
cs|Dne 18/11/2026 15:04, Bo Example <bo@example.com> napsal(a):
da|D. 18/11/2026 15.04 skrev "Bo Example" <bo@example.com>:
de|Am 18/11/2026, 15:04 schrieb "Bo Example" <bo@example.com>:
en|On 18/11/2026, 15:04, "Bo Example" <bo@example.com> wrote:
es|El 18/11/2026, 15:04, "Bo Example" <bo@example.com> escribió:
fi|Bo Example <bo@example.com> kirjoitti 18/11/2026 15.04:
fr|Le 18/11/2026 15:04, « Bo Example » <bo@example.com> a écrit :
hu|18/11/2026 15:04 időpontban Bo Example (<bo@example.com>) ezt írta:
it|Il giorno 18/11/2026, 15:04 "Bo Example" <bo@example.com> ha scritto:
nl|Op 18/11/2026 15:04 heeft Bo Example <bo@example.com> geschreven:
no|Bo Example <bo@example.com> skrev følgende den 18/11/2026 15:04:
pl|Dnia 18/11/2026, 15:04 „Bo Example” <bo@example.com> napisał:
pt|Em 18/11/2026, 15:04, "Bo Example" <bo@example.com> escreveu:
ru|18/11/2026 15:04 пользователь "Bo Example" <bo@example.com> написал:
sk|18/11/2026 15:04 používateľ Bo Example (<bo@example.com>) napísal:
sv|Den 18/11/2026 15:04 skrev "Bo Example" <bo@example.com> följande:
tr|"Bo Example" <bo@example.com>, 18/11/2026 15:04 tarihinde şunu yazdı:
"""

_FROM = "Bo Example <bo@example.com>"
_CC = "Cy Sample <cy@example.org>, Di <di@example.net>"
_CC_SEMICOLONS = "Cy Sample <cy@example.org>; Di <di@example.net>"


def rows(table: str) -> Iterator[list[str]]:
    """The rows of one of the tables, without what names them."""
    return (line.split("|") for line in table.strip().split("\n"))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _apple(row: list[str], subject_line: str, body: str, *, quote_marks: bool) -> str:
    _, separator, sender, subject, date, to, cc, printed = row
    head = (
        f"{sender}: {_FROM}\n{subject}: {subject_line}\n{date}: {printed}\n{to}: ana@example.com\n{cc}: {_CC}\n\n{body}"
    )
    return f"{separator}\n\n{_quoted(head) if quote_marks else head}\n"


def forwards(subject_line: str = SUBJECT, body: str = BODY) -> Iterator[Forwarded]:
    """The mail as every program forwards it in every language, without a comment."""
    for row in rows(APPLE):
        for quote_marks in (True, False):
            name = f"apple-{row[0]}{'-quoted' if quote_marks else ''}"
            yield Forwarded(
                name,
                f"Fwd: {subject_line}",
                _apple(row, subject_line, body, quote_marks=quote_marks),
                SECONDS,
                zone_given=True,
            )
    for code, sender, printed in rows(GMAIL):
        text = (
            f"---------- Forwarded message ---------\n{sender}: {_FROM}\nDate: {printed}\nSubject: {subject_line}\n"
            f"To: <ana@example.com>\nCc: {_CC}\n\n\n{body}\n"
        )
        yield Forwarded(f"gmail-{code}", f"Fwd: {subject_line}", text, SENT, zone_given=False)
    for code, separator, subject, date, sender, to, cc in rows(THUNDERBIRD):
        text = (
            f"\n\n\n{separator}\n{subject}: \t{subject_line}\n{date}: \tWed, 18 Nov 2026 15:04:12 +0100\n"
            f"{sender}: \t{_FROM}\n{to}: \tana@example.com\n{cc}: \t{_CC}\n\n\n\n{body}\n"
        )
        yield Forwarded(f"thunderbird-{code}", f"Fwd: {subject_line}", text, SECONDS, zone_given=True)
    for code, mark, sender, date, to, cc, subject, printed in rows(NEW_OUTLOOK):
        text = (
            f"{sender}: {_FROM}\n{date}: {printed}\n{to}: ana@example.com <ana@example.com>\n{cc}: {_CC}\n"
            f"{subject}: {subject_line}\n{body}\n"
        )
        yield Forwarded(f"new-outlook-{code}", f"{mark}: {subject_line}", text, SENT, zone_given=False)
    for code, mark, sender, date, to, cc, subject, printed in rows(OUTLOOK):
        text = (
            f"\n\n________________________________\n{sender}: {_FROM}\n{date}: {printed}\n{to}: ana@example.com\n"
            f"{cc}: {_CC_SEMICOLONS}\n{subject}: {subject_line}\n\n{body}\n"
        )
        yield Forwarded(f"outlook-{code}", f"{mark}: {subject_line}", text, SENT, zone_given=False)
    for code, separator, sender, to, cc, date, subject, printed in rows(YAHOO):
        text = (
            f'   ----- {separator} ----- {sender}: {_FROM}{to}: "ana@example.com" <ana@example.com>'
            f"{cc}{'' if code == 'pl' else ':'} {_CC_SEMICOLONS}{date}: {printed}"
            f"{subject}{'' if code == 'pt' else ':'} {subject_line}\n {body}"
        )
        yield Forwarded(f"yahoo-{code}", f"Fw: {subject_line}", text, SECONDS, zone_given=True)
    for code, separator, sender, date, subject, to, cc, printed in rows(HUBSPOT):
        colon = "：" if code == "ja" else ":"
        text = (
            f"---------- {separator} ---------\n{sender}{colon} {_FROM}\n{date}{colon} {printed}\n"
            f"{subject}{colon} {subject_line}\n{to}{colon} ana@example.com\n{cc}{colon} {_CC}\n\n{body}\n"
        )
        yield Forwarded(f"hubspot-{code}", f"Fwd: {subject_line}", text, SECONDS, zone_given=True)
    for code, sentence in rows(OUTLOOK_MAC):
        indented = "\n".join(f"    {line}".rstrip() for line in body.split("\n"))
        text = f"{sentence}\n\n{indented}\n"
        yield Forwarded(f"outlook-mac-{code}", f"FW: {subject_line}", text, SENT, zone_given=False, lists=False)
    yield from _english(subject_line, body)


def _english(subject_line: str, body: str) -> Iterator[Forwarded]:
    """Programs of one language."""
    head = f"From: {_FROM}\nTo: ana@example.com\nCc: {_CC}\nSubject: {subject_line}\n"
    mailmate = _quoted(f"{head}Date: Wed, 18 Nov 2026 15:04:12 +0100\n\n{body}")
    yield Forwarded("mailmate", f"Fwd: {subject_line}", f"Forwarded message:\n\n{mailmate}\n", SECONDS, zone_given=True)
    missive = f"---------- Forwarded message ----------\nFrom: {_FROM}\nDate: November 18, 2026 at 3:04 PM\n"
    missive += f"To: ana@example.com\nCc: {_CC}\nSubject: {subject_line}\n\n{_quoted(body)}\n>\n"
    yield Forwarded("missive", f"Fwd: {subject_line}", missive, SENT, zone_given=False)
    ionos = (
        f'---------- Original Message ----------\nFrom: {_FROM}\nTo: "ana@example.com" <ana@example.com>\nCc: {_CC}\n'
    )
    ionos = _quoted(f"{ionos}Date: 11/18/2026 3:04 PM EST\nSubject: {subject_line}\n \n \n{body}")
    yield Forwarded("ionos", f"Fwd: {subject_line}", f"{ionos}\n", SENT.replace(tzinfo=EST), zone_given=True)
    notes = f"---------------------- Forwarded by Ana Example/ACME on 19.11.2026 09:30 ----------------------\n\n{head}"
    yield Forwarded("notes", "Fw: x", f"{notes}Date: 18.11.2026 15:04\n\n{body}\n", SENT, zone_given=False)
    outlook_2013 = (
        f"From: Bo Example [mailto:bo@example.com]\nSent: 18 November 2026 15:04\nTo: ana@example.com\nCc: {_CC}\n"
    )
    outlook_2013 += f"Subject: {subject_line}\n\n{body}\n"
    yield Forwarded("outlook-2013", f"FW: {subject_line}", outlook_2013, SENT, zone_given=False)
    original = f"-----Original Message-----\n{outlook_2013}"
    yield Forwarded("outlook-original", f"FW: {subject_line}", original, SENT, zone_given=False)
    mutt = f"----- Forwarded message from {_FROM} -----\n\nDate: Wed, 18 Nov 2026 15:04:12 +0100\n{head}\n{body}\n"
    yield Forwarded("mutt", f"Fwd: {subject_line}", mutt, SECONDS, zone_given=True)
    proton = f"------- Forwarded Message -------\nFrom: {_FROM}\nDate: On Wednesday, November 18th, 2026 at 3:04 PM\n"
    proton += f"Subject: {subject_line}\nTo: ana@example.com\nCC: {_CC}\n\n{_quoted(body)}\n"
    yield Forwarded("proton", f"Fw: {subject_line}", proton, SENT, zone_given=False)
    samsung = f"-------- Original message --------\nFrom: {_FROM}\nDate: 11/18/26 3:04 PM (GMT+01:00)\n"
    samsung += f"To: ana@example.com\nCc: {_CC}\nSubject: {subject_line}\n\n{body}\n"
    yield Forwarded("samsung", f"Fwd: {subject_line}", samsung, SENT, zone_given=True)
    conversation = f"Forwarded Conversation\nSubject: {subject_line}\n------------------------\n\nFrom: {_FROM}\n"
    conversation += f"Date: Wed, Nov 18, 2026 at 3:04 PM\nTo: ana@example.com\nCc: {_CC}\n\n\n{body}\n"
    yield Forwarded("conversation", f"Fwd: {subject_line}", conversation, SENT, zone_given=False)
    bold = f"---------- Forwarded message ---------\n*From:* {_FROM}\n*Date:* Wed, Nov 18, 2026 at 3:04 PM\n"
    bold += f"*Subject:* {subject_line}\n*To:* ana@example.com\n*Cc:* {_CC}\n\n{body}\n"
    yield Forwarded("bold", f"Fwd: {subject_line}", bold, SENT, zone_given=False)
    rfc = f"-------- Forwarded Message --------\nSubject: {subject_line}\nDate: Wed, 18 Nov 2026 14:04:12 GMT\n"
    rfc += f"From: {_FROM}\nTo: ana@example.com\nCc: Cy Sample <cy@example.org>,\n Di <di@example.net>\n\n{body}\n"
    yield Forwarded("folded", f"Fwd: {subject_line}", rfc, SECONDS.astimezone(UTC), zone_given=True)
