"""Cases, pages whose front matter says `notebook: true`, run as Jupyter notebooks.

A case is executed once for all editions that have the same code. What its cells printed
and drew is kept by the code, the lock and the Python version, so that changing prose
executes nothing: tools/products/notebooks.py composes the notebook around it. The hidden
lines of its files are executed in cells of their own, which leave no trace in it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.proof import runner
from tools.proof.cache import fingerprint
from tools.proof.hidden import in_places
from tools.proof.pace import patience
from tools.proof.runner import Result, Step, environment
from tools.source.faults import BookError, shown_path
from tools.source.page import Block, Page

_VERSIONS = """\
from importlib.metadata import version

proved = {proved}
for name, wanted in proved.items():
    print(f"{{name:12}} proved with {{wanted:10}} here {{version(name)}}")
"""
_ASIDE = f"""\
import importlib.util, sys
if "_runner" not in sys.modules:
    spec = importlib.util.spec_from_file_location("_runner", {runner.__file__!r})
    sys.modules["_runner"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["_runner"])
sys.modules["_runner"].aside(*lines, listings)
"""
_PACKAGES = ("keras", "tensorflow", "numpy", "scikit-learn", "matplotlib", "mlxtend")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
