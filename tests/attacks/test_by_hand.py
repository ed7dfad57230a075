"""Built files that somebody changed by hand, one file a way in by_hand/. Each is found and named; no number is told.

Where the changed file holds a table, it is found even if packet.json is written anew to fit it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import chdir
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from canaries import NOW
from hands import list_anew
from helpers.build.year_audit import audit_year, beside_packets
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.privacy.release import Release
from helpers.publish.checks.packet_audit import audit_packet
from helpers.publish.checks.packet_claims import PacketFinding
from helpers.release.opening import check_scope, read_release
from helpers.release.prepare import prepare
from projects import Done
from search import found_in, writings

WAYS = Path(__file__).parent / "by_hand"
EVERY = {path.relative_to(WAYS).with_suffix("").as_posix(): path for path in sorted(WAYS.glob("*/*.py"))}
OF_PORTAL = [name for name in EVERY if name.startswith("portal/")]
OF_PACKETS = [name for name in EVERY if name not in OF_PORTAL]
PLACE = "lang-son"


def way(name: str) -> ModuleType:
    """One way, as a module with a function `plant`."""
    spec = spec_from_file_location(name.replace("/", "_"), EVERY[name])
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EVEN_IF_LISTED = [
    name for name in OF_PACKETS if "EVEN_IF_LISTED = True" in EVERY[name].read_text(encoding="utf-8")
]


@pytest.fixture(scope="session")
def releases(year: Project) -> dict[str, Release]:
    """What the packets of a province and of a project were allowed to show."""
    settings, prepared = read_settings(year), prepare(year, 2023)
    found = {}
    for place in (PLACE, "national-programme"):
        of_project = place != PLACE
        scope, params = check_scope(
            year, settings, None if of_project else place, 2023, "en", place if of_project else None
        )
        found[place] = read_release(year, settings, scope, params, prepared)
    return found


@pytest.fixture
def packet(year: Project, tmp_path: Path) -> Callable[[str], Path]:
    """Copies a packet, which a test may spoil."""
    return lambda place: Path(
        shutil.copytree(year.reports / "2023" / "en" / place, tmp_path / "reports" / "packet", symlinks=True)
    )


def holds_the_number(paths: list[Path]) -> bool:
    """Whether the real readers of these files find the number, or a file's name says it."""
    return bool(found_in([path for path in paths if path.is_file()], writings(NOW)))


def states(folder: Path) -> dict[Path, bytes | None]:
    """Every path below a folder; the content of files."""
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def changed(before: dict[Path, bytes | None], folder: Path) -> list[Path]:
    """What is new or other than before."""
    return [path for path, content in states(folder).items() if path not in before or before[path] != content]


def check_named(findings: list[PacketFinding], spoilt: list[Path], folder: Path) -> None:
    """Every changed file is named, and its number is not."""
    said = [str(finding) for finding in findings]
    for path in spoilt:
        name = path.relative_to(folder).as_posix()
        around = [path.relative_to(folder).as_posix() for path in path.parents if folder in path.parents]
        assert [one for one in said if one.startswith((name, *around))], (name, said)
    reasons = "\n".join(finding.reason for finding in findings)
    assert str(NOW) not in reasons


@pytest.mark.parametrize(
    ("name", "fitting"), [*((name, False) for name in OF_PACKETS), *((name, True) for name in EVEN_IF_LISTED)]
)
def test_changed_packet_is_found(
    name: str, fitting: bool, packet: Callable[[str], Path], releases: dict[str, Release]
) -> None:
    """Of tables even where packet.json is made to fit what was changed."""
    module = way(name)
    place = getattr(module, "PLACE", PLACE)
    folder = packet(place)
    before = states(folder)
    module.plant(folder)
    spoilt = changed(before, folder)
    assert holds_the_number(spoilt), "the attack plants nothing"
    if fitting:
        list_anew(folder)
    check_named(audit_packet(folder, releases[place]), spoilt, folder)


@pytest.mark.parametrize("place", [PLACE, "national-programme"])
def test_packet_passes_as_it_was_built_and_listed_anew(
    place: str, packet: Callable[[str], Path], releases: dict[str, Release]
) -> None:
    """Else the tests above would find something in every packet."""
    folder = packet(place)
    assert audit_packet(folder, releases[place]) == []
    list_anew(folder)
    assert audit_packet(folder, releases[place]) == []


@pytest.mark.parametrize("name", OF_PORTAL)
def test_changed_portal_is_found(name: str, reports: Project) -> None:
    assert list(beside_packets(reports)) == []
    before = states(reports.reports)
    way(name).plant(reports.reports)
    spoilt = changed(before, reports.reports)
    assert holds_the_number(spoilt), "the attack plants nothing"
    findings = list(beside_packets(reports))
    if name == "portal/title_of_a_packet":
        findings = list(audit_year(reports, 2023, prepare(reports, 2023)).findings)
        assert [str(one).split(" (")[0] for one in findings] == [
            "reports/2023/en/lang-son/packet.json: was changed: it has not the checksum that it gives"
        ]
        return
    check_named(findings, spoilt, reports.reports)


@pytest.mark.parametrize("kind", ["missing", "pipe", "socket"])
def test_file_that_is_none(kind: str, packet: Callable[[str], Path], releases: dict[str, Release]) -> None:
    folder = packet(PLACE)
    path = folder / "report.pdf"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        import socket

        with chdir(folder), socket.socket(socket.AF_UNIX) as one:  # a whole path may be too long for a socket
            one.bind(path.name)
    found = [str(finding) for finding in audit_packet(folder, releases[PLACE])]
    assert found
    assert all(one.startswith("report.pdf: ") or "ro-crate" in one for one in found), found


def test_commands_end_with_code_4_and_name_the_file(reports: Project, workbook: Callable[..., Done]) -> None:
    honest = workbook(reports, "audit", "2023")
    assert honest.returncode == 0, honest.stdout + honest.stderr
    way("page/paragraph").plant(reports.reports / "2023" / "en" / PLACE)
    way("portal/file").plant(reports.reports)
    done = workbook(reports, "audit", "2023")
    assert done.returncode == 4
    assert (
        "reports/2023/en/lang-son/index.html: is damaged: it has not the hash that packet.json gives"
        in done.stderr
    )
    assert "notes.html: lies in reports/ and belongs to no packet" in done.stderr
    assert str(NOW) not in done.stdout + done.stderr


def test_at_least_sixty_ways_are_tried() -> None:
    assert len(EVERY) >= 60
