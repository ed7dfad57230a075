"""Reports that were wrong: corrected, built, and published beside their old editions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from altered_packets import copy_built
from hands import replace
from helpers.inputs.params.provinces import read_provinces
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.privacy.earlier import Before, Earlier, nothing_earlier
from helpers.privacy.outsider import KnownCells, Leak, derivable
from helpers.privacy.policy import read_policy
from helpers.privacy.protect import protect, read_whole_tables
from helpers.publish.corrected_figures import told_in
from helpers.publish.edition_ledger import is_known
from helpers.publish.editions import files_of_zip, packet_content
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import read_published
from helpers.release.release_files import read_protection
from projects import Done, call_workbook

WORDS = (
    "--wrong",
    "Sessions of one station were counted twice.",
    "--wrong-vi",
    "Số buổi của một đồn bị tính trùng.",
)
FIELDS = ["indicator", "place", "period", "breakdown", "category"]
NATION = "2023/en/viet-nam"
LANG_SON = "2023/vi/lang-son"


@pytest.fixture(scope="module")
def corrected(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A station's sessions and some victims were wrong; all reports are corrected."""
    project = copy_built(built, tmp_path_factory.mktemp("corrected") / "project")
    returns = project.root / "data/sample/2023"
    replace(
        returns / "lang-son/outreach.csv",
        "lang-son-01,2023-02,9,355,148,64,11",
        "lang-son-01,2023-02,4,155,68,24,11",
    )
    victims = returns / "quang-ninh/victims.csv"
    victims.write_text("".join(victims.read_text("utf-8").splitlines(keepends=True)[:-5]), "utf-8")
    done = call_workbook(project, "correct", "2023", *WORDS)
    assert done.returncode == 0, done.stderr
    done = call_workbook(project, "build", "2023", "lang-son", "viet-nam")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "without a notice" not in done.stdout + done.stderr
    yield project


def text_of(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


def test_corrected_report_says_so_on_its_first_page_and_lists_its_figures(corrected: Project) -> None:
    packet = corrected.reports / LANG_SON
    page = text_of(packet / "index.html")
    notice, results = (
        page.index("bản công bố lần 2"),
        page.index("Kết quả chính", page.index("bản công bố lần 2")),
    )
    assert "Số buổi của một đồn bị tính trùng." in page[notice:results]
    told = (packet / "data/tbl-corrected-figures.csv").read_text(encoding="utf-8")
    assert "Buổi tuyên truyền,Lạng Sơn,2023,691,686" in told and "41,36" in told
    about = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    assert about["edition"]["number"] == 2 and about["edition"]["since"] == "2024-03-31"
    assert about["edition"]["corrects"]["edition"] == 1
    assert about["about"]["updated_date"] == about["edition"]["corrected"]


def test_no_guarded_number_is_among_the_corrected_figures(corrected: Project) -> None:
    labels = {
        read_catalogue(corrected)[name].short_label.en
        for name in guarded_indicators(read_catalogue(corrected))
    }
    told = pd.read_csv(corrected.reports / NATION / "data/tbl-corrected-figures.csv")
    assert len(told) and not {name.split(",")[0] for name in told["Indicator"]} & labels
    assert "Some figures of people or cases are not as in the edition before" in text_of(
        corrected.reports / NATION / "index.html"
    )


def test_portal_has_the_new_edition_in_its_place_and_the_old_one_beside_it(corrected: Project) -> None:
    page = text_of(corrected.reports / "index.html")
    assert "edition 2, corrected on" in page and "Edition 1, superseded (ZIP)" in page
    kept = {path.name for path in (corrected.reports / "editions").iterdir()}
    assert len(kept) == 4 and "2023-vi-lang-son-edition-1.zip" in kept
    for name in kept:
        assert (corrected.reports / "editions" / name).read_bytes() == (
            corrected.editions / name
        ).read_bytes()
    cells = pd.read_csv(corrected.reports / "data/cells.csv", dtype=str)
    own = cells[
        (cells["indicator"] == "sessions") & (cells["place"] == "lang-son") & (cells["period"] == "2023")
    ]
    assert set(own["value"]) == {"686"}


def test_corrected_report_is_built_again_elsewhere_with_the_same_bytes(corrected: Project) -> None:
    done = call_workbook(corrected, "verify", "2023", "lang-son", "--language", "vi")
    assert (
        done.returncode == 0 and "1 report built again elsewhere: 0 files differ" in done.stdout + done.stderr
    )


def real(project: Project) -> None:
    """Say that the returns are real, so that the ledger has to know everything."""
    replace(project.settings, "demonstration: true", "demonstration: false")


def made_up(project: Project) -> None:
    replace(project.settings, "demonstration: false", "demonstration: true")


def cells(corrected: Project, files: dict[str, bytes]) -> pd.DataFrame:
    """What the CSV files of a national report tell of 2023."""
    rows = [(*key, cell.value, cell.status) for key, cell in told_in(files).items() if key[2][:4] == "2023"]
    told = pd.DataFrame(rows, columns=[*FIELDS, "value", "status"])
    levels = {each.slug: "region" for each in read_provinces(corrected).regions} | {"viet-nam": "nation"}
    return told.assign(level=told["place"].map(lambda place: levels.get(place, "province")))


def leaks(corrected: Project, now: pd.DataFrame, before: pd.DataFrame, whole: object) -> list[Leak]:
    """What follows from the CSV files of both editions."""
    facts = {"63": compute_facts(corrected, 2023, "63")}
    (then,) = [each for each in read_published(corrected, 2023, facts).releases if each.facts is not facts]
    earlier = Earlier((Before((("63", before),), then.facts, then.same_policy),))
    known = KnownCells({"63": now}, earlier, whole)  # type: ignore[arg-type]
    return derivable(
        facts, known, read_policy(corrected), read_catalogue(corrected), read_provinces(corrected)
    )


def test_both_editions_together_give_no_small_count_away(corrected: Project) -> None:
    old = cells(corrected, files_of_zip((corrected.editions / "2023-en-viet-nam-edition-1.zip").read_bytes()))
    new = cells(corrected, packet_content(corrected.reports / NATION))
    release = prepare(corrected, 2023)[-1]
    assert leaks(corrected, new, old, read_whole_tables(read_protection(release)[1])) == []
    facts = {"63": compute_facts(corrected, 2023, "63")}
    unaware = protect(
        facts, read_policy(corrected), read_catalogue(corrected), read_provinces(corrected), nothing_earlier()
    )
    assert leaks(corrected, unaware.cells["63"], old, unaware.whole)  # without the ledger it would


def test_audit_finds_nothing_and_the_ledger_knows_both_editions(
    corrected: Project, workbook: Callable[..., Done]
) -> None:
    done = workbook(corrected, "audit", "2023")
    assert done.returncode == 0 and "nothing can be told more closely" in done.stdout, done.stderr
    assert len(list(corrected.published.glob("2023-*.parquet"))) == 2
    real(corrected)
    old = files_of_zip((corrected.editions / "2023-en-viet-nam-edition-1.zip").read_bytes())
    try:
        assert is_known(corrected, old) and is_known(corrected, packet_content(corrected.reports / NATION))
    finally:
        made_up(corrected)


@pytest.mark.parametrize("change", ["lost", "edited"])
def test_lost_or_edited_edition_stops_builds_and_audits_by_one_message(
    corrected: Project, workbook: Callable[..., Done], change: str
) -> None:
    path = corrected.editions / "2023-vi-lang-son-edition-1.zip"
    kept = path.read_bytes()
    path.unlink()
    if change == "edited":
        path.write_bytes(kept[:-1] + b"x")
    published = {each: each.read_bytes() for each in corrected.reports.rglob("*") if each.is_file()}
    try:
        for command in (("build", "2023", "lang-son"), ("audit", "2023")):
            done = workbook(corrected, *command)
            assert done.returncode == 5 and done.stderr.count("error:") == 1, done
            assert "data/editions/2023-vi-lang-son-edition-1.zip: is " in done.stderr
    finally:
        path.write_bytes(kept)
    assert {each: each.read_bytes() for each in corrected.reports.rglob("*") if each.is_file()} == published


def test_third_edition_tells_what_the_second_corrected_too(
    corrected: Project, workbook: Callable[..., Done], tmp_path: Path
) -> None:
    project = copy_built(corrected, tmp_path / "project")
    path = project.root / "data/sample/2023/lang-son/outreach.csv"
    replace(path, "lang-son-01,2023-02,4,155,68,24,11", "lang-son-01,2023-02,3,155,68,24,11")
    done = workbook(project, "correct", "2023", "lang-son", *WORDS)
    assert done.returncode == 0, done.stderr
    done = workbook(project, "build", "2023", "lang-son", "--language", "vi")
    assert done.returncode == 0, done.stdout + done.stderr
    data = project.reports / LANG_SON / "data"
    newest = (data / "tbl-corrected-figures.csv").read_text(encoding="utf-8")
    before = (data / "tbl-corrected-figures-edition-2.csv").read_text(encoding="utf-8")
    assert "Buổi tuyên truyền,Lạng Sơn,2023,686,685" in newest
    assert "Buổi tuyên truyền,Lạng Sơn,2023,691,686" in before and "Bản công bố lần 1" in before
    page = text_of(project.reports / LANG_SON / "index.html")
    assert page.rindex("bản công bố lần 2") > page.index("bản công bố lần 3")
