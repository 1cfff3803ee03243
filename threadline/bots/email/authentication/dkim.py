"""Checks the DKIM signatures of a mail (RFC 6376) with dkimpy, which blocks: it runs in a thread.

Signatures that cover only a part of the mail (`l=`) are refused, and mails with a second From or Subject: each would
let somebody put words into a signed mail. What would cost the library's patterns too much time is refused as well.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

_MOST_SIGNATURES = 5
_LONGEST_HEAD = 256_000
_LONGEST_SIGNATURE = 8_000
_LONGEST_KEY = 1_500
_DNS_SECONDS = 5.0
_SINGLE = (b"from", b"subject", b"date", b"to", b"cc", b"message-id")
_BLANKS = re.compile(rb"[\t ]{200}")
"""The library's patterns take the square of a run of blanks."""

TxtLookup = Callable[[str], bytes | None]
"""The TXT record of a name, None where there is none. Blocks. Raises `LookupFailed` where that cannot be told now."""


class LookupFailed(Exception):
    """The DNS did not answer: nothing can be said yet."""


class SignatureCheck:
    """Finds the domains that signed a mail."""

    def __init__(self, lookup: TxtLookup | None = None) -> None:
        self._lookup = lookup or dns_txt

    async def vouches(self, raw: bytes, domain: str) -> bool:
        """Whether this domain, or the one it belongs to, signed the whole mail. Raises `LookupFailed`."""
        if _is_costly(raw):
            return False
        return await asyncio.to_thread(self._vouches, raw, domain)

    def _vouches(self, raw: bytes, domain: str) -> bool:
        import dkim  # type: ignore[import-untyped]
        from dkim.util import InvalidTagValueList  # type: ignore[import-untyped]

        broken = (dkim.DKIMException, InvalidTagValueList, ArithmeticError, LookupError, ValueError, TypeError)
        try:
            verifier = dkim.DKIM(raw, logger=_silent())
            names = [name.lower() for name, _ in verifier.headers]
        except (*broken, AttributeError):
            return False
        if names.count(b"from") != 1 or any(names.count(name) > 1 for name in _SINGLE):
            return False
        signatures = min(names.count(b"dkim-signature"), _MOST_SIGNATURES)
        for index in range(signatures):
            try:
                if self._is_good(verifier, index, domain, subject=b"subject" in names):
                    return True
            except (*broken, AttributeError):  # a signature or key that makes no sense is none
                continue
        return False

    def _is_good(self, verifier: Any, index: int, domain: str, *, subject: bool) -> bool:
        prepared = verifier.verify_headerprep(index)
        if not prepared:
            return False
        fields, signed, _ = prepared
        if b"l" in fields or not belongs(domain, fields[b"d"].decode("ascii")):
            return False
        if b"from" not in signed or (subject and b"subject" not in signed):
            return False
        return bool(verifier.verify(index, dnsfunc=self._key))

    def _key(self, name: bytes, timeout: float = _DNS_SECONDS) -> bytes | None:
        record = self._lookup(name.decode("ascii").rstrip("."))
        return record if record is None or len(record) <= _LONGEST_KEY else None


def belongs(domain: str, signer: str) -> bool:
    """Whether a signature of `signer` speaks for `domain`: it is the same, or one that it lies under (RFC 7489, 3.1).

    A signer below the domain never does: without a list of public suffixes nobody can tell whose that is.
    """
    domain, signer = domain.lower().rstrip("."), signer.lower().rstrip(".")
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))


def dns_txt(name: str) -> bytes | None:
    """The TXT record as the machine's resolver knows it. Raises `LookupFailed`."""
    import dns.exception
    import dns.resolver

    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=_DNS_SECONDS, raise_on_no_answer=False)
    except (dns.resolver.NXDOMAIN, UnicodeError, dns.name.LabelTooLong, dns.name.EmptyLabel):
        return None
    except (dns.exception.DNSException, OSError) as error:
        raise LookupFailed(f"The DNS does not tell {name}: {error}") from error
    return next((b"".join(record.strings) for record in answer.rrset or ()), None)


def _is_costly(raw: bytes) -> bool:
    head, _, _ = raw.partition(b"\r\n\r\n")
    if len(head) > _LONGEST_HEAD or _BLANKS.search(raw):
        return True
    signatures = (part for part in re.split(rb"\r?\n(?![ \t])", head) if part[:15].lower() == b"dkim-signature:")
    return any(len(signature) > _LONGEST_SIGNATURE for signature in signatures)


def _silent() -> logging.Logger:
    """dkimpy writes the mail's headers to its log."""
    logger = logging.getLogger("threadline.dkim")
    logger.disabled = True
    return logger
