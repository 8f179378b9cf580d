"""A browser for the demos, and pages of the site with one that runs."""

from __future__ import annotations

import pytest

from tests.support import ADDRESS, BOOK, DATA
from tools.look.browser import NoBrowser, browser, served

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PREFIX = ADDRESS.removeprefix("https://book.example")
DEMOS = BOOK.assets / "demos"


@pytest.fixture(scope="module")  # Playwright starts once at a time
def chromium():
    """One browser for a file of tests. Without one, each test says how to get it."""
    try:
        with browser() as running:
            yield running
    except NoBrowser as error:
        pytest.fail(str(error))


@pytest.fixture(scope="module")
def root(site):
    """The address of the built site."""
    with served(site, PREFIX) as address:
        yield address


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
