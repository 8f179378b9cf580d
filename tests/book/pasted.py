"""Lines as readers paste them into the search box, made from the errors that the book shows.

`entries(edition)` finds the sections under help/ that stand for an error, and the lines by
which they must be found. `variants` says such a line as another reader's terminal would: with
other names, numbers and shapes, and with what stands around it. Nothing here is random.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from tests.support import BOOK
from tools.source.edition import Edition
from tools.source.outline import INLINE_CODE, Section
from tools.source.page import Block, Page

# Strings of the listings that are not the reader's own: what an error is told by.
STABLE = {"acc", "lr", "mse", "uniform", "same", "auto", "adam", "sgd", "uint8", "float64"}
STABLE |= {"keras", "tensorflow", "jax", "torch", "theano", "keras.metrics.mse"}
THINGS = ["churn_net", "encoder_block", "price_head", "tumour_classifier", "river_level"]
CLASSES = ["ResidualBlock", "FocalGate", "PatchEmbedder"]
FILES = ["final_model_v3", "weights_fold2", "best-run"]

# The same error of other code: what stands in it for one of several like names.
LIKE = {
    "'Functional' object": "'Sequential' object",
    "<Dense name": "<Conv2D name",
    "module named 'jax'": "module named 'torch'",
    "'keras.utils.np_utils'": "'keras.layers.recurrent'",
    "'placeholder'": "'Session'",
    "attribute 'Input'": "attribute 'Sequential'",
    "attribute 'fit_generator'": "attribute 'predict_generator'",
    "found for tensorflow": "found for tensorflow==2.10.1",
    "{'lr': 0.001}": "{'decay': 1e-06}",
    "keras.metrics.mse": "keras.metrics.mae",
    "tf.summary.scalar": "tf.summary.histogram",
    ": theano": ": cntk",
    "floatx=double": "floatx=half",
    "dtype: str96": "dtype: str13",
    "keras>=3.12.0, but you have keras 2.15.0": "numpy<2.2,>=1.26, but you have numpy 2.4.6",
    "Connection refused": "timed out",
}

AROUND = [  # what stands before and behind the line, a row for each paste
    ("Traceback (most recent call last): ", ""),
    ('File "C:\\Users\\Li Wei\\PycharmProjects\\mnist\\train.py", line 31, in <module> ', ""),
    ("history = net.fit(train_x, train_y, epochs=20) ^^^^^^^^^^^^^^^^^^^^ ", ""),
    ("\x1b[31m", "\x1b[0m"),
    ("/home/lw/venvs/tf/lib/python3.12/site-packages/keras/src/utils/traceback_utils.py:122 ", ""),
    ("Cell In[14], line 3 ----> 3 run(net, rows) ", ""),
    ("", " <__main__.Runner object at 0x7f1c2a5be0d0>"),
    ("D:\\课程\\深度学习\\hw2> ", ""),
    ("2026-03-09 21:14:03.512345: ", ""),
    ("[1;31m", "[0m"),
]


@dataclass(frozen=True)
class Paste:
    """A line that a reader pastes, and the addresses of the sections that explain it."""

    edition: Edition
    line: str
    wanted: frozenset[str]
    kind: str


def pastes(edition: Edition) -> list[Paste]:
    """Every line of every entry, as the book shows it and in two variants."""
    wanted: dict[str, set[str]] = {}
    owns: dict[str, set[str]] = {}
    for page in BOOK.pages(edition):
        if page.name.startswith("help/"):
            for section in page.outline.sections:
                for line, own in lines(page, section):
                    wanted.setdefault(line, set()).add(f"{page.address}#{section.id}")
                    owns.setdefault(line, set()).update(own)
    around = cycle(AROUND)
    out = []
    for number, (line, places) in enumerate(wanted.items()):
        before, behind = next(around)
        renamed = with_other_numbers(with_other_names(line, owns[line], number), number)
        again = with_other_numbers(with_other_names(line, owns[line], number + 1), number + 3)
        told = {line: "as shown"}
        told.setdefault(renamed, "renamed")
        told[f"{before}{again}{behind}"] = "in a terminal"
        out += [Paste(edition, text, frozenset(places), kind) for text, kind in told.items()]
    return out


def lines(page: Page, section: Section) -> Iterator[tuple[str, set[str]]]:
    """The lines by which a section must be found, each with the names that are a reader's own.

    These are the last line of each error that it shows, and what its heading quotes.
    """
    own = set()
    for block in section.blocks:
        if block.is_listing:
            own |= own_names(block)
        if block.raises and block.output:
            shown = [line for line in block.output.code.splitlines() if line.strip()]
            last = [line for line in shown if not re.fullmatch(r"status \d+", line)][-1]
            yield last, own_names(block)
    if section.heading and section.heading.level > 1:
        for found in INLINE_CODE.finditer(section.heading.title):
            quoted = found["code"].strip()
            if len(re.findall(r"[A-Za-z]{2,}", quoted)) > 1:
                yield quoted.replace(" …", "").replace("… ", ""), own


def own_names(block: Block) -> set[str]:
    """The names in a listing that its writer chose: of layers, models, files and classes."""
    if block.language != "python":
        return set()
    found = set()
    for node in ast.walk(ast.parse(block.code)):
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value.partition(".")[0])
        elif isinstance(node, ast.Name) and block.raises == "NameError":
            found.add(node.id)
    return {name for name in found if len(name) > 2 and name.isidentifier()} - STABLE


def with_other_names(line: str, own: set[str], number: int) -> str:
    """The line with another reader's names of layers, models, classes and files."""
    for place, name in enumerate(sorted(own)):
        pool = CLASSES if name[0].isupper() else THINGS
        if re.search(rf"\b{name}\.(keras|h5|csv|py)\b", line):
            pool = FILES
        other = pool[(number + place) % len(pool)]
        line = re.sub(rf"(?<![\w.]){name}(?!\w)", other, line)
    for one, other in LIKE.items():
        line = line.replace(one, other)
    return re.sub(r"\b(\w+?)_\d+\b", rf"\1_{number + 7}", line)


def with_other_numbers(line: str, number: int) -> str:
    """The line with other sizes, shapes, labels and versions; names with digits stay."""

    def other(found: re.Match) -> str:
        return str((int(found[0]) * 7 + number) % 97 + 2)

    return re.sub(r"(?<![\w.])(?<!Keras )(?<!NumPy )\d+(?![\w.])|(?<=\d\.)\d+(?!\w)", other, line)
