"""The one command line of the book's tools, behind the make targets: `python -m tools COMMAND`.

A page may be named by its last part, `install` for `start/install`. What is not known, a
command, a page, an edition or a flag, is an error that lists what there is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tools.source.backends import OTHERS


def check(book, given) -> int:
    """Print what the rules find in the sources (make check runs this and more)"""
    from tools.rules import check

    return check.main(book, given.pages)


def links(book, given) -> int:
    """Ask every address of another site that the book links to, and name the dead ones"""
    from tools.rules import links

    return links.main(book)


def stamp(book, given) -> int:
    """Say that you have read these pages, or all, side by side, and they say the same"""
    from tools.rules import twins

    return twins.stamp_pages(book, given.pages)


def inventory(book, given) -> int:
    """List every listing and how it is proved"""
    from tools.source import inventory

    return inventory.main(book)


def tables(book, given) -> int:
    """Rewrite the rows of tables that are made from CSV files, and the lines on exercises"""
    from tools.source import tables
    from tools.source.faults import shown_path

    for path in tables.write(book):
        print(f"rewrote {shown_path(path)}")
    return 0


def outputs(book, given) -> int:
    """Run the listings and rewrite the outputs and pictures that changed"""
    from tools.proof import outputs

    return outputs.main(book, given.pages, alone=given.alone, quoted=given.quoted)


def session(book, given) -> int:
    """Run the trainer of the exercises in a terminal, and write what it says, for its page"""
    from tools.proof import session

    return session.main(book)


def digit(book, given) -> int:
    """Run the page pictures/images and write the weights that its demo reads digits with"""
    from tools.proof import digit

    return digit.main(book)


def solved(book, given) -> int:
    """Have the trainer judge the solutions of the exercises, as a reader's system runs it"""
    from tools.proof import session

    return session.solved(book, given.names)


def report(book, given) -> int:
    """Say in Markdown, into a file, what the versions installed here change in the book"""
    from tools.proof import weekly

    return weekly.main(book, given.file, given.pages)


def vary(book, given) -> int:
    """Run the listings in several environments and name what differs"""
    from tools.proof import vary

    return vary.main(book, given.pages)


def codeblocks(book, given) -> int:
    """Run the pages with the stock pytest-codeblocks"""
    from tools.proof import codeblocks

    return codeblocks.main(book, given.pages)


def backends(book, given) -> int:
    """Run the pages on JAX and PyTorch, and write what became of each listing"""
    from tools.proof import proved

    return proved.main(book, given.pages, given.only, given.all)


def environments(book, given) -> int:
    """Make what backends need that do not share the book's environment: .venv-torch"""
    from tools.proof import environments

    for backend in OTHERS:
        environments.make(book, backend)
    return 0


def notebooks(book, given) -> int:
    """Write the notebooks of the pages into build/notebooks"""
    from tools.products import notebooks

    return notebooks.main(book, given.pages)


def books(book, given) -> int:
    """Write PDF, EPUB or cheat sheet of both editions into build/downloads"""
    from tools.products import books

    return books.main(book, given.kinds)


def offline(book, given) -> int:
    """Write zips of the editions to read without a network into build/downloads"""
    from tools.products import offline

    return offline.main(book, given.editions)


def screenshots(book, given) -> int:
    """Pictures of the built pages, light and dark, desk and phone, into build/screenshots"""
    from tools.look import screenshots

    return screenshots.main(book, given.pages)


def lighthouse(book, given) -> int:
    """Pages on a phone, beside stock Material, by Lighthouse (needs npm)"""
    from tools.look import lighthouse

    return lighthouse.main(book, given.pages)


def zensical(book, given) -> int:
    """Build the same pages with Material's successor, and list what differs"""
    from tools.look import zensical

    return zensical.main(book)


def bench(book, given) -> int:
    """Measure: the site beside stock Material, pipelines, backends, or the trainer's verdicts"""
    if given.what == "site":
        from tools.bench import site

        return site.main(book, given.options)
    if given.what == "practice":
        from tools.bench import practice

        return practice.main(book)
    if given.what == "backends":
        from tools.bench import backends

        return backends.main(book, given.options)
    from tools.bench import pipelines

    return pipelines.main(book, given.options)


def old(book, given) -> int:
    """Run the old lines of help/old-code and today's, and write what the old ones say"""
    from tools.proof import old_lines

    return old_lines.main(book)


def mirrors(book, given) -> int:
    """Ask the mirrors of the install page, or with --embed renew the copy in the chooser"""
    from tools.setup import mirrors

    return mirrors.main(given.embed, given.mirrors, given.seconds)


PAGES = ("pages", {"nargs": "*", "metavar": "PAGE", "help": "default: all pages"})
COMMANDS: dict[Callable, list[tuple]] = {  # what each takes besides
    check: [PAGES],
    links: [],
    stamp: [PAGES],
    inventory: [],
    tables: [],
    outputs: [
        PAGES,
        ("--alone", {"action": "store_true", "help": "each snippet file too"}),
        ("--quoted", {"action": "store_true", "help": "only record what no listing makes"}),
    ],
    session: [],
    digit: [],
    solved: [("names", {"nargs": "*", "metavar": "NAME", "help": "default: all"})],
    report: [("file", {"metavar": "FILE"}), PAGES],
    vary: [PAGES],
    codeblocks: [PAGES],
    backends: [
        PAGES,
        ("--only", {"choices": OTHERS, "help": "default: all but TensorFlow"}),
        ("--all", {"action": "store_true", "help": "what has its rows, too"}),
    ],
    environments: [],
    notebooks: [PAGES],
    books: [("kinds", {"nargs": "+", "choices": ("pdf", "epub", "sheet")})],
    offline: [("editions", {"nargs": "*", "metavar": "EDITION", "help": "default: all"})],
    screenshots: [PAGES],
    lighthouse: [PAGES],
    zensical: [],
    bench: [
        ("what", {"choices": ("site", "pipelines", "practice", "backends")}),
        (
            "options",
            {"nargs": argparse.REMAINDER, "help": "of the pipelines, the backends: --help"},
        ),
    ],
    old: [],
    mirrors: [
        ("--embed", {"action": "store_true", "help": "renew the chooser's copy, ask nobody"}),
        ("--mirrors", {"type": Path, "help": "another list to ask"}),
        ("--seconds", {"type": float, "default": 60, "help": "that it may take"}),
    ],
}
PLAIN = {mirrors}  # need no package outside the standard library


def parser() -> argparse.ArgumentParser:
    """What the command line may say."""
    whole = argparse.ArgumentParser(prog="python -m tools", description=__doc__.splitlines()[0])
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for run, arguments in COMMANDS.items():
        one = commands.add_parser(run.__name__, help=run.__doc__, allow_abbrev=False)
        for name, options in arguments:
            one.add_argument(name, **options)
        one.set_defaults(run=run)
    return whole


def main(arguments: list[str]) -> int:
    """Run one command; its exit status."""
    given = parser().parse_args(arguments)
    if given.run in PLAIN:
        return given.run(None, given)
    from tools.source.book import Book
    from tools.source.faults import BookError

    book = Book.here()
    try:
        return given.run(book, given) or 0
    except (BookError, LookupError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
