"""Mails and parts that cannot be read here, said in plain sentences: encrypted, sealed, packed by Outlook."""

from collections.abc import Iterator

from threadline.bots.email.parsing.mime import Part
from threadline.texts.messages import N_

SMIME_ENCRYPTED = N_(
    "This mail is encrypted (S/MIME), and only its recipient's key opens it: "
    "forward it as plain text or paste the text."
)
SMIME_SEALED = N_(
    "This mail is sealed in an S/MIME signature that could not be opened: forward it as plain text or paste the text."
)
SMIME_SIGNED = N_("This mail is signed (S/MIME); the signature was not checked.")
PGP_ENCRYPTED = N_(
    "This mail is encrypted (PGP), and only its recipient's key opens it: forward it as plain text or paste the text."
)
PGP_SIGNED = N_("This mail is signed (PGP); the signature was not checked.")
TNEF = N_("Outlook packed this mail into winmail.dat, which could not be opened: send it as HTML or plain text.")
_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SMIME_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature"}
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_PGP = {"application/pgp-encrypted", "application/pgp-signature"}


def is_tnef(part: Part) -> bool:
    """Whether a part is Outlook's own container."""
    return part.media_type in _TNEF or part.name.lower() == "winmail.dat"


def is_smime(part: Part) -> bool:
    """Whether a part is an S/MIME container: encrypted, or sealed in its signature."""
    return part.media_type in _SMIME


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
