"""Every guard is shown a planted fault in a copy of the book, and must name place and mend."""

import re

import matplotlib.image
import numpy as np
import pytest

from tests.book.test_site import third_party
from tests.conftest import build_site
from tools.proof.outputs import agree, same_picture, tasks, verdict
from tools.proof.runner import run
from tools.rules.twins import check_page, compare, compare_all
from tools.source.listings import ROOT, BookError, Page, listings, sections

PAGE = "basics/functional-api"
PICTURES = sorted((ROOT / "snippets").rglob("*.png"))


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


@pytest.mark.parametrize(
    "shown, actual, tolerance, same",
    [
        ("62", "62", None, True),
        ("62", "63", None, False),
        ("loss 0.12", "loss 0.1234", None, True),
        ("loss 0.12", "loss 0.13", None, False),
        ("loss 0.12", "loss 0.1251", None, False),
        ("1e-07", "1.2e-07", None, True),
        ("1e-07", "3e-07", None, False),
        ("(None, 3)", "(None,  3)", None, True),
        ("(None, 3)", "(none, 3)", None, False),
        ("1 2", "1", None, False),
        ("mse 2900", "mse 2950", 0.05, True),
        ("mse 2900", "mse 3200", 0.05, False),
        ("acc 0.97", "acc 0.94", 0.05, True),
        ("loss 0.01", "loss 0.10", 0.05, False),
        ("float32", "float16", None, False),
    ],
)
def test_agree(shown, actual, tolerance, same):
    assert agree(shown, actual, tolerance) is same


@pytest.mark.keras
def test_edited_output_renamed_api_and_a_listing_that_no_longer_fails(book):
    """Three faults in one run: each is reported at its place, with what to do."""
    page = Page(zh(book), book)
    with_output = next(b for b in page.blocks if b.output and re.search(r"\d", b.output.code))
    fails = next(b for b in page.blocks if b.raises)
    replace(with_output.output.source, r"\d", "7777")
    renamed = next(b for b in page.blocks if b is not with_output and "Dense(" in b.code and b.runs)
    replace(renamed.source, r"Dense\(", "Dance(", count=0)
    fails.source.write_text(
        re.sub(
            r"(\[start:.*?\]\n).*?(?=# --8<-- \[end)",
            r"\1print(1)\n",
            fails.source.read_text("utf-8"),
            flags=re.S,
        )
    )
    task = tasks(book, [PAGE])[0]
    found = run([task.program])[0]
    said = "\n".join(filter(None, map(verdict, task.blocks, found.results)))
    assert (
        f"{PAGE}.md:{with_output.output.line}" in said or "Dance" in with_output.source.read_text()
    )
    assert "AttributeError" in said and "Dance" in said and renamed.source.name in said
    assert f"must raise {fails.raises} but ran to its end" in said


@pytest.mark.keras
def test_edited_output(book):
    page = Page(zh(book), book)
    block = next(b for b in page.blocks if b.output and re.search(r"\d", b.output.code))
    replace(block.output.source, r"\d", "7777")
    task = tasks(book, [PAGE])[0]
    found = run([task.program])[0]
    said = "\n".join(filter(None, map(verdict, task.blocks, found.results)))
    assert f"{PAGE}.md:{block.output.line}" in said and "make outputs" in said
    assert block.output.source.name in said


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.stem)
def test_another_picture(picture, tmp_path):
    """Empty, in negative or of another size, it is not the book's; a pixel to the side, it is."""
    shown = matplotlib.image.imread(picture)[..., :3]
    drawn = tmp_path / "drawn.png"
    for change, same in [
        (lambda a: a, True),
        (lambda a: np.roll(a, 1, axis=1), True),
        (np.ones_like, False),
        (lambda a: 1 - a, False),
        (lambda a: a[1:], False),
    ]:
        matplotlib.image.imsave(drawn, change(shown))
        assert same_picture(picture, drawn) is same
