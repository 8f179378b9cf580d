"""All rules together, and the command line that runs them."""

import pytest

from tests.rules.plant import plant
from tools.__main__ import parser
from tools.rules import check, glossary, links, numbers, twins
from tools.source.book import Book
from tools.source.faults import BookError

EN, CASE = "docs/en/index.md", "docs/en/start/first.md"


def test_the_tiny_book_has_no_fault(tiny, capsys):
    assert check.main(Book(tiny)) == 0
    assert capsys.readouterr().out == ""


def test_problems_come_by_file_and_line(tiny, capsys):
    plant(tiny, CASE, "![A straight", "![")
    plant(tiny, EN, "## Step by step {#loop}", "## Step by step")
    plant(tiny, EN, "The result is 42. ", "It is simply 42. ")
    assert check.main(Book(tiny)) == 1
    lines = capsys.readouterr().out.splitlines()
    places = [(name, int(line)) for name, line, _ in (text.split(":", 2) for text in lines)]
    assert places == sorted(places) and len(set(lines)) == len(lines)
    assert {name for name, _ in places} >= {EN, CASE}
    assert check.main(Book(tiny), ["first"]) == 1
    assert {text.split(":")[0] for text in capsys.readouterr().out.splitlines()} == {CASE}
    assert check.main(Book(tiny), ["changelog"]) == 0
    with pytest.raises(BookError, match="There is no page 'firts'. Did you mean start/first"):
        check.main(Book(tiny), ["firts"])


def test_every_module_of_rules_is_run():
    here = Book.here().root / "tools" / "rules"
    modules = {path.stem for path in here.glob("*.py") if "\nRULES" in path.read_text("utf-8")}
    run = {m.__name__.rpartition(".")[2] for m in check.MODULES}
    assert modules - {"check"} == run - {"record", "proved"}, "these two stand in tools/proof"
    assert len({rule.__name__ for rule in check.RULES}) == len(check.RULES)


def test_pages_are_read_once(tiny):
    """Rules share one reading, so their time grows with the pages and not with its square."""
    whole = Book(tiny)
    assert len(whole.pages()) == 8
    for path in (tiny / "docs").rglob("*.md"):
        path.unlink()
    assert check.problems(whole, [*twins.RULES, *numbers.RULES, *glossary.RULES]) == []


def test_addresses_of_other_sites(tiny):
    """Gathered from links alone, each once, with all places that name it; none is asked here."""
    plant(tiny, EN, "The result is 42. ", "[x](https://a.example/b#c) `[y](https://no.example)` ")
    plant(tiny, "README.md", "", "\n[x](https://a.example/b)\n")
    found = links.addresses(Book(tiny))
    assert found == {"https://a.example/b": [f"{EN}:26", "README.md:5"]}
    assert links.ask("http://127.0.0.1:9/", seconds=2).startswith("no answer")
    assert parser().parse_args(["links"]).run.__name__ == "links"
