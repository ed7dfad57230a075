"""Where the user has no home, or none to write in, libraries get a temporary one, and nothing else changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.execute.writable_home import KEPT_AT_HOME, home_to_write_in


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEPT_AT_HOME:
        monkeypatch.delenv(name, raising=False)


def test_home_that_can_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    before = dict(os.environ)
    with home_to_write_in():
        assert dict(os.environ) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("home", ["/nonexistent/home", None])
def test_who_has_no_home_gets_one_for_the_time(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    if home:
        monkeypatch.setenv("HOME", home)
    else:
        monkeypatch.delenv("HOME", raising=False)
        monkeypatch.setattr(Path, "home", no_home)
    before = dict(os.environ)
    with home_to_write_in():
        places = [Path(os.environ[name]) for name in ("HOME", *KEPT_AT_HOME)]
        assert all(place.is_dir() and os.access(place, os.W_OK) for place in places)
    assert dict(os.environ) == before
    assert not any(place.exists() for place in places)


def test_home_that_can_be_read_alone_stays_for_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MPLCONFIGDIR", "/own/matplotlib")
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    with home_to_write_in():
        assert os.environ["HOME"] == str(tmp_path)
        assert os.environ["MPLCONFIGDIR"] == "/own/matplotlib"
        assert Path(os.environ["XDG_CACHE_HOME"]).is_dir()
