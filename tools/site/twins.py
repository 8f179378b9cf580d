"""The other editions, each built by a process of its own while the source is built.

Each is built into a temporary folder and moved into the site when the source stands there,
as MkDocs empties the folder that it builds into. What a process says is told when it ends.
On a machine with one core they are built after the source.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from tools.source.book import Book
from tools.source.edition import Edition

# A forked process has all modules; elsewhere it starts anew.
_PROCESSES = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def build_edition(
    config_file: Path, site: Path, site_url: str, strict: bool, command: str, **extra
):
    """Build one edition into a folder; `site_url` is that of the whole site.

    `command` is what MkDocs was started as, `build` or `serve`. What is `extra` is added to
    the settings of that name.
    """
    config = load_config(str(config_file), site_dir=str(site), site_url=site_url, strict=strict)
    config.plugins.on_startup(command=command, dirty=False)
    config.extra.update(extra)
    build(config)


class Twins:
    """All editions but the source, under way. `config` is that of the source."""

    def __init__(self, book: Book, config: MkDocsConfig, is_preview: bool):
        self._folder = tempfile.TemporaryDirectory(prefix="mkdocs_")
        command = "serve" if is_preview else "build"
        self._processes = {}
        for twin in book.editions[1:]:
            given = (book.root / twin.config, self._place(twin))
            given += (config.site_url, config.strict, command)
            self._processes[twin] = _PROCESSES.Process(target=_build, args=given, daemon=True)
        if cores() > 1:
            self._start()

    def _start(self):
        for process in self._processes.values():
            if process.pid is None:
                process.start()

    def finish(self, site: Path):
        """Wait for them, and move them into the site. Raises Abort naming those that failed."""
        with self._folder:
            if failed := self._wait():
                raise Abort(f"{' and '.join(failed)} could not be built.")
            for twin in self._processes:
                shutil.move(self._place(twin) / "site", site / twin.prefix)

    def give_up(self):
        """Wait for them and tell what they said."""
        with self._folder:
            self._wait()

    def _place(self, twin: Edition) -> Path:
        return Path(self._folder.name, twin.code)

    def _wait(self) -> list[str]:
        """Tell what each said; the settings of those that failed."""
        self._start()
        for process in self._processes.values():
            process.join()
        for twin in self._processes:
            sys.stderr.write((self._place(twin) / "log.txt").read_text("utf-8"))
        return [twin.config for twin, process in self._processes.items() if process.exitcode]


def _build(config_file: Path, place: Path, *given):
    """What such a process does: build into place/site, and say what it says into place/log.txt."""
    place.mkdir()
    with open(place / "log.txt", "w", encoding="utf-8") as log:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(log.fileno(), stream.fileno())
    try:
        build_edition(config_file, place / "site", *given)
    except Abort as error:
        error.show()
        raise
