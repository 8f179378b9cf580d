"""Pages as plain Markdown: read by a parser that knows nothing of MkDocs; llms.txt beside them."""

import re
from urllib.parse import unquote

import pytest
import yaml
from markdown_it import MarkdownIt

from tests.rules.plant import plant
from tests.support import ADDRESS, BOOK, SITE, build_site, html_of, name_of, soup
from tools.products import plain
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.programs import parts

pytestmark = pytest.mark.inputs(*SITE)

PAGES = BOOK.pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=str)
NO_OTHER_WAY = re.compile(r"</?su[bp]>|<br>")  # Markdown has no subscripts, no lines in a cell
LEFT_OVER = re.compile(r"--8<--|\{ ?[.#]\w|^ *(!!!|\?\?\?|===)|\]\(", re.M)
PARSER = MarkdownIt("commonmark").enable("table")


def tokens(text):
    """What a Markdown parser finds, with what stands inside of it."""
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def split(text):
    """The front matter and the body of a file."""
    empty, head, body = text.split("---\n", 2)
    assert empty == ""
    return yaml.safe_load(head), body


def faults(page, text):
    """What is wrong with the text of a page."""
    body, found = split(text)[1], []
    fences = [(t.info, t.content) for t in tokens(body) if t.type == "fence"]
    if fences != [(block.language, block.code) for block in page.listings]:
        found.append("the fences are not those of the page")
    python = [code for language, code in fences if language == "python"]
    apart = [b.code for b in page.listings if b.language == "python" and (b.backend or not b.runs)]
    if [code for code in python if code not in apart] != [p.block.code for p in parts(page)]:
        found.append("the Python listings are not those of the program")
    for token in tokens(body):
        if token.type.startswith("html") and not NO_OTHER_WAY.fullmatch(token.content):
            found.append(f"HTML: {token.content}")
        if token.type == "code_block":
            found.append(f"code by its indent alone: {token.content}")
        if token.type == "text" and LEFT_OVER.search(token.content):
            found.append(f"not Markdown: {token.content}")
        to = token.attrGet("href") or token.attrGet("src")
        if to and not re.match("https?://|mailto:", to):
            found.append(f"leads nowhere from here: {to}")
    return found


@each_page
def test_page_as_markdown(site, page):
    text = html_of(site, page).with_name(plain.PAGE).read_text("utf-8")
    assert not (found := faults(page, text)), "\n".join(found)
    head, body = split(text)
    assert head["address"] == ADDRESS + page.address and head["edition"] == page.edition.code
    assert head["title"] == page.meta["title"] and head["proved"] == BOOK.versions.proved
    assert head["version"] == BOOK.versions.book
    assert [t.tag for t in tokens(body) if t.type == "heading_open"].count("h1") == 1
    pictures = [t.content for t in tokens(body) if t.type == "image"]
    assert pictures == [image.alt for image in page.outline.images]
    for demo in page.outline.demos:
        assert demo.sentences and demo.labels
        assert all(f"{label.key}: {label.text}" not in body for label in demo.labels)
    link = soup(html_of(site, page)).select_one("link[type='text/markdown']")
    assert link["href"] == plain.PAGE and link["rel"] == ["alternate"]


@each_edition
def test_links_lead_to_the_site(site, edition):
    """Each link into the site has its page or file there, and its anchor on the page."""
    ids = {}
    for page in BOOK.pages(edition):
        for token in tokens(split(plain.markdown(page, ADDRESS))[1]):
            to = unquote(token.attrGet("href") or token.attrGet("src") or "")
            if not to.startswith(ADDRESS):
                continue
            path, _, anchor = to.removeprefix(ADDRESS).partition("#")
            file = site / path / "index.html" if path.endswith("/") or not path else site / path
            assert file.is_file(), f"{page.name}: {to}"
            if anchor:
                if file not in ids:
                    ids[file] = {tag["id"] for tag in soup(file).select("[id]")}
                assert anchor in ids[file], f"{page.name}: {to}"


@each_edition
def test_llms_txt_has_the_form_of_the_proposal(site, edition):
    """One H1, a quotation, no other heading before the sections; in these, links and words."""
    text = (site / edition.prefix / plain.LIST).read_text("utf-8")
    whole = re.fullmatch(r"# .+\n\n> .+\n\n(?P<how>[^#\n].+\n)(?P<sections>(?:\n## [\s\S]+))", text)
    settings = BOOK.settings(edition)
    assert text.startswith(f"# {settings['site_name']}\n\n> {settings['site_description']}\n")
    assert BOOK.versions.book in whole["how"]
    links = []
    for section in re.split(r"^## .+\n\n", whole["sections"], flags=re.M)[1:]:
        rows = section.strip("\n").split("\n")
        found = [re.fullmatch(r"- \[([^\]]+)\]\((\S+)\): (.+)", row) for row in rows]
        assert all(found), section
        links += [row[2] for row in found]
    names = [name for name, _ in BOOK.contents(edition)]
    pages = [f"{ADDRESS}{edition.address(name)}{plain.PAGE}" for name in names]
    others = [edition.prefix + plain.WHOLE, edition.twin.prefix + plain.LIST]
    assert links == pages + [ADDRESS + other for other in others]
    assert all((site / link.removeprefix(ADDRESS)).is_file() for link in links)
    assert text.index("## Optional") > text.index(pages[-1])


@each_edition
def test_the_whole_is_all_pages_in_order(site, edition):
    text = (site / edition.prefix / plain.WHOLE).read_text("utf-8")
    at = 0
    for name, _ in BOOK.contents(edition):
        page = html_of(site, BOOK.page(edition, name)).with_name(plain.PAGE).read_text("utf-8")
        found = text.find(page, at)
        assert found >= at, f"{name} is missing, or not in its place"
        at = found + len(page)
    assert at == len(text)


def test_contents_name_the_parts():
    zh, en = EDITIONS
    assert BOOK.contents(zh)[0] == ("index", None)
    assert ("start/install", "开始") in BOOK.contents(zh)
    assert ("help/troubleshooting/gpu", "Troubleshooting") in BOOK.contents(en)
    assert ("help/glossary", "Help") in BOOK.contents(en)


PAGE = "docs/en/index.md"
LINE = "The result is 42. "
PLANTED = [
    ("!!! tip", '<div class="x">\n\n</div>\n\n!!! tip', ""),
    (LINE, f"{LINE}<b>Fine.</b> ", "HTML: <b>"),
    (LINE, f"{LINE}x{{ title='y' }} ", ""),  # not one of ours: stays as it is typed
    (LINE, f"{LINE}[x](/elsewhere) ", ""),
]


@pytest.mark.parametrize(("old", "new", "told"), PLANTED)
def test_a_page_with_other_marks(tiny, old, new, told):
    plant(tiny, PAGE, old, new)
    page = Book(tiny).page(EDITIONS[1], "index")
    found = faults(page, plain.markdown(page, ADDRESS))
    assert any(told in fault for fault in found) if told else not found, found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("first = 40", "first = 41", "not those of the program"),
        ("```text", "```", "not those of the page"),
        (LINE, '--8<-- "home/add.py:add"\n', "not Markdown"),
        (f"({ADDRESS}en/start/first/)", "(start/first.md)", "leads nowhere"),
        ("# A tiny book", "# A tiny book {#tiny}", "not Markdown"),
        ("> **", '!!! tip "', "not Markdown"),
        (LINE, "<span>42</span> ", "HTML: <span>"),
    ],
)
def test_a_fault_in_the_text_is_named(tiny, old, new, told):
    page = Book(tiny).page(EDITIONS[1], "index")
    text = plain.markdown(page, ADDRESS)
    assert not faults(page, text)
    assert old in text, text
    assert any(told in fault for fault in faults(page, text.replace(old, new, 1)))


def test_what_a_page_hides_and_needs_and_boxes_in_boxes(tiny):
    """Hidden parts are left out, what it needs is said, and a listing in a box stays whole."""
    listing = '    ```python\n    --8<-- "home/add.py:add"\n    ```\n'
    box = f'{LINE}\n\n!!! note "Outer"\n    Text.\n\n    ??? success "Inner"\n'
    box += "".join(f"    {line}\n" for line in ("    It is so.", "", *listing.split("\n")[:3]))
    plant(tiny, PAGE, LINE, f"{box}\n<div hidden markdown>\n\n- key: Not said\n\n</div>\n\n")
    plant(tiny, PAGE, "twins:", "needs: [sum]\ntwins:")
    page = Book(tiny).page(EDITIONS[1], "index")
    text = plain.markdown(page, ADDRESS)
    assert not faults(page, text)
    assert "> **Outer**\n>\n> Text.\n>\n> > **Inner**\n> >\n> > It is so.\n> >\n" in text
    assert "> > ```python\n" in text and "Not said" not in text
    assert f"[sum]({ADDRESS}en/#loop)" in text


def test_a_book_to_read_offline_has_none(tiny, tmp_path, monkeypatch):
    assert build_site(tiny, tmp_path / "site").returncode == 0
    assert (tmp_path / "site" / plain.LIST).is_file()
    monkeypatch.setenv("OFFLINE", "true")
    assert build_site(tiny, tmp_path / "folder").returncode == 0
    assert not [*(tmp_path / "folder").rglob("*.md"), *(tmp_path / "folder").rglob("llms*")]
