"""The documentation in a real browser: found, tried, read in one's own language, on a wide screen and a narrow one."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from tests.support.npm import installed
from threadline.bots.webhook.docs.examples import EXAMPLES
from threadline.bots.webhook.docs.snippets import excel, javascript, python

WIDE = """() => [...document.querySelectorAll("table")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.outerHTML.slice(0, 200))"""
EXCEL = Path(__file__).parents[1] / "clients" / "excelscript.d.ts"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def docs(house: House, browser: Browser) -> AsyncIterator[Page]:
    """The page, of which nothing fails or breaks the policy."""
    context = await browser.new_context(viewport={"width": 1360, "height": 860})
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    await page.goto(f"{house.address}/docs")
    yield page
    await context.close()
    assert errors == []


async def test_an_endpoint_is_found_and_tried(ana: Client, docs: Page) -> None:
    await docs.keyboard.press("/")
    await docs.keyboard.type("read event text evidence")
    await expect(docs.locator("#found")).to_contain_text("found")
    article = docs.locator("#process_text_process_text")
    await expect(article).to_be_visible()
    await expect(docs.locator("#usage_costs")).to_be_hidden()
    await docs.get_by_label("Search").fill("")
    await docs.get_by_label("Token", exact=True).fill(ana.token or "")
    await article.get_by_role("button", name="Try it").click()
    body = article.locator("textarea")
    assert '"text"' in await body.input_value()
    await body.fill('{"text": "Lunch with Bo tomorrow at noon"}')
    await article.get_by_role("button", name="Send").click()
    await expect(article.get_by_role("status")).to_contain_text("200", timeout=30_000)
    await expect(article.locator(".try-form pre")).to_contain_text('"proposal_id"')
    stream = docs.locator("#prompts_stream")
    await stream.get_by_role("button", name="Try it").click()
    await stream.locator("textarea").fill('{"prompt": "Hello"}')
    await stream.get_by_role("button", name="Send").click()
    await expect(stream.locator(".try-form pre")).to_contain_text("[DONE]", timeout=30_000)
    one = docs.locator("#tasks_get")
    await one.get_by_role("button", name="Try it").click()
    await one.get_by_label("task_id").fill("no such")
    await one.get_by_role("button", name="Send").click()
    await expect(one.get_by_role("status")).to_contain_text("404", timeout=30_000)


async def test_examples_are_shown_in_the_language_that_was_chosen(house: House, docs: Page) -> None:
    example = docs.locator("details", has_text="Summarise a mail")
    await expect(example.get_by_role("heading", name="curl")).to_be_visible()
    for name in ("Python", "JavaScript", "Excel"):
        await docs.get_by_label("Examples in").select_option(name)
        await expect(example.get_by_role("heading", name=name)).to_be_visible()
        await expect(example.get_by_role("heading", name="curl")).to_be_hidden()
    await docs.reload()
    await expect(example.get_by_role("heading", name="Excel")).to_be_visible()


async def test_it_fits_and_is_accessible(docs: Page) -> None:
    article = docs.locator("#prompts_webhook")
    await article.get_by_role("button", name="Try it").click()
    for width in (1360, 390):
        await docs.set_viewport_size({"width": width, "height": 860})
        assert await docs.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
        wide = "() => [...document.querySelectorAll('table')].filter((each) => each.scrollWidth > each.clientWidth + 1)"
        assert (
            await docs.evaluate(f"{wide}.map((each) => each.outerHTML.slice(0, 200))".replace("() => ", "() => ", 1))
            == []
        )
    assert await complaints(docs) == []


async def test_every_example_runs_as_it_is_written(house: House, ana: Client, tmp_path: Path) -> None:
    """In Python as one program, in JavaScript as one module, in Excel as its compiler takes it."""
    node, compiler = shutil.which("node"), installed("typescript-excel", "lib/tsc.js")
    token = ana.token or ""
    snippets = [example.snippet for example in EXAMPLES]
    (tmp_path / "all.py").write_text("\n".join(python(each, house.address) for each in snippets))
    blocks = (f"{{\n{javascript(each, house.address)}\n}}\n" for each in snippets)
    (tmp_path / "all.mjs").write_text("const TOKEN = process.env.TOKEN;\n" + "".join(blocks))
    scripts = [tmp_path / f"excel{number}.ts" for number in range(len(snippets))]
    for script, each in zip(scripts, snippets, strict=True):
        script.write_text(f"export {{}};\n{excel(each, house.address)}\n")
    strict = ("--strict", "--noEmit", "--target", "es2019", "--lib", "es2019,dom")
    for command in (
        (sys.executable, str(tmp_path / "all.py")),
        (node, str(tmp_path / "all.mjs")),
        (node, str(compiler), *strict, str(EXCEL), *map(str, scripts)),
    ):
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            env={**os.environ, "TOKEN": token},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output = (await process.communicate())[0].decode()
        assert process.returncode == 0, output
