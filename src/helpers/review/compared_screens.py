"""Pictures of pages of HTML whose style is another, before and after, as Chromium draws them where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import OutputError
from helpers.files.temporary_folder import temporary_folder
from helpers.review.compared_packets import Comparison
from helpers.review.compared_paper import FEW_REPORTS, by_turns

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1000,1600",
)
_SECONDS = 120


@dataclass(frozen=True)
class ScreenChange:
    """The top of a page of HTML, before and after, as PNG."""

    report: str
    file: str
    before: bytes
    after: bytes


def changed_screens(comparison: Comparison) -> list[ScreenChange]:
    """The top of a few pages that look otherwise, by turns of their files; none where there is no Chromium.

    Raises:
        OutputError: Chromium draws no picture.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return list(_drawn(browser, comparison)) if browser else []


def _drawn(browser: str, comparison: Comparison) -> Iterator[ScreenChange]:
    pairs = {pair.report: pair for pair in comparison.pairs}
    pages = dict.fromkeys((each.report, each.page) for each in comparison.looks)
    for report, file in by_turns(pages, lambda each: each[1])[:FEW_REPORTS]:
        pair = pairs[report]
        assert pair.before and pair.after
        before, after = (_picture(browser, side[0] / file) for side in (pair.before, pair.after))
        yield ScreenChange(report, file, before, after)


def _picture(browser: str, page: Path) -> bytes:
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium has no sandbox for root
    with temporary_folder() as folder:
        picture = Path(folder) / "page.png"
        where = (f"--user-data-dir={folder}/profile", f"--screenshot={picture}", page.resolve().as_uri())
        try:
            subprocess.run(
                [browser, *_ARGUMENTS, *root, *where], check=True, capture_output=True, timeout=_SECONDS
            )
            return picture.read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise OutputError(
                f"{'/'.join(page.parts[-4:])}: Chromium draws no picture of it; compare without --pictures all"
            ) from None
