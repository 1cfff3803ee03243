"""Signing in."""

from typing import Annotated

from pydantic import Field, StringConstraints

from threadline.bots.webhook.schema.base import Body, Instant, Storable, View


class SessionBody(Body):
    """An API token to exchange for a session of the console."""

    token: Annotated[str, Field(min_length=1, max_length=500), Storable]


class SessionView(View):
    """A session was opened; its cookie came with this answer."""

    expires_at: Instant | None
    scopes: list[str]


class NameBody(Body):
    """What somebody is called."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]


class AccountView(View):
    """An account of the caller's on a `channel` (`address` is a further e-mail address), linked since `linked_at`."""

    id: str
    channel: str
    address: str | None
    linked_at: Instant


class AccountList(View):
    """Where the caller is known, the newest first."""

    accounts: list[AccountView]


class AddressBody(Body):
    """An e-mail address that is to be the caller's too."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320), Storable]


class AddressProofBody(Body):
    """The code that was mailed to an address."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), Storable]


class MailedLinkBody(Body):
    """Who wants to sign in by a link in a mail."""

    email: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=3, max_length=320, pattern=r"^[^@\s]+@[^@\s]+$"),
        Storable,
    ]


class SignInView(View):
    """How people sign in here. `openid` is what people call the provider, `openid_url` where a browser goes for it.

    `sign_out_url` is where a browser goes after its session was ended, so that it ends at the provider as well.
    """

    openid: str | None
    openid_url: str | None
    sign_out_url: str | None
    mail: bool


class OpenSessionView(View):
    """A browser that is signed in. `name` says how it came in, `current` whether it is the one that asks."""

    id: str
    name: str
    created_at: Instant
    used_at: Instant | None
    expires_at: Instant | None
    current: bool


class OpenSessionList(View):
    """The browsers that are signed in, the newest first."""

    sessions: list[OpenSessionView]
