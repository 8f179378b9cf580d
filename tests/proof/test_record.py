"""snippets/outputs.lock names what was edited by hand and what is older than its code."""

import re
import shutil

import pytest

from tools.proof import outputs
from tools.proof.outputs import Change, Findings
from tools.proof.record import RULES, renew_quoted, write
from tools.proof.tasks import tasks
from tools.source.backends import TABLE
from tools.source.book import Book
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tests/tiny")

HOME, FIRST = "docs/zh/index.md", "docs/zh/start/first.md"
LOCK = "snippets/outputs.lock"
LOG = "snippets/start/first/log.txt"


def found(root):
    return [str(problem) for rule in RULES for problem in rule(Book(root))]


def edit(path, old, new):
    """Plant a fault; the number of its line."""
    text = path.read_text("utf-8")
    assert old in text, f"nothing to break: {old} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def quote(root):
    """A log that the home page quotes."""
    (root / LOG).write_text("GPU found\n", "utf-8")
    page = root / HOME
    fence = '\n```text\n--8<-- "start/first/log.txt"\n```\n'
    page.write_text(page.read_text("utf-8") + fence, "utf-8")


def test_the_tiny_book_is_as_recorded(tiny):
    assert found(tiny) == []


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("snippets/home/add.loop.out", "30", "31"),
        ("snippets/home/add.loop.out", "10\n30", "10 30"),
        ("snippets/home/add.add.out", "42", "4.2e1"),
        ("snippets/start/first/line.draw.out", "12.0", "12"),
        ("snippets/start/first/fails.fail.out", "division", "Division"),
    ],
)
def test_an_output_edited_by_hand(tiny, name, old, new):
    edit(tiny / name, old, new)
    (said,) = found(tiny)
    assert f"{name} was edited by hand" in said
    page = "index" if "home" in name else "start/first"
    assert re.match(rf"docs/zh/{page}\.md:\d+: ", said)
    assert f"Run make outputs PAGE={page}." in said


def test_line_ends_are_no_edit(tiny):
    path = tiny / "snippets/home/add.loop.out"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(tiny) == []


def test_a_picture_painted_over(tiny):
    path = tiny / "snippets/start/first/line.png"
    path.write_bytes(path.read_bytes()[:-20] + b"\0" * 20)
    (said,) = found(tiny)
    assert f"{FIRST}:" in said and "line.png was edited by hand" in said


def test_what_is_older_than_its_code(tiny):
    """A listing makes its own output and those after it, and no output before it."""
    edit(tiny / "snippets/home/add.py", "(10, 20, 30)", "(10, 20, 40)")
    (said,) = found(tiny)
    assert "add.loop.out is older than its code" in said and "PAGE=index" in said
    edit(tiny / "snippets/home/add.py", "first = 40", "first = 41")
    assert [said.split()[1] for said in found(tiny)] == [
        "snippets/home/add.add.out",
        "snippets/home/add.loop.out",
    ]


def test_a_label_changed_in_the_listing_and_not_in_the_picture(tiny):
    edit(tiny / "snippets/start/first/line.py", "plt.savefig", 'plt.xlabel("x")\nplt.savefig')
    assert any("line.png is older than its code" in said for said in found(tiny))


def test_a_listing_that_moved_on_the_page(tiny):
    """The same sections in another order are another program."""
    for edition in EDITIONS:
        page = tiny / edition.folder / "index.md"
        text = page.read_text("utf-8")
        for name in ("add", "loop"):
            text = text.replace(f'add.py:{name}"', f'add.py:other-{name}"')
            text = text.replace(f'add.{name}.out"', f'add.other-{name}.out"')
        for name, other in (("add", "loop"), ("loop", "add")):
            text = text.replace(f"other-{name}", other)
        page.write_text(text, "utf-8")
    assert "add.loop.out is older than its code" in "\n".join(found(tiny))


@pytest.mark.parametrize("package, stale", [("matplotlib", 4), ("numpy", 4), ("keras", 0)])
def test_versions_count_where_they_are_imported(tiny, package, stale):
    lock = tiny / "requirements.txt"
    lock.write_text(re.sub(rf"({package}==)\S+", r"\g<1>9.9.9", lock.read_text("utf-8")), "utf-8")
    said = found(tiny)
    assert len(said) == stale and all("older than the versions" in line for line in said)


def test_keras_brings_its_backend(tiny):
    edit(tiny / "snippets/home/add.py", "first = 40", "import keras\nfirst = 40")
    outputs.keep(*findings(tiny, "index"))
    assert found(tiny) == []
    edit(tiny / "requirements.txt", "tensorflow==2.21.0", "tensorflow==2.22.0")
    assert any("add.add.out is older than the versions" in said for said in found(tiny))


def test_a_log_quoted_by_hand(tiny):
    quote(tiny)
    (said,) = found(tiny)
    assert said.startswith(f"{HOME}:") and "not in outputs.lock" in said
    assert renew_quoted(Book(tiny)) == [tiny / LOG]
    assert found(tiny) == [] and renew_quoted(Book(tiny)) == []
    edit(tiny / LOG, "GPU found", "no GPU found")
    (said,) = found(tiny)
    assert f"{LOG} was edited by hand" in said and "tools outputs --quoted" in said


def test_the_table_of_backends_has_a_record_of_its_own(tiny):
    (tiny / "snippets" / TABLE).parent.mkdir()
    (tiny / "snippets" / TABLE).write_text("page,listing,backend,result,why,state\n", "utf-8")
    assert found(tiny) == []


def test_measurements_and_their_picture(tiny):
    """Rows of a benchmark, and a plot of them in docs/assets."""
    (tiny / "snippets/start/first/bench.csv").write_text("a,b\n1,2\n", "utf-8")
    shutil.copy(tiny / "snippets/start/first/line.png", tiny / "docs/assets/images/bench.png")
    edit(tiny / FIRST, "images/slope.svg", "images/bench.png")
    assert len(found(tiny)) == 2
    renew_quoted(Book(tiny))
    assert found(tiny) == []
    edit(tiny / "snippets/start/first/bench.csv", "1,2", "1,3")
    (tiny / "docs/assets/images/bench.png").write_bytes(b"paint")
    assert sorted(said.split()[1] for said in found(tiny)) == [
        "docs/assets/images/bench.png",
        "snippets/start/first/bench.csv",
    ]


@pytest.mark.parametrize(
    "planted, says",
    [
        ("<<<<<<< HEAD", "not a line of the record"),
        ("snippets/home/add.add.out index code=1 shown=2", "not a line of the record"),
        ("snippets/gone.out index code=000000000000 shown=000000000000", "no listing makes"),
        ("", "stands twice"),
    ],
)
def test_a_broken_record(tiny, planted, says):
    lines = (tiny / LOCK).read_text("utf-8").splitlines()
    lines.append(planted or lines[-1])
    (tiny / LOCK).write_text("\n".join(lines) + "\n", "utf-8")
    (said,) = found(tiny)
    assert said.startswith(f"{LOCK}:{len(lines)}: ") and says in said
    renew_quoted(Book(tiny))
    assert found(tiny) == []


def test_an_output_without_a_line(tiny):
    lines = (tiny / LOCK).read_text("utf-8").splitlines(keepends=True)
    (tiny / LOCK).write_text("".join(line for line in lines if "line.png" not in line), "utf-8")
    (said,) = found(tiny)
    assert "line.png is not in outputs.lock" in said and "make outputs PAGE=start/first" in said


# ---- make outputs


def findings(root, name, changes=(), held=()):
    book = Book(root, missing_outputs=True)
    return book, Findings(changes=list(changes), held=list(held), proved=tasks(book, [name]))


def test_what_agrees_keeps_its_text_and_gets_the_hash_of_its_code(tiny):
    output = tiny / "snippets/start/first/line.draw.out"
    edit(tiny / "snippets/start/first/line.py", "figsize=(3.2, 1.6)", "figsize=(3.20, 1.6)")
    assert found(tiny)
    before = output.read_bytes()
    held = Change(output, "output", before.replace(b"12.0", b"12.1"))
    assert outputs.keep(*findings(tiny, "start/first", held=[held])) == []
    assert output.read_bytes() == before and found(tiny) == []


def test_what_was_edited_by_hand_is_not_kept_though_it_agrees(tiny):
    output = tiny / "snippets/start/first/line.draw.out"
    right = output.read_bytes()
    edit(output, "12.0", "12.1")
    change = Change(output, "output", right)
    assert outputs.keep(*findings(tiny, "start/first", held=[change])) == [change]
    assert output.read_bytes() == right and found(tiny) == []


def test_only_what_ran_is_renewed(tiny):
    edit(tiny / "snippets/home/add.py", "first = 40", "first = 41")
    edit(tiny / "snippets/start/first/line.py", "points", "Points")
    before = (tiny / LOCK).read_text("utf-8").splitlines()
    outputs.keep(*findings(tiny, "index"))
    after = (tiny / LOCK).read_text("utf-8").splitlines()
    changed = [a.split()[0] for a, b in zip(before, after, strict=True) if a != b]
    assert changed == ["snippets/home/add.add.out", "snippets/home/add.loop.out"]
    assert after[2:] == sorted(after[2:])
    outputs.keep(*findings(tiny, "index"))
    assert (tiny / LOCK).read_text("utf-8").splitlines() == after


def test_a_page_with_a_fault_elsewhere_loses_no_line(tiny):
    """The record of the whole book cannot be read, so that nothing is forgotten."""
    edit(tiny / "docs/en/start/first.md", "```python", "```py")
    before = (tiny / LOCK).read_text("utf-8")
    outputs.keep(*findings(tiny, "index"))
    assert (tiny / LOCK).read_text("utf-8") == before
    assert not any(rule(Book(tiny)) for rule in RULES)


def test_no_file_is_written_by_half(tiny, monkeypatch):
    """Broken off between writing and replacing, the old file stands, and nothing beside it."""
    path = tiny / "snippets/home/add.add.out"

    def break_off(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(type(path), "replace", break_off)
    with pytest.raises(KeyboardInterrupt):
        write(path, b"half")
    assert path.read_text("utf-8") == "42\n"
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "add.add.out",
        "add.loop.out",
        "add.py",
    ]


@pytest.mark.keras
def test_make_outputs(tiny, capsys):
    """A missing output is made, an edited one mended, that of a failing page left as it is."""
    (tiny / "snippets/home/add.add.out").unlink()
    edit(tiny / "snippets/home/add.loop.out", "30", "33")
    edit(tiny / "snippets/start/first/line.draw.out", "12.0", "13.0")
    edit(tiny / "snippets/start/first/line.py", "x = np", "x = no")
    assert outputs.main(Book(tiny)) == 1
    said = capsys.readouterr().out
    assert "rewrote snippets/home/add.add.out (output)" in said
    assert "rewrote snippets/home/add.loop.out (output)" in said
    assert "line.py" in said and "NameError" in said
    assert (tiny / "snippets/home/add.add.out").read_text("utf-8") == "42\n"
    assert (tiny / "snippets/home/add.loop.out").read_text("utf-8") == "10\n30\n60\n"
    assert "13.0" in (tiny / "snippets/start/first/line.draw.out").read_text("utf-8")
    assert {said.split(":")[0] for said in found(tiny)} == {FIRST}


@pytest.mark.keras
def test_a_missing_output_of_a_failing_page_stays_missing(tiny):
    path = tiny / "snippets/home/add.loop.out"
    path.unlink()
    edit(tiny / "snippets/home/add.py", "first + 2", "second + 2")
    assert outputs.main(Book(tiny), ["index"]) == 1
    assert not path.exists()
    assert "there is no file" in str(Book(tiny).page(EDITIONS[0], "index").problems[0])
