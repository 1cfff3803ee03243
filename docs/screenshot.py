"""Takes the picture of the README from the running product: `python -m docs.screenshot` (needs Chromium)."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright, expect

from threadline import log
from threadline.commands.serve import EXAMPLE, running
from threadline.commands.token import signin_link
from threadline.config import Settings
from threadline.core.people.directory import OWNER_EMAIL

IMAGE = Path(__file__).parent / "images" / "console.png"


async def main() -> None:
    log.configure("error", "console")
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(data_dir=Path(directory), port=0, zone="Europe/Vienna", _env_file=None)
        async with running(settings) as (services, address), async_playwright() as playwright:
            owner = await services.people.directory.ensure(OWNER_EMAIL, name="You")
            link = await signin_link(settings, services.people.tokens, owner.id, base=address)
            browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": 1280, "height": 800}, timezone_id="Europe/Vienna")
            await page.goto(link)
            await page.get_by_role("button", name="Continue").click()
            for text in ("Team lunch tomorrow at noon", EXAMPLE):
                await page.get_by_test_id("composer-input").fill(text)
                await page.keyboard.press("Enter")
                card = page.get_by_test_id("proposal-card").last
                await expect(card).to_have_attribute("data-state", "proposed")
                if text != EXAMPLE:
                    await card.get_by_test_id("confirm").click()
                    await expect(card).to_have_attribute("data-state", "booked")
            await expect(page.get_by_test_id("week-event").first).to_be_visible()
            IMAGE.parent.mkdir(exist_ok=True)
            await page.screenshot(path=IMAGE, animations="disabled")
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
