"""Whole mails: which part is the text, what is forwarded, what is attached, what cannot be read."""

import io
import zipfile
from datetime import datetime, timedelta, timezone

import pytest

from tests.unit.bots.email.parsing.mails import file, html, joined, mail, multipart, part
from threadline.bots.email.mail.parsed_mail import Address, Forward, ParsedMail
from threadline.bots.email.parsing import protection
from threadline.bots.email.parsing.reader import read_mail

CET = timezone(timedelta(hours=1))
BO = Address("Bo Example", "bo@example.com")
ANA = Address("Ana Example", "ana@example.com")
INNER = (
    "From: Bo Example <bo@example.com>\nTo: ana@example.com\nCc: Cy <cy@example.org>\nSubject: Lunch\n"
    "Date: Wed, 18 Nov 2026 15:04:12 -0500\nMessage-ID: <2@example.com>\n"
)


def forwarded(parsed: ParsedMail) -> Forward:
    assert parsed.forward is not None
    return parsed.forward


def check_lunch(forward: Forward) -> None:
    assert forward.sender == BO
    assert [address.email for address in forward.to] == ["ana@example.com"]
    assert forward.subject == "Lunch"
    assert forward.body.startswith("Shall we have lunch tomorrow?")
    assert forward.sent_at == datetime(2026, 11, 18, 15, 4, tzinfo=CET)


def test_the_header_is_read() -> None:
    more = (
        "Cc: Bo <bo@example.com>\nReply-To: else@example.com\nIn-Reply-To: <0@x> (said Bo)\nReferences: <a@x>\n <0@x>\n"
    )
    parsed = read_mail(mail("hello", subject="=?utf-8?q?Gr=C3=BC=C3=9Fe?=", more=more))
    assert (parsed.sender, parsed.senders) == (ANA, (ANA,))
    assert parsed.to == (Address("", "bot@example.org"),)
    assert parsed.cc == (Address("Bo", "bo@example.com"),)
    assert parsed.reply_to == (Address("", "else@example.com"),)
    assert parsed.subject == "Grüße"
    assert parsed.message_id == "1@example.com"
    assert parsed.in_reply_to == ("0@x",)
    assert parsed.references == ("a@x", "0@x")
    assert parsed.sent_at == datetime(2026, 11, 19, 9, 30, tzinfo=CET)
    assert parsed.text == "hello"
    assert parsed.header("References") == "<a@x> <0@x>"
    assert parsed.header("X-None") is None
    assert (parsed.forward, parsed.attachments, parsed.calendars, parsed.notes) == (None, (), (), ())


def test_the_topmost_of_equal_fields_comes_first() -> None:
    raw = b"Authentication-Results: a\nauthentication-results: b\n" + mail("x")
    assert read_mail(raw).headers["authentication-results"] == ("a", "b")


def test_every_address_a_from_could_mean_is_told() -> None:
    raw = b"From: <boss@corp.example> <evil@example.net>\nFrom: third@example.org\n\nx"
    assert {each.email for each in read_mail(raw).senders} == {
        "boss@corp.example",
        "evil@example.net",
        "third@example.org",
    }


class TestHtmlForwards:
    """Mails that only have HTML, as programs write them."""

    def test_gmail(self) -> None:
        parsed = html(
            '<div dir="ltr">Please book.<br clear="all"><div><div dir="ltr" class="gmail_signature">Ana<br>ACME</div>'
            '</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded '
            "message ---------"
            '<br>From: <strong class="gmail_sendername" dir="auto">Bo Example</strong> <span dir="auto">&lt;'
            '<a href="mailto:bo@example.com">bo@example.com</a>&gt;</span><br>Date: Wed, Nov 18, 2026 at 3:04&#8239;PM'
            '<br>Subject: Lunch<br>To:  &lt;<a href="mailto:ana@example.com">ana@example.com</a>&gt;<br></div><br><br>'
            '<div dir="ltr">Shall we have lunch tomorrow?</div></div></div>'
        )
        check_lunch(forwarded(parsed))
        assert parsed.text == "Please book."

    def test_apple_mail(self) -> None:
        parsed = html(
            '<html><body style="overflow-wrap: break-word;">Please book.<br><div><br><blockquote '
            'type="cite"><div>Begin '
            'forwarded message:</div><br class="Apple-interchange-newline"><div style="margin: '
            '0px;"><span><b>From: </b>'
            '</span><span>Bo Example &lt;<a href="mailto:bo@example.com">bo@example.com</a>&gt;<br></span></div>'
            "<div><span><b>Subject: </b></span><span><b>Lunch</b><br></span></div>"
            "<div><span><b>Date: </b></span><span>18 November 2026 at 15:04:00 CET<br></span></div>"
            "<div><span><b>To: </b></span><span>ana@example.com<br></span></div><br>"
            "<div>Shall we have lunch tomorrow?</div></blockquote></div><br></body></html>"
        )
        check_lunch(forwarded(parsed))
        assert parsed.text == "Please book."

    def test_outlook(self) -> None:
        parsed = html(
            '<p class="MsoNormal">Please book.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt">'
            '<p class="MsoNormal"><b>Von:</b> Bo Example &lt;bo@example.com&gt; <br><b>Gesendet:</b> Mittwoch, 18. '
            "November 2026 15:04<br><b>An:</b> ana@example.com<br><b>Betreff:</b> Lunch</p></div></div>"
            '<p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Shall we have lunch tomorrow?</p>',
            subject="WG: Lunch",
        )
        check_lunch(forwarded(parsed))
        assert parsed.text == "Please book."

    def test_outlook_on_the_web(self) -> None:
        parsed = html(
            '<div>Please book.</div><div id="appendonsend"></div><hr '
            'style="display:inline-block;width:98%" tabindex="-1">'
            '<div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Bo Example &lt;bo@example.com&gt;<br><b>Sent:</b> '
            "Wednesday, November 18, 2026 3:04 PM<br><b>To:</b> ana@example.com &lt;ana@example.com&gt;<br><b>Subject:"
            "</b> Lunch</font><div>&nbsp;</div></div><div>Shall we have lunch tomorrow?</div>",
            subject="Fw: Lunch",
        )
        check_lunch(forwarded(parsed))
        assert parsed.text == "Please book."

    def test_thunderbird(self) -> None:
        rows = (
            ("Betreff: ", "Lunch"),
            ("Datum: ", "Wed, 18 Nov 2026 15:04:00 +0100"),
            (
                "Von: ",
                'Bo Example <a class="moz-txt-link-rfc2396E" href="mailto:bo@example.com">&lt;bo@example.com&gt;</a>',
            ),
            ("An: ", "ana@example.com"),
        )
        table = "".join(
            f'<tr><th valign="BASELINE" nowrap align="RIGHT">{name}</th><td>{value}</td></tr>' for name, value in rows
        )
        parsed = html(
            '<p>Please book.</p><div class="moz-forward-container"><br><br>-------- Weitergeleitete Nachricht --------'
            f'<table class="moz-email-headers-table"><tbody>{table}</tbody></table><br><br>Shall we '
            f"have lunch tomorrow?</div>"
        )
        check_lunch(forwarded(parsed))
        assert parsed.text == "Please book."

    def test_yahoo(self) -> None:
        parsed = html(
            '<div class="yahoo-style-wrap"><div>Please book.</div><div class="yahoo_quoted"><div>----- '
            "Forwarded Message "
            "-----</div><div><b>From:</b> Bo Example &lt;bo@example.com&gt;</div><div><b>To:</b> ana@example.com "
            "&lt;ana@example.com&gt;</div><div><b>Sent:</b> Wednesday, November 18, 2026, 03:04:00 PM GMT+1</div>"
            "<div><b>Subject:</b> Lunch</div><div><br></div><div>Shall we have lunch tomorrow?</div></div></div>",
            subject="Fw: Lunch",
        )
        check_lunch(forwarded(parsed))
        assert parsed.text == "Please book."

    def test_the_html_version_is_asked_where_the_plain_one_hides_the_forward(self) -> None:
        shown = (
            "<p>Please book.</p><p>---------- Forwarded message ---------<br>From: Bo Example "
            "&lt;bo@example.com&gt;<br>"
            "Date: Wed, Nov 18, 2026 at 3:04 PM<br>Subject: Lunch<br>To: ana@example.com</p><p>Shall "
            "we have lunch tomorrow?</p>"
        )
        plain = "Please book. Forwarded: from Bo Example about Lunch. " + "Shall we have lunch tomorrow? " * 10
        parsed = read_mail(multipart(part(plain), part(shown, "text/html"), kind="alternative", subject="Fwd: Lunch"))
        check_lunch(forwarded(parsed))


class TestAttachedMails:
    """Mails that are forwarded whole."""

    def attached(self, encoding: str = "", inner: str = INNER) -> ParsedMail:
        whole = f"{inner}\nShall we have lunch tomorrow?\n\n> and before\n"
        if encoding == "base64":
            content = file(whole.encode(), "message/rfc822", "Lunch.eml")
        else:
            content = part(whole, "message/rfc822", 'Content-Disposition: attachment; filename="Lunch.eml"\n')
        return read_mail(multipart(part("Please book.\n-- \nAna"), content, subject="Fwd: Lunch"))

    @pytest.mark.parametrize("encoding", ["", "base64"])
    def test_its_own_header_tells(self, encoding: str) -> None:
        parsed = self.attached(encoding)
        forward = forwarded(parsed)
        assert parsed.text == forward.comment == "Please book."
        assert (forward.sender, forward.subject) == (BO, "Lunch")
        assert forward.cc == (Address("Cy", "cy@example.org"),)
        assert forward.sent_at == datetime(2026, 11, 18, 15, 4, 12, tzinfo=timezone(timedelta(hours=-5)))
        assert forward.sent_at.utcoffset() == timedelta(hours=-5)
        assert forward.zone_given
        assert forward.body == "Shall we have lunch tomorrow?\n\n> and before"
        assert parsed.attachments == ()

    def test_one_that_is_only_called_a_mail(self) -> None:
        content = file(f"{INNER}\nShall we?".encode(), "application/octet-stream", "Lunch.EML")
        forward = forwarded(read_mail(multipart(part("Look."), content)))
        assert (forward.sender, forward.body) == (BO, "Shall we?")

    def test_its_files_and_calendars_come_along(self) -> None:
        calendar = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"
        inner = f"{INNER}Content-Type: multipart/mixed; boundary=b2\n\n" + joined(
            part("Shall we?"),
            file(b"%PDF-1", "application/pdf", "a.pdf"),
            part(calendar, "text/calendar"),
            boundary="b2",
        )
        parsed = read_mail(multipart(part("Look."), part(inner, "message/rfc822")))
        assert [each.name for each in parsed.attachments] == ["a.pdf"]
        assert [each.method for each in parsed.calendars] == ["REQUEST"]
        assert forwarded(parsed).body == "Shall we?"

    def test_an_attached_mail_that_has_one_attached(self) -> None:
        middle = "From: Di <di@example.net>\nSubject: Fwd: Lunch\nDate: Wed, 18 Nov 2026 17:00:00 +0100\n"
        middle += "Content-Type: multipart/mixed; boundary=b2\n\n"
        middle += joined(part("See below."), part(f"{INNER}\nShall we?", "message/rfc822"), boundary="b2")
        chain = list(forwarded(read_mail(multipart(part("Look."), part(middle, "message/rfc822")))).chain())
        assert [each.comment for each in chain] == ["Look.", "See below."]
        assert [each.sender for each in chain] == [Address("Di", "di@example.net"), BO]
        assert [each.body for each in chain] == ["See below.", "Shall we?"]

    def test_an_attached_mail_that_forwards_in_its_text(self) -> None:
        middle = "From: Di <di@example.net>\nSubject: Fwd: Lunch\nDate: Wed, 18 Nov 2026 17:00:00 +0200\n\nSee below.\n"
        middle += "---------- Forwarded message ---------\nFrom: Bo Example <bo@example.com>\n"
        middle += "Date: Wed, Nov 18, 2026 at 3:04 PM\nSubject: Lunch\n\nShall we?"
        outer = forwarded(read_mail(multipart(part("Look."), part(middle, "message/rfc822"))))
        assert outer.body == "See below."
        assert outer.nested is not None
        assert outer.nested.body == "Shall we?"
        assert outer.nested.sent_at == datetime(2026, 11, 18, 15, 4, tzinfo=timezone(timedelta(hours=2)))

    def test_further_ones_are_beside_it(self) -> None:
        whole = part(f"{INNER}\nShall we?", "message/rfc822")
        parsed = read_mail(multipart(part("Two."), whole, whole))
        assert forwarded(parsed).body == "Shall we?"
        assert [each.body for each in parsed.attached] == ["Shall we?", "Shall we?"]
        assert parsed.attachments == ()
        assert "Shall we?" in parsed.attached[1].as_file().text

    def test_a_bounce_forwards_nothing(self) -> None:
        status = part("Reporting-MTA: dns; mx\n", "message/delivery-status")
        parsed = read_mail(
            multipart(part("Not delivered."), status, part(f"{INNER}\nx", "message/rfc822"), kind="report")
        )
        assert parsed.forward is None
        assert parsed.media_type == "multipart/report"
        assert parsed.text == "Not delivered."


class TestParts:
    """Which part is what."""

    def test_the_plain_version_is_taken(self) -> None:
        parsed = read_mail(multipart(part("plain words"), part("<p>html words</p>", "text/html"), kind="alternative"))
        assert parsed.text == "plain words"

    def test_other_versions_of_the_text_are_no_files(self) -> None:
        amp = part("<html amp4email>x</html>", "text/x-amp-html")
        parsed = read_mail(multipart(part("words"), amp, part("<p>words</p>", "text/html"), kind="alternative"))
        assert (parsed.text, parsed.attachments) == ("words", ())

    def test_a_plain_version_that_says_nothing_gives_way(self) -> None:
        shown = "<p>" + "The meeting is on Thursday at three. " * 10 + "</p>"
        parsed = read_mail(multipart(part("Open it in a browser."), part(shown, "text/html"), kind="alternative"))
        assert parsed.text.startswith("The meeting is on Thursday")

    def test_texts_between_files_are_one_text(self) -> None:
        parsed = read_mail(multipart(part("first"), file(b"x", "application/pdf", "a.pdf"), part("second")))
        assert parsed.text == "first\n\nsecond"
        assert [(each.name, each.media_type, each.content) for each in parsed.attachments] == [
            ("a.pdf", "application/pdf", b"x")
        ]

    def test_html_with_its_pictures(self) -> None:
        logo = part("R0lGOD==", "image/gif", "Content-Transfer-Encoding: base64\nContent-ID: <logo>\n")
        photo = part("A" * 20_000, "image/png; name=plan.png", "Content-Transfer-Encoding: base64\nContent-ID: <p>\n")
        related = joined(part("<p>See <img src=cid:p></p>", "text/html"), logo, photo, boundary="b2")
        parsed = read_mail(
            multipart(part("See [plan]"), part(related, "multipart/related; boundary=b2"), kind="alternative")
        )
        assert parsed.text == "See [plan]"
        assert [each.name for each in parsed.attachments] == ["plan.png"]

    def test_texts_are_read_here_and_their_bytes_not_kept(self) -> None:
        parsed = read_mail(
            multipart(
                part("x"),
                file("a;ü\n".encode("latin-1"), "text/csv; charset=iso-8859-1", "a.csv"),
                file(b"<p>Hello <b>you</b></p>", "application/octet-stream", "b.html"),
                file(b"{}", "application/octet-stream", "c.json"),
            )
        )
        assert [(each.name, each.media_type, each.text, each.content) for each in parsed.attachments] == [
            ("a.csv", "text/csv", "a;ü\n", None),
            ("b.html", "text/html", "Hello you", None),
            ("c.json", "application/json", "{}", None),
        ]

    def test_a_long_text_is_cut_and_says_so(self) -> None:
        parsed = read_mail(multipart(part("x"), file(b"a" * 400_000, "text/plain", "a.txt")))
        assert len(parsed.attachments[0].text) == 300_000
        assert "only the beginning" in parsed.attachments[0].note

    def test_names_are_safe_to_show(self) -> None:
        encoded = part(
            "x", "application/pdf", "Content-Disposition: attachment; filename*=utf-8''..%2Fb%C3%BCro%E2%80%AE.pdf\n"
        )
        unnamed = part("x", "application/vnd.oasis.opendocument.text", "Content-Disposition: attachment\n")
        long = file(b"x", "application/pdf", "a" * 500 + ".pdf")
        names = [each.name for each in read_mail(multipart(part("x"), encoded, unnamed, long)).attachments]
        assert names[:2] == ["büro.pdf", "attachment.text"]
        assert len(names[2]) < 200
        assert names[2].endswith(".pdf")

    def test_calendars_once(self) -> None:
        calendar = "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"
        gmail = joined(part("Accepted"), part(calendar, "text/calendar; method=REPLY"), boundary="b2")
        parsed = read_mail(
            multipart(
                part(gmail, "multipart/alternative; boundary=b2"),
                file(calendar.encode(), "application/ics", "invite.ics"),
                file(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "application/octet-stream", "other.ics"),
                file(b"no calendar", "text/calendar", "broken.ics"),
            )
        )
        assert [each.method for each in parsed.calendars] == ["REPLY", ""]
        assert parsed.text == "Accepted"
        assert parsed.attachments == ()

    def test_too_many_files_are_counted(self) -> None:
        parts = [file(b"x", "application/pdf", f"{number}.pdf") for number in range(70)]
        parsed = read_mail(multipart(part("x"), *parts))
        assert len(parsed.attachments) == 60
        assert parsed.notes == ("Some of its attachments are beyond the limits and were not read.",)

    def test_parts_without_end_or_with_too_many(self) -> None:
        cut = multipart(part("first"), part("second")).partition(b"second")[0] + b"second"
        assert read_mail(cut).text == "first\n\nsecond"
        parsed = read_mail(multipart(*[part("x")] * 400))
        assert any("too many parts" in note for note in parsed.notes)

    def test_flowed_text_is_joined(self) -> None:
        body = "This line goes \non here.\n> quoted words \n> go on\n-- \nAna \nExample"
        parsed = read_mail(mail(body, content_type="text/plain; format=flowed"))
        assert parsed.text == "This line goes on here."
        assert parsed.history == "> quoted words go on"
        other = read_mail(mail("abc \ndef", content_type="text/plain; format=flowed; delsp=yes"))
        assert other.text == "abcdef"


class TestZip:
    """Archives among the attachments."""

    def archive(self, files: dict[str, bytes], *, name: str = "all.zip") -> ParsedMail:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in files.items():
                archive.writestr(member, content)
        return read_mail(multipart(part("x"), file(packed.getvalue(), "application/zip", name)))

    def test_its_files_are_attachments(self) -> None:
        parsed = self.archive({"in/a.txt": "grüße".encode(), "b.pdf": b"%PDF-1"})
        assert [(each.name, each.text, each.content) for each in parsed.attachments] == [
            ("all.zip/a.txt", "grüße", None),
            ("all.zip/b.pdf", "", b"%PDF-1"),
        ]
        assert parsed.attachments[1].media_type == "application/pdf"

    def test_archives_inside_stay_closed(self) -> None:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("x.txt", "x" * 5_000)
        parsed = self.archive({"deep.zip": inner.getvalue(), "hidden.dat": inner.getvalue(), "a.tar.gz": b"x"})
        assert {each.note for each in parsed.attachments} == {"An archive inside an archive is not opened."}
        assert all(each.content is None for each in parsed.attachments)

    def test_bombs_and_protected_files_are_named(self) -> None:
        parsed = self.archive({"bomb.txt": b"\0" * 12_000_000, **{f"{number}.bin": b"x" for number in range(60)}})
        assert parsed.attachments[0].note == "Unpacked, it is too large to be read."
        assert parsed.attachments[-1].note == "It holds so many files that only the first ones were opened."

    def test_a_damaged_archive(self) -> None:
        parsed = read_mail(multipart(part("x"), file(b"PK no archive", "application/zip", "a.zip")))
        assert "damaged" in parsed.attachments[0].note

    def test_a_password(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.txt", "secret")
        content = bytearray(packed.getvalue())
        content[content.index(b"PK\x01\x02") + 8] |= 1
        content[6] |= 1
        parsed = read_mail(multipart(part("x"), file(bytes(content), "application/zip", "a.zip")))
        assert parsed.attachments[0].note == "It is protected by a password."


class TestProtection:
    """Mails that cannot be read say why."""

    @pytest.mark.parametrize(
        ("content_type", "note"),
        [
            ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", protection.SMIME_ENCRYPTED),
            ("application/x-pkcs7-mime; smime-type=signed-data", protection.SMIME_SEALED),
        ],
    )
    def test_sealed_as_a_whole(self, content_type: str, note: str) -> None:
        assert read_mail(mail("x", content_type=content_type)).notes == (note,)

    @pytest.mark.parametrize(
        ("sealed", "note"),
        [
            (part("y", "application/pkcs7-signature; name=smime.p7s"), protection.SMIME_SIGNED),
            (part("Version: 1", "application/pgp-encrypted"), protection.PGP_ENCRYPTED),
            (part("y", "application/pgp-signature"), protection.PGP_SIGNED),
            (part("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"), protection.PGP_ENCRYPTED),
            (file(b"x", "application/ms-tnef", "winmail.dat"), protection.TNEF),
            (file(b"x", "application/octet-stream", "WINMAIL.DAT"), protection.TNEF),
        ],
    )
    def test_a_part_that_says_so(self, sealed: str, note: str) -> None:
        parsed = read_mail(multipart(part("x"), sealed))
        assert parsed.notes == (note,)
        assert parsed.attachments == ()

    def test_a_sealed_mail_that_is_attached(self) -> None:
        inner = f"{INNER}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nxxx"
        armoured = f"{INNER}\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"
        parsed = read_mail(multipart(part("x"), part(inner, "message/rfc822"), part(armoured, "message/rfc822")))
        assert parsed.notes == (protection.SMIME_ENCRYPTED, protection.PGP_ENCRYPTED)

    def test_a_very_long_text_is_cut_and_says_so(self) -> None:
        parsed = read_mail(mail("words " * 200_000))
        assert parsed.notes == ("This mail is very long, so only the beginning was read.",)

    def test_a_text_signed_in_line_is_read_without_its_armour(self) -> None:
        body = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nMeet at 3.\n- - dash\n-----BEGIN PGP "
        body += "SIGNATURE-----\nabc\n"
        parsed = read_mail(mail(body + "-----END PGP SIGNATURE-----"))
        assert parsed.text == "Meet at 3.\n- dash"
        assert parsed.notes == (protection.PGP_SIGNED,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Können wir uns am Donnerstag um drei treffen, wenn es dir passt und du die Zahlen hast?", "de"),
        ("Pourrions-nous nous voir jeudi, si tu as les chiffres et que cela te va ?", "fr"),
        ("Could we meet on Thursday if you have the figures and it suits you?", "en"),
        ("木曜日の三時に会えますか。", "ja"),
        ("목요일 세 시에 만날 수 있을까요?", "ko"),
        ("我们星期四三点见面好吗？", "zh"),
        ("Можем ли мы встретиться в четверг, если у тебя есть цифры и это тебе подходит?", "ru"),
        ("12345", None),
    ],
)
def test_the_language(text: str, code: str | None) -> None:
    assert read_mail(mail(text)).language == code
