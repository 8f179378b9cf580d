"""Programs on the backends: with which interpreter, and what it finds in its environment.

A program for TensorFlow runs as all others do. Those for JAX and PyTorch have a process of
their own, with KERAS_BACKEND set, since the threads of JAX do not live on in a fork; PyTorch's
is that of its own environment.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import replace

from tools.proof.runner import Program
from tools.source.backends import BACKENDS
from tools.source.book import Book
from tools.source.faults import BookError

HERE = ".venv"  # the environment of these tools
STAMP = "made-from"  # in a complete environment
# Without a note under each error on the frames that JAX took out of its traceback.
_SETTINGS = {"jax": {"JAX_TRACEBACK_FILTERING": "off"}}


def python(book: Book, backend: str) -> str:
    """The interpreter of a backend's environment; "" for the one that runs these tools."""
    folder = BACKENDS[backend].environment
    if folder == HERE:
        return ""
    inside = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return str(book.root / folder / inside)


def on(program: Program, book: Book, backend: str | None) -> Program:
    """The program as it runs on a backend; on TensorFlow, as it is."""
    if backend in (None, "tensorflow"):
        return program
    changes = {**program.changes, "KERAS_BACKEND": backend, **_SETTINGS.get(backend, {})}
    return replace(program, python=python(book, backend), changes=changes, fresh=True)


def made_from(book: Book, backend: str | None) -> list[str]:
    """What a proof on a backend depends on: its name, and what its own environment has."""
    if not backend:
        return []
    stamp = book.root / BACKENDS[backend].environment / STAMP
    apart = BACKENDS[backend].environment != HERE and stamp.exists()
    return [backend, *([stamp.read_text("utf-8")] if apart else [])]


def missing(book: Book, backend: str | None) -> str | None:
    """Why a backend cannot be used here, and what to do; None if it can."""
    if backend in (None, "tensorflow"):
        return None
    if not python(book, backend):
        there = importlib.util.find_spec(BACKENDS[backend].package)
        title = BACKENDS[backend].title
        return None if there else f"{title} is not installed here: run make venv"
    title, folder = BACKENDS[backend].title, BACKENDS[backend].environment
    if (book.root / folder / STAMP).exists():
        return None
    return f"{title} has no environment here: run make backends, which makes {folder}"


def insist(book: Book, backend: str | None) -> None:
    """Raise BookError, which says what to do, if a backend cannot be used here."""
    if why := missing(book, backend):
        raise BookError(f"{why}.")
