"""The demos of the book, and what a reader's hand does with one."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.support import BOOK, framed
from tools.source.edition import EDITIONS

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
DEMOS = BOOK.assets / "demos"
ZH, EN = EDITIONS
PAGES = {  # demo → the name of its page
    demo.name: page.name for page in BOOK.pages(ZH) for demo in page.outline.demos
}
INPUTS = (*framed(*PAGES.values()), "tools/look")  # of the tests of demos
HEARD = """() => {
  window.said = []
  const region = document.querySelector(".demo-voice")
  new MutationObserver(() => said.push(region.textContent)).observe(region, {childList: true})
}"""


def place(edition, name):
    """Where the page with a demo stands, below the root."""
    return edition.address(PAGES[name])


def address(edition, name, **setting):
    """The page with a demo, at a setting."""
    return f"{place(edition, name)}#{urlencode({'demo': name, **setting})}"


def labels(edition, name):
    """What a demo says, by key."""
    demos = BOOK.page(edition, PAGES[name]).outline.demos
    (demo,) = (one for one in demos if one.name == name)
    return {label.key: label.text for label in demo.labels}


def opened(visit, *where, **how):
    """A page whose demo opens by its address."""
    page = visit(*where, press=False, **how)
    page.locator(".demo-live").wait_for()
    return page


def go(page, name, **setting):
    """Another setting on the same page."""
    page.evaluate("hash => { location.hash = hash }", address(EN, name, **setting).split("#")[1])
    page.evaluate("book.frame()")


def press(page, text):
    """Press a button of the demo."""
    page.locator(".demo-live").get_by_role("button", name=text, exact=True).click()


def listen(page):
    """Note what is said to a screen reader from now on; the page has it as `said`."""
    page.wait_for_timeout(900)
    page.evaluate(HEARD)


def numbers(text):
    """The numbers of a sentence, in order."""
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text.replace("\u2212", "-"))]
