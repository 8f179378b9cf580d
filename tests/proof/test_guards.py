"""Every guard is shown a planted fault in a copy of the book, and must name place and mend."""

import re
import time

import pytest

from tests.book.test_site import third_party
from tests.conftest import build_site
from tools.proof.runner import Program, Step, run, running
from tools.rules.twins import check_page, compare, compare_all
from tools.source.listings import BookError, Page, listings, sections

PAGE = "basics/functional-api"


def zh(book):
    return book / "docs/zh" / f"{PAGE}.md"


def en(book):
    return book / "docs/en" / f"{PAGE}.md"


def replace(path, old, new, count=1):
    """Edit a file of the copy; returns the number of the first line changed."""
    text = path.read_text("utf-8")
    found = re.search(old, text, re.M)
    assert found, f"nothing to break: {old} is not in {path}"
    path.write_text(re.sub(old, new, text, count=count, flags=re.M), encoding="utf-8")
    return text[: found.start()].count("\n") + 1


def problems(path, root):
    return "\n".join(map(str, check_page(Page(path, root))))


def pair(book):
    return "\n".join(map(str, compare(Page(zh(book), book), Page(en(book), book))))


def test_the_unbroken_copy_has_no_problems(book):
    assert compare_all(book) == []


# ---- fences that would not be tested

FENCES = [
    "```py",
    "``` python",
    "```Python",
    '```python title="x"',
    "~~~python",
    "````python",
    "```",
]


@pytest.mark.parametrize("opening", FENCES)
def test_fence_that_would_not_be_tested(book, opening):
    text = zh(book).read_text("utf-8")
    ticks = re.match("`+|~+", opening)[0]
    fence = r"^```python\n(.*\n)```$"
    line = replace(zh(book), fence, opening.replace("\\", "") + r"\n\1" + ticks)
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}:" in found and "would not be tested" in found, found
    assert "Write ``` and one of" in found or "exactly three backticks" in found
    with pytest.raises(BookError, match="would not be tested"):
        listings(Page(zh(book), book))
    assert text != zh(book).read_text("utf-8")


def test_code_typed_into_a_fence(book):
    line = replace(zh(book), r"^(```python\n).*\n```$", r"\1print(1)\n```")
    assert f"{PAGE}.md:{line}: a fence must hold exactly one include" in problems(zh(book), book)


def test_missing_section_and_missing_file(book):
    line = replace(zh(book), r'(\.py):[\w-]+"', r'\1:no_such"')
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}:" in found and "has no section 'no_such'" in found
    assert "Its sections are: " in found
    line = replace(zh(book), r'"[\w/]+\.py:no_such"', '"basics/functional_api/gone.py:model"')
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}: there is no file" in found and "gone.py" in found


def test_line_range(book):
    line = replace(zh(book), r'(\.py):[\w-]+"', r'\1:1:5"')
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}:" in found and "line ranges are not allowed" in found


def test_section_never_closed_is_named(book):
    block = next(b for b in Page(zh(book), book).blocks if b.section)
    replace(block.source, rf"^# --8<-- \[end:{block.section}\]\n", "")
    found = problems(zh(book), book)
    assert "is never closed" in found or "opens inside another" in found
    assert block.source.name in found
    with pytest.raises(BookError):
        sections(block.source)


@pytest.mark.parametrize(
    "mark, says",
    [
        ("{.python .raises}", "names its exception"),
        ("{.python .not-run}", "says why"),
        ("{.python .rases}", "would not be tested"),
        ("{.powershell}", "powershell is not run here"),
        ('{.python data-tolerance="0.1"}', "belongs on an output"),
    ],
)
def test_marks(book, mark, says):
    line = replace(zh(book), r"^```python$", f"```{mark}")
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}:" in found and says in found, found


def test_output_without_a_listing(book):
    line = replace(
        zh(book), r"^## ", '```{.text .output}\n--8<-- "basics/functional_api/x.out"\n```\n\n## '
    )
    (book / "snippets/basics/functional_api/x.out").write_text("1\n")
    # the first heading stands behind a listing that may have its output; plant it at the very top
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}:" in found or "does not follow a listing" in found


# ---- pages and twins


def test_heading_missing_from_one_twin(book):
    replace(en(book), r"^## .*\n", "")
    found = pair(book)
    assert f"docs/en/{PAGE}.md:" in found and "heading" in found, found


def test_include_missing_from_one_twin(book):
    replace(en(book), r"^```python\n.*\n```\n", "")
    found = pair(book)
    assert "code block" in found and ".py:" in found, found


def test_note_missing_from_one_twin(book):
    replace(en(book), r"^1\. .*\n", "")
    assert "numbered list" in pair(book)
    assert "explains" in problems(en(book), book)


def test_link_missing_from_one_twin(book):
    replace(en(book), r"(?<!!)\[([^\]]*)\]\([^)]*\.md[^)]*\)", r"\1")
    assert "the link to" in pair(book)


def test_table_of_another_shape(book):
    install = book / "docs/en/start/install.md"
    replace(install, r"^(\| *-+.*\n\|.*\n)\|.*\n", r"\1")
    found = "\n".join(map(str, compare_all(book, ["start/install"])))
    assert "table" in found and "rows x" in found, found


def test_stale_twin(book):
    with zh(book).open("a", encoding="utf-8") as file:
        file.write("\n新的一句。\n")
    found = pair(book)
    assert f"docs/en/{PAGE}.md:1: stale" in found and f"make stamp PAGE={PAGE}" in found


def test_missing_twin(book):
    en(book).unlink()
    found = "\n".join(map(str, compare_all(book)))
    assert f"docs/zh/{PAGE}.md:1: there is no docs/en/{PAGE}.md" in found


def test_heading_without_id(book):
    line = replace(zh(book), r"^(## [^{]*?) *\{#[^}]*\}", r"\1")
    assert f"{PAGE}.md:{line}:" in problems(zh(book), book)
    assert "has no id" in problems(zh(book), book)


def test_line_end_inside_a_chinese_paragraph(book):
    line = replace(zh(book), r"^(读完[^，]*，)", r"\1\n")
    assert f"{PAGE}.md:{line + 1}: a line end" in problems(zh(book), book)


def test_picture_without_text_or_size(book):
    line = replace(zh(book), r"!\[[^\]]+\](\([^)]*\))\{[^}]*\}", r"![]\1")
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}: the picture has no alternative text" in found
    assert f"{PAGE}.md:{line}: the picture has no size" in found


THIRD_PARTY = [
    '<img src="https://example.com/x.png" alt="x" width="1" height="1">',
    '<link rel="stylesheet" href="https://fonts.example.com/css">',
    '<script src="//cdn.example.com/x.js"></script>',
]


@pytest.mark.parametrize("tag", THIRD_PARTY)
def test_third_party_url_in_a_page(book, tag):
    line = replace(zh(book), r"^(## )", f"{tag}\n\n\\1")
    found = problems(zh(book), book)
    assert f"{PAGE}.md:{line}:" in found and "from another host" in found


# ---- the strict build


def test_strict_build_refuses_dead_links_anchors_and_sections(book, tmp_path):
    replace(zh(book), r"^(## .*)$", r"\1\n\n[x](gone.md) [y](index.md#gone)")
    built = build_site(book, tmp_path / "site")
    said = built.stdout + built.stderr
    assert built.returncode != 0
    assert f"{PAGE}.md" in said and "gone.md" in said and "#gone" in said


def test_strict_build_refuses_a_dead_link_in_the_english_edition(book, tmp_path):
    replace(en(book), r"^(## .*)$", r"\1\n\n[x](gone.md)")
    built = build_site(book, tmp_path / "site")
    assert built.returncode != 0 and "gone.md" in built.stdout + built.stderr


def test_strict_build_refuses_a_missing_section(book, tmp_path):
    replace(zh(book), r'(\.py):[\w-]+"', r'\1:no_such"')
    built = build_site(book, tmp_path / "site")
    assert built.returncode != 0 and "no_such" in built.stdout + built.stderr


def test_third_party_in_the_theme(book, tmp_path):
    """A font of the theme, a style sheet's import: seen in the built site."""
    replace(book / "mkdocs.yml", r"^  font: false\n", "")
    css = book / "docs/assets/stylesheets/book.css"
    css.write_text('@import "https://example.com/x.css";\n' + css.read_text("utf-8"))
    built = build_site(book, tmp_path / "site")
    assert built.returncode == 0, built.stderr
    found = "\n".join(third_party(tmp_path / "site"))
    assert "fonts.g" in found and "example.com/x.css" in found


# ---- outputs and runs


@pytest.mark.keras
def test_runner_without_fork(monkeypatch):
    """Windows and macOS: each program has a fresh process, and all comes back the same."""
    monkeypatch.setattr("tools.proof.runner.FORKS", False)
    programs = [
        Program("names", [Step("python", "x = 1"), Step("python", "import sys; print(x)")]),
        Program("new", [Step("python", "import sys; print('keras' in sys.modules)")]),
        Program("fails", [Step("python", "1 / 0"), Step("python", "print(2)")]),
        Program("dies", [Step("python", "import os; os._exit(3)")]),
    ]
    names, new, fails, dies = run(programs)
    assert names.results[1].stdout == "1\n"
    assert new.results[0].stdout == "False\n"
    assert fails.results[0].raised == "ZeroDivisionError: division by zero"
    assert fails.results[1].stdout == "2\n"
    assert "status 3" in dies.died


@pytest.mark.keras
def test_runner_survives_exit_crash_and_hanging():
    """A listing that exits, kills its process or never ends fails alone, with a reason."""
    programs = [
        Program("exits", [Step("python", "import sys; sys.exit(3)"), Step("python", "print(2)")]),
        Program("crashes", [Step("python", "import os; os.kill(os.getpid(), 9)")]),
        Program("hangs", [Step("python", "while True: pass")], limit=2),
        Program("names", [Step("python", "x = 1"), Step("python", "print(x, __name__)")]),
        Program("shell", [Step("sh", "echo hi > f"), Step("python", "print(open('f').read())")]),
        Program("fails", [Step("sh", "false; echo no")]),
        Program("fresh", [Step("python", "import sys; print('keras' in sys.modules)")], fresh=True),
    ]
    runs = {r.name: r for r in run(programs)}
    assert runs["exits"].results[0].raised.startswith("SystemExit")
    assert runs["exits"].results[1].stdout == "2\n"
    assert "status -9" in runs["crashes"].died
    assert "over 2 s" in runs["hangs"].died
    assert runs["names"].results[1].stdout == "1 __main__\n"
    assert runs["shell"].results[1].stdout == "hi\n\n"
    assert runs["fails"].results[0].raised and runs["fails"].results[0].stdout == ""
    assert runs["fresh"].results[0].stdout == "False\n"


@pytest.mark.keras
@pytest.mark.parametrize("fresh", [False, True])
def test_what_runs_in_the_background_ends_with_its_block(tmp_path, fresh):
    """A test run that is broken off leaves no training behind."""
    beat = tmp_path / "beat"
    code = f"import time\nwhile True:\n    open({str(beat)!r}, 'a').write('.'), time.sleep(0.05)"
    with running([Program("endless", [Step("python", code)], fresh=fresh)], politely=True):
        until = time.monotonic() + 60
        while not beat.exists() and time.monotonic() < until:
            time.sleep(0.05)
    beats = beat.stat().st_size
    time.sleep(0.5)
    assert beats and beat.stat().st_size == beats
