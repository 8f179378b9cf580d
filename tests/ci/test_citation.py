"""CITATION.cff: in its schema, and true: version, titles, licences and authors are the book's.

So is what README says of versions: a badge would come from another host.
"""

import re
import subprocess
import sys

import pytest
import yaml

from tests.support import BOOK

pytestmark = pytest.mark.inputs(
    "CITATION.cff", "README.md", "LICENSE", "docs", "mkdocs.yml", "mkdocs.en.yml", "pyproject.toml"
)

FILE = BOOK.root / "CITATION.cff"
LICENCES = {"CC-BY-4.0": "Creative Commons Attribution 4.0", "MIT": "MIT licence"}


def faults(text, tmp_path):
    """What is wrong with a citation."""
    file = tmp_path / FILE.name
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--default-filetype", "yaml"]
    command += ["--builtin-schema", "vendor.citation-file-format", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    found = [done.stdout + done.stderr] if done.returncode else []
    cited = yaml.safe_load(text)
    book, licence = cited.get("preferred-citation", {}), (BOOK.root / "LICENSE").read_text("utf-8")
    year, month = BOOK.versions.book.split(".")[:2]
    titles = [BOOK.settings(edition)["site_name"] for edition in reversed(BOOK.editions)]
    holder = re.search(r"^Copyright \(c\) \d+ (.+)$", licence, re.M)[1]
    assert all(words in licence for words in LICENCES.values())
    for name, is_so in {
        "version": cited.get("version") == book.get("edition") == BOOK.versions.book,
        "date": (book.get("year"), book.get("month")) == (int(year), int(month)),
        "titles": cited.get("title") == titles[0] and book.get("title") == " / ".join(titles),
        "languages": book.get("languages") == [edition.code for edition in BOOK.editions],
        "licences": cited.get("license") == book.get("license") == list(LICENCES),
        "authors": cited.get("authors") == book.get("authors") == [{"name": holder}],
    }.items():
        if not is_so:
            found.append(f"{name}: not as the changelog, the settings or LICENSE have it")
    return found


def test_citation(tmp_path):
    assert not (found := faults(FILE.read_text("utf-8"), tmp_path)), "\n".join(found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cff-version: 1.2.0\n", "", "cff-version"),
        ("type: book", "type: books", "books"),
        ("month: 11", "month: November", "November"),
        ('version: "2026.11"', 'version: "2025.01"', "version"),
        ("month: 11", "month: 10", "date"),
        ("year: 2026", "year: 2025", "date"),
        ("  title: Getting", "  title: Started", "titles"),
        ("languages: [zh, en]", "languages: [en]", "languages"),
        ("license: [CC-BY-4.0, MIT]", "license: MIT", "licences"),
        ("name: the makers", "name: A. N. Author", "authors"),
    ],
)
def test_a_planted_fault_is_named(tmp_path, old, new, told):
    text = FILE.read_text("utf-8")
    assert old in text
    assert told in "\n".join(faults(text.replace(old, new, 1), tmp_path))


def unsaid(text):
    """The sentences on versions that a text lacks, as the footers of the editions have them."""
    said = (BOOK.settings(edition)["extra"]["proved"] for edition in BOOK.editions)
    return [one for one in (s.format(**BOOK.versions.proved) for s in said) if one not in text]


def test_readme_states_the_versions_of_the_lock():
    text = (BOOK.root / "README.md").read_text("utf-8")
    assert not unsaid(text), "write this into README.md"
    assert len(unsaid(text.replace(BOOK.versions.of("keras"), "3.0.0"))) == len(BOOK.editions)
