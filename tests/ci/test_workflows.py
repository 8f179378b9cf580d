"""Workflows: pinned, least permissions, and what they call exists and does what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support import BOOK

pytestmark = pytest.mark.inputs(".ci", ".github", "Makefile", "requirements.txt", "tools", "tests")

ROOT = BOOK.root

PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\b")


def faults(root):
    """What is wrong with the workflows of a copy, one line each: file: what; mend."""
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.M))
    out, pins = [], {}
    for path in sorted((root / ".github/workflows").glob("*.yml")):
        text = path.read_text("utf-8")
        flow = yaml.safe_load(text)

        def need(condition, what, name=path.name):
            if not condition:
                out.append(f"{name}: {what}")

        need(flow.get("permissions") == {}, "no `permissions: {}` at its top")
        need("concurrency" in flow, "no concurrency")
        for used in re.findall(r"uses: (.*)", text):
            if used.startswith("./"):
                need((root / used.split()[0]).is_file(), f"{used} does not exist")
                continue
            need(PINNED.match(used), f"{used} is not pinned: name@<40 hex digits> # v1.2.3")
            action = used.split("@")[0]
            need(pins.setdefault(action, used) == used, f"{used} here, {pins[action]} elsewhere")
        for job, body in flow["jobs"].items():
            need("permissions" in body, f"job {job} states no permissions")
            need("uses" in body or "timeout-minutes" in body, f"job {job} has no timeout-minutes")
            for step in body.get("steps", []):
                if "actions/checkout@" in step.get("uses", ""):
                    kept = step.get("with", {}).get("persist-credentials")
                    need(kept is False, f"job {job} checks out with persist-credentials")
                run = step.get("run", "")
                for line in run.splitlines():
                    need("${{" not in line, f"job {job}: put the expression of `{line}` in env")
                for words in re.findall(r"\bmake ([a-z ]+)", run):
                    for target in words.split():
                        need(target in targets, f"job {job}: there is no target {target}")
                for module in re.findall(r"-m (tools[.\w]+)", run):
                    file = root / (module.replace(".", "/") + ".py")
                    need(file.is_file(), f"job {job}: there is no {module}")
                for script in re.findall(r"(?:^|\s)((?:\.ci|tools|tests)/[\w./]+)", run):
                    need((root / script).is_file(), f"job {job}: there is no {script}")
    return out


def test_workflows():
    assert not (found := faults(ROOT)), "\n".join(found)


def test_the_site_is_built_after_its_downloads():
    """One make builds a target once, and the PDFs need a site: so the last build is its own."""
    pages = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"))
    made = [step.get("run", "") for step in pages["jobs"]["build"]["steps"]]
    assert made.index("make build") > made.index("make pdf epub offline notebooks")


def zizmor(root):
    """The auditor of workflows, offline, with every rule."""
    program = shutil.which("zizmor", path=Path(sys.executable).parent)
    command = [
        program,
        "--offline",
        "--persona",
        "pedantic",
        "--no-progress",
        "--strict-collection",
    ]
    return subprocess.run([*command, ".github"], cwd=root, capture_output=True, text=True)


def test_zizmor():
    done = zizmor(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path):
    """A copy of what `faults` looks at, to break."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in (".github", ".ci", "tools", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__*__"))
    return tmp_path


SCHEMAS = {
    "workflows": "github-workflows",
    "dependabot.yml": "dependabot",
    "ISSUE_TEMPLATE": "github-issue-forms",
}


def misfits(root, files):
    """What GitHub's schema refuses, "" if nothing: misspelt keys, events and values."""
    schema = SCHEMAS[files.partition("/")[0]]
    paths = [str(path) for path in (root / ".github").glob(files)]
    assert paths
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *paths], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("files", ["workflows/*.yml", "dependabot.yml", "ISSUE_TEMPLATE/*.yml"])
def test_schemas(files):
    assert not (said := misfits(ROOT, files)), said


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("workflows/test.yml", "runs-on:", "run-on:"),
        ("workflows/test.yml", "  pull_request:", "  pull_requests:"),
        ("workflows/weekly.yml", "    needs:", "    need:"),
        ("dependabot.yml", "interval: monthly", "interval: mensual"),
        ("ISSUE_TEMPLATE/page.yml", "type: textarea", "type: text"),
        ("ISSUE_TEMPLATE/page.yml", "      label:", "      lable:"),
    ],
)
def test_schemas_see_planted_faults(copy, file, old, new):
    path = copy / ".github" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert path.name in misfits(copy, file)


PLANTED = [
    (r"(checkout)@[0-9a-f]{40}", r"\1@v7", "is not pinned"),
    (r"(checkout)@[0-9a-f]{40}", r"\1@" + "0" * 40, "elsewhere"),
    (r" # v7.0.1", "", "is not pinned"),
    (r"permissions: \{\}\n", "", "no `permissions: {}`"),
    (r"    permissions:\n      contents: read # to check out\n", "", "states no permissions"),
    (r"concurrency:\n(  .*\n)+", "", "no concurrency"),
    (r"    timeout-minutes: \d+\n", "", "no timeout-minutes"),
    (r"persist-credentials: false", "fetch-depth: 1", "persist-credentials"),
    (r"\.ci/run", "make tset", "no target tset"),
    (r"\.ci/run", "make pdf tset", "no target tset"),
    (r"\.ci/run", "python -m tools.gone", "no tools.gone"),
    (r"\.ci/run", ".ci/gone", "no .ci/gone"),
    (r"\.ci/run", "echo ${{ github.head_ref }}", "put the expression"),
]


@pytest.mark.parametrize("old, new, says", PLANTED, ids=[p[2] for p in PLANTED])
def test_planted_faults_are_named(copy, old, new, says):
    path = copy / ".github/workflows/test.yml"
    text, count = re.subn(old, new, path.read_text("utf-8"), count=1)
    assert count
    path.write_text(text)
    assert any(says in fault and "test.yml" in fault for fault in faults(copy)), faults(copy)


def test_zizmor_sees_planted_faults(copy):
    """A key GitHub does not know, and an expression that an attacker fills in."""
    path = copy / ".github/workflows/test.yml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("runs-on", "run-on", 1))
    assert zizmor(copy).returncode != 0
    path.write_text(good.replace("run: .ci/run", "run: echo ${{ github.head_ref }}", 1))
    done = zizmor(copy)
    assert done.returncode != 0 and "template-injection" in done.stdout


def test_the_lock_tells_dependabot_how_it_is_made():
    """Dependabot takes these from the text of the lock, the rest from pyproject.toml."""
    head = (ROOT / "requirements.txt").read_text("utf-8").split("\n\n")[0][:300]
    assert "--universal --python-version 3.11" in head, "run: make lock"
    groups = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    ours = groups[0]["groups"]
    assert ours["book"]["patterns"] == ours["tools"]["exclude-patterns"]


# ---- the scripts that workflows call


def sh(*command, cwd=ROOT, **env):
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True
    )


def test_publish_makes_a_branch_of_one_commit_with_the_notebooks(tmp_path):
    """What stands on gh-pages is the folder, twice published or not, and nothing else."""
    site, remote = tmp_path / "site", tmp_path / "remote.git"
    (site / "cases/images").mkdir(parents=True)
    (site / "cases/images/images.ipynb").write_text("{}")
    assert sh("git", "init", "-q", "--bare", str(remote)).returncode == 0
    done = sh(".ci/publish", str(site), str(remote))
    assert done.returncode != 0 and "make build" in done.stderr, "an empty folder is refused"
    for text in ("old", "new"):
        (site / "index.html").write_text(text)
        done = sh(".ci/publish", str(site), str(remote))
        assert done.returncode == 0, done.stderr
    git = ("git", "-C", str(remote))
    files = sh(*git, "ls-tree", "-r", "--name-only", "gh-pages").stdout.split()
    assert files == [".nojekyll", "cases/images/images.ipynb", "index.html"]
    assert sh(*git, "show", "gh-pages:index.html").stdout == "new"
    assert sh(*git, "rev-list", "--count", "gh-pages").stdout.strip() == "1"


GH = """\
#!/bin/sh
echo "$@" >> calls
case "$2" in
  list) cat open-issue ;;
  *) for last in "$@"; do :; done; [ -f "$last" ] && cp "$last" body; true ;;
esac
"""


@pytest.mark.parametrize(
    "text, number, does",
    [
        ("- x fails", "", "issue create --title T --body-file"),
        ("- x fails", "7", "issue edit 7 --body-file"),
        (None, "", "issue create --title T --body-file"),
        ("", "7", "issue close 7"),
        ("", "", None),
    ],
)
def test_one_issue_while_there_is_something_to_say(tmp_path, text, number, does):
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "open-issue").write_text(number)
    if text is not None:
        (tmp_path / "report.md").write_text(text)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script = str(ROOT / ".ci/issue")
    done = sh(script, "T", "report.md", cwd=tmp_path, PATH=path, RUN="https://run.example")
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text().splitlines()
    assert calls[0].startswith("issue list") and len(calls) == (1 if does is None else 2)
    if does:
        assert calls[1].startswith(does)
    if does and "body" in does:
        body = (tmp_path / "body").read_text()
        assert (text or "The job broke") in body and "https://run.example" in body
