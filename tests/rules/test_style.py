"""Style: what lint, width, dead snippets and words have against the tiny book."""

import pytest

from tests.rules.plant import said_by, seen
from tools.rules import style

EN, ADD = "docs/en/index.md", "snippets/home/add.py"
FIRST = "first = 40"
LINE = "The result is 42. "

FAULTS = [
    (
        style.lint,
        ADD,
        "first = 40  # (1)",
        "import os\n\nfirst = 40",
        "add.py:2: ruff: `os` imported",
    ),
    (style.lint, ADD, "first = 40", "first=40", "add.py:2: ruff would format this anew"),
    (style.narrow, ADD, "first = 40", "café = first = 40", "add.py:2: not ASCII"),
    (style.narrow, ADD, "first = 40", f"first = {'4' * 80}", "add.py:2: 95 columns, at most 79"),
    (
        style.narrow,
        ADD,
        "first = 40",
        "\n" * 30 + "first = 40",
        "add.py:2: 32 lines in one listing",
    ),
    (style.narrow, ADD, "# --8<-- [end:loop]", "\n# --8<-- [end:loop]", "ends in blank lines"),
    (style.narrow, ADD, "assert total", f"assert {'total == ' * 20} total", ""),
    (style.one_way, ADD, FIRST, "x = keras.layers.Dense(1)", "add.py:2: keras.layers.Dense is lay"),
    (style.one_way, ADD, FIRST, 'm.compile(loss="mse")', "takes RMSprop, which nobody sees. Name"),
    (style.one_way, ADD, FIRST, 'm.compile("sgd", loss="mse")', ""),
    (style.one_way, ADD, FIRST, "m.compile(**settings, loss=2)", ""),
    (style.one_way, ADD, FIRST, "layers.Conv2D(8, 3, 2)", "Conv2D with 3 unnamed arguments"),
    (style.one_way, ADD, FIRST, "layers.MaxPooling2D(2, 2)", "MaxPooling2D with 2 unnamed"),
    (style.one_way, ADD, FIRST, "layers.Conv2D(8, 3, strides=2)", ""),
    (style.dead_snippets, ADD, "", "# --8<-- [start:more]\n1\n# --8<-- [end:more]\n", "shows more"),
    (style.dead_snippets, "snippets/home/new.py", "", "print(1)\n", "new.py:1: no page shows it"),
    (style.dead_snippets, "snippets/home/new.out", "", "1\n", "new.out:1: no page shows it"),
    (
        style.dead_snippets,
        "snippets/home/new.jax.out",
        "",
        "1\n",
        "new.jax.out:1: no page shows it",
    ),
    (style.dead_snippets, "snippets/home/add.add.jax.out", "", "1\n", ""),
    (style.dead_snippets, "snippets/home/new.png", "", "", "new.png:1: no page shows it"),
    (style.dead_snippets, ADD, "# --8<-- [end:loop]\n", "", "section 'loop' is never closed"),
    (style.plain_words, EN, LINE, "It is simply 42. ", "index.md:26: 'simply'. Leave it out"),
    (style.plain_words, EN, "A tiny book\n", "Just a tiny book\n", "index.md:2: 'Just'"),
    (style.plain_words, EN, LINE, "It is `just` 42. ", ""),
    (style.plain_words, EN, LINE, "From https://" + "pypi" + ".org. ", "names a registry's host"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "told"), FAULTS)
def test_planted_faults(tiny, rule, file, old, new, told):
    seen(rule, tiny, (file, old, new), told)


def test_a_program_that_a_page_links_to_is_not_dead(tiny):
    new = "snippets/home/new.py"
    (tiny / new).write_text("print(1)\n")
    assert f"{new}:1: no page shows it" in said_by(style.dead_snippets, tiny)
    page = tiny / EN
    page.write_text(page.read_text("utf-8").replace(LINE, f"[x]({new}) "), encoding="utf-8")
    assert said_by(style.dead_snippets, tiny) == ""
