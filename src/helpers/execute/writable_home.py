"""A place for what libraries keep in the user's home, where there is none to write in: `docker run --user 1234`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.files.temporary_folder import temporary_folder

KEPT_AT_HOME = {
    "XDG_CACHE_HOME": "cache",
    "MPLCONFIGDIR": "matplotlib",
    "IPYTHONDIR": "ipython",
    "JUPYTER_RUNTIME_DIR": "jupyter",
}
"""Where fontconfig, Matplotlib, IPython and Jupyter write, each by its own variable."""


@contextmanager
def home_to_write_in() -> Iterator[None]:
    """Inside the block libraries find a home that can be written; where it is not the user's, it is gone afterwards.

    A home that can be read only stays the home, for the sake of the settings in it.
    """
    home = _home()
    if home and os.access(home, os.W_OK | os.X_OK):
        yield
        return
    with temporary_folder() as place:
        own = {name: str(Path(place, folder)) for name, folder in KEPT_AT_HOME.items()}
        own = {name: folder for name, folder in own.items() if name not in os.environ}
        for folder in own.values():
            Path(folder).mkdir(mode=0o700)
        if not home:
            own["HOME"] = place
        before = os.environ.get("HOME")
        os.environ.update(own)
        try:
            yield
        finally:
            for name in own:
                del os.environ[name]
            if before is not None:
                os.environ["HOME"] = before


def _home() -> Path | None:
    """The user's home; None where there is none."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home if home.is_dir() else None
