"""Demos: what a page lets its reader try, and what it shows when nothing can be tried.

    <div class="demo" data-demo="kernel" markdown>

    ![…](../assets/demos/kernel/kernel.svg){ width="680" height="340" }

    What the picture shows, in two sentences.

    <div hidden data-search-exclude markdown>

    - open: Try your own kernel
    - weight: Weight in row {row}, column {column}

    </div>

    </div>

The script is docs/assets/demos/kernel/kernel.js. Readers without it, on paper or in another
site builder, have the picture and the sentences. The labels are all that the script says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tools.rules import Rule
from tools.rules.pages import in_pages, tags
from tools.source.book import Book
from tools.source.faults import Problem
from tools.source.outline import Demo
from tools.source.page import Page

FOLDER = "demos"
LOADER = {"open", "loading", "failed"}  # what the page's own script says, before the demo does
_WORD = re.compile(r"\bwords\.(\w+)")


def script(book: Book, name: str):
    """The file of a demo's script, which may not be there."""
    return book.assets / FOLDER / name / f"{name}.js"


@in_pages
def form(page: Page):
    """A demo is written in the one way that is read, and stands on a page once."""
    known = {demo.line for demo in page.outline.demos}
    for number, _, rest in tags(page):
        if re.search(r"\bdata-demo\b|\bclass=.demo\b", rest) and number not in known:
            mend = 'Write  <div class="demo" data-demo="NAME" markdown>  on a line of its own'
            yield Problem(page.path, number, "this demo is not read as one", mend)
    for name, times in Counter(demo.name for demo in page.outline.demos).items():
        if times > 1:
            line = [demo.line for demo in page.outline.demos if demo.name == name][1]
            what = f"the demo {name} is on this page twice, and an address names only one"
            yield Problem(page.path, line, what, "Show it once")


@in_pages
def complete(page: Page):
    """A demo has its script, a picture and sentences for readers without it, and its labels."""
    for demo in page.outline.demos:
        yield from _missing(page, demo)
        yield from _labels(page, demo)


def _missing(page: Page, demo: Demo) -> Iterator[Problem]:
    if not script(page.book, demo.name).exists():
        names = sorted(path.parent.name for path in (page.book.assets / FOLDER).glob("*/*.js"))
        mend = f"The demos are: {', '.join(names) or 'none'}"
        yield Problem(page.path, demo.line, f"there is no demo {demo.name}", mend)
    own = f"assets/{FOLDER}/{demo.name}/{demo.name}.svg"
    if not any(image.src.endswith(own) for image in demo.images):
        what = f"the demo {demo.name} shows no picture of it before it runs"
        yield Problem(page.path, demo.line, what, f"Begin it with ![…](../{own})")
    if not demo.sentences:
        what = f"the demo {demo.name} says nothing before it runs"
        yield Problem(page.path, demo.line, what, "Say in two sentences what it shows")


def _labels(page: Page, demo: Demo) -> Iterator[Problem]:
    path = script(page.book, demo.name)
    code = path.read_text("utf-8") if path.exists() else None
    counted = Counter(label.key for label in demo.labels)
    for label in demo.labels:
        if counted[label.key] > 1:
            what = f"the demo {demo.name} has the label {label.key} twice"
            yield Problem(page.path, label.line, what, "Delete one")
        elif not label.text:
            what = f"the label {label.key} of the demo {demo.name} is empty"
            yield Problem(page.path, label.line, what, "Write what it says")
        elif code and label.key not in LOADER and not re.search(rf"\b{label.key}\b", code):
            what = f"the demo {demo.name} never says its label {label.key}"
            yield Problem(page.path, label.line, what, "Delete it, in both editions")
    for key in sorted((LOADER | set(_WORD.findall(code or ""))) - counted.keys()):
        what = f"the demo {demo.name} has no label {key}"
        yield Problem(page.path, demo.line, what, f"Add  - {key}: …  to its hidden list")


def shown(book: Book) -> Iterator[Problem]:
    """Every demo is on a page."""
    on_pages = {demo.name for page in book.pages() for demo in page.outline.demos}
    for path in sorted((book.assets / FOLDER).glob("*/")):
        if path.name not in on_pages:
            what = f"no page shows the demo {path.name}"
            yield Problem(path, 1, what, "Show it, or delete its folder")


RULES: list[Rule] = [form, complete, shown]
