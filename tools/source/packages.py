"""Which packages listings need, by what they import."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tools.source.versions import Versions

_IMPORT = re.compile(r"\b(?:import|from)[ \t]+([A-Za-z_]\w*)")  # also after `python -c`
_OTHERWISE = {"sklearn": "scikit-learn", "PIL": "pillow", "skimage": "scikit-image"}
_COMES_WITH_IT = {"keras", "numpy", "h5py"}  # `pip install tensorflow` brings them


def imported(code: str) -> list[str]:
    """The modules that code seems to import, each once, in order; of dotted ones the first part."""
    return list(dict.fromkeys(_IMPORT.findall(code)))


def packages(versions: Versions, code: str) -> list[str]:
    """The packages of the lock that bring what code imports, as pip names them, in order."""
    names = [_OTHERWISE.get(name, name.replace("_", "-")) for name in imported(code)]
    return [name for name in names if name in versions.pins]


def to_install(versions: Versions, codes: Iterable[str]) -> list[str]:
    """What to give `pip install` to run these listings: TensorFlow first, what it brings left out.

    Each package stands once, in the order of the listings that want it.
    """
    found = dict.fromkeys(["tensorflow"])
    for code in codes:
        found |= dict.fromkeys(packages(versions, code))
    return [name for name in found if name not in _COMES_WITH_IT]
