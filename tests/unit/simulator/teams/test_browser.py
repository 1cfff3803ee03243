"""The browser view of the fake Teams: its addresses, and the page in a real browser."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.unit.simulator.teams.bot import Bot, block, card, execute, meeting
from threadline.simulator.teams.model import in_thread

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"


async def act(bot: Bot, doing: str, /, header: str = "1", **body: Any) -> tuple[int, Any]:
    url, headers = f"{bot.teams.url}/act/{doing}", {"X-Simulator": header}
    async with bot.http.post(url, json={"user": "ana", **body}, headers=headers) as response:
        return response.status, await response.json() if response.content_type == "application/json" else None


async def state(bot: Bot, user: str = "ana") -> Json:
    async with bot.http.get(f"{bot.teams.url}/state", params={"user": user}) as response:
        assert response.status == 200
        return dict(await response.json())


async def test_serves_its_page(bot: Bot) -> None:
    for path, status in (("/", 200), ("/view/view.js", 200), ("/view/card.js", 200), ("/view/other.js", 404)):
        async with bot.http.get(bot.teams.url + path) as response:
            assert response.status == status
            assert status != 200 or "default-src 'none'" in response.headers["Content-Security-Policy"]
    async with bot.http.get(f"{bot.teams.url}/state?user=nobody") as response:
        assert response.status == 404


async def test_acts_only_for_its_own_page(bot: Bot) -> None:
    assert (await act(bot, "write", header="", conversation="a:ana", text="x"))[0] == 403
    assert (await act(bot, "unheard"))[0] == 404
    assert (await act(bot, "write", conversation="a:nobody", text="x"))[0] == 400
    assert (await act(bot, "write", user="nobody", conversation="a:ana", text="x"))[0] == 400
    assert bot.heard == []


async def test_does_what_people_do(bot: Bot) -> None:
    assert (await act(bot, "write", conversation="a:ana", text="hello"))[0] == 200
    mine = bot.teams.messages[-1]
    assert (await act(bot, "edit", conversation="a:ana", message=mine.id, text="hello again"))[0] == 200
    assert (await act(bot, "delete", conversation="a:ana", message=mine.id))[0] == 200
    assert (await act(bot, "command", conversation="a:ana", title="help"))[0] == 200
    assert (await act(bot, "attach", name="notes.txt", content="x"))[0] == 200
    assert (await act(bot, "install", conversation="a:ana"))[0] == 200
    assert (await act(bot, "install", conversation="a:ana"))[0] == 200
    heard = ["message", "messageUpdate", "messageDelete", "message", "message"]
    assert [activity["type"] for activity in bot.heard[:5]] == heard
    assert [activity.get("action") for activity in bot.heard[6::2]] == ["remove", "add"]
    await bot.say("a:ana", "an answer", channelData={"feedbackLoop": {"type": "default"}})
    answer = bot.teams.messages[-1].id
    place = {"conversation": "a:ana", "message": answer}
    assert (await act(bot, "feedback", **place, reaction="like"))[0] == 200
    assert (await act(bot, "schedule", **place, command="scheduleThis"))[0] == 200
    assert (await act(bot, "edit", **place, text="not mine"))[0] == 400
    assert (await act(bot, "stop", **place))[0] == 400
    assert (await act(bot, "refresh", **place))[0] == 200
    assert (await act(bot, "submit", values={}))[0] == 400
    assert (await act(bot, "close"))[0] == 200


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (
            {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Not yours."},
            "Not yours.",
        ),
        ({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"message": "No."}}, "No."),
        (None, None),
    ],
)
async def test_tells_what_is_answered(bot: Bot, answer: Json | None, notice: str | None) -> None:
    await bot.say("a:ana", attachments=[card(block("x"), actions=(execute("Confirm"),))])
    bot.answer = lambda _: answer
    place = {"conversation": "a:ana", "message": bot.teams.messages[-1].id}
    status, said = await act(bot, "press", **place, action=execute("Confirm"))
    assert (status, said.get("notice")) == (200, notice)
    assert (await act(bot, "press", **place, action=execute("Other")))[0] == 400


async def test_shows_what_one_person_may_see(bot: Bot) -> None:
    ana = bot.teams.person("ana")
    body = {"type": "message", "text": "for Ana", "recipient": {"id": ana.id}}
    await bot.call("POST", f"conversations/{bot.teams.group.id}/activities", body, isTargetedActivity="true")
    await bot.say("a:ana", "in Ana's chat")
    assert [message["text"] for message in (await state(bot))["messages"]] == ["for Ana", "in Ana's chat"]
    assert (await state(bot, "bo"))["messages"] == []


@pytest.fixture
async def page(browser: Browser) -> Any:
    async with meeting() as bot:
        bot.teams.connector.quotas.lift()
        view = await browser.new_page()
        problems: list[str] = []
        view.on("pageerror", lambda error: problems.append(str(error)))
        view.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        await view.goto(bot.teams.url)
        yield bot, view
        assert problems == []


FIELDS = (
    {"type": "Input.Text", "id": "title", "label": "Title", "isRequired": True, "errorMessage": "A title, please."},
    {"type": "Input.Date", "id": "day", "label": "Day", "value": "2026-11-26"},
    {"type": "Input.Time", "id": "start", "label": "From", "value": "15:00"},
    {"type": "Input.Number", "id": "people", "label": "People", "value": 2},
    {"type": "Input.Toggle", "id": "remind", "title": "Remind me", "value": "true"},
    {
        "type": "Input.ChoiceSet",
        "id": "length",
        "label": "Length",
        "value": "60",
        "choices": [{"title": "half an hour", "value": "30"}, {"title": "an hour", "value": "60"}],
    },
    {
        "type": "Input.ChoiceSet",
        "id": "room",
        "label": "Room",
        "style": "expanded",
        "choices": [{"title": "Room 4", "value": "4"}, {"title": "Room 5", "value": "5"}],
    },
)


async def test_a_person_confirms_and_edits_a_card(page: tuple[Bot, Page]) -> None:
    bot, view = page
    details = {"type": "Action.ToggleVisibility", "title": "Details", "targetElements": ["more"]}
    edit = {"type": "Action.Submit", "title": "Edit", "data": {"msteams": {"type": "task/fetch"}, "proposal": "p1"}}
    facts = {"type": "FactSet", "facts": [{"title": "When", "value": "{{TIME(2026-11-26T14:00:00Z)}}"}]}
    shown = card(
        block("Lunch", size="Large"),
        facts,
        block("evidence", id="more", isVisible=False),
        actions=(execute("Confirm"), edit, details),
    )
    done = {"statusCode": 200, "type": CARD, "value": card(block("In your calendar"))["content"]}
    form = {
        "type": "continue",
        "value": {
            "title": "Edit the event",
            "card": card(*FIELDS, actions=({"type": "Action.Submit", "title": "Save", "data": {"p": 1}},)),
        },
    }
    answers = {"task/fetch": {"task": form}, "adaptiveCard/action": done}
    bot.answer = lambda activity: answers.get(activity.get("name", ""))
    await view.get_by_label("Message", exact=True).fill("Lunch at three?")
    await view.keyboard.press("Enter")
    await expect(view.get_by_role("log")).to_contain_text("Lunch at three?")
    await bot.say(
        "a:ana", "**Gladly**", suggestedActions={"actions": [{"type": "imBack", "title": "Help", "value": "help me"}]}
    )
    await expect(view.locator("strong", has_text="Gladly")).to_be_visible()
    await view.get_by_role("button", name="Help").click()
    await expect(view.get_by_role("log")).to_contain_text("help me")
    await bot.say("a:ana", attachments=[shown])
    await expect(view.locator(".facts")).to_contain_text("15:00")
    await expect(view.get_by_text("evidence")).to_be_hidden()
    await view.get_by_role("button", name="Details").click()
    await expect(view.get_by_text("evidence")).to_be_visible()
    await view.get_by_role("button", name="Edit", exact=True).click()
    dialog = view.get_by_role("dialog")
    await expect(dialog).to_contain_text("Edit the event")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_text("A title, please.")).to_be_visible()
    await dialog.get_by_label("Title").fill("Lunch with Bo")
    await dialog.get_by_label("Length").select_option("30")
    await dialog.get_by_label("Room 5").check()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_hidden()
    values = {"title": "Lunch with Bo", "day": "2026-11-26", "start": "15:00", "people": "2", "remind": "true"}
    assert bot.heard[-1]["value"]["data"] == {"p": 1, **values, "length": "30", "room": "5"}
    await view.get_by_role("button", name="Confirm").click()
    await expect(view.get_by_role("log")).to_contain_text("In your calendar")
    assert bot.heard[-1]["name"] == "adaptiveCard/action"


async def test_a_person_watches_a_stream_and_stops_it(page: tuple[Bot, Page]) -> None:
    bot, view = page
    _, answer = await bot.stream("a:ana", "Looking into it…", kind="informative")
    await expect(view.locator(".informative")).to_contain_text("Looking into it…")
    message = bot.teams.messages[-1]
    assert message.stream is not None
    message.text = message.stream.text = "The first words"
    await expect(view.get_by_role("log")).to_contain_text("The first words")
    await view.get_by_role("button", name="Stop").click()
    await expect(view.get_by_role("button", name="Stop")).to_have_count(0)
    assert (message.id, message.stream.ended) == (answer["id"], "canceled")


async def test_threads_in_channels_and_cards_of_ones_own(page: tuple[Bot, Page]) -> None:
    bot, view = page
    ana, bo, channel = bot.teams.person("ana"), bot.teams.person("bo"), bot.teams.channel
    root = await bot.teams.hand("ana").write(channel, "<at>Threadline</at> lunch?")
    mine = {
        "statusCode": 200,
        "type": CARD,
        "value": card(block("Yours to decide"), actions=(execute("Confirm"),))["content"],
    }
    bot.answer = lambda activity: mine if activity.get("name") == "adaptiveCard/action" else None
    shown = card(block("Ana decides"), refresh={"action": execute("view"), "userIds": [ana.id]})
    await bot.say(in_thread(channel.id, root.id), attachments=[shown])
    await view.get_by_role("button", name="Example › General").click()
    post = view.locator("section.post")
    await expect(post).to_contain_text("Yours to decide")
    await view.get_by_label("You are").select_option("bo")
    await view.get_by_role("button", name="Example › General").click()
    await expect(post).to_contain_text("Ana decides")
    await post.get_by_label("Reply").fill("@Threadline thanks")
    await post.get_by_role("button", name="Reply").click()
    await expect(post.locator(".replies .mention")).to_have_text("Threadline")
    assert (bot.heard[-1]["from"]["id"], bot.heard[-1]["replyToId"]) == (bo.id, root.id)
    await view.get_by_label("Message", exact=True).fill("/help")
    await view.get_by_role("button", name="Send").click()
    await expect(view.get_by_text("Only you can see this message")).to_be_visible()
    assert bot.heard[-1]["recipient"]["isTargeted"]
