"""Connecting a kind of calendar, and letting go of it again.

The way of a consent (OAuth 2, RFC 6749 section 4.1, with PKCE, RFC 7636):

    begin ── link to our own page ──► opened (whom it is for, what is asked and why)
          ── Continue ──► authorize: the browser is remembered, and goes to the back end's own page
          ── it comes back with a code ──► complete: the same browser? the state still good? ──► exchanged, kept

A state belongs to one person and one back end, is used once and only within ten minutes. It alone is not enough to
come back with: somebody could carry their own link past our page and send others on to the back end's consent page,
and whoever consents there would open their calendar to the sender. So the browser that pressed Continue, on the page
that says whose calendar it will be, carries a cookie, and only the browser with that cookie can finish. Links may
therefore be sent over any channel.

Where a form is filled in instead (CalDAV), the same page shows it, or a program sends its values at once.

Raises the errors of `connection_errors`; besides them `CalendarError` comes through from the back end and
`StorageError` from the store.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from threadline.calendar.backend import Account, Backend, FormConnector, OAuthConnector, Scope, SignOnConnector
from threadline.calendar.port import CalendarDenied, CalendarError
from threadline.calendar.todos import TodoBackend
from threadline.core.calendars.connection_errors import (
    ConsentRefused,
    KeyMissing,
    LinkOver,
    NotConnectable,
    OtherBrowser,
)
from threadline.core.calendars.pkce import browser_digest, challenge, same_browser
from threadline.core.calendars.registry import DEFAULT_CALENDAR_KEY, Calendars, secret_name
from threadline.core.calendars.todo_services import TODO_LIST_KEY
from threadline.core.calendars.watching import Watching
from threadline.core.domain.message import Person
from threadline.core.people.directory import People
from threadline.storage.audit import AuditTrail
from threadline.storage.connections import (
    STATE_OWNER,
    AuthorizationRecord,
    AuthorizationStore,
    ConnectionRecord,
    ConnectionStore,
    state_hash,
)
from threadline.storage.database.errors import SecretUnreadable
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore
from threadline.texts.messages import _

Parting = Callable[[str, str], Awaitable[None]]
"""Takes out of a person's calendar what is not to be left there, before access to it ends: their id, the back end."""

LIFETIME = timedelta(minutes=10)
_VERIFIER_BYTES = 48  # 64 characters; RFC 7636 section 4.1 asks for 43 to 128
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Pending:
    """A link that was opened: for whom it is, and what is to be connected."""

    person: Person
    backend: Backend
    connector: OAuthConnector | FormConnector
    return_to: str | None
    further: Sequence[Scope] = ()
    """What is asked for besides, as this person wants it."""


@dataclass(frozen=True, slots=True)
class Connected:
    """What was connected, and where the person wanted to go afterwards (a path of ours)."""

    person: Person
    backend: Backend
    connection: ConnectionRecord
    return_to: str | None = None


@dataclass(frozen=True, slots=True)
class Disconnected:
    """A connection that is forgotten here. `problem` says what the person has to do where the back end was not told."""

    backend: str
    problem: str | None = None


class Connections:
    """Connects and disconnects calendars. `address` is where people reach the service from outside."""

    def __init__(
        self,
        *,
        calendars: Calendars,
        watching: Watching,
        connections: ConnectionStore,
        authorizations: AuthorizationStore,
        secrets: SecretStore,
        preferences: PreferenceStore,
        people: People,
        audit: AuditTrail,
        address: str,
        parting: Parting,
    ) -> None:
        self._calendars = calendars
        self._watching = watching
        self._connections = connections
        self._authorizations = authorizations
        self._secrets = secrets
        self._preferences = preferences
        self._people = people
        self._audit = audit
        self._address = address
        self._parting = parting

    @property
    def kinds(self) -> Sequence[Backend]:
        """The kinds of calendars that can be connected."""
        return [backend for backend in self._calendars.backends.values() if backend.connector is not None]

    @property
    def ready(self) -> bool:
        """Whether credentials can be kept."""
        return self._secrets.has_key

    async def begin(
        self, person: Person, backend: str, return_to: str | None = None, *, address: str | None = None
    ) -> str:
        """A link for this person alone to a page of ours that connects the calendar. It works once, for ten minutes.

        `return_to` is a path of our own to go to afterwards; `address` stands in for where the service is reached.
        Raises `NotConnectable`, `KeyMissing`, `StorageError`.
        """
        self._connector(backend)
        self._require_key()
        state = await self._authorizations.issue(person.id, backend, return_to=return_to, lifetime=LIFETIME)
        return f"{address or self._address}/connect/{state}"

    async def opened(self, state: str) -> Pending:
        """For whom a link is, and what it connects. Looking changes nothing. Raises `LinkOver`."""
        return await self._pending(await self._authorizations.peek(state))

    async def authorize(self, state: str, *, browser: str, redirect_uri: str) -> str:
        """Where the browser goes to consent. `browser` is what only this browser holds, which it must come back with.

        Pressing Continue again in the same browser goes on with what it began. Raises `LinkOver`, `KeyMissing`.
        """
        pending = await self.opened(state)
        if not isinstance(pending.connector, OAuthConnector):
            raise NotConnectable(_("{calendar} is connected by a form.", calendar=pending.backend.title))
        self._require_key()
        begun = await self._begun(state)
        if begun is None or not same_browser(begun.browser, browser):
            begun = _Begun(token_urlsafe(_VERIFIER_BYTES), browser_digest(browser))
            await self._secrets.put(STATE_OWNER, state_hash(state), json.dumps([begun.verifier, begun.browser]))
        asked: dict[str, Any] = {"state": state, "challenge": challenge(begun.verifier), "redirect_uri": redirect_uri}
        if pending.further:
            asked["further"] = pending.further
        return pending.connector.authorization_url(**asked, hint=pending.person.email)

    async def complete(
        self, state: str, *, browser: str, redirect_uri: str, code: str | None, error: str | None
    ) -> Connected:
        """What the browser came back with becomes a connection: a `code`, or the back end's `error`.

        A browser that did not press Continue uses nothing up. Raises `LinkOver`, `OtherBrowser`, `ConsentRefused`,
        `CalendarError`.
        """
        pending, begun = await self.opened(state), await self._begun(state)
        if begun is None or not same_browser(begun.browser, browser):
            raise OtherBrowser
        record = await self._authorizations.use(state)
        await self._secrets.delete(STATE_OWNER, state_hash(state))
        if record is None or not isinstance(pending.connector, OAuthConnector):
            raise LinkOver
        if not code or error:
            raise ConsentRefused(_refusal(pending.backend.title, error))
        account = await pending.connector.exchange(code=code, verifier=begun.verifier, redirect_uri=redirect_uri)
        connection = await self._keep(pending.person, pending.backend, account)
        return Connected(pending.person, pending.backend, connection, pending.return_to)

    async def submit(self, state: str, values: Mapping[str, str]) -> Connected:
        """Connect with what was filled in on a link's page; the link stays good until that succeeds.

        Raises as `connect`, and `LinkOver`.
        """
        pending = await self.opened(state)
        account = await self._filled_in(pending.person, pending.backend, values)
        if await self._authorizations.use(state) is None:
            raise LinkOver
        connection = await self._keep(pending.person, pending.backend, account)
        return Connected(pending.person, pending.backend, connection, pending.return_to)

    async def connect(self, person: Person, backend: str, values: Mapping[str, str]) -> Connected:
        """Connect with the values of a form's fields.

        Raises `NotConnectable`, `KeyMissing`, `CalendarRejected` for values that make no sense, `CalendarDenied`,
        `CalendarUnavailable`.
        """
        self._connector(backend)
        found = self._calendars.backends[backend]
        account = await self._filled_in(person, found, values)
        return Connected(person, found, await self._keep(person, found, account))

    async def sign_on(self, person: Person, backend: str, token: str, *, tenant: str) -> Connected:
        """Connect with a token that the platform got for the person; whoever calls knows that it is theirs.

        Raises `NotConnectable`, `KeyMissing`, `ConsentNeeded`, `CalendarDenied`, `CalendarUnavailable`.
        """
        connector, found = self._connector(backend), self._calendars.backends[backend]
        if not isinstance(connector, SignOnConnector):
            raise NotConnectable(_("{calendar} is connected by a link.", calendar=found.title))
        self._require_key()
        account = await connector.on_behalf(token, tenant=tenant)
        return Connected(person, found, await self._keep(person, found, account))

    async def disconnect(self, person: Person, backend: str) -> Disconnected:
        """Forget a connection, also where the back end cannot be told. Raises `NotConnectable` if there is none."""
        connected = any(record.backend == backend for record in await self._connections.of_person(person.id))
        if not connected:
            raise NotConnectable(_("No calendar is connected under the name {name}.", name=repr(backend)))
        await self._parting(person.id, backend)
        await self._watching.end(person, backend)
        problem = await self._revoke(person, backend)
        await self._secrets.delete(person.id, secret_name(backend))
        await self._connections.delete(person.id, backend)
        chosen = await self._preferences.get(person.id, DEFAULT_CALENDAR_KEY)
        if chosen is not None and chosen.value.partition(":")[0] == backend:
            await self._preferences.delete(person.id, DEFAULT_CALENDAR_KEY)
        await self._changed(person, "calendar.disconnect", backend)
        return Disconnected(backend, problem)

    def _connector(self, name: str) -> OAuthConnector | FormConnector:
        backend = self._calendars.backends.get(name)
        if backend is None or backend.connector is None:
            known = ", ".join(kind.name for kind in self.kinds) or _("none so far")
            raise NotConnectable(
                _(
                    "There is no calendar {name} to connect here. Those that can be: {known}.",
                    name=repr(name),
                    known=known,
                )
            )
        return backend.connector

    def _require_key(self) -> None:
        if not self.ready:
            raise KeyMissing

    async def _pending(self, record: AuthorizationRecord | None) -> Pending:
        backend = self._calendars.backends.get(record.backend) if record else None
        if record is None or backend is None or backend.connector is None:
            raise LinkOver
        further = await self._further(record.person_id, backend)
        person = await self._people.get(record.person_id)
        return Pending(person, backend, backend.connector, record.return_to, further)

    async def _further(self, person_id: str, backend: Backend) -> Sequence[Scope]:
        """Lists of things to do are asked for where the person keeps theirs there, and of nobody else."""
        if not isinstance(backend, TodoBackend):
            return ()
        chosen = await self._preferences.get(person_id, TODO_LIST_KEY)
        return backend.todo_scopes if chosen is not None and chosen.value == backend.name else ()

    async def _begun(self, state: str) -> "_Begun | None":
        try:
            kept = await self._secrets.get(STATE_OWNER, state_hash(state))
        except SecretUnreadable:
            return None
        return _Begun(*json.loads(kept)) if kept else None

    async def _filled_in(self, person: Person, backend: Backend, values: Mapping[str, str]) -> Account:
        connector = backend.connector
        if not isinstance(connector, FormConnector):
            raise NotConnectable(_("{calendar} is connected by a link, not by a form.", calendar=backend.title))
        self._require_key()
        return await connector.connect(values, await self._calendars.vault(person.id, backend.name).load())

    async def _keep(self, person: Person, backend: Backend, account: Account) -> ConnectionRecord:
        await self._calendars.vault(person.id, backend.name).replace(account.credentials)
        connection = await self._connections.put(person.id, backend.name, label=account.label)
        await self._changed(person, "calendar.connect", backend.name)
        self._watching.connected(person, backend.name)
        return connection

    async def _revoke(self, person: Person, name: str) -> str | None:
        """Tell the back end; answers with what the person has to do where that failed."""
        backend = self._calendars.backends.get(name)
        credentials = await self._calendars.vault(person.id, name).load()
        if backend is None or credentials is None or not isinstance(backend.connector, OAuthConnector):
            return None
        try:
            await backend.connector.revoke(credentials)
        except CalendarDenied:
            return None  # what it does not take any more is gone
        except CalendarError as error:
            return _(
                "{reason} Threadline has forgotten its access; withdraw it in your account there as well.", reason=error
            )
        return None

    async def _changed(self, person: Person, action: str, backend: str) -> None:
        await self._audit.append(person_id=person.id, action=action, subject=backend)
        self._calendars.written(person.id)


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is kept between Continue and coming back: the verifier, and the digest of what the browser holds."""

    verifier: str
    browser: str


def _refusal(title: str, error: str | None) -> str:
    if error == "access_denied":
        return _(
            "{calendar} was not connected, because that was not allowed. Nothing is changed; you can ask for it again.",
            calendar=title,
        )
    said = f" ({error[:_LONGEST_REASON]})" if error and error.isprintable() else ""
    return _("{calendar} did not agree{said}. Nothing is changed; try again.", calendar=title, said=said)
