"""A plain `mkdocs build --strict` refuses what a reader would stumble over, in both editions."""

import pytest

from tests.book.test_site import third_party
from tests.support import build_site
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs("tools", "overrides", "docs/assets", "tests/tiny", "mkdocs.yml")


def said(book, target):
    """What a build that fails has to say."""
    built = build_site(book, target)
    assert built.returncode != 0, "this should not have been built"
    return built.stdout + built.stderr


def test_faults_of_both_editions_are_named(tiny, tmp_path):
    """A dead link, a dead anchor; each with its page."""
    for edition in EDITIONS:
        with (tiny / edition.folder / "start/first.md").open("a", encoding="utf-8") as file:
            file.write("\n[x](gone.md) [y](../index.md#gone)\n")
    found = said(tiny, tmp_path / "site")
    for edition in EDITIONS:
        assert found.count("start/first.md") >= 2 * len(EDITIONS), edition
    assert found.count("gone.md") >= len(EDITIONS) and found.count("#gone") >= len(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_a_missing_section_is_refused(tiny, tmp_path, edition):
    with (tiny / edition.folder / "start/first.md").open("a", encoding="utf-8") as file:
        file.write('\n```python\n--8<-- "start/first/line.py:no_such"\n```\n')
    assert "no_such" in said(tiny, tmp_path / "site")


def test_a_font_and_a_style_sheet_of_another_host_are_seen(tiny, tmp_path):
    """What a setting of the theme would load, and a style sheet's import."""
    settings = tiny / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "font: false" in text
    settings.write_text(text.replace("font: false", "palette: {}"), encoding="utf-8")
    styles = tiny / "docs/assets/stylesheets"
    own = (styles / "book.css").read_text("utf-8")
    styles.unlink()  # a link to the book's
    styles.mkdir()
    (styles / "book.css").write_text(f'@import "https://example.com/x.css";\n{own}', "utf-8")
    built = build_site(tiny, tmp_path / "site")
    assert built.returncode == 0, built.stderr
    found = "\n".join(third_party(tmp_path / "site"))
    assert "fonts.g" in found and "example.com/x.css" in found
