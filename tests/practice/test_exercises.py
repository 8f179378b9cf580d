"""Each exercise fails as it should, its wrong repairs with their own words, and is solved."""

import importlib.util

import pytest

from tests.support import BOOK
from tools.source.exercises import exercises

pytestmark = [pytest.mark.keras, pytest.mark.inputs("practice", "tools/source")]

ALL = list(exercises(BOOK))
WORKER = BOOK.root / "practice" / "worker.py"
VARIANTS = [(one, v) for one in ALL for v in ("broken", *one.wrong, "solution")]


@pytest.fixture(scope="module")
def judge():
    """The worker's own judge, in this process: each program is small, and leaves nothing."""
    spec = importlib.util.spec_from_file_location("worker", WORKER)
    worker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(worker)
    worker.import_keras()
    return worker.judge


@pytest.mark.parametrize("exercise, variant", VARIANTS, ids=lambda v: getattr(v, "name", v))
def test_each_variant_gets_its_verdict(exercise, variant, judge, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found, printed = judge(exercise.program(variant), exercise.check)
    if variant == "solution":
        assert found == {"verdict": "passed"}, (found, printed)
    elif found["verdict"] == "raised":
        assert variant == "broken" or variant in exercise.raising, found
        assert "raised" in exercise.says("en"), found
    else:
        assert found == {"verdict": "wrong", "says": variant}, (found, printed)
        assert variant not in exercise.raising


def test_names_and_numbers_are_in_order():
    numbers = [exercise.path.stem.partition("_")[0] for exercise in ALL]
    assert numbers == sorted(set(numbers)) and all(len(n) == 3 and n.isdigit() for n in numbers)
    assert len({exercise.name for exercise in ALL}) == len(ALL)
