"""Links, special files and folders that are no packet, anywhere below reports/: named, never opened, exit code 4."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.publish.public_folder import PACKET_DEPTH, strange_in
from projects import Done

PACKET = "2023/en/lang-son"


def link(path: Path) -> None:
    outside = path.parents[len(path.parts) - 2] / "nowhere"
    path.symlink_to(outside)


def link_to_returns(path: Path) -> None:
    returns = next(each for each in path.parents if each.name == "reports").parent / "data" / "sample"
    path.symlink_to(returns, target_is_directory=True)


def plug(path: Path) -> None:
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as at:  # a whole path is too long for a socket
        at.bind(path.name)


MISCHIEF: dict[str, Callable[[Path], object]] = {
    "a symbolic link": link,
    "a symbolic link to returns": link_to_returns,
    "no file but a pipe": os.mkfifo,
    "no file but a pipe, a socket": plug,
    "a folder that is no packet": Path.mkdir,
}
PLACES = (
    "notes",
    "data/notes",
    "editions/notes",
    "2023/notes",
    "2023/en/notes",
    f"{PACKET}/notes",
    f"{PACKET}/data/notes",
)


@pytest.fixture
def published(small_project: Project) -> Project:
    """Something that looks like a packet."""
    packet = small_project.reports / PACKET
    (packet / "data").mkdir(parents=True)
    for name in ("packet.json", "index.html", "data/victims.csv"):
        (packet / name).write_text("{}", encoding="utf-8")
    (small_project.reports / "data").mkdir()
    (small_project.reports / "data" / "cells.csv").touch()
    (small_project.reports / "editions").mkdir()
    (small_project.reports / "editions" / "2023-en-lang-son-edition-1.zip").touch()
    (small_project.reports / "index.html").touch()
    return small_project


def test_packet_in_its_place_is_nothing_strange(published: Project) -> None:
    assert not list(strange_in(published.reports))
    assert not list(strange_in(published.reports / PACKET, PACKET_DEPTH))


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (place, kind)
        for place in PLACES
        for kind in MISCHIEF
        if (place, kind)
        != ("2023/en/notes", "a folder that is no packet")  # where packets lie: see the last test
    ],
)
def test_strange_thing_is_named_at_any_depth(published: Project, place: str, kind: str) -> None:
    MISCHIEF[kind](published.reports / place)
    found = list(strange_in(published.reports))
    assert [path for path, _ in found] == [published.reports / place]
    assert kind.removesuffix(" to returns") in found[0][1]


@pytest.mark.parametrize("command", [("build",), ("status",), ("why",), ("audit",), ("verify",), ("doctor",)])
@pytest.mark.parametrize("place", [f"{PACKET}/packet.json", f"{PACKET}/index.html", "index.html"])
def test_pipe_keeps_no_command_waiting(
    published: Project, workbook: Callable[..., Done], place: str, command: tuple[str]
) -> None:
    (published.reports / place).unlink()
    os.mkfifo(published.reports / place)
    more = () if command == ("doctor",) else ("2023",) if command == ("audit",) else ("2023", "lang-son")
    done = workbook(published, *command, *more)
    assert done.returncode == 4
    assert f"reports/{place} is no file but a pipe" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("folder", ["", "2023", "2023/en", PACKET])
@pytest.mark.parametrize("command", ["build", "audit"])
def test_folder_that_is_a_link_is_refused(
    published: Project, workbook: Callable[..., Done], folder: str, command: str
) -> None:
    place = published.reports / folder
    moved = published.root / "elsewhere"
    place.rename(moved)
    place.symlink_to(moved, target_is_directory=True)
    before = sorted(moved.rglob("*"))
    done = workbook(published, command, "2023")
    assert done.returncode == 4
    assert f"{published.show(place)} is a symbolic link" in done.stderr
    assert sorted(moved.rglob("*")) == before


@pytest.mark.parametrize("command", [("build", "2023", "tay-ninh"), ("audit",)])
def test_packet_without_packet_json_is_refused_where_it_is_not_made_again(
    published: Project, workbook: Callable[..., Done], command: tuple[str, ...]
) -> None:
    (published.reports / PACKET / "packet.json").unlink()
    done = workbook(published, *command)
    assert done.returncode == 4
    assert f"reports/{PACKET} is a folder that is no packet: it has no packet.json" in done.stderr
