"""What readers take away: each page's program and notebook, the zip of snippets, the offers."""

import ast
import json
import re
import textwrap
import zipfile
from importlib import metadata

import nbformat
import pytest

from tests.support import ADDRESS, BOOK, SITE, html_of, name_of, soup, sources
from tools.products import downloads, notebooks, practice
from tools.proof.tasks import tasks
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.exercises import exercises
from tools.source.faults import BookError
from tools.source.packages import to_install
from tools.source.programs import Part, parts, program, stem

pytestmark = pytest.mark.inputs(*SITE, "tools/proof")

PAGES = BOOK.pages()
OFFERING = [page for page in PAGES if any(b.language == "python" and b.runs for b in page.blocks)]
SILENT = [page for page in PAGES if page not in OFFERING]
by_page = pytest.mark.parametrize("page", OFFERING, ids=name_of)

TASKS = tasks(BOOK)
FOR_ALL = (downloads.SNIPPETS, downloads.PRACTICE)


def page_file(site, page, suffix):
    """Where the file of a page stands in the built site."""
    return html_of(site, page).parent / f"{stem(page.name).rpartition('/')[2]}{suffix}"


# ---- packages


def test_readers_are_told_to_install_what_the_listings_import():
    """By the metadata of the installed packages, which the tools do not ask."""
    _, _, told = downloads.snippets(BOOK)["README.txt"].decode().partition("运行 / Run:")
    told = set(re.sub(r"pip install|^ +python .*|^ +（.*", "", told, flags=re.M).split())
    told |= {re.match(r"[\w-]+", line)[0] for line in metadata.requires("tensorflow")}
    brought = metadata.packages_distributions()
    for page in OFFERING:
        names = {name for part in parts(page) for name in imports(part.text)}
        needs = {brought[name][0].replace("_", "-") for name in names & brought.keys()}
        assert needs <= told, f"{page.name} imports more: {needs - told}"


def imports(code):
    """The names of the modules that code imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


def test_a_case_says_what_its_notebook_needs(site):
    page = BOOK.page(EDITIONS[0], "tables/own-table")
    needed = to_install(BOOK.versions, [block.code for block in page.python])
    said = soup(html_of(site, page)).select_one(".book-code").text
    assert f"pip install jupyterlab {' '.join(needed)}" in said
    assert needed[0] == "tensorflow" and {"pandas", "bokeh-sampledata"} < set(needed)
    assert "mlxtend" not in needed


# ---- programs


GLUE = r"(?:# .*\n){0,3}(?:\nimport traceback\n)?\n(?:# ---- [\w-]+\n\n)?"
FAILS = r"# Meant to fail: {}\.\ntry:\n((?: {{4}}.*\n|\n)+)except Exception(?:.+\n)+else:\n.+\n"


def faults(page, found: list[Part]):
    """What distinguishes the parts of a program from the listings that the page shows."""
    wanted = [b for b in page.blocks if b.language == "python" and b.runs and not b.backend]
    if [part.block for part in found] != wanted:
        return [f"{page.name}: {len(found)} listings in the program, {len(wanted)} on the page"]
    out, line = [], 1
    for part, block in zip(found, wanted, strict=True):
        comment = f"# Meant to warn: {block.warns}\\.\n" if block.warns else ""
        listing = f"{comment}({re.escape(block.code)})"
        if block.raises:
            listing = FAILS.format(block.raises)
        held = re.fullmatch(GLUE + listing, part.text)
        if not held or textwrap.dedent(held[1]) != block.code or part.line != line:
            out.append(f"{block.where}: the program does not hold this listing, and it alone")
        line += part.text.count("\n")
    return out


@by_page
def test_program_holds_every_listing_of_the_page(page):
    assert not faults(page, parts(page))
    text = program(page)
    compile(text, f"{stem(page.name)}.py", "exec")
    assert text.isascii() and text.endswith("\n")
    sections = re.findall(r"^# ---- (.*)$", text, re.M)
    ids = re.findall(r"^#+ .*\{\s*#([\w-]+)", "\n".join(page.lines), re.M)
    assert sections == [name for name in ids if name in sections], "in the order of the page"


def test_planted_listing_missing_or_changed():
    page = OFFERING[0]
    whole = parts(page)
    assert faults(page, whole[:-1]) and faults(page, whole[1:])
    last = whole[-1]
    other = Part(last.block, last.text.replace("print(", "print (", 1), last.line)
    assert faults(page, [*whole[:-1], other])
    other = Part(last.block, "print(1)\n" + last.text, last.line)
    assert faults(page, [*whole[:-1], other])


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.program.name)
def test_what_the_tests_run_is_the_program(task):
    """Byte for byte: test_run.py runs these steps, one after the other.

    A case runs as its notebook instead: its cells are the listings, to which the
    program adds nothing but comments.
    """
    ran = "".join(step.code for step in task.program.steps if step.language == "python")
    files = {step.file for step in task.program.steps if step.language == "python"}
    assert len(files) <= 1
    for page in task.pages:
        assert ran == program(page)
        if page.is_case:
            cells = [c.source for c in notebooks.compose(page).cells if c.cell_type == "code"]
            code = re.sub(r"^# .*\n", "", ran, flags=re.M).split()
            assert code == re.sub(r"^# .*\n", "", "\n".join(cells[1:]) + "\n", flags=re.M).split()


@by_page
def test_page_offers_its_program_and_its_notebook(site, page):
    """The files are there, and they are those."""
    after = ".first ~ .book-code" if page.name == "index" else "h1 + .book-code"
    bar = soup(html_of(site, page)).select_one(after)
    links = [link["href"] for link in bar.select("a[download]")]
    name = stem(page.name).rpartition("/")[2]
    assert links == [f"{name}.py", f"{name}.ipynb"]
    assert page_file(site, page, ".py").read_bytes() == program(page).encode()
    book = nbformat.read(page_file(site, page, ".ipynb"), 4)
    nbformat.validate(book)
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    assert code[1:] == [block.code.rstrip("\n") for block in page.python]


def test_pages_without_listings_offer_nothing(site):
    assert SILENT
    for page in SILENT:
        assert not program(page)
        assert not soup(html_of(site, page)).select(".book-code")
        assert not page_file(site, page, ".py").exists()


# ---- notebooks that show proved outputs


@pytest.mark.parametrize(
    "page",
    [page for page in OFFERING if not page.is_case],
    ids=name_of,
)
def test_notebook_shows_what_the_page_shows(page):
    """Printed text, errors and pictures, and no number that says Jupyter had executed it."""
    book = notebooks.compose(page, notebooks.proved_outputs(page), numbered=False)
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    pictures = 0
    for cell, block in zip(cells[1:], page.python, strict=True):
        text = "".join(
            "\n".join(out.traceback) + "\n" if out.output_type == "error" else out.get("text", "")
            for out in cell.outputs
        )
        assert text == (block.output.code if block.output else ""), block.where
        errors = [out.ename for out in cell.outputs if out.output_type == "error"]
        assert bool(errors) == bool(block.raises), block.where
        assert cell.execution_count is None
        pictures += sum(out.output_type == "display_data" for out in cell.outputs)
    shown = re.findall(r"!\[[^]]*\]\((?:\.\./)*snippets/[^)]*\.png\)", "\n".join(page.lines))
    assert pictures == len(shown), f"{page.name}: a picture belongs to no cell"
    prose = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    for block in page.blocks:
        if block.is_output and not any(block is b.output for b in page.python):
            assert block.code.rstrip("\n") in prose, f"{block.where}: lost in the notebook"


# ---- the zip of snippets


def test_zip_of_snippets_is_the_tree(site):
    with zipfile.ZipFile(site / "downloads" / downloads.SNIPPETS) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    assert list(found) == sorted(found)
    wanted = {
        f"keras-{name}": (BOOK.root / name).read_bytes()
        for name in sources("snippets")
        if name.count("/") > 1 and not name.endswith(".md")
    }
    for page in OFFERING:
        wanted[f"keras-snippets/pages/{stem(page.name)}.py"] = program(page).encode()
    readme = found.pop("keras-snippets/README.txt").decode()
    assert "全部代码" in readme and "All listings" in readme and "pages/home.py" in readme
    assert found.pop("keras-snippets/LICENSE") == (BOOK.root / "LICENSE").read_bytes()
    assert found == wanted
    assert all(name.isascii() for name in found)


# ---- the zip of notebooks


@pytest.fixture(scope="session")
def at_home(tmp_path_factory):
    """The book with a build folder of its own, and its notebooks written there."""
    book = Book(BOOK.root)
    book.build = tmp_path_factory.mktemp("build")
    book.downloads = book.build / "downloads"
    notebooks.write(book, may_execute=False)
    return book


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_zip_of_notebooks_holds_that_of_every_page(at_home, edition):
    """And a README that lists them in the order of the book, and what they import."""
    path = notebooks.write_zip(at_home, edition)
    assert path.name == f"keras-notebooks-{edition}.zip" and path.name.isascii()
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        found = {n.removeprefix(f"{path.stem}/"): archive.read(n) for n in archive.namelist()}
    readme = found.pop("README.txt").decode()
    assert found.pop("LICENSE") == (BOOK.root / "LICENSE").read_bytes()
    pages = {f"{stem(page.name)}.ipynb": page for page in OFFERING if page.edition == edition}
    assert found.keys() == pages.keys()
    for name, body in found.items():
        book = nbformat.reads(body.decode(), 4)
        nbformat.validate(book)
        assert pages[name].meta["title"] in readme
        code = [cell.source for cell in book.cells if cell.cell_type == "code"]
        assert code[1:] == [block.code.rstrip("\n") for block in pages[name].python]
    listed = re.findall(r"^  (\S+\.ipynb): ", readme, re.M)
    order = [f"{stem(name)}.ipynb" for name, _ in BOOK.contents(edition)]
    assert listed == [name for name in order if name in pages]
    codes = [block.code for page in pages.values() for block in page.python]
    told = " ".join(re.findall(r"pip install (.*)", readme)).split()
    assert told[:2] == ["jupyterlab", "tensorflow"]
    assert sorted(told[1:]) == sorted(to_install(BOOK.versions, codes))


def test_a_notebook_that_was_not_written_is_named(tiny):
    with pytest.raises(BookError, match=r"\.ipynb: there is no such notebook\. Run make notebooks"):
        notebooks.write_zip(Book(tiny), EDITIONS[0])


# ---- the zip of exercises


def test_zip_of_exercises_is_the_same_twice_and_has_no_file_of_the_reader(site, tmp_path):
    made = []
    for name in ("one", "two"):
        book = Book(BOOK.root)
        book.downloads = tmp_path / name
        made.append(practice.write(book, ADDRESS).read_bytes())
    assert made[0] == made[1] == (site / "downloads" / downloads.PRACTICE).read_bytes()
    with zipfile.ZipFile(site / "downloads" / downloads.PRACTICE) as archive:
        assert archive.testzip() is None
        found = {n.removeprefix("keras-practice/"): archive.read(n) for n in archive.namelist()}
    assert found == practice.contents(BOOK, ADDRESS)
    assert found["train.py"] == (BOOK.root / "practice/train.py").read_bytes()
    assert not any(name.startswith("exercises") for name in found) and ".progress.json" not in found
    known = json.loads(found[".trainer/exercises.json"])["exercises"]
    assert len(known) == len(list(exercises(BOOK)))
    for exercise in known:
        for edition in EDITIONS:
            page, _, section = exercise[edition.code]["link"].removeprefix(ADDRESS).partition("#")
            assert soup(site / page / "index.html").find(id=section)


def test_a_book_read_at_home_has_no_links_in_its_exercises():
    known = json.loads(practice.contents(BOOK, "http://127.0.0.1:8000/")[".trainer/exercises.json"])
    assert all(exercise["en"]["link"] == "" for exercise in known["exercises"])


def test_a_book_without_exercises_has_no_zip_of_them(tiny):
    assert practice.write(Book(tiny), ADDRESS) is None


def test_the_same_files_give_the_same_zip():
    files = {"b/two.txt": b"2", "a/one.txt": b"1" * 5000}
    assert downloads.pack(files) == downloads.pack(dict(reversed(files.items())))
    assert len(downloads.pack(files)) < 1000


# ---- the home page


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_home_page_offers_what_is_there(site, edition):
    home = soup(site / edition.prefix / "index.html")
    rows = home.select(".book-take li")
    kept = {file.name: file for file in (site / "downloads").iterdir()}
    mine = [name for name in kept if f"-{edition}" in name or name in FOR_ALL]
    assert sorted(row.a["href"].rpartition("/")[2] for row in rows) == sorted(mine)
    for row in rows:
        file = kept[row.a["href"].rpartition("/")[2]]
        assert downloads.size(file.stat().st_size) in row.text
        to = (site / edition.prefix / row.a["href"]).resolve()
        assert to == (site / "downloads").resolve() / file.name
    if not edition.is_source:  # a page of each edition links to the exercises
        own = site / edition.prefix / "downloads"
        assert [file.name for file in own.iterdir()] == [downloads.PRACTICE]
        assert (own / downloads.PRACTICE).read_bytes() == kept[downloads.PRACTICE].read_bytes()


def test_offers_are_those_of_the_edition_that_exist(tmp_path):
    book = Book(tmp_path)
    assert not any(downloads.offered(book, edition) for edition in EDITIONS)
    assert downloads.files(book) == []
    book.downloads.mkdir(parents=True)
    for name in ("keras-book-zh.pdf", "keras-book-en.epub", downloads.SNIPPETS, "other.zip"):
        (book.downloads / name).write_bytes(b"x" * 1_230_000)
    zh, en = (downloads.offered(book, edition) for edition in EDITIONS)
    assert [row["kind"] for row in zh] == ["pdf", "snippets"]
    assert [row["kind"] for row in en] == ["epub", "snippets"]
    assert zh[0] == {"kind": "pdf", "name": "keras-book-zh.pdf", "size": "1.2 MB"}
    assert "other.zip" not in {path.name for path in downloads.files(book)}
