"""Under each page: a link that changes it, and one that reports a problem in a form filled in."""

from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from tests.support import ADDRESS, BOOK, REPOSITORY, SITE, build_site, html_of, name_of, soup
from tools.source.book import Book

pytestmark = pytest.mark.inputs(*SITE, ".github")

FORMS = BOOK.root / ".github/ISSUE_TEMPLATE"


def faults(book, page, html, forms=FORMS):
    """What is wrong with the two links of a built page."""
    links = [a["href"] for a in html.select("article > .book-mend a, .book-home + .book-mend a")]
    if len(links) != 2 or not all(to.startswith(f"{REPOSITORY}/") for to in links):
        return [f"links: {links}"]
    edit, report = (urlsplit(to.removeprefix(REPOSITORY)) for to in links)
    found = []
    source = edit.path.removeprefix("/edit/main/")
    if book.root / source != page.path:
        found.append(f"changes {source}")
    given = dict(parse_qsl(report.query))
    form = forms / given.pop("template", "none")
    if report.path != "/issues/new" or not form.is_file():
        return [*found, f"no form {form.name}"]
    fields = {one.get("id"): one for one in yaml.safe_load(form.read_text("utf-8"))["body"]}
    title = given.pop("title", "")
    found += [f"the form has no field {name}" for name in given if name not in fields]
    found += ["the title is not the page's"] * (page.meta["title"] not in title)
    wanted = {"page": ADDRESS + page.address, "edition": page.edition.code}
    found += [f"{name} is {given.get(name)}" for name in wanted if given.get(name) != wanted[name]]
    versions = (book.versions.book, *book.versions.proved.values())
    found += [f"no version {v}" for v in versions if v not in given.get("versions", "")]
    return found


@pytest.mark.parametrize("page", BOOK.pages(), ids=name_of)
def test_page_can_be_changed_and_reported(site, page):
    found = faults(BOOK, page, soup(html_of(site, page)))
    assert not found, "\n".join(found)


def test_a_form_that_lost_a_field_or_a_page_that_moved_is_seen(site, tmp_path):
    page, other = BOOK.pages()[:2]
    html = soup(html_of(site, page))
    text = (FORMS / "page.yml").read_text("utf-8")
    (tmp_path / "page.yml").write_text(text.replace("id: versions", "id: version"), "utf-8")
    assert faults(BOOK, page, html, tmp_path) == ["the form has no field versions"]
    assert faults(BOOK, page, html, tmp_path / "gone") == ["no form page.yml"]
    found = "\n".join(faults(BOOK, other, html))
    assert "changes docs/" in found and "page is" in found and "the title" in found
    html.select_one(".book-mend a").decompose()
    assert "links" in faults(BOOK, page, html)[0]


def test_a_book_without_a_repository_has_no_such_links(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.support.REPOSITORY", "")
    built = build_site(tiny, tmp_path / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    for page in Book(tiny).pages():
        assert not soup(html_of(tmp_path / "site", page)).select(".book-mend, .md-source")
