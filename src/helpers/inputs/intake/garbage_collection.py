"""Python's search for garbage, held back while returns are read and while a preview is made.

What is left of a return is freed without it, since nothing of it refers to itself in a circle; but lists of cells by
the thousand make the search start again and again. Charts make as many objects, beside all that a kernel has
imported: looking through that took a tenth of a preview.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 50_000
"""New objects after which it starts; of usual ones several returns together do not have as many."""


@contextmanager
def searched_seldom() -> Iterator[None]:
    """Within this the search starts after many more objects than usual; memory stays bounded all the same."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
