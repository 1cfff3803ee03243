"""The page of whoever runs the service: who sees it, and what its buttons do."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from sqlalchemy import update

from tests.channels.webhook.client import Answer, Client
from tests.channels.webhook.house import ZONE, House
from threadline.core.domain.message import Author
from threadline.core.domain.scopes import ALL_SCOPES, PERSONAL_SCOPES
from threadline.storage.administration import Administration
from threadline.storage.connections import ConnectionStore
from threadline.storage.mail import ArrivedMail, Finished, MailFolder, MailState, MailStore
from threadline.storage.mail_quarantine import MailQuarantine
from threadline.storage.persons import new_id
from threadline.storage.tables.core import TurnRow
from threadline.storage.tokens import TokenKind
from threadline.storage.turns import TurnOutcome, TurnStore

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


async def answered(house: House, client: Client, at: datetime, outcome: TurnOutcome) -> None:
    """An answer of that moment."""
    turns = TurnStore(house.services.storage.database, clock=lambda: at)
    accepted = await turns.accept(
        channel="webhook",
        event_key=new_id(),
        conversation_key=new_id(),
        person_id=client.person_id,
        text="hello",
        body="{}",
        title="",
        sent_at=at,
    )
    started = await turns.start(accepted.message_id)
    assert started is not None
    await turns.finish(accepted.message_id, started.epoch, outcome)


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


async def test_an_invitation_is_listed_until_it_is_withdrawn(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    page = await press(house, browser, action="invite", email="dee@example.com", name="Dee")
    link = re.search(r"/signin/\S+?(?=<)", page.text)
    assert link
    [waiting] = [
        each
        for each in await Administration(house.services.storage.database).invitations()
        if each.person == "dee@example.com"
    ]
    assert f'value="{waiting.id}"' in page.text
    assert (
        waiting.id not in (await press(house, browser, action="revoke", subject=waiting.id)).text.split('id="deeds')[0]
    )
    came = await house.stranger.call("POST", link[0])
    assert came.status == 410
    assert "Set-Cookie" not in came.headers


async def test_a_persons_data_is_handed_out_and_deleted_by_who_writes_their_address(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    eve = await house.person()
    await eve.post("/api/v1/webhook", {"prompt": "Remember the blue door", "type": "custom"})
    file = await press(house, browser, action="export", subject=eve.person_id)
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "blue door" in file.text
    email = file.json["person"]
    assert "Nothing was deleted" in (await press(house, browser, action="erase", subject=eve.person_id)).text
    assert (await eve.get("/api/v1/me")).status == 200
    told = await press(house, browser, action="erase", subject=eve.person_id, confirm=f" {email.upper()} ")
    assert "was deleted" in told.text
    assert (await eve.get("/api/v1/me")).status == 401
    assert (await press(house, browser, action="export", subject=eve.person_id)).status == 409
    assert {("person.export", "ana"), ("person.erase", "ana")} <= set(await deeds(house))


async def test_a_mail_is_taken_off_the_list_and_a_calendar_disconnected(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    database = house.services.storage.database
    mails = MailStore(database)
    folder = MailFolder("bot@example.com", "INBOX", 1)
    await mails.keep(folder, [ArrivedMail(7, b"From: x", 7, datetime.now(UTC))])
    [claimed] = await mails.claim(["bot@example.com"], lease=timedelta(minutes=1), limit=1)
    await mails.finish(claimed, Finished(MailState.QUARANTINED, "unreadable", "It is no mail", "x@example.com"))
    assert "It is no mail" in (await house.stranger.get("/admin", headers=browser)).text
    early = await press(house, browser, action="settle", subject=str(claimed.id))
    assert "on its way into the quarantine" in early.text
    await mails.moved([claimed.id])
    assert "within a minute" in (await press(house, browser, action="read_again", subject=str(claimed.id))).text
    assert "or too large" in (await press(house, browser, action="read_again", subject=str(claimed.id))).text
    await MailQuarantine(database).not_found(claimed.id)
    assert "not in the quarantine folder any more" in (await house.stranger.get("/admin", headers=browser)).text
    gone = await press(house, browser, action="settle", subject=str(claimed.id))
    assert "not in the quarantine folder any more" not in gone.text
    assert "not in the list" in (await press(house, browser, action="settle", subject="x")).text
    assert {("mail.settle", "ana"), ("mail.read_again", "ana")} <= set(await deeds(house))
    refused = await press(house, browser, action="disconnect", subject=ana.person_id, calendar="google")
    assert "No calendar is connected" in refused.text
    await ConnectionStore(database).put(ana.person_id, "google", label="ana@gmail.example")
    assert 'name="calendar" value="google"' in (await house.stranger.get("/admin", headers=browser)).text
    ended = await press(house, browser, action="disconnect", subject=ana.person_id, calendar="google")
    assert "is disconnected" in ended.text
    assert {("person.disconnect", "ana"), ("calendar.disconnect", "ana")} <= set(await deeds(house))


async def test_a_person_has_their_own_data_and_deletes_it_themselves(house: House) -> None:
    fay = await house.person()
    await fay.post("/api/v1/webhook", {"prompt": "A note on the green boat", "type": "custom"})
    assert fay.token
    for headers in ({}, {"X-API-Token": fay.token}):
        closed = await house.stranger.call("POST", "/your-data", data={"action": "export"}, headers=headers | OWN)
        assert closed.status == 403
    browser = await session_of(house, fay, PERSONAL_SCOPES)
    assert (await house.stranger.get("/your-data", headers=browser)).status == 200

    async def say(**form: str) -> Answer:
        return await house.stranger.call("POST", "/your-data", data=form, headers=browser | OWN)

    elsewhere = browser | {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    forged = await house.stranger.call("POST", "/your-data", data={"action": "export"}, headers=elsewhere)
    assert forged.status == 403
    file = await say(action="export")
    assert "green boat" in file.text
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert (await say(action="erase", confirm="somebody else")).status == 400
    assert (await say(action="more")).status == 400
    gone = await say(action="erase", confirm=file.json["person"])
    assert "Everything of yours was deleted" in gone.text
    assert (await house.stranger.get("/your-data", headers=browser)).status == 403
    assert (await fay.get("/api/v1/me")).status == 401


async def test_an_account_of_a_channel_is_let_go(house: House, ana: Client, bo: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    directory = house.services.people.directory
    author = Author("T1/U7", name="Bo", email=(await directory.get(bo.person_id)).email)
    assert await directory.recognise("slack", author) == bo.person_id
    assert 'name="channel" value="slack"' in (await house.stranger.get("/admin", headers=browser)).text
    told = await press(house, browser, action="unlink", subject=bo.person_id, channel="slack")
    assert "no longer this person" in told.text
    assert 'name="channel" value="slack"' not in told.text
    assert await directory.of_account("slack", "T1/U7") is None
    assert (
        "no longer known there"
        in (await press(house, browser, action="unlink", subject=bo.person_id, channel="slack")).text
    )
    assert ("person.unlink", "ana") in await deeds(house)
    assert await directory.recognise("slack", Author("T1/U7", name="Bo")) != bo.person_id


async def test_a_token_is_ended(house: House, ana: Client, bo: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    assert bo.token
    record = await house.services.people.tokens.authenticate(bo.token, kinds=(TokenKind.API,))
    assert record
    assert (await bo.get("/api/v1/me")).status == 200
    assert (await press(house, browser, action="revoke", subject=record.id)).status == 200
    assert (await bo.get("/api/v1/me")).status == 401
    assert "already ended" in (await press(house, browser, action="revoke", subject=record.id)).text
    assert ("token.revoke", "ana") in await deeds(house)


async def test_settings_are_shown_and_secrets_are_not(house: House, ana: Client) -> None:
    browser = await session_of(house, ana, ALL_SCOPES)
    page = (await house.stranger.get("/admin", headers=browser)).text
    assert "THREADLINE_DATA_DIR" in page
    for key in house.services.settings.secret_keys:
        assert key.get_secret_value() not in page
    assert "THREADLINE_RETENTION_DAYS" in page, "also what is as it comes"
    assert "There are no limits" in page
    assert "THREADLINE_BACKUP_DIR" in (await press(house, browser, action="back_up")).text


async def test_answers_are_drawn_by_day_week_and_month(house: House, ana: Client) -> None:
    """Everybody's, with bars against the longest, and what nobody knows the price of told apart."""
    browser = await session_of(house, ana, ALL_SCOPES)
    now = datetime.now(ZoneInfo(ZONE))
    unpriced = TurnOutcome("answered", "x", provider="house", model="own")
    await answered(house, ana, now, TurnOutcome("answered", "x", provider="big", model="m", cost_usd=4.0))
    await answered(house, ana, now, unpriced)
    await answered(house, ana, now - timedelta(days=100), unpriced)

    async def rows(by: str) -> list[str]:
        page = (await house.stranger.get(f"/admin?by={by}", headers=browser)).text
        table = page.partition('<table class="bars">')[2].partition("</table>")[0]
        assert page.count('aria-current="true"') == 1
        return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("<tr>")[2:]]

    days, weeks, months = [await rows(by) for by in ("day", "week", "month")]
    assert (len(days), len(weeks), len(months)) == (14, 13, 12)
    assert days == await rows("century"), "what is not known is days"
    assert days[0].startswith(f"{now:%a} {now.day} {now:%b}")
    assert re.search(r"\$4\.00 \+ \d+ unknown$", days[0])
    assert days[1].endswith("0 $0.00")
    assert weeks[0].startswith("from Mon ")
    assert months[0].startswith(f"{now:%B %Y}")
    assert sum("unknown" in row for row in months) == 2


async def test_what_nobody_knows_the_price_of_was_not_free(house: House, ana: Client) -> None:
    """Neither in the list of models nor in that of persons."""
    browser = await session_of(house, ana, ALL_SCOPES)
    cy, now = await house.person(), datetime.now(UTC)
    await answered(house, cy, now, TurnOutcome("answered", "x", provider="gratis", model="none", cost_usd=0.0))
    await answered(house, cy, now, TurnOutcome("answered", "x", provider="dear", model="both", cost_usd=2.5))
    for model in ("both", "neither"):
        await answered(house, cy, now, TurnOutcome("answered", "x", provider="dear", model=model))
    page = (await house.stranger.get("/admin", headers=browser)).text
    shown = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in re.findall(r"<article>.*?</article>", page)]
    costs = {each.partition(" Answers:")[0]: each.partition(", cost: ")[2] for each in shown if ", cost: " in each}
    assert costs["gratis none"] == "$0.00"
    assert costs["dear both"] == "$2.50 + 1 unknown"
    assert costs["dear neither"] == "1 unknown"
    email = (await cy.get("/api/v1/me")).json["email"]
    assert costs[email] == "$2.50 + 2 unknown"
