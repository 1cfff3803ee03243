"""The Backend port: a kind of calendar that people can connect, and how they do.

A back end registers a factory under the entry point group `threadline.calendars`. Its `connector` says how a person
connects: by OAuth (`OAuthConnector`), by a form (`FormConnector`), or not at all (None: everybody has it). What
connecting yields is opaque to the rest: `credentials` is text that the back end writes and reads and that is kept
encrypted. Errors are those of the Calendar port.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from threadline.calendar.port import Calendar


@dataclass(frozen=True, slots=True)
class Account:
    """What connecting yields: `label` tells the person which account it is, `credentials` open it."""

    label: str
    credentials: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose calendar it is: their zone (IANA), in which dates and times without a zone are read (RFC 5545, section
    3.3.5), and their mail addresses, by which they are found among those invited.
    """

    zone: str
    addresses: tuple[str, ...] = ()

    def is_me(self, address: str | None) -> bool:
        """Whether an address is one of theirs."""
        return address is not None and address.lower() in {each.lower() for each in self.addresses}


class Vault(Protocol):
    """Where one person's credentials of one back end are kept, encrypted."""

    async def load(self) -> str | None:
        """The credentials; None where the person is not connected any more."""
        ...

    async def replace(self, credentials: str) -> None:
        """Keep renewed ones in their place."""
        ...

    async def revoked(self, reason: str) -> None:
        """They open nothing any more: the person is asked, once, to connect again. `reason` is a sentence for them."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """A permission that is asked for, and what it is for, in a sentence for the person."""

    name: str
    purpose: str


@runtime_checkable
class OAuthConnector(Protocol):
    """Connecting by OAuth 2 with PKCE (RFC 7636, S256)."""

    @property
    def scopes(self) -> Sequence[Scope]:
        """What is asked for."""
        ...

    def authorization_url(self, *, state: str, challenge: str, redirect_uri: str, hint: str | None) -> str:
        """Where the person's browser is sent. `hint` is their address, where it is known."""
        ...

    async def exchange(self, *, code: str, verifier: str, redirect_uri: str) -> Account:
        """Credentials for the code the browser came back with. Raises `CalendarDenied`, `CalendarUnavailable`."""
        ...

    async def revoke(self, credentials: str) -> None:
        """Tell the back end to forget them; what is gone already is done. Raises `CalendarUnavailable`."""
        ...


@runtime_checkable
class SignOnConnector(Protocol):
    """Connecting without a page: by a token that a program of the same maker got for the person (single sign-on)."""

    async def on_behalf(self, token: str, *, tenant: str) -> Account:
        """Credentials for a token of somebody in an organisation.

        Raises `ConsentNeeded` where they have to allow it on a page first, `CalendarDenied`, `CalendarUnavailable`.
        """
        ...


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form. `secret`: it is not shown while typed and never given back."""

    name: str
    label: str
    secret: bool = False
    required: bool = True
    placeholder: str = ""


@runtime_checkable
class FormConnector(Protocol):
    """Connecting by a form: an address, a name and a password, as CalDAV servers want them."""

    @property
    def fields(self) -> Sequence[FormField]:
        """What is asked for."""
        ...

    async def connect(self, values: Mapping[str, str], current: str | None) -> Account:
        """Try what was filled in. `current` are the credentials there are, where more is added to them.

        Raises `CalendarRejected` for values that make no sense, `CalendarDenied`, `CalendarUnavailable`.
        """
        ...


@runtime_checkable
class Backend(Protocol):
    """A kind of calendar."""

    @property
    def name(self) -> str:
        """The name of its entry point."""
        ...

    @property
    def title(self) -> str:
        """Its name for people."""
        ...

    @property
    def connector(self) -> OAuthConnector | FormConnector | None:
        """How a person connects; None for what everybody has."""
        ...

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        """The calendars of a person who is connected, as they see them. Makes no calls yet."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
