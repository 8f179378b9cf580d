"""The offline edition: each zip unpacked into a folder and read from file://, in a real browser."""

import re
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from tests.products.test_downloads import OFFERING
from tests.support import ADDRESS as PUBLISHED
from tests.support import BOOK, DATA, SITE
from tools.look.browser import NoBrowser, browser
from tools.products import downloads, offline
from tools.site import sharing
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.programs import program, stem

pytestmark = pytest.mark.inputs(*SITE, "tools/look")

ZH, EN = EDITIONS
SCRIPT = DATA / "browser.js"
PICTURES = """Promise.all([...document.images].map(image => {
  image.loading = "eager"
  return image.decode().catch(() => {})
}))"""  # also those further down, which wait for the reader
QUERIES = {ZH: [("Dense", "basics/linear-regression.html"), ("卷积核", "pictures/conv-nets.html")]}
QUERIES[EN] = [("Dense", "basics/linear-regression.html"), ("kernel", "pictures/conv-nets.html")]


@pytest.fixture(scope="module")
def zips(tmp_path_factory, say):
    """The zips of both editions, of a book that is published: {edition: path}."""
    folder = tmp_path_factory.mktemp("zips")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", PUBLISHED)
        patch.setenv("NOTEBOOKS", "cached")
        book = Book(BOOK.root)
        book.downloads = folder
        with ThreadPoolExecutor() as pool:
            found = list(pool.map(lambda edition: offline.write(book, [edition])[0], EDITIONS))
    for path in found:
        say(f"{path.name}: {downloads.size(path.stat().st_size)}")
    return dict(zip(EDITIONS, found, strict=True))


@pytest.fixture(scope="module")
def folders(zips, tmp_path_factory):
    """The unpacked folders, in one whose name has a blank and is not ASCII."""
    place = tmp_path_factory.mktemp("offline") / "我的 books #1"
    for path in zips.values():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(place)
    return {edition: place / f"keras-book-{edition}" for edition in EDITIONS}


class Desk:
    """One page of a browser that has no server; what it asked for and complained of."""

    def __init__(self, chromium):
        self.context = chromium.new_context(reduced_motion="reduce", offline=True)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.context.add_init_script(path=SCRIPT)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.context.on("request", lambda sent: self.requests.append(sent.url))
        # What the browser itself breaks off, such as an icon when the next page opens, is no fault.
        self.context.on(
            "requestfailed",
            lambda sent: sent.failure == "net::ERR_ABORTED" or self.complaints.append(sent.url),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type in {"error", "warning"} and self.complaints.append(said.text),
        )

    def read(self, folder: Path, name="index.html"):
        """Open a page of an unpacked folder, with all its pictures."""
        self.requests.clear(), self.complaints.clear()
        self.page.goto((folder / name).as_uri())
        self.page.evaluate(PICTURES)
        return self.page.evaluate("book.facts()")


@pytest.fixture(scope="module")
def desk():
    try:
        with browser() as chromium:
            yield Desk(chromium)
    except NoBrowser as error:
        pytest.fail(str(error))


@cache
def anchors(file):
    return set(re.findall(r'\sid="([^"]+)"', file.read_text("utf-8")))


def faults(desk, folder, name):
    """What is wrong with a page read from a folder."""
    facts = desk.read(folder, name)
    found = [f"{name}: complaint: {said}" for said in desk.complaints]
    inside = f"{folder.as_uri()}/"
    found += [
        f"{name}: asks for {url}" for url in desk.requests if not url.startswith((inside, "data:"))
    ]
    found += [f"{name}: no picture {p['src']}" for p in facts["pictures"] if not p["loaded"]]
    for link in facts["links"]:
        target = urlsplit(link)
        if link.startswith(inside):
            file = Path(unquote(target.path))
            if not file.is_file():
                found.append(f"{name}: no such file: {link}")
            elif target.fragment and unquote(target.fragment) not in anchors(file):
                found.append(f"{name}: no anchor {link}")
        elif target.scheme not in {"https", "mailto"} or link.startswith(PUBLISHED):
            if link != facts["twin"]:
                found.append(f"{name}: leads out of the folder: {link}")
    return found


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@pytest.mark.parametrize("name", BOOK.names)
def test_page_reads_without_a_server(desk, folders, edition, name):
    """Pictures, links and anchors; nothing asked of any host; no complaint."""
    found = faults(desk, folders[edition], f"{name}.html")
    assert not found, "\n".join(found)
    assert not [url for url in desk.requests if "search_index" in url], "before search is opened"
    twin = PUBLISHED + edition.twin.address(name)
    assert desk.page.evaluate("document.querySelector('.book-switch').href") == twin


def test_the_place_is_kept_without_a_server(desk, folders):
    """And is one for the folders of both editions, where a browser gives all files one storage."""
    name, mark = "start/verify", "a.md-nav__link--active > .book-read"
    desk.read(folders[ZH], f"{name}.html")
    assert not desk.page.locator(mark).count()
    desk.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    desk.page.locator(mark).wait_for()
    desk.read(folders[EN], f"{name}.html")
    desk.page.locator(mark).wait_for()
    desk.read(folders[EN])
    desk.page.locator("[data-part=next]").click()
    desk.page.wait_for_url(f"{folders[EN].as_uri()}/start/*.html")
    assert not desk.complaints


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_search_finds(desk, folders, edition):
    desk.read(folders[edition], "tables/function-fitting.html")
    page = desk.page
    page.keyboard.press("/")
    page.wait_for_function(
        "!/正在|Fetching/.test(document.querySelector('.md-search-result__meta').innerText)"
    )
    for query, wanted in QUERIES[edition]:
        found = page.evaluate("query => book.search(query)", query)["found"]
        paths = [urlsplit(url).path for url in found]
        assert any(path.endswith(wanted) for path in paths[:3]), f"{query} finds {paths[:5]}"
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(re.compile(r"\?h="))
    assert page.locator("article mark").count(), "the word is marked on the page"
    assert not desk.complaints and not [u for u in desk.requests if not u.startswith("file:")]


def test_copy_and_colours_and_links(desk, folders):
    """A press copies; the colours chosen stay on the next page, to which a link leads."""
    desk.read(folders[ZH])
    page = desk.page
    copied = page.evaluate("book.copy()")
    assert any("import keras" in (text or "") for text in copied)
    page.locator("form#palette label:visible").click()
    page.locator("form#palette label:visible").click()
    scheme = page.evaluate("document.body.dataset.mdColorScheme")
    assert scheme == "slate"
    page.locator("article a[href='basics/functional-api.html']").first.click()
    page.wait_for_url(re.compile("basics/functional-api.html"))
    assert page.evaluate("document.body.dataset.mdColorScheme") == scheme
    assert not desk.complaints


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_a_demo_runs_from_a_folder(desk, folders, edition):
    """It is loaded on the press, draws, writes its setting into the address, and reads it there."""
    desk.read(folders[edition], "pictures/conv-nets.html")
    page = desk.page
    page.locator(".demo > button").click()
    page.locator(".demo-live select").nth(1).select_option("2")
    page.wait_for_timeout(800)
    assert "#demo=kernel" in page.url and "stride=2" in page.url
    page.reload()
    page.locator(".demo-live").wait_for()
    assert page.locator(".demo-live select").nth(1).input_value() == "2"
    assert (
        page.locator(".demo-live canvas")
        .nth(1)
        .evaluate("""canvas => {
      canvas.scrollIntoView({block: "center"})
      return new Promise(done => setTimeout(() => done(new Set(canvas.getContext("2d")
        .getImageData(0, 0, canvas.width, canvas.height).data).size > 9), 1000))
    }""")
    )
    assert not desk.complaints and not [u for u in desk.requests if not u.startswith("file:")]


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_folder_holds_what_it_promises(folders, edition):
    """Programs and notebooks beside the pages, the snippets, a way in; nothing for a server."""
    folder = folders[edition]
    assert "index.html" in (folder / "README.txt").read_text("utf-8")
    for page in OFFERING:
        if page.edition == edition:
            file = folder / f"{stem(page.name)}.py"
            assert file.read_text("utf-8") == program(page)
            text = file.with_suffix(".ipynb").read_text("utf-8")
            nbformat.validate(nbformat.reads(text, 4))
            assert "127.0.0.1:8000" not in text and PUBLISHED not in text
    snippets = downloads.snippets(BOOK)
    for name, body in snippets.items():
        if "/" in name and not name.startswith("pages/"):
            assert (folder / "snippets" / name).read_bytes() == body
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert all(name.isascii() for name in names)
    left = r"404\.html|robots|social|sitemap|\.map$|search_index\.json|lunr/"
    assert not [name for name in names if re.search(left, name)]
    assert [n for n in names if n.startswith("downloads/")] == [f"downloads/{downloads.PRACTICE}"]


def test_links_of_notebooks_lead_to_the_pages_beside_them(folders):
    for folder in folders.values():
        for file in folder.rglob("*.ipynb"):
            cells = nbformat.read(file, 4).cells
            prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
            for link in re.findall(r"\]\(([^)\s]+)\)", prose):
                target = link.partition("#")[0]
                if target and "://" not in target and not target.startswith("mailto:"):
                    assert (file.parent / target).is_file(), f"{file.name}: {link}"


def test_a_book_that_is_not_published_has_no_switch():
    config = SimpleNamespace(site_url="http://127.0.0.1:8000/", extra={"edition": ZH})
    sharing.set_offline(config)
    assert config.extra["alternate"] is False and config.site_url == ""
    config = SimpleNamespace(site_url=PUBLISHED, extra={"edition": EN})
    sharing.set_offline(config)
    assert config.extra["alternate"]


def test_zip_is_the_same_every_time(zips, folders):
    """No times in it, its names sorted: the bytes follow from the files."""
    for edition, path in zips.items():
        top = folders[edition].parent
        files = {
            file.relative_to(top).as_posix(): file.read_bytes()
            for file in folders[edition].rglob("*")
            if file.is_file()
        }
        assert downloads.pack(files) == path.read_bytes()


def test_planted_faults(desk, folders, tmp_path):
    """An absolute link, a picture of another host, a missing page and anchor: all are seen."""
    folder = tmp_path / "book"
    shutil.copytree(folders[EN], folder)
    page = folder / "start/verify.html"
    bad = (
        '</h1><a href="/functional-api/">1</a><a href="http://127.0.0.1:8000/">2</a>'
        f'<a href="{PUBLISHED}workflow/">3</a><a href="gone.html">4</a><a href="#gone">5</a>'
        '<img src="https://example.com/x.png" alt="x">'
    )
    page.write_text(page.read_text("utf-8").replace("</h1>", bad, 1), encoding="utf-8")
    said = "\n".join(faults(desk, folder, "start/verify.html"))
    for url in ("file:///functional-api/", "http://127.0.0.1:8000/", f"{PUBLISHED}workflow/"):
        assert f"leads out of the folder: {url}" in said
    assert "gone.html" in said and "no anchor" in said and "no picture https://example" in said
    assert "asks for https://example.com/x.png" in said and "complaint" in said
