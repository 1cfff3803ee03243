"""The page of whoever runs the service: who sees it, and what its buttons do."""

import re
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import update

from tests.channels.webhook.client import Answer, Client
from tests.channels.webhook.house import House
from threadline.core.domain.scopes import ALL_SCOPES, PERSONAL_SCOPES
from threadline.storage.administration import Administration
from threadline.storage.tables.core import TurnRow
from threadline.storage.tokens import TokenKind

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest_asyncio.fixture(loop_scope="module")
async def ana(house: House) -> Client:
    """Made in the loop of the house: that of the browser tests is another."""
    return await house.person()


async def session_of(house: House, client: Client, scopes: tuple[str, ...]) -> dict[str, str]:
    """A browser that came by a link for these scopes, as its headers."""
    _, token = await house.services.people.tokens.create(
        client.person_id, kind=TokenKind.SIGNIN, name="link", scopes=scopes, lifetime=timedelta(minutes=30)
    )
    answer = await house.stranger.call("POST", f"/signin/{token}")
    return {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}


async def press(house: House, browser: dict[str, str], **form: str) -> Answer:
    return await house.stranger.call("POST", "/admin", data=form, headers=browser | OWN)


async def deeds(house: House) -> list[tuple[str, str]]:
    """What was done, and by whom."""
    found = await Administration(house.services.storage.database).deeds()
    return [(deed.action, (deed.person or "").partition("-")[0]) for deed in found]


async def test_only_a_session_that_may_administer_sees_it(house: House, ana: Client, bo: Client) -> None:
    administrator = await session_of(house, ana, ALL_SCOPES)
    assert (await house.stranger.get("/admin", headers=administrator)).status == 200
    personal = await session_of(house, bo, PERSONAL_SCOPES)
    by_chat = await session_of(house, bo, ())
    assert ana.token
    by_token = {"X-API-Token": ana.token}
    for headers in ({}, personal, by_chat, by_token):
        answer = await house.stranger.get("/admin", headers=headers)
        assert answer.status == 403
        assert "threadline signin --admin" in answer.text
        assert (await press(house, headers, action="revoke", subject="x")).status == 403
    assert (await house.stranger.call("POST", "/admin", data={"action": "drop"}, headers=administrator)).status == 403
    elsewhere = administrator | {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert (await house.stranger.call("POST", "/admin", data={"action": "drop"}, headers=elsewhere)).status == 403
    assert (await press(house, administrator, action="format")).status == 400


async def test_a_message_that_was_put_aside_is_answered_after_all(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    said = await ana.post("/api/v1/webhook", {"prompt": "Put aside once", "type": "custom"})
    message = said.json["message_id"]
    put_aside = update(TurnRow).where(TurnRow.message_id == message).values(state="parked", reason="It failed 5 times")
    async with house.services.storage.database.write() as connection:
        await connection.execute(put_aside)
    page = (await house.stranger.get("/admin", headers=browser)).text
    assert "It failed 5 times" in page
    assert "Put aside once" not in page, "what people wrote is not shown"
    assert (await press(house, browser, action="retry", subject=message)).status == 200
    assert (await press(house, browser, action="drop", subject=message)).status == 409
    assert ("parked.retry", "ana") in await deeds(house)


async def test_who_is_invited_comes_in_and_is_signed_out_again(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    assert "no e-mail address" in (await press(house, browser, action="invite", email="nobody")).text
    page = await press(house, browser, action="invite", email="cy@example.com", name="Cy <b>")
    assert "Cy &lt;b&gt;" in page.text
    link = re.search(r"/signin/\S+?(?=<)", page.text)
    assert link
    came = await house.stranger.call("POST", link[0])
    cy = {"Cookie": came.headers["Set-Cookie"].partition(";")[0]}
    me = await house.stranger.get("/api/v1/me", headers=cy)
    assert me.json["scopes"] == list(PERSONAL_SCOPES)
    assert "Signed out of 1" in (await press(house, browser, action="sign_out", subject=me.json["id"])).text
    assert (await house.stranger.get("/api/v1/me", headers=cy)).status == 401
    assert {("person.invite", "ana"), ("person.sign_out", "ana")} <= set(await deeds(house))


async def test_a_token_is_ended(house: House, ana: Client, bo: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    assert bo.token
    record = await house.services.people.tokens.authenticate(bo.token, kinds=(TokenKind.API,))
    assert record
    assert (await bo.get("/api/v1/me")).status == 200
    assert (await press(house, browser, action="revoke", subject=record.id)).status == 200
    assert (await bo.get("/api/v1/me")).status == 401
    assert "ended already" in (await press(house, browser, action="revoke", subject=record.id)).text
    assert ("token.revoke", "ana") in await deeds(house)


async def test_settings_are_shown_and_secrets_are_not(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    page = (await house.stranger.get("/admin", headers=browser)).text
    assert "THREADLINE_DATA_DIR" in page
    for key in house.services.settings.secret_keys:
        assert key.get_secret_value() not in page
    assert "THREADLINE_BACKUP_DIR" in (await press(house, browser, action="back_up")).text
