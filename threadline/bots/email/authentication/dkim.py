"""Checks the DKIM signatures of a mail (RFC 6376) with dkimpy, which blocks: it runs in a thread.

Signatures that cover only a part of the mail (`l=`) are refused, and mails with a second From or Subject: each would
let somebody put words into a signed mail. What would cost the library's patterns too much time is refused as well.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from threadline.storage.persons import utc_now

_MOST_SIGNATURES = 5
_LONGEST_HEAD = 256_000
_LONGEST_SIGNATURE = 8_000
_LONGEST_KEY = 1_500
_DNS_SECONDS = 5.0
_SKEW = 3_600.0
_FRESH = 7 * 86_400.0
"""For how long a signature counts, in seconds: as long as mail servers may keep a mail, and two days more."""
_SINGLE = (b"from", b"subject", b"date", b"to", b"cc", b"message-id")
_BLANKS = re.compile(rb"[\t ]{200}")
"""The library's patterns take the square of a run of blanks."""

TxtLookup = Callable[[str], bytes | None]
"""The TXT record of a name, None where there is none. Blocks. Raises `LookupFailed` where that cannot be told now."""


class LookupFailed(Exception):
    """The DNS did not answer: nothing can be said yet."""


class SignatureCheck:
    """Finds the domains that signed a mail."""

    def __init__(self, lookup: TxtLookup | None = None, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._lookup = lookup or dns_txt
        self._clock = clock

    async def vouches(self, raw: bytes, domain: str, *, arrived_at: datetime | None = None) -> bool:
        """Whether the organisation of this domain signed the whole mail, not long before it came (now, if None).

        Raises `LookupFailed`.
        """
        if _is_costly(raw):
            return False
        return await asyncio.to_thread(self._vouches, raw, domain, arrived_at or self._clock())

    def _vouches(self, raw: bytes, domain: str, arrived_at: datetime) -> bool:
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
                if self._is_good(verifier, index, domain, arrived_at, subject=b"subject" in names):
                    return True
            except (*broken, AttributeError):  # a signature or key that makes no sense is none
                continue
        return False

    def _is_good(self, verifier: Any, index: int, domain: str, arrived_at: datetime, *, subject: bool) -> bool:
        prepared = verifier.verify_headerprep(index)
        if not prepared:
            return False
        fields, signed, _ = prepared
        if b"l" in fields or _is_stale(fields, arrived_at) or not belongs(domain, fields[b"d"].decode("ascii")):
            return False
        if b"from" not in signed or (subject and b"subject" not in signed):
            return False
        return bool(verifier.verify(index, dnsfunc=self._key))

    def _key(self, name: bytes, timeout: float = _DNS_SECONDS) -> bytes | None:
        record = self._lookup(name.decode("ascii").rstrip("."))
        return record if record is None or len(record) <= _LONGEST_KEY else None


def belongs(domain: str, signer: str) -> bool:
    """Whether a signature of `signer` speaks for `domain`: both belong to one organisation (RFC 7489, 3.1.1 and 3.2).

    Which names anybody may register under (`co.uk`, `github.io`) tells the public suffix list, which came with the
    library: nobody signs for all of those.
    """
    domain, signer = domain.lower().rstrip("."), signer.lower().rstrip(".")
    organisation = _suffixes().privatesuffix(domain)
    return organisation is not None and organisation == _suffixes().privatesuffix(signer)


@cache
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


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


def _is_stale(fields: Mapping[bytes, bytes], arrived_at: datetime) -> bool:
    """Whether a signature is too old to be a mail's that comes now: whoever has one may send it again (RFC 8617, 7).

    Servers try for five days at most; a signature without its time is as old as nobody knows, so its expiry decides.
    """
    moments = {name: int(fields[name]) for name in (b"t", b"x") if fields.get(name, b"").strip().isdigit()}
    if b"x" in moments and arrived_at.timestamp() > moments[b"x"] + _SKEW:
        return True
    return b"t" in moments and not -_SKEW <= arrived_at.timestamp() - moments[b"t"] <= _FRESH


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
