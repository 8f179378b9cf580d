"""How slow this machine is just now, so that limits are long enough on every machine."""

from __future__ import annotations

import os
import time
from functools import cache

REFERENCE = 0.045  # seconds of the loop on a quiet core of 2021


@cache
def patience() -> float:
    """By what a time limit is multiplied here: 1 on a quick, quiet machine, else more.

    Measured once a process: how slow its processor is, and how many processes wait for each.
    """
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 1
    return slowness() * max(1.0, waiting)


def slowness() -> float:
    """By what a limit of processor time is multiplied here and now: 1 at best, else more.

    A processor is slow by itself, or since its neighbour has work. Measured in a fifth of a
    second: a fixed loop against its time on the reference machine.
    """
    times = []
    for _ in range(3):
        started = time.process_time()
        sum(n * n % 7 for n in range(500_000))
        times.append(time.process_time() - started)
    return max(1.0, min(times) / REFERENCE)
