"""What the guards of the proof share."""

import pytest

from tools.source.book import Book


@pytest.fixture
def tiny_book(tiny):
    """Call it for the tiny book as it stands on disk now."""
    return lambda: Book(tiny)
