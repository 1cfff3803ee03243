"""Pictures of a text, as somebody would paste them."""

import html

from playwright.async_api import async_playwright

from tests.support.chromium import ARGUMENTS, binary


async def picture_of(text: str) -> bytes:
    """A PNG that shows the lines of a text."""
    lines = "<br>".join(html.escape(line) for line in text.splitlines())
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=binary(), args=list(ARGUMENTS))
        page = await browser.new_page(viewport={"width": 900, "height": 80 + 60 * len(text.splitlines())})
        await page.set_content(f"<p style='font: 36px sans-serif'>{lines}</p>")
        picture = await page.screenshot()
        await browser.close()
        return picture
