"""What axe has to complain of on a page, in both themes."""

from playwright.async_api import Page, expect

from tests.support.npm import installed

_RUN = """async (within) => (await window.axe.run(within, { resultTypes: ["violations"] })).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""

_AT_REST = """() => Promise.allSettled(
  document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished))"""
"""The colours of a theme come in little by little where there is a transition."""


async def complaints(page: Page, within: str = "html") -> list[str]:
    """The violations within what a selector finds, each with some of its places, once nothing is being fetched."""
    await expect(page.locator('[aria-busy="true"]')).to_have_count(0)  # what is about to be replaced is faint
    script = installed("axe-core", "axe.min.js").read_text(encoding="utf-8")
    found: list[str] = []
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme=theme)
        await page.evaluate(_AT_REST)
        if not await page.evaluate("() => Boolean(window.axe)"):
            await page.evaluate(script)  # by the debugger, so the page's policy has nothing to say
        found += [f"{theme}: {each}" for each in await page.evaluate(_RUN, within)]
    return found
