"""The backends that Keras computes with, and the environments their listings run in.

TensorFlow and JAX share the environment of the book. PyTorch has one of its own: in one
environment with TensorFlow, a file saved under PyTorch crashed the interpreter that read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Backend:
    """A value of KERAS_BACKEND.

    `title` is what pages call it, `package` the one that brings it, `environment` the folder
    of its environment.
    """

    name: str
    title: str
    package: str
    environment: str = ".venv"


BACKENDS = {
    backend.name: backend
    for backend in (
        Backend("tensorflow", "TensorFlow", "tensorflow"),
        Backend("jax", "JAX", "jax"),
        Backend("torch", "PyTorch", "torch", environment=".venv-torch"),
    )
}
OTHERS = [name for name in BACKENDS if name != "tensorflow"]  # than the one it is proved with
TABLE = "backends/proved.csv"  # in snippets/: what became of the listings on them


def shown_output(path: Path) -> Path | None:
    """The output beside which it is kept what a backend prints otherwise; None if it is no such.

    That of `add.loop.jax.out` is `add.loop.out`.
    """
    stem, dot, name = path.stem.rpartition(".")
    return path.with_name(stem + path.suffix) if dot and name in OTHERS else None


def fault(name: str) -> str | None:
    """Why a name is none of a backend, or None."""
    return None if name in BACKENDS else f"the backends are {', '.join(BACKENDS)}"
