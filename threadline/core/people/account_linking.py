"""One person on all channels: linking an address that somebody proves to be theirs.

Asked for on any channel ("link ana@example.com"), a code is mailed to that address; entered on the channel it was asked
on ("link code 4K7M-Q2TX") it makes the address the person's, and the persons one. An address that a channel merely
tells is never enough: whoever could choose their own would be somebody else.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from secrets import choice, token_hex

import structlog

from threadline import regex
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Channel, Inviter, Notifier
from threadline.core.domain.message import Person
from threadline.core.people.directory import People
from threadline.storage.account_links import LIFETIME, LinkingStore, Proof, Refusal
from threadline.storage.audit import AuditTrail
from threadline.texts.messages import N_, _

log = structlog.get_logger()

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are taken for each other
_LENGTH = 8
_ADDRESS = regex.compile(r"^[^@\s<>|,;]{1,64}@[^@\s<>|,;]{1,190}\.[^@\s<>|,;.]{2,63}$")
_ASKS = regex.compile(
    r"^\W*(?:please\s+)?link\s+(?:my\s+)?(?:(?:e-?mail|mail|address|account|e-?mail address)\s+)?"
    r"(?:to\s+)?[<(\[]*(?:mailto:)?(?P<address>[^\s<>|()\[\]]+@[^\s<>|()\[\]]+?)(?:\|[^>]*|\]\(mailto:[^)]*\))?[>)\].,!]*\s*$",
    re.IGNORECASE,
)
_ENTERS = regex.compile(rf"^\W*link\s+(?:code\s+)?(?P<code>[{_SIGNS}]{{4}}[-\s]?[{_SIGNS}]{{4}})\W*$", re.IGNORECASE)
_REFUSED = {
    Refusal.NONE_ASKED: N_("No code was asked for here. First write “link” and your address."),
    Refusal.OVER: N_("That code no longer works. Ask for a new one."),
    Refusal.WRONG: N_("That is not the code I sent. Look at my latest mail."),
}


class LinkRefused(Exception):
    """It cannot be linked; `str(error)` is a sentence for the person."""


class AccountLinking:
    """Links persons by addresses that they prove."""

    def __init__(
        self, store: LinkingStore, *, people: People, channels: Mapping[str, Channel], audit: AuditTrail
    ) -> None:
        self._store = store
        self._people = people
        self._channels = channels
        self._audit = audit

    async def ask(self, person: Person, address: str) -> None:
        """Mail a code to an address; whether somebody here has it already is not told. Raises `LinkRefused`."""
        email = address.strip().lower()
        if not _ADDRESS.match(email):
            raise LinkRefused(_("“{address}” is no e-mail address.", address=address.strip()))
        if email == (person.email or "").lower():
            raise LinkRefused(_("That address is yours already."))
        mail = self._mail()
        if mail is None:
            raise LinkRefused(_("This service has no mailbox to send a code from, so no address can be linked."))
        code = "".join(choice(_SIGNS) for _ in range(_LENGTH))
        if not await self._store.issue(person.id, email, code):
            raise LinkRefused(_("Too many codes were sent. Try again in an hour."))
        to = replace(person, email=email)
        try:
            sent = await mail.notify(to, _letter(code), key=f"link-{token_hex(8)}")
        except ChannelError as error:
            log.warning("code not sent", error=type(error).__name__)
            sent = False
        if not sent:
            raise LinkRefused(_("I could not send a code to that address. Try again in a moment."))
        await self._audit.append(person_id=person.id, action="link.ask", subject=person.id)

    async def enter(self, person: Person, code: str) -> Person:
        """Use a code; answers with the person as they are now, whose the address is. Raises `LinkRefused`."""
        proof = await self._store.prove(person.id, re.sub(r"[\s-]", "", code).upper())
        if not isinstance(proof, Proof):
            raise LinkRefused(_(_REFUSED[proof]))
        self._people.forget_identities()
        await self._audit.append(person_id=proof.person_id, action="link.prove", subject=person.id)
        return await self._people.get(proof.person_id)

    async def adopt(self, person_id: str, email: str, *, former: str | None = None) -> str:
        """An address that a channel vouches for becomes the person's; answers with who they are now.

        `former` is the one that it vouched for before. Raises `StorageError`.
        """
        proof = await self._store.adopt(person_id, email, former=former)
        self._people.forget_identities()
        await self._audit.append(person_id=proof.person_id, action="link.vouched", subject=person_id)
        return proof.person_id

    def _mail(self) -> Notifier | None:
        """The channel that mails: it tells people things, and reaches them by their address alone."""
        for channel in self._channels.values():
            if isinstance(channel, Notifier) and isinstance(channel, Inviter):
                return channel
        return None

    async def answer(self, person: Person, text: str, *, shared: bool = False) -> str | None:
        """What is said to a message that asks for a code or enters one; None for any other."""
        asks, enters = _ASKS.match(text), _ENTERS.match(text)
        if asks is None and enters is None:
            return None
        if shared:
            return _("Write that to me in private, where nobody else can read it.")
        try:
            if enters is not None:
                linked = await self.enter(person, enters["code"])
                return _("Linked. Everything of yours is in one place now, {name}.", name=linked.name)
            assert asks is not None  # noqa: S101 - one of the two matched
            await self.ask(person, asks["address"])
        except LinkRefused as error:
            return str(error)
        minutes = int(LIFETIME.total_seconds() // 60)
        return _(
            "I sent a code to {address}. Write “link code” and the code here within {minutes} minutes; then that "
            "address and all that belongs to it are yours on every channel.",
            address=asks["address"],
            minutes=minutes,
        )


def _letter(code: str) -> str:
    told = _("Your code to link this address: **{code}**", code=f"{code[:4]}-{code[4:]}")
    lasts = _(
        "It works for {minutes} minutes. Enter it where you asked for it. If you did not ask for it, "
        "somebody else did, and they gain nothing by it: delete this mail, and do not give the code to "
        "anybody.",
        minutes=int(LIFETIME.total_seconds() // 60),
    )
    return f"{told}\n\n{lasts}"
