"""The engine's person behind somebody in Teams.

A person is known by their directory object (`aadObjectId`) in their tenant. Teams tells an address only on request
(learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context); it identifies them across channels only in
the app's own tenant, whose administrators gave it, and never for a guest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog

from threadline.bots.teams.activity import Account, Incoming
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import NAME
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.core.domain.message import Author, NamedPerson, Person
from threadline.core.people.directory import People
from threadline.storage.teams import TeamsConversationRecord, TeamsDirectory, TeamsPersonRecord

log = structlog.get_logger()

Json = dict[str, Any]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_KNOWN_SECONDS = 3_600.0
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody as Teams tells of them. `email` may be anybody's; `trusted` says whether it identifies them."""

    name: str = ""
    email: str | None = None
    trusted: bool = False


@dataclass(slots=True)
class Acquaintance:
    """Knows the people and the conversations of Teams. `own_tenant` is empty in development."""

    people: People
    directory: TeamsDirectory
    connector: Connector
    own_tenant: str
    clock: Callable[[], float]
    _profiles: dict[tuple[str, str], tuple[Profile, float]] = field(default_factory=dict)
    _met: dict[tuple[str, str], TeamsPersonRecord] = field(default_factory=dict)
    _entered: dict[str, TeamsConversationRecord] = field(default_factory=dict)

    async def author(self, incoming: Incoming) -> Author:
        """The sender as the engine takes them; asked for only once in their life.

        Raises `ChannelError` for somebody new of whom Teams cannot tell now: taken for a stranger, they would stay one.
        """
        sender, key = incoming.sender, self._key(incoming)
        author = Author(
            external_id=":".join(key), name=sender.name or "", zone=incoming.zone, language=incoming.language
        )
        if key in self._met or await self.directory.person(*key) is not None:
            return author
        profile = await self._profile(incoming, sender.id, anew=True)
        email = profile.email if profile.trusted else None
        return Author(
            author.external_id, author.name or profile.name, email=email, zone=author.zone, language=author.language
        )

    async def person(self, incoming: Incoming) -> Person:
        """The sender as the engine knows them, remembered with where they are reached. Raises `ChannelError`."""
        person_id = await self.people.recognise(NAME, await self.author(incoming))
        await self._meet(incoming, person_id)
        return await self.people.get(person_id)

    async def enter(self, incoming: Incoming) -> None:
        """Remember where the conversation is reached."""
        team = incoming.channel_data.team
        record = TeamsConversationRecord(
            id=incoming.base_conversation,
            tenant_id=incoming.tenant.lower(),
            team_id=team.id if team else None,
            service_url=incoming.service_url,
            bot_id=incoming.recipient.id,
        )
        if self._entered.get(record.id) != record:
            await self.directory.enter(record)
            _bounded(self._entered)[record.id] = record

    async def leave(self, incoming: Incoming) -> None:
        """The bot was taken away from a chat, or from a team."""
        team = incoming.channel_data.team
        await self.directory.leave(conversation_id=incoming.base_conversation, team_id=team.id if team else None)
        self.forget()

    def forget(self) -> None:
        """Ask the database again from now on."""
        self._entered.clear()
        self._met.clear()

    async def mentioned(self, incoming: Incoming, account: str) -> NamedPerson:
        """Somebody who is mentioned, as far as Teams tells of them now."""
        try:
            profile = await self._profile(incoming, account)
        except ChannelError as error:
            log.warning("person not looked up", error=str(error))
            return NamedPerson()
        return NamedPerson(profile.name, profile.email)

    async def zone_of(self, tenant: str, object_id: str) -> str | None:
        """The zone of somebody we know, who may never have spoken in this conversation."""
        known = await self.directory.person(tenant, object_id)
        return (await self.people.get(known.person_id)).zone if known else None

    async def _meet(self, incoming: Incoming, person_id: str) -> None:
        key = self._key(incoming)
        chat = incoming.base_conversation if incoming.personal else None
        known = self._met.get(key)
        record = TeamsPersonRecord(
            *key, person_id, incoming.sender.id, chat or (known.conversation_id if known else None)
        )
        if known != record:
            await self.directory.meet(record)
            _bounded(self._met)[key] = record

    async def _profile(self, incoming: Incoming, account: str, *, anew: bool = False) -> Profile:
        """What Teams tells of somebody in the conversation. Raises `ChannelThrottled` and `ChannelUnavailable`."""
        key = (incoming.tenant, account)
        profile, until = self._profiles.get(key, (None, 0.0))
        if profile is not None and self.clock() < until and not anew:
            return profile
        try:
            answer = await self.connector.member(incoming.service_url, incoming.conversation.id, account)
        except (ChannelThrottled, ChannelUnavailable):
            raise
        except ChannelError as error:
            log.warning("person not looked up", error=str(error))
            return Profile()
        profile = self._read(answer, incoming)
        _bounded(self._profiles)[key] = (profile, self.clock() + _KNOWN_SECONDS)
        return profile

    def _read(self, answer: Json, incoming: Incoming) -> Profile:
        tenant = str(answer.get("tenantId") or incoming.tenant).lower()
        email = str(answer.get("email") or answer.get("userPrincipalName") or "").lower()
        at_home = bool(self.own_tenant) and tenant == self.own_tenant and incoming.tenant.lower() == self.own_tenant
        guest = (
            str(answer.get("userRole") or "").lower() in ("guest", "anonymous")
            or "#ext#" in str(answer.get("userPrincipalName") or "").lower()
        )
        return Profile(
            name=str(answer.get("name") or ""),
            email=email if "@" in email and "#ext#" not in email else None,
            trusted=at_home and not guest,
        )

    @staticmethod
    def _key(incoming: Incoming) -> tuple[str, str]:
        return incoming.tenant.lower(), object_of(incoming.sender)


def object_of(account: Account) -> str:
    """What somebody is known by: their directory object; where the emulator tells none, its own id of them."""
    return account.aad_object_id or account.id


def _bounded(known: dict[_Key, _Value]) -> dict[_Key, _Value]:
    """The same, emptied where it has grown too large."""
    if len(known) >= _MOST:
        known.clear()
    return known
