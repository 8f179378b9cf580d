"""The comparison with Zensical: the settings it gets, and differences that it must name."""

import pytest

from tests.support import BOOK
from tools.look import zensical
from tools.source.edition import EDITIONS

PAGE = """<article><h2 id="a">A<a class="headerlink" href="#a">¶</a></h2>
<div class="language-python highlight"><pre><code>print(1)\n</code></pre></div>
<img src="x.png" width="2" alt="x"><a href="../b/">b</a></article>"""


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_settings_are_the_editions_own_and_plain(edition):
    """Nothing that Zensical stops at: no tags of YAML, no hooks, no templates of ours."""
    found = zensical.settings(BOOK, edition)
    assert found["theme"]["language"] == edition.code and "custom_dir" not in found["theme"]
    assert "hooks" not in found and list(found["plugins"]) == ["search"]
    names = {"zh": "Keras 入门指南", "en": "Getting Started with Keras"}
    assert found["site_name"] == names[edition.code]
    assert zensical.yaml.safe_dump(found)


@pytest.mark.parametrize(
    "old, new, named",
    [
        ("", "", None),
        ("print(1)", "print( 1)", "one/index.html: listings and outputs"),
        ('id="a"', 'id="b"', "one/index.html: headings"),
        ("../b/", "b.md", "one/index.html: links"),
        ('width="2"', "", "one/index.html: pictures"),
    ],
)
def test_a_difference_is_named(tmp_path, old, new, named):
    for name, text in (("ours", PAGE), ("theirs", PAGE.replace(old, new, 1))):
        (tmp_path / name / "one").mkdir(parents=True)
        (tmp_path / name / "one/index.html").write_text(text)
    found = zensical.differences(tmp_path / "ours", tmp_path / "theirs", ["one/index.html"])
    assert list(found) == ([named] if named else [])
    (tmp_path / "theirs/one/index.html").unlink()
    missing = zensical.differences(tmp_path / "ours", tmp_path / "theirs", ["one/index.html"])
    assert list(missing) == ["one/index.html: page"]
