"""The engine's person behind somebody in Teams.

A person is known by their directory object (`aadObjectId`) in their tenant. Teams tells an address only on request
(learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context); it identifies them across channels only in
the app's own tenant, whose administrators gave it, and never for a guest. Where Teams cannot be asked, or does not
tell, they are somebody without an address until it does; and what it told is asked again from time to time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog

from threadline.bots.teams.activity import Account, Incoming
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import NAME
from threadline.core.channels.errors import ChannelError
from threadline.core.domain.message import Author, NamedPerson, Person
from threadline.core.people.account_linking import AccountLinking
from threadline.core.people.directory import People
from threadline.core.people.known_people import KnownPeople
from threadline.storage.persons import utc_now
from threadline.storage.teams import TeamsConversationRecord, TeamsDirectory, TeamsPersonRecord

log = structlog.get_logger()

Json = dict[str, Any]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_KNOWN_SECONDS = 3_600.0
_AGAIN_SECONDS = 60.0
_ASKED_FOR = timedelta(days=1)
_MOST = 20_000
_OWN_CHAT = "a:"  # how Teams begins the ids of chats with a bot


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody as Teams tells of them. `email` may be anybody's; `trusted` says whether it identifies them."""

    name: str = ""
    email: str | None = None
    trusted: bool = False

    @property
    def address(self) -> str | None:
        """The address that identifies them."""
        return self.email if self.trusted else None


@dataclass(slots=True)
class Acquaintance:
    """Knows the people and the conversations of Teams. `own_tenant` is empty in development."""

    people: People
    linking: AccountLinking
    directory: TeamsDirectory
    connector: Connector
    own_tenant: str
    clock: Callable[[], float]
    now: Callable[[], datetime] = utc_now
    _profiles: dict[tuple[str, str], tuple[Profile, float]] = field(default_factory=dict)
    _met: dict[tuple[str, str], TeamsPersonRecord] = field(default_factory=dict)
    _tried: dict[tuple[str, str], float] = field(default_factory=dict)
    _entered: dict[str, TeamsConversationRecord] = field(default_factory=dict)
    _rosters: dict[str, tuple[KnownPeople, float]] = field(default_factory=dict)

    def author(self, incoming: Incoming) -> Author:
        """The sender as the engine takes them, by what the activity says of them."""
        key = ":".join(self._key(incoming))
        return Author(key, name=incoming.sender.name or "", zone=incoming.zone, language=incoming.language)

    async def person(self, incoming: Incoming, *, asked_in: str | None = None) -> Person:
        """The sender as the engine knows them, remembered with where they are reached.

        Teams is asked of them in `asked_in`, else where the activity comes from; who cannot be asked for is somebody
        without an address until then. Raises `StorageError`.
        """
        key = self._key(incoming)
        known = self._met.get(key) or await self.directory.person(*key)
        answers_now = incoming.type == "invoke" and known is not None and asked_in is None
        profile = await self._asked(incoming, asked_in) if not answers_now and self._is_due(key, known) else None
        author = self.author(incoming)
        if profile is not None:
            author = replace(author, name=author.name or profile.name, email=profile.address)
        person_id = await self.people.recognise(NAME, author)
        record = known or TeamsPersonRecord(*key, person_id, incoming.sender.id, None)
        if profile is not None:
            person_id = await self._identified(person_id, profile, record)
            record = replace(record, email=profile.address or record.email, asked_at=self.now())
        chat = incoming.base_conversation if await self.is_own_chat(incoming) else None
        record = replace(
            record, person_id=person_id, account_id=incoming.sender.id, conversation_id=chat or record.conversation_id
        )
        if known != record:
            await self.directory.meet(record)
        _bounded(self._met)[key] = record
        return await self.people.get(person_id)

    async def known(self, incoming: Incoming) -> TeamsPersonRecord | None:
        """The sender as far as they are known without asking anybody. Raises `StorageError`."""
        key = self._key(incoming)
        return self._met.get(key) or await self.directory.person(*key)

    async def is_own_chat(self, incoming: Incoming) -> bool:
        """Whether an activity is from the sender's own chat with the bot.

        A message action is from a chat of two people as well, in which the bot is not: there its type is personal, too.
        """
        if not incoming.personal or incoming.type != "invoke":
            return incoming.personal
        return incoming.base_conversation.startswith(_OWN_CHAT) or await self.has_entered(incoming)

    async def has_entered(self, incoming: Incoming) -> bool:
        """Whether the bot is in the conversation. Raises `StorageError`."""
        known = self._entered.get(incoming.base_conversation)
        return (known or await self.directory.conversation(incoming.base_conversation)) is not None

    def _is_due(self, key: tuple[str, str], known: TeamsPersonRecord | None) -> bool:
        """Whether Teams is to be asked of somebody: not yet, or not for a while."""
        if known is not None and known.asked_at is not None and self.now() - known.asked_at < _ASKED_FOR:
            return False
        return self.clock() - self._tried.get(key, float("-inf")) >= _AGAIN_SECONDS

    async def _asked(self, incoming: Incoming, asked_in: str | None) -> Profile | None:
        """What Teams tells of the sender; None where it cannot be asked, which is no knowledge."""
        if asked_in is None and incoming.type == "invoke" and not await self.has_entered(incoming):
            return None
        try:
            return await self._profile(incoming, incoming.sender.id, asked_in=asked_in, anew=True)
        except ChannelError as error:
            log.warning("person not looked up", error=str(error))
            _bounded(self._tried)[self._key(incoming)] = self.clock()
            return None

    async def _identified(self, person_id: str, profile: Profile, record: TeamsPersonRecord) -> str:
        """Who somebody is by the address that Teams tells now."""
        email = profile.address
        if email is None or email == record.email:
            return person_id
        person = await self.people.get(person_id)
        if record.email is None and person.email == email:
            return person_id
        log.info("address of a person told", again=record.email is not None)
        return await self.linking.adopt(person_id, email, former=record.email)

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

    async def roster(self, incoming: Incoming) -> KnownPeople:
        """Who is in the conversation, by name; nobody where Teams does not tell."""
        known, until = self._rosters.get(incoming.base_conversation, (KnownPeople(), float("-inf")))
        if self.clock() < until:
            return known
        try:
            members = await self.connector.members(incoming.service_url, incoming.conversation.id)
        except ChannelError as error:
            log.warning("members not looked up", error=str(error))
            kept = known, self.clock() + _AGAIN_SECONDS
        else:
            people = tuple(NamedPerson(str(each.get("name") or "")) for each in members)
            kept = KnownPeople(people), self.clock() + _KNOWN_SECONDS
        _bounded(self._rosters)[incoming.base_conversation] = kept
        return kept[0]

    async def zone_of(self, tenant: str, object_id: str) -> str | None:
        """The zone of somebody we know, who may never have spoken in this conversation."""
        known = await self.directory.person(tenant, object_id)
        return (await self.people.get(known.person_id)).zone if known else None

    async def _profile(
        self, incoming: Incoming, account: str, *, asked_in: str | None = None, anew: bool = False
    ) -> Profile:
        """What Teams tells of somebody in a conversation. Raises `ChannelError`."""
        key = (incoming.tenant, account)
        profile, until = self._profiles.get(key, (None, 0.0))
        if profile is not None and self.clock() < until and not anew:
            return profile
        place = asked_in or incoming.conversation.id
        profile = self._read(await self.connector.member(incoming.service_url, place, account), incoming)
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
