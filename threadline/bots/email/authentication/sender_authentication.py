"""Whether a mail is from whom it says it is from.

The topmost `Authentication-Results` of a server that the operator named is believed, and no other: a sender can write
such headers too, and servers strip those that bear their own name (RFC 8601, section 5). It must say `dmarc=pass` for
the domain of the single From. Where it does not decide, the mail's DKIM signatures are checked here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from threadline.bots.email.authentication.dkim import LookupFailed, SignatureCheck
from threadline.bots.email.authentication.results_header import AuthenticationResults, read_results
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.config.mailbox import MailboxSettings

MICROSOFT = "microsoft"
"""Stands for Exchange Online, whose header names no server: then the topmost header of all must be without a name."""
MICROSOFT_INTERNAL = "microsoft-internal"
"""Beside it: believe Exchange Online that a mail was sent by a signed-in user of the same organisation."""
_INTERNAL = "x-ms-exchange-organization-authas"


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a sender: `verified`, or why not. `undecided`: ask again later."""

    verified: bool
    reason: str = ""
    undecided: bool = False


class Authentication:
    """Checks senders."""

    def __init__(self, signatures: SignatureCheck | None = None) -> None:
        self._signatures = signatures or SignatureCheck()

    async def identify(
        self,
        mail: ParsedMail,
        raw: bytes,
        mailbox: MailboxSettings,
        *,
        whole: bool,
        arrived_at: datetime | None = None,
    ) -> Identity:
        """Check the sender of a mail. `whole` is False where `raw` is only its head, which proves no signature.

        `arrived_at` is when our server got it; now, if None.
        """
        domain = from_domain(mail)
        if domain is None:
            return Identity(verified=False, reason="It has no single sender.")
        if any(len(mail.headers.get(name, ())) > 1 for name in ("from", "subject")):
            return Identity(verified=False, reason="It has more than one From or Subject.")
        trusted = _trusted(mail.headers.get("authentication-results", ()), mailbox.authserv_ids)
        said = _dmarc(trusted, domain) if trusted is not None else None
        if said is not None:
            return Identity(said, "" if said else f"Its mail server says that it is not from {domain} (DMARC).")
        if _is_internal(mail, domain, mailbox):
            return Identity(verified=True)
        if not whole:
            return Identity(verified=False, reason="Nothing vouches for its sender, and it is too large to be checked.")
        return await self._by_signature(raw, domain, arrived_at)

    async def _by_signature(self, raw: bytes, domain: str, arrived_at: datetime | None) -> Identity:
        try:
            if await self._signatures.vouches(raw, domain, arrived_at=arrived_at):
                return Identity(verified=True)
        except LookupFailed as error:
            return Identity(verified=False, reason=str(error), undecided=True)
        return Identity(verified=False, reason=f"Neither DMARC nor a DKIM signature shows that it is from {domain}.")


def from_domain(mail: ParsedMail) -> str | None:
    """The domain of the single sender as DNS has it; None if there is not exactly one."""
    if len(mail.senders) != 1 or mail.sender is None:
        return None
    return _ascii(mail.sender.email.rpartition("@")[2]) or None


def _trusted(headers: Collection[str], servers: Collection[str]) -> AuthenticationResults | None:
    """The topmost header that one of our servers wrote."""
    names = {server.lower() for server in servers}
    for place, header in enumerate(headers):
        results = read_results(header)
        if results.server in names - {MICROSOFT, MICROSOFT_INTERNAL, ""}:
            return results
        if not results.server and place == 0 and MICROSOFT in names:
            return results
    return None


def _dmarc(results: AuthenticationResults, domain: str) -> bool | None:
    """What DMARC says of the domain; None where it says nothing of it."""
    said = [one for one in results.results if one.method == "dmarc"]
    mine = {one.result for one in said if _ascii(one.properties.get("header.from", "")) == domain}
    if "pass" in mine:
        return mine == {"pass"}
    return False if "fail" in {one.result for one in said} else None


def _is_internal(mail: ParsedMail, domain: str, mailbox: MailboxSettings) -> bool:
    """Exchange Online takes this header out of every mail that comes from outside the organisation."""
    if MICROSOFT_INTERNAL not in {server.lower() for server in mailbox.authserv_ids}:
        return False
    same = domain == _ascii(mailbox.address.rpartition("@")[2])
    return same and [value.strip().lower() for value in mail.headers.get(_INTERNAL, ())] == ["internal"]


def _ascii(domain: str) -> str:
    try:
        return domain.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return domain.strip().rstrip(".").lower()
