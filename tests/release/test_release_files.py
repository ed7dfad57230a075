"""One process tells another where the releases lie, whatever the project's folder is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.release.release_files import YearRelease, as_text, from_text


@pytest.mark.parametrize("root", ["/srv/nhà mới/Báo cáo 2023;b", "/a b/c\nd", '/"quoted" \\ back', "/plain"])
def test_releases_come_back_as_they_were_told(root: str) -> None:
    releases = [
        YearRelease(2022, "0a", Path(root, "data/releases/2022-63-0a")),
        YearRelease(2023, "0b", Path(root, "data/partner/2023-63-0b"), "partner"),
    ]
    assert from_text(as_text(releases)) == releases
    assert as_text(releases).isascii()
