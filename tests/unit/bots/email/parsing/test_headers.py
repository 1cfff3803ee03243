"""Headers, addresses, charsets and transfer encodings: as they should be, and as they come."""

import pytest

from tests.unit.bots.email.parsing.mails import mail, multipart, part
from threadline.bots.email.mail.parsed_mail import Address
from threadline.bots.email.parsing.addresses import claimed, read_addresses
from threadline.bots.email.parsing.charsets import codec_of, decode
from threadline.bots.email.parsing.headers import decode_words, parameters
from threadline.bots.email.parsing.mime import decoded_body
from threadline.bots.email.parsing.reader import read_mail


def listed(value: str) -> list[tuple[str, str]]:
    return [(address.name, address.email) for address in read_addresses(value)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ana <ana@example.com>, bo@example.com", [("Ana", "ana@example.com"), ("", "bo@example.com")]),
        ("Ana [mailto:ana@example.com]; 'Bo' (bo@example.com)", [("Ana", "ana@example.com"), ("Bo", "bo@example.com")]),
        ("ana@example.com<mailto:ana@example.com>", [("", "ana@example.com")]),
        ("ana@example.com <ana@example.com<mailto:ana@example.com>>", [("", "ana@example.com")]),
        ("'Example, Ana' <ana@example.com>", [("Example, Ana", "ana@example.com")]),
        (
            'Example, Ana <ana@example.com>, "B, o" <b@x.org>',
            [("Example, Ana", "ana@example.com"), ("B, o", "b@x.org")],
        ),
        ("\"'Ana'\" <ana@example.com>", [("Ana", "ana@example.com")]),
        ('"Ana \\"A\\" B" <a@x.org>', [('Ana "A" B', "a@x.org")]),
        ("j@x.org (Jürgen)", [("Jürgen", "j@x.org")]),
        ("=?utf-8?q?J=C3=BCrgen?= <j@x.org>", [("Jürgen", "j@x.org")]),
        ("Team: a@x.org, b@x.org;, c@x.org", [("", "a@x.org"), ("", "b@x.org"), ("", "c@x.org")]),
        ("undisclosed-recipients:;", []),
        ("Ana; Bo Example", [("Ana", ""), ("Bo Example", "")]),
        ("a@x.org, A@X.org", [("", "a@x.org")]),
        ("boss@corp.example <evil@x.org>", [("boss@corp.example", "evil@x.org")]),
        ("«Ana» <a@x.org>", [("Ana", "a@x.org")]),
        ("", []),
        (" , ;<>", []),
    ],
)
def test_lists_of_addresses(value: str, expected: list[tuple[str, str]]) -> None:
    assert listed(value) == expected


def test_at_most_so_many_addresses() -> None:
    assert len(read_addresses(", ".join(f"a{number}@x.org" for number in range(2_000)))) == 500


@pytest.mark.parametrize(
    ("value", "emails"),
    [
        ("Ana <ana@example.com>", ["ana@example.com"]),
        ("<a@x.org> <b@y.org>", ["b@y.org", "a@x.org"]),
        ('"<a@x.org>" <b@y.org>', ["b@y.org"]),
        ("a@x.org, b@y.org", ["a@x.org", "b@y.org"]),
    ],
)
def test_everybody_a_from_could_name(value: str, emails: list[str]) -> None:
    assert [address.email for address in claimed(value)] == emails


def test_an_address_as_it_is_shown() -> None:
    assert [str(Address(*pair)) for pair in (("Ana", "a@x"), ("", "a@x"), ("Ana", ""))] == ["Ana <a@x>", "a@x", "Ana"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe_an?= =?utf-8?q?_alle?= x", "Grüße an alle x"),
        ("=?UTF-8?B?R3LDvMM=?= =?utf-8?B?n2U=?=", "Grüße"),
        ("=?iso-8859-1?Q?a?= b =?iso-8859-15?Q?=A4?=", "a b €"),
        ("=?utf-8*en?q?x?=", "x"),
        ("=?nonsense?q?x=E9?=", "xé"),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?utf-8?q?a=0Ab?=", "a b"),
        ("plain", "plain"),
    ],
)
def test_encoded_words(value: str, expected: str) -> None:
    assert decode_words(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('text/plain; charset="utf-8"; name=a.txt', ("text/plain", {"charset": "utf-8", "name": "a.txt"})),
        ("TEXT/HTML;charset = iso-8859-1 ", ("text/html", {"charset": "iso-8859-1"})),
        ("a; filename*=utf-8'de'B%C3%BCro.pdf", ("a", {"filename": "Büro.pdf"})),
        ("a; name*1*=ro.pdf; name*0*=utf-8''B%C3%BC", ("a", {"name": "Büro.pdf"})),
        ('a; name*0="one "; name*1=two', ("a", {"name": "one two"})),
        ('a; name="=?utf-8?q?B=C3=BCro?="', ("a", {"name": "Büro"})),
        ('a; name="with \\" and ; in"; b=c', ("a", {"name": 'with " and ; in', "b": "c"})),
        ('a; name="not closed', ("a", {"name": "not closed"})),
        ("a; ; =x; b", ("a", {})),
        ("", ("", {})),
    ],
)
def test_parameters(value: str, expected: tuple[str, dict[str, str]]) -> None:
    assert parameters(value) == expected


def test_fields_as_they_come() -> None:
    raw = b"From mbox Thu Nov 19\nSUBJECT : folded\n\t over lines\nX-\xfc: y\nEmpty:\nX: \xe9 and \xc3\xa9\n\nbody"
    parsed = read_mail(raw)
    assert parsed.subject == "folded over lines"
    assert parsed.headers["empty"] == ("",)
    assert parsed.text == "body"


def test_a_text_without_the_blank_line_above_it() -> None:
    parsed = read_mail(b"Subject: x\nThis is the text already.\nSecond line")
    assert (parsed.subject, parsed.text) == ("x", "This is the text already.\nSecond line")


@pytest.mark.parametrize("raw", [b"", b"\n", b"\r\n\r\nx", b"x", b"\rSubject: x\r\rbody\r", b"\0", b"\xff" * 100])
def test_poor_mails_are_mails(raw: bytes) -> None:
    assert read_mail(raw).forward is None


def test_headers_have_limits() -> None:
    many = b"".join(b"X-%d: y\n" % number for number in range(5_000))
    parsed = read_mail(b"Subject: first\nTo: " + b"a@example.com, " * 70_000 + b"\n" + many + b"\nbody")
    assert parsed.subject == "first"
    assert parsed.text == "body"
    assert len(parsed.headers) <= 500
    assert max(len(value) for values in parsed.headers.values() for value in values) <= 8_000


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        ("grüße".encode("latin-1"), "iso-8859-1", "grüße"),
        ("“x” €".encode("cp1252"), "iso-8859-1", "“x” €"),
        ("grüße".encode(), "iso-8859-1", "grüße"),
        ("grüße".encode("cp1252"), "utf-8", "gr\ufffd\ufffde"),
        ("grüße".encode("cp1252"), "", "grüße"),
        ("grüße".encode("cp1252"), "x-unknown", "grüße"),
        ("привет".encode("koi8-r"), "KOI8-R", "привет"),
        ("привет".encode("cp1251"), "windows-1251", "привет"),
        ("你好".encode("gbk"), "gb2312", "你好"),
        ("안녕".encode("cp949"), "ks_c_5601-1987", "안녕"),
        ("日本語".encode("iso2022_jp"), "iso-2022-jp", "日本語"),
        ("日本語".encode("iso2022_jp"), "us-ascii", "日本語"),
        ("日本語".encode("shift_jis"), "x-sjis", "日本語"),
        ("שלום".encode("cp1255"), "iso-8859-8-i", "שלום"),
        ("grüße".encode("utf-16"), "", "grüße"),
        ("\ufeffgrüße".encode(), "us-ascii", "grüße"),
        (b"Hi Mom +AOk-", "utf-7", "Hi Mom é"),
        ("grüße".encode().decode("cp1252").encode(), "utf-8", "grüße"),
        ("Ã la carte".encode(), "utf-8", "Ã la carte"),
        (b"a\0b", "utf-8", "a\ufffdb"),
        (b"plain", "punycode", "plain"),
        (b"plain", "rot13", "plain"),
        (b"plain", "unicode_escape", "plain"),
    ],
)
def test_charsets(data: bytes, charset: str, expected: str) -> None:
    decoded = decode(data, charset)
    assert decoded == expected or (charset == "utf-8" and decoded == "grüße")


@pytest.mark.parametrize("name", ["", "hex", "idna", "\x00", "ü", "zip", "undefined", "a" * 10_000, "mbcs"])
def test_what_is_no_charset(name: str) -> None:
    assert codec_of(name) is None


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (b"aGVsbG8=", "base64", b"hello"),
        (b"aGVs\n bG8", "BASE64 ", b"hello"),
        (b"aGVsbG8=aGVsbG8=", "base64", b"hello\x00\x86V\xc6\xc6"),
        (b"aGVsb", "base64", b"hel"),
        (b"gr=C3=BC=\n=C3=9Fe =", "quoted-printable", "grüße ".encode()),
        (b"begin 644 a.txt\n%:&5L;&\\\n`\nend\n", "x-uuencode", b"hello"),
        (b"begin 644 a.txt\n%:&5L;&\\ too long for its length\n", "uuencode", b"hello"),
        (b"as it is", "8bit", b"as it is"),
        (b"as it is", "nonsense", b"as it is"),
    ],
)
def test_transfer_encodings(body: bytes, encoding: str, expected: bytes) -> None:
    decoded = decoded_body(body, encoding)
    assert decoded.startswith(b"hello") if expected.startswith(b"hello") else decoded == expected


def test_a_boundary_that_is_also_text() -> None:
    parsed = read_mail(multipart(part("--b1 is the mark\n--b12\n--b1x"), part("second")))
    assert parsed.text == "--b1 is the mark\n--b12\n--b1x\n\nsecond"


def test_the_preamble_and_the_epilogue_are_no_text() -> None:
    raw = mail("preamble\n--b1\n\ninner\n--b1--\nepilogue", content_type="multipart/mixed; boundary=b1")
    assert read_mail(raw).text == "inner"


def test_a_multipart_without_a_boundary_has_no_parts() -> None:
    assert read_mail(mail("--\n\nx", content_type="multipart/mixed")).text == ""
