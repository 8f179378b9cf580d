"""What both editions get, settings that are refused, and editions built by their own process."""

import os
import shutil

import pytest

from tests.support import build_site
from tools.site.sharing import PUBLISHED, shared
from tools.site.twins import cores
from tools.source.book import Book
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs("tools", "overrides", "docs/assets", "tests/tiny")


def files(site):
    """What was built: the bytes of each file, but for times."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.endswith(".gz")}


def test_editions_are_the_same_from_one_core_and_from_what_is_kept(tiny, tmp_path):
    """Side by side on two cores; then, on one, one after the other and from what was kept."""
    first, second = tmp_path / "first", tmp_path / "second"
    built = build_site(tiny, first)
    assert built.returncode == 0, built.stderr
    for page in Book(tiny).pages():
        assert (first / page.address / "index.html").is_file()
    if hasattr(os, "sched_setaffinity"):
        mine = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(mine)})
        assert cores() == 1
    try:
        built = build_site(tiny, second)
    finally:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, mine)
    assert built.returncode == 0, built.stderr
    assert files(first) == files(second)
    shutil.rmtree(tiny / ".cache/pages")
    (tiny / ".cache/pages").write_text("in the way")  # what cannot be kept fails, and is said
    assert build_site(tiny, second).returncode != 0


def test_a_twin_that_fails_leaves_no_site_that_looks_whole(tiny, tmp_path):
    settings = tiny / EDITIONS[1].config
    settings.write_text(settings.read_text("utf-8") + "\nno_such_setting: 1\n", encoding="utf-8")
    built = build_site(tiny, tmp_path / "site")
    assert built.returncode != 0
    assert "no_such_setting" in built.stdout + built.stderr
    assert f"{EDITIONS[1].config} could not be built" in built.stdout + built.stderr
    assert not (tmp_path / "site" / EDITIONS[1].prefix).exists()


def test_an_unknown_setting_of_cases_is_refused(tiny, tmp_path):
    settings = tiny / EDITIONS[0].config
    text, given = settings.read_text("utf-8"), "!ENV [NOTEBOOKS, executed]"
    assert given in text
    settings.write_text(text.replace(given, "never"), encoding="utf-8")
    built = build_site(tiny, tmp_path / "site")
    assert built.returncode != 0
    assert "extra.cases is executed or cached" in built.stdout + built.stderr


def test_shared_are_assets_pictures_and_programs(tiny):
    found = {uri: path for path, uri in shared(Book(tiny))}
    assert {"assets/images/slope.svg", "snippets/home/add.py"} <= found.keys()
    assert "snippets/home/add.add.out" not in found
    assert {path.suffix for path in found.values()} <= PUBLISHED
