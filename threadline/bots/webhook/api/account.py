"""Who the caller is: their name, the addresses that are theirs, and the accounts that lead to them on each channel."""

from hashlib import sha256

from aiohttp import web

from threadline.bots.webhook.api.session import person_view
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.schema.access import AccountList, AccountView, AddressBody, AddressProofBody, NameBody
from threadline.bots.webhook.schema.service import PersonView
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.people.account_linking import LinkRefused
from threadline.core.people.directory import LinkedAccount

endpoints = Endpoints("Access")

_ID_LENGTH = 20


@endpoints.declare("PUT", "/api/v1/me", scope=WRITE)
async def rename(call: Call, body: NameBody) -> PersonView:
    """Say what you are called: in invitations, and on cards that others see."""
    person = await call.services.people.directory.rename(call.person.id, body.name)
    return person_view(call, person)


@endpoints.declare("GET", "/api/v1/me/accounts", scope=READ)
async def accounts(call: Call) -> AccountList:
    """Where you are known: your accounts on channels, and further addresses that you proved to be yours."""
    found = await call.services.people.directory.linked_accounts(call.person.id)
    return AccountList(accounts=[_account_view(each) for each in found])


@endpoints.declare("DELETE", "/api/v1/me/accounts/{account_id}", scope=WRITE, status=204, errors=(404,))
async def unlink(call: Call, account_id: str) -> None:
    """Unlink an account. What it wrote and booked stays yours; whoever writes from it is somebody new.

    An account whose channel vouches for your own address is linked again when it writes.
    """
    directory = call.services.people.directory
    found = await directory.linked_accounts(call.person.id)
    account = next((each for each in found if _id_of(each) == account_id), None)
    if account is None or not await directory.unlink(call.person.id, account):
        raise not_found("account", account_id)
    await call.services.storage.audit.append(
        person_id=call.person.id, action="account.unlink", subject=f"{account.channel}:{account_id}"
    )


@endpoints.declare("POST", "/api/v1/me/addresses", scope=WRITE, answers={202: (None,)}, errors=(422,))
async def add_address(call: Call, body: AddressBody) -> web.Response:
    """Have a code mailed to an address that is to be yours as well. The answer does not say whose it is now."""
    try:
        await call.services.people.account_linking.ask(call.person, body.email)
    except LinkRefused as error:
        raise unprocessable("email", str(error)) from error
    return web.Response(status=202)


@endpoints.declare("POST", "/api/v1/me/addresses/proof", scope=WRITE, errors=(422,))
async def prove_address(call: Call, body: AddressProofBody) -> PersonView:
    """Enter the code: the address is yours on every channel, with all that belongs to it."""
    try:
        person = await call.services.people.account_linking.enter(call.person, body.code)
    except LinkRefused as error:
        raise unprocessable("code", str(error)) from error
    return person_view(call, person)


def _id_of(account: LinkedAccount) -> str:
    """A name for an address of ours: what channels call their people may hold anything."""
    return sha256(f"{account.channel}\x00{account.external_id}".encode()).hexdigest()[:_ID_LENGTH]


def _account_view(account: LinkedAccount) -> AccountView:
    address = account.external_id if "@" in account.external_id else None
    return AccountView(id=_id_of(account), channel=account.channel, address=address, linked_at=account.since)
