"""Light, dark, or as the system has it: chosen before the page is drawn, and kept."""

import pytest

from tests.support import framed

pytestmark = pytest.mark.inputs(*framed("index", "basics/functional-api"), "tools/look")

CHOICE = "form#palette label:visible"
SCHEME = "document.body.dataset.mdColorScheme"


@pytest.fixture
def page(chromium, root):
    with chromium.new_context(color_scheme="dark", bypass_csp=True) as context:
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda fault: faults.append(fault))
        page.goto(root)
        yield page
        assert not faults


def scheme(page):
    return page.evaluate(SCHEME)


def becomes(page, scheme):
    """Once the page has heard of what was chosen in the system."""
    page.locator(f"body[data-md-color-scheme={scheme}]").wait_for()
    return True


def test_a_first_visit_is_as_the_system_has_it(page):
    assert scheme(page) == "slate"
    page.emulate_media(color_scheme="light")
    assert becomes(page, "default")
    page.emulate_media(color_scheme="dark")
    assert becomes(page, "slate")


def test_a_press_goes_on_to_light_to_dark_and_back(page):
    seen = []
    for _ in range(4):
        assert page.locator(CHOICE).count() == 1
        seen.append((page.locator(CHOICE).get_attribute("for"), scheme(page)))
        page.locator(CHOICE).click()
    assert [scheme for _, scheme in seen] == ["slate", "default", "slate", "slate"]
    assert len({choice for choice, _ in seen}) == 3 and seen[0] == seen[3]


def test_what_was_chosen_is_kept_in_both_editions(page, root):
    page.locator(CHOICE).click()  # light, on a dark system
    page.goto(f"{root}en/basics/functional-api/")
    assert scheme(page) == "default"
    page.locator(CHOICE).click()  # dark
    page.emulate_media(color_scheme="light")
    page.goto(root)
    assert scheme(page) == "slate"


def test_the_keyboard_chooses(page):
    page.locator("form#palette input").first.focus()
    page.keyboard.press("Enter")
    assert scheme(page) == "default"
    page.keyboard.press("Enter")
    assert scheme(page) == "slate"
    assert page.evaluate("document.activeElement.name") == "__palette"


def test_the_bars_of_a_phone_have_the_colour_of_the_header(page):
    asked = "[getComputedStyle(document.querySelector('.md-header')).backgroundColor,"
    asked += " document.querySelector('meta[name=theme-color]').content]"
    dark = page.evaluate(asked)
    page.locator(CHOICE).click()
    light = page.evaluate(asked)
    assert dark[0] == dark[1] and light[0] == light[1] and light != dark


@pytest.mark.parametrize("kept", ["", "7", "-1", "x", "null"])
def test_what_is_kept_and_no_choice_is_ignored(page, kept):
    page.evaluate("text => localStorage.setItem('keras-book-colours', text)", kept)
    page.reload()
    assert scheme(page) == "slate" and page.locator(CHOICE).count() == 1
