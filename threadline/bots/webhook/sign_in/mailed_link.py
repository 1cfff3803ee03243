"""Signing in by a link in a mail, for people whom Threadline knows and those of the team's own domains.

Whoever asks is told nothing about who is known, and an address cannot be flooded: a few links in a quarter of an hour.
"""

from datetime import timedelta

from aiohttp import web
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from threadline.bots.webhook.http.call import Call, Room
from threadline.bots.webhook.http.errors import Problem
from threadline.config.addresses import is_loopback
from threadline.core.channels.port import Notifier
from threadline.core.domain.message import Person
from threadline.storage.tokens import TokenKind
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

_MAIL = "email"
_LIFETIME = timedelta(minutes=30)
_RETRY_SECONDS = "900"


class MailedLinkLimits:
    """How many links may be asked for: by one address of a person, and from one address of the network."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._person = parse("3 per 15 minutes")
        self._client = parse("10 per 15 minutes")

    async def take(self, email: str, client: str) -> bool:
        """Whether one more is in order. A proxy on this machine is nobody in particular."""
        if client and not is_loopback(client) and not await self._limiter.hit(self._client, "client", client):
            return False
        return await self._limiter.hit(self._person, "person", email.lower())


MAILED_LINKS: web.AppKey[MailedLinkLimits] = web.AppKey("mailed_links", MailedLinkLimits)


def is_offered(room: Room) -> bool:
    """Whether links are mailed at all: there is a mailbox to send from, and an address for the link."""
    settings = room.services.settings
    return bool(settings.sign_in_by_mail and settings.base_url) and _notifier(room) is not None


async def send(call: Call, email: str) -> None:
    """Mail a link to whoever has this address, if they may sign in. Raises `Problem` (429)."""
    if not await call.request.app[MAILED_LINKS].take(email, call.request.remote or ""):
        raise Problem(
            429,
            _("Several links have already been sent. Look for the latest mail, or try again in 15 minutes."),
            headers={"Retry-After": _RETRY_SECONDS},
        )
    person = await _known(call.room, email)
    if person is not None and (mail := _notifier(call.room)) is not None:
        await _mail(call.room, mail, person)


def _notifier(room: Room) -> Notifier | None:
    channels = room.services.channels
    if _MAIL not in channels:
        return None
    channel = channels[_MAIL]
    return channel if isinstance(channel, Notifier) else None


async def _mail(room: Room, mail: Notifier, person: Person) -> None:
    record, clear = await room.services.people.tokens.create(
        person.id, kind=TokenKind.SIGNIN, name="link by mail", lifetime=_LIFETIME
    )
    with speaking(person.language):
        text = _(
            "Sign in to Threadline\n\nThis link signs you in, once, within half an hour: <{address}>\n\n"
            "If you did not ask for it, ignore this mail: nobody can sign in without it.",
            address=f"{room.services.settings.base_url}/signin/{clear}",
        )
    await mail.notify(person, text, key=f"signin-{record.id}")


async def _known(room: Room, email: str) -> Person | None:
    directory = room.services.people.directory
    if (person := await directory.by_email(email)) is not None:
        return person
    return await directory.ensure(email) if room.services.settings.admits(email) else None
