"""Pages of the site with a demo that runs."""

from __future__ import annotations

import pytest

from tests.demos.hand import DEMOS, DESK
from tests.support import DATA


@pytest.fixture
def blank(chromium):
    """An empty page with the engine in it."""
    page = chromium.new_page()
    page.add_script_tag(path=DEMOS / "engine.js")
    yield page
    page.close()


@pytest.fixture
def visit(chromium, root):
    """Call it with an address below the root: a page, and what it asked for and complained of.

    `press` presses the button of its demo; `window`, `scheme` and the like are a context's.
    """
    contexts = []

    def go(place, press=True, window=DESK, **how):
        context = chromium.new_context(viewport=window, reduced_motion="reduce", **how)
        contexts.append(context)
        context.add_init_script(path=DATA / "browser.js")
        page = context.new_page()
        page.complaints, page.sent = [], []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: said.type in {"error", "warning"} and page.complaints.append(said.text),
        )
        context.on("request", lambda request: page.sent.append(request.url))
        page.goto(root + place)
        if press:
            page.locator(".demo > button").click()
            page.locator(".demo-live").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
