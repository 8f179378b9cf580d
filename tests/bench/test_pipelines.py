"""The benchmark of data pipelines: its lines, its cleaning, and what the page says of it."""

import os
import re
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tests.support import BOOK
from tools.bench import figure
from tools.bench import pipelines as bench

pytestmark = pytest.mark.inputs(
    "docs/zh/data", "docs/en/data", "snippets/data", "tools/bench", "tools/source"
)

COMMAND = [sys.executable, "-m", "tools", "bench", "pipelines"]
LINE = re.compile(r"^(machine|speed|memory)(\.\w+)+  \S.*$")
PAGES = BOOK.twins("data/big-data")

unix = pytest.mark.skipif(os.name == "nt", reason="signals end a process outright there")


def start(folder, *arguments):
    """The benchmark in small, as a process that writes to `folder`."""
    return subprocess.Popen(
        [*COMMAND, "--quick", "--dir", str(folder), *arguments],
        cwd=BOOK.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(condition, seconds):
    """True as soon as the condition holds, false if it does not in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def children_of(folder):
    """Process ids of the benchmark's children that work in `folder` (Linux)."""
    found = subprocess.run(["ps", "-eww", "-o", "pid,args"], capture_output=True, text=True).stdout
    rows = [line.split(None, 1) for line in found.splitlines()]
    return [pid for pid, args in rows if "tools.bench.pipelines {" in args and str(folder) in args]


@pytest.mark.keras
def test_quick_run_prints_every_figure_and_cleans_up(tmp_path):
    process = start(tmp_path)
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    lines = output.split("\n\n")[0].splitlines()
    assert all(LINE.match(line) for line in lines), output
    figures = dict(line.split("  ", 1) for line in lines)
    for form in bench.SPEED_FORMS:
        assert re.fullmatch(r"\d+  samples/s", figures[f"speed.{form}"])
        assert re.fullmatch(r"[\d.]+  %", figures[f"speed.{form}.share"])
    for size in bench.QUICK.sizes:
        peak = figures[f"memory.{bench.RECOMMENDED}.{size}.peak"]
        assert re.fullmatch(r"\d+  MB", peak) and int(peak.split()[0]) > 100
    assert figures["machine.cores"].isdigit()
    assert re.search(r"^TFRecordDataset +\d+ +[\d.]+%$", output, re.M), "the table is missing"
    assert list(tmp_path.iterdir()) == []


@unix
@pytest.mark.keras
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_cleans_up_when_interrupted(name, tmp_path):
    """The folder and the child are gone; after SIGKILL the child sees to it."""
    process = start(tmp_path)
    try:
        if name == "SIGINT":
            began = wait_for(lambda: list(tmp_path.glob("*/*/x.npy")), 120)
        else:
            began = wait_for(lambda: children_of(tmp_path), 120)
            time.sleep(0.5)
        assert began and list(tmp_path.iterdir()), "it never began"
        process.send_signal(getattr(signal, name))
        process.communicate(timeout=60)
        number = getattr(signal, name)
        assert process.returncode == (-number if name == "SIGKILL" else 128 + number)
        # Before, not after the wait: the ordinary way out leaves nothing behind.
        assert name == "SIGKILL" or (not list(tmp_path.iterdir()) and not children_of(tmp_path))
        assert wait_for(lambda: not list(tmp_path.iterdir()) and not children_of(tmp_path), 60)
    finally:
        process.kill()
        process.communicate()


def test_refuses_a_full_disk_before_it_writes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench.shutil, "disk_usage", lambda _: SimpleNamespace(free=1e9))
    assert bench.main(BOOK, ["--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "1.0 GB free" in said and "--dir" in said and str(tmp_path) in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--quik"], ["--dir"], ["--quick", "--write"]])
def test_wrong_options_show_the_usage(arguments, capsys):
    with pytest.raises(SystemExit):
        bench.main(BOOK, arguments)
    assert "usage: python -m tools bench pipelines" in capsys.readouterr().err


def test_the_rows_shown_come_from_the_figures():
    for name, text in bench.rows_files(figure.read_figures(BOOK, bench.FIGURES)).items():
        shown = (BOOK.snippets / bench.FIGURES / name).read_text("utf-8")
        assert shown == text, f"{name} is stale. Run: python -m tools bench pipelines --render"


def test_what_the_page_claims_is_what_was_measured():
    """The prose says so; if a new measurement disagrees, correct the prose and this test."""
    figures = figure.read_figures(BOOK, bench.FIGURES)

    def number(name):
        return float(figure.value(figures, name))

    mend = "the page says otherwise: correct its section 'cost'"
    for form in (bench.RECOMMENDED, "pydataset", "generator"):
        assert number(f"speed.{form}.share") > 90, mend
    assert number(f"memory.{bench.RECOMMENDED}.growth") < 10, mend
    assert number("memory.arrays.growth") > 100, mend
    assert number("memory.memmap.growth") > 100, mend
    speeds = {form: number(f"speed.{form}") for form in bench.SPEED_FORMS}
    assert min(speeds, key=speeds.get) == "from_generator", mend
    assert speeds["pydataset_workers"] < 1.1 * speeds["pydataset"], mend
    anonymous = [number(f"memory.pydataset_workers.{size}.anonymous") for size in bench.FULL.sizes]
    assert max(anonymous) < 1.1 * min(anonymous), mend
    base, most = number("memory.none.100MB.peak"), number("memory.arrays.1600MB.peak")
    data = bench.FULL.sizes["1600MB"] * bench.SAMPLE_BYTES / 1e6
    assert 2.6 < (most - base) / data < 3.2, mend
    kept = number("memory.memmap.1600MB.anonymous") - number("memory.none.100MB.anonymous")
    assert 1.7 < kept / data < 2.3, mend
    for form, speed in speeds.items():
        divided = 100 * speed / speeds["arrays"]
        assert abs(divided - number(f"speed.{form}.share")) < 2, mend


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.edition))
def test_the_page_shows_the_measured_tables(page):
    text = "\n".join(page.lines)
    for name in bench.rows_files([]):
        assert f'--8<-- "data/big_data/{name}"' in text
    assert f"assets/images/{bench.PICTURE}" in text
