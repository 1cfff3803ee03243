"""Whom a mail is between: people by their addresses, without lists, offices and programs, which nobody meets."""

import re
from collections.abc import Collection, Iterator

from threadline.bots.email.incoming.loops import nobody_reads, plain_address
from threadline.bots.email.mail.parsed_mail import Address, ParsedMail
from threadline.core.domain.message import NamedPerson

_MOST = 20
_LISTS = re.compile(
    r"[-_.]l@|(?:^|[-_.])(?:list|liste|lista|all|alle|everyone|everybody|staff|team|tous|todos|tutti|iedereen|subscribers|"
    r"announce|members|mitglieder)@|@(?:lists?|groups?|listserv|mailman)\.|@googlegroups\.|@groups\."
)
_OFFICES = re.compile(
    r"^(?:info|office|service|support|help|helpdesk|kundenservice|kontakt|contact|contacto|contatto|news|newsletter|"
    r"marketing|sales|vertrieb|shop|store|orders?|bestellung|billing|invoices?|rechnung|accounting|buchhaltung|"
    r"bookings?|buchung|reservations?|reservierung|reservas?|prenotazioni|tickets?|notifications?|notify|alerts?|"
    r"updates?|calendar-notification|mailer|admin|root|webmaster|praxis|ordination|clinic|events?|welcome|jobs|career)"
    r"(?:[-_.+]\w+)?@"
)


def others_of(mail: ParsedMail, own: str, ours: Collection[str]) -> Iterator[NamedPerson]:
    """Who else wrote or got the mail, or was written about in what is forwarded: its To and Cc, and the senders.

    `own` is the address of whoever sent it to us, in small letters, `ours` are the assistant's.
    """
    forwarded = list(mail.forward.chain()) if mail.forward else []
    listed = [*mail.to, *mail.cc, *(each for one in forwarded for each in (*one.to, *one.cc))]
    listed += [one.sender for one in forwarded if one.sender is not None]
    for address in listed[:_MOST]:
        if _is_another(address, own, ours):
            yield NamedPerson(address.name, address.email)


def correspondents_of(mail: ParsedMail, own: str, ours: Collection[str]) -> Iterator[NamedPerson]:
    """Whom the mail is between: of a forward who wrote the innermost mail, otherwise who else got it."""
    if mail.forward is not None:
        innermost = [*mail.forward.chain()][-1]
        among = [innermost.sender] if innermost.sender is not None else []
        if not among or among[0].email.lower() == own:
            among = [*innermost.to, *innermost.cc] or [*mail.to, *mail.cc]
    else:
        among = [*mail.to, *mail.cc]
    for address in dict.fromkeys(among[:_MOST]):
        if _is_another(address, own, ours) and _is_somebody(address):
            yield NamedPerson(address.name, address.email)


def _is_another(address: Address, own: str, ours: Collection[str]) -> bool:
    email = address.email.lower()
    return "@" in email and email != own and plain_address(email) not in ours and _LISTS.search(email) is None


def _is_somebody(address: Address) -> bool:
    """Whether an address is a person's, as far as it tells."""
    email = address.email.lower()
    return not nobody_reads(email) and _OFFICES.match(email) is None
