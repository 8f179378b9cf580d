"""How far a number that is printed may be from the one that the book shows.

An output without a tolerance must be printed again letter by letter. Training differs a
little from one processor to another, and then the fence says what each number needs:

    data-tolerance="0.02"               numbers with decimals: 0.02 more or less
    data-tolerance="10%"                a tenth of the number shown, at least one unit of
                                        its last digit
    data-tolerance="0 0.02"             the first one of each line as shown, the others 0.02
    data-tolerance="0.02 counts 0 3"    and of the whole numbers of a line the first as shown,
                                        the others 3 more or less; without `counts`, all of
                                        them as shown
    data-tolerance="0.02 rounded"       zeros at the end may be missing, as `round` and arrays
                                        print them: 0.9 for 0.90

However it is written, no number may grow or shrink by more than half of itself, or by three
units of its last digit if that is more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Not the digits of words (float32, 1x1) or of versions (3.15.1).
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?P<point>\.\d*)?(?P<power>[eE][-+]?\d+)?(?!\w|\.\d)")
_FIGURE = re.compile(r"^(\d+(?:\.\d+)?)(%?)$")


@dataclass(frozen=True)
class Allowance:
    """What one number may differ by: so much, or this share of it."""

    figure: float
    is_share: bool = False

    def admits(self, shown: str, printed: str, rounded: bool = False) -> bool:
        """True if two numbers in the same notation are close enough."""
        if shown == printed:
            return True
        if not self.figure or not _alike(shown, printed, rounded):
            return False
        a, b = abs(float(shown)), float(printed)
        unit = min(_unit(shown), _unit(printed))
        allowed = max(self.figure / 100 * a, unit) if self.is_share else self.figure
        allowed = min(allowed, max(a / 2, 3 * unit))
        return abs(float(shown) - b) <= allowed * (1 + 1e-9)


@dataclass(frozen=True)
class Tolerance:
    """The allowances of an output, for the first, second … number of each line, the last for more.

    `decimals` are those for numbers with decimals or powers, `counts` those for whole ones;
    `rounded` says that zeros at the end may be missing.
    """

    decimals: tuple[Allowance, ...]
    counts: tuple[Allowance, ...] = ()
    rounded: bool = False

    @classmethod
    def of(cls, text: str) -> Tolerance:
        """What an attribute says. Raises ValueError if it says nothing."""
        words = text.split()
        rounded = words[-1:] == ["rounded"]
        before, counts, after = " ".join(words[: len(words) - rounded]).partition("counts")
        if not before and not counts or counts and not after:
            raise ValueError("it names no figure")
        return cls(_allowances(before), _allowances(after), rounded)

    def admits(self, shown: list[str], printed: list[str]) -> bool:
        """True if the numbers of a line are close enough to those shown, one by one."""
        seen = {True: 0, False: 0}
        for a, b in zip(shown, printed, strict=True):
            whole = is_whole(a)
            allowances = self.counts if whole else self.decimals
            place, seen[whole] = seen[whole], seen[whole] + 1
            allowance = allowances[min(place, len(allowances) - 1)] if allowances else EXACT
            if whole is not is_whole(b) or not allowance.admits(a, b, self.rounded):
                return False
        return True


EXACT = Allowance(0)


def fault(text: str) -> str | None:
    """What is wrong with a tolerance as it is written, or None."""
    try:
        tolerance = Tolerance.of(text)
    except ValueError as error:
        return str(error)
    if not any(a.figure for a in (*tolerance.decimals, *tolerance.counts)):
        return "it allows nothing: leave it out"
    return None


def is_whole(number: str) -> bool:
    """True for a number without decimals and powers."""
    return not set(number) & set(".eE")


def _allowances(text) -> tuple[Allowance, ...]:
    found = []
    for word in text.split():
        figure = _FIGURE.match(word)
        if not figure:
            raise ValueError(f"'{word}' is neither a number nor a share such as 10%")
        found.append(Allowance(float(figure[1]), bool(figure[2])))
    return tuple(found)


def _alike(shown, printed, rounded) -> bool:
    """True for one notation: both with powers or without, with as many decimals."""
    a, b = NUMBER.fullmatch(shown), NUMBER.fullmatch(printed)
    if not a or not b or bool(a["power"]) != bool(b["power"]):
        return False
    if "+" in (shown[0], printed[0]) and not {shown[0], printed[0]} <= {"+", "-"}:
        return False
    decimals = len(a["point"] or ""), len(b["point"] or "")
    if decimals[0] == decimals[1]:
        return True
    return rounded and not (_padded(a["point"]) or _padded(b["point"]))


def _padded(point) -> bool:
    """True if decimals end in a zero that says how many there are."""
    return bool(point) and len(point) > 2 and point.endswith("0")


def _unit(number) -> float:
    """What one more in the last digit adds to a number."""
    found = NUMBER.fullmatch(number)
    decimals = max(len(found["point"] or "") - 1, 0)
    return 10.0 ** (int((found["power"] or "e0")[1:]) - decimals)
