"""Mails and parts that cannot be read here, said in plain sentences: encrypted, sealed, packed by Outlook."""

from collections.abc import Iterator

from threadline.bots.email.parsing.mime import Part

SMIME_ENCRYPTED = (
    "This mail is encrypted (S/MIME). Only its recipient's key opens it: forward it as plain text or paste the text."
)
SMIME_SEALED = (
    "This mail is sealed in an S/MIME signature that hides its text here: forward it as plain text or paste the text."
)
SMIME_SIGNED = "This mail is signed (S/MIME); the signature was not checked."
PGP_ENCRYPTED = (
    "This mail is encrypted (PGP). Only its recipient's key opens it: forward it as plain text or paste the text."
)
PGP_SIGNED = "This mail is signed (PGP); the signature was not checked."
TNEF = (
    "Outlook packed parts of this mail as winmail.dat (TNEF), which is not opened here: send it as HTML or plain text."
)
_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SMIME_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature"}
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_PGP = {"application/pgp-encrypted", "application/pgp-signature"}


def is_tnef(part: Part) -> bool:
    """Whether a part is Outlook's own container."""
    return part.media_type in _TNEF or part.name.lower() == "winmail.dat"


def is_sealed(part: Part) -> bool:
    """Whether a part is a seal, a key or a control part, and so nothing to read."""
    return part.media_type in _SMIME | _SMIME_SIGNATURES | _PGP or is_tnef(part)


def part_notes(part: Part) -> Iterator[str]:
    """What is to be said of one part."""
    if part.media_type in _SMIME:
        kind = part.parameters.get("smime-type", "").lower()
        yield SMIME_SEALED if kind == "signed-data" else SMIME_ENCRYPTED
    elif part.media_type in _SMIME_SIGNATURES:
        yield SMIME_SIGNED
    elif part.media_type == "application/pgp-signature":
        yield PGP_SIGNED
    elif part.media_type == "application/pgp-encrypted":
        yield PGP_ENCRYPTED
    elif is_tnef(part):
        yield TNEF


def text_notes(text: str) -> Iterator[str]:
    """What is to be said of a text with PGP in line."""
    if "-----BEGIN PGP MESSAGE-----" in text:
        yield PGP_ENCRYPTED
    if "-----BEGIN PGP SIGNED MESSAGE-----" in text:
        yield PGP_SIGNED
