"""What was rendered before is used again, and never when it would be rendered otherwise."""

import json

import pytest
from material.plugins.search.plugin import SearchIndex
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files
from mkdocs.structure.pages import Page

from tests.support import copy_tiny
from tools.site.kept import Kept, renderers, without_colours
from tools.site.sharing import shared
from tools.source.book import Book
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs("tools/site", "tools/source", "tests/tiny")
EN = EDITIONS[1]
KEPT = "<p>as it was kept</p>"


def rendered(root, name="start/first", made_with=("these",)):
    """A page as MkDocs renders it with what is kept; and its entries in the search index."""
    config = load_config(str(root / EN.config), strict=False)
    search = config.plugins["material/search"]
    search.on_config(config)
    files = get_files(config)
    for path, uri in shared(Book(root)):
        folder = str(path).removesuffix(uri)
        files.append(File(uri, folder, config.site_dir, config.use_directory_urls))
    kept = Kept(root / ".cache", "en", list(made_with))
    kept.begin(config, files)
    page = config._current_page = Page(None, files.get_file_from_path(f"{name}.md"), config)
    page.read_source(config)
    kept.offer(page, Book(root).page(EN, name))
    page.render(config, files)
    search.on_page_context({}, page=page, config=config, nav=None)
    return page, search.search_index.entries


@pytest.fixture
def root(tiny):
    """A tiny book, of which a page is kept, and known by what stands in its place."""
    page, _ = rendered(tiny)
    record = json.loads(record_of(tiny).read_text("utf-8"))
    assert record["content"] == page.content and KEPT not in page.content
    record_of(tiny).write_text(json.dumps({**record, "content": KEPT}), encoding="utf-8")
    return tiny


def record_of(root, name="start/first"):
    return root / ".cache/pages/en" / f"{name.replace('/', '-')}.json"


def change(root, file, old, new):
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_unchanged_page_is_not_rendered_again(root):
    page, _ = rendered(root)
    assert page.content == KEPT
    assert [item.id for item in page.toc] == ["first"] and page.toc.items[0].children
    assert "draw" in page.present_anchor_ids and page.title
    change(root, "docs/en/index.md", "{#tiny}", "another page {#tiny}")
    assert rendered(root)[0].content == KEPT


CHANGES = {
    "the text": ("docs/en/start/first.md", "{#draw}", "x {#draw}"),
    "a snippet": ("snippets/start/first/line.py", "[start:draw]\n", "[start:draw]\n#\n"),
    "an output": ("snippets/start/first/line.draw.out", "\n", "\nx"),
    "a setting of Markdown": ("mkdocs.en.yml", "Link to this section", "Link"),
    "the inherited settings": ("mkdocs.yml", "  footnotes:\n", ""),
}


@pytest.mark.parametrize("file, old, new", CHANGES.values(), ids=CHANGES)
def test_a_change_is_rendered(root, file, old, new):
    change(root, file, old, new)
    assert rendered(root)[0].content != KEPT


def test_rows_that_are_included_count(tiny):
    rendered(tiny, "help/glossary")
    change(tiny, "snippets/help/glossary/terms.en.md", "|", "| row-edit")
    assert "row-edit" in rendered(tiny, "help/glossary")[0].content


def test_other_renderers_render_anew(root):
    assert rendered(root, made_with=["those"])[0].content != KEPT
    assert rendered(root, made_with=["those"])[0].content != KEPT


def test_addresses_of_other_files_count(root):
    (root / "docs/en/more.md").write_text("# More\n", encoding="utf-8")
    assert rendered(root)[0].content != KEPT


def test_renderers_are_versions_and_tools():
    import material
    import pygments
    from mkdocs import __version__

    text = "\n".join(renderers())
    assert pygments.__version__ in text and __version__ in text
    assert "def on_page_markdown" in text and material


def test_a_page_with_a_warning_warns_each_time(tiny, caplog):
    change(tiny, "docs/en/start/first.md", "{#draw}", "[x](gone.md) {#draw}")
    for _ in range(2):
        caplog.clear()
        rendered(tiny)
        assert "gone.md" in caplog.text
    assert not record_of(tiny).exists()


def test_a_broken_record_is_no_harm(root):
    record_of(root).write_text("{", encoding="utf-8")
    assert "<h1" in rendered(root)[0].content


@pytest.mark.parametrize("name", ["index", "start/first", "help/glossary"])
def test_search_finds_what_it_found(tmp_path, name):
    """Without the colours of code, and from what is kept: as Material's own index."""
    root = copy_tiny(tmp_path / "tiny")
    page, first = rendered(root, name)
    _, again = rendered(root, name)
    config = load_config(str(root / EN.config)).plugins["material/search"].config
    index = SearchIndex(**config)
    index.add_entry_from_context(page)
    assert first and first == again == index.entries


def test_colours_are_those_of_code_only():
    text = '<span class="n">a</span><pre>{}</pre>'
    colours = '<span></span><code><span class="kn">im</span>port</code>'
    assert without_colours(text.format(colours)) == text.format("<code>import</code>")
