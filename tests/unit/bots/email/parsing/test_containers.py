"""What stands around a mail's own parts: winmail.dat and opaque S/MIME are opened, what needs a key is named."""

import struct
from base64 import encodebytes
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from tests.support.mutated_mails import mutated
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.bots.email.parsing import protection
from threadline.bots.email.parsing.reader import read_mail

HEAD = "From: ana@example.com\nTo: bot@example.com\nSubject: Budget\nMIME-Version: 1.0\n"


def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    """One attribute of a TNEF stream (MS-OXTNEF, 2.1.3.2)."""
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def packed(text: str, *files: tuple[str, bytes]) -> bytes:
    """A winmail.dat with a text and files."""
    stream = struct.pack("<IH", 0x223E9F78, 1)
    stream += attribute(1, 0x9006, 8, struct.pack("<I", 0x00010000))
    if text:
        stream += attribute(1, 0x800C, 2, text.encode() + b"\0")
    for name, data in files:
        stream += attribute(2, 0x9002, 6, b"\0" * 14)
        stream += attribute(2, 0x8010, 1, name.encode() + b"\0")
        stream += attribute(2, 0x800F, 6, data)
    return stream


def mailed(content: bytes, kind: str, text: str = "") -> ParsedMail:
    part = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n{encodebytes(content).decode()}"
    if not text:
        return read_mail((HEAD + part).encode())
    head = f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
    return read_mail(f"{head}{text}\n--b\n{part}--b--\n".encode())


def sealed(entity: bytes) -> bytes:
    """A mail inside its signature."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bo")])
    day = datetime(2026, 11, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(day).not_valid_after(day + timedelta(days=30))
    signer = pkcs7.PKCS7SignatureBuilder().set_data(entity)
    signer = signer.add_signer(builder.sign(key, hashes.SHA256()), key, hashes.SHA256())
    return signer.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_winmail_dat_is_opened() -> None:
    read = mailed(packed("Lunch on Tuesday at noon?", ("plan.txt", b"The plan.")), "application/ms-tnef")
    assert read.text == "Lunch on Tuesday at noon?"
    assert [(each.name, each.text) for each in read.attachments] == [("plan.txt", "The plan.")]
    assert read.notes == ()


def test_the_mail_s_own_text_is_not_said_twice() -> None:
    kind = 'application/octet-stream; name="winmail.dat"'
    read = mailed(packed("Lunch?", ("plan.txt", b"The plan.")), kind, text="Lunch?")
    assert read.text == "Lunch?"
    assert [each.name for each in read.attachments] == ["plan.txt"]


@pytest.mark.parametrize("content", [b"", b"x" * 40, packed("Lunch?")[:20], b"\x78\x9f\x3e\x22" + b"\xff" * 60])
def test_a_broken_winmail_dat_is_named(content: bytes) -> None:
    assert mailed(content, "application/ms-tnef").notes == (protection.TNEF,)


@pytest.mark.timeout(60)
def test_no_winmail_dat_breaks_its_reader() -> None:
    whole = packed("Lunch?", ("plan.txt", b"The plan."))
    for mutant in mutated([whole], 300):
        mailed(mutant, "application/ms-tnef")


def test_a_mail_inside_its_signature_is_read() -> None:
    entity = b"Content-Type: text/plain; charset=utf-8\n\nLunch on Tuesday at noon?\n"
    read = mailed(sealed(entity), "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m")
    assert read.text == "Lunch on Tuesday at noon?"
    assert read.notes == (protection.SMIME_SIGNED,)


@pytest.mark.parametrize(
    "content", [b"", b"\x30\x80\x06", sealed(b"Content-Type: text/plain\n\nx")[:60]], ids=["empty", "begun", "cut off"]
)
def test_a_broken_seal_is_named(content: bytes) -> None:
    read = mailed(content, "application/pkcs7-mime; smime-type=signed-data")
    assert (read.text, read.notes) == ("", (protection.SMIME_SEALED,))
