"""Nothing that a page does while it loads keeps a slow phone from the reader for long."""

import json

import pytest

from tests.support import BOOK, framed
from tools.look.browser import served
from tools.look.lighthouse import DEFAULT
from tools.proof.pace import slowness

pytestmark = pytest.mark.inputs(*framed(*DEFAULT), "tools/look", "tools/proof/pace.py")

LONGEST = 0.200  # seconds of processor for a task of a load, in a browser slowed four times
TRACED = ["devtools.timeline", "toplevel"]


def of_page(event, address):
    """Whether an event is that of reading the page: other threads read blank ones."""
    return event["name"] == "ParseHTML" and event["args"]["beginData"]["url"] == address


def longest_task(chromium, address):
    """The longest task of the page's thread while it loads on a phone: seconds of processor.

    Those of a quick processor with nothing else to do: other work on the machine makes a task
    longer, and so the load is taken in which it is shortest, by how slow the processor was.
    """
    found = []
    for _ in range(5):
        with chromium.new_context(viewport={"width": 390, "height": 800}) as context:
            page = context.new_page()
            chromium.start_tracing(page=page, categories=TRACED)
            page.goto(address, wait_until="networkidle")
            events = json.loads(chromium.stop_tracing())["traceEvents"]
        own = next((e["pid"], e["tid"]) for e in events if of_page(e, address))
        tasks = [e for e in events if e["name"].endswith("RunTask") and "tdur" in e]
        longest = max(e["tdur"] for e in tasks if (e["pid"], e["tid"]) == own)
        found.append(longest / 1e6 / slowness())
    return min(found)


@pytest.mark.parametrize("name", DEFAULT)
def test_no_task_is_long_on_a_slow_phone(chromium, root, name, say):
    took = longest_task(chromium, root + BOOK.editions[0].address(name))
    say(f"{1000 * took:7.0f} ms: the longest task while {name} loads")
    assert 4 * took <= LONGEST, f"{name}: a task of {1000 * took:.0f} ms"


def test_a_long_task_is_seen(chromium, tmp_path):
    busy = "<!doctype html><p>x<script>for (const t = performance.now(); performance.now() < t + 2000;);</script>"
    (tmp_path / "index.html").write_text(busy)
    with served(tmp_path) as address:
        assert longest_task(chromium, address) > 2 * LONGEST / 4


# Of the code that is laid out when it comes near: how much room it has before, and then.
ROOM = """() => {
  const waits = code => getComputedStyle(code).contentVisibility === "auto"
  const height = code => code.getBoundingClientRect().height
  const all = [...document.querySelectorAll("pre > code")].filter(waits), before = all.map(height)
  for (const code of all) code.style.contentVisibility = "visible"
  return all.map((code, n) => [code.textContent.slice(0, 40), before[n], height(code)])
}"""


def misjudged(chromium, address, width, style="*{}"):
    """The code of a page that gets more or less room when it comes near, and how much code waits."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    with context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        page.add_style_tag(content=style)
        found = page.evaluate(ROOM)
    return [row for row in found if abs(row[1] - row[2]) > 0.6], len(found)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", [name for name in DEFAULT if name.startswith(("basics", "pict"))])
def test_what_is_laid_out_late_has_its_room(chromium, root, name, width):
    wrong, waits = misjudged(chromium, root + BOOK.editions[0].address(name), width)
    assert waits > 10 and not wrong


def test_too_little_room_is_seen(chromium, root):
    style = ".highlight > pre > code { line-height: 1.7 !important }"
    address = root + BOOK.editions[0].address("basics/functional-api")
    assert len(misjudged(chromium, address, 1280, style)[0]) > 10
