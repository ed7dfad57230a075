"""The ledger of what was published: what goes into it, when, and that a later release is protected beside it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers.errors import DisclosureError
from helpers.files.checksummed_files import CHECKSUM
from helpers.inputs.params.provinces import read_provinces
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from helpers.privacy import policy
from helpers.privacy.coarsen import GuardedTable
from helpers.privacy.decision import guarded_indicators
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.outsider import KnownCells, Leak, derivable
from helpers.privacy.policy import read_policy
from helpers.privacy.protect import protect, read_whole_tables
from helpers.release import publication_ledger
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import (
    forget_unpublished,
    keep_published,
    others_published,
    read_published,
)
from helpers.release.release_files import YearRelease, read_protection

YEAR = 2023


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    from tests.projects import copy_project

    return copy_project(tmp_path_factory.mktemp("published"), years=(YEAR,))


@pytest.fixture
def revised(tmp_path: Path) -> Project:
    """Whose returns a test changes: what was ever revised stays known."""
    from tests.projects import copy_project

    return copy_project(tmp_path / "revised", years=(YEAR,))


@pytest.fixture(autouse=True)
def nothing_published_yet(made: Project) -> None:
    """Tests share the project, in whatever order they come."""
    shutil.rmtree(made.published, ignore_errors=True)


def released(project: Project) -> YearRelease:
    return prepare(project, YEAR)[-1]


def cells_of(release: YearRelease) -> pd.DataFrame:
    return pd.read_parquet(release.folder / "cells.parquet")


def victims_file(project: Project) -> Path:
    return project.data / "sample" / str(YEAR) / "quang-ninh" / "victims.csv"


def leaks(project: Project, cells: pd.DataFrame, whole: Collection[GuardedTable]) -> list[Leak]:
    facts = {"63": compute_facts(project, YEAR, "63")}
    known = KnownCells({"63": cells}, read_published(project, YEAR, facts), whole)
    return derivable(facts, known, read_policy(project), read_catalogue(project), read_provinces(project))


def test_only_a_publication_is_kept_and_only_what_it_showed(made: Project) -> None:
    release = released(made)
    assert not made.published.exists()
    (path,) = keep_published(made, [release])
    kept = pd.read_parquet(path)
    assert (kept["status"] == "c").any()
    assert kept.loc[kept["status"] == "c", "value"].isna().all()
    assert "sessions" not in set(kept["indicator"])
    assert keep_published(made, [release]) == []


def test_ledger_of_a_version_without_checksums_is_read(made: Project) -> None:
    release = released(made)
    keep_published(made, [release])
    (path,) = made.published.glob("*.parquet")
    whole, told = path.read_bytes(), read_published(made, YEAR).releases[0].cells
    noted = {
        name: text for name, text in pq.read_metadata(path).metadata.items() if name != CHECKSUM.encode()
    }
    pq.write_table(pq.read_table(path).replace_schema_metadata(noted), path)
    assert CHECKSUM.encode() not in path.read_bytes()
    ((_, cells),) = read_published(made, YEAR).releases[0].cells
    pd.testing.assert_frame_equal(cells, told[0][1])
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DisclosureError, match="is damaged"):
        read_published(made, YEAR)
    path.write_bytes(whole)


def reworded(project: Project, old: str, new: str) -> None:
    path = project.params / "disclosure.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    policy._read.cache_clear()


def test_words_of_the_policy_make_it_no_other_policy_but_a_rule_does(tmp_path: Path) -> None:
    """So a text can be made better while the reports of before still count as published under this very policy."""
    from tests.projects import copy_project

    project = copy_project(tmp_path, years=(YEAR,))
    assert len(keep_published(project, [released(project)])) == 1
    reworded(project, "A table of which most numbers", "Each table of which most numbers")
    assert [each.same_policy for each in read_published(project, YEAR).releases] == [True]
    assert keep_published(project, [released(project)]) == []
    reworded(project, "most_hidden: 0.8", "most_hidden: 0.7")
    assert [each.same_policy for each in read_published(project, YEAR).releases] == [False]


def test_ledger_that_was_written_when_the_notice_was_hashed_is_of_this_policy(made: Project) -> None:
    now = read_policy(made)
    first = now.coarsening.model_copy(update={"notice": publication_ledger._FIRST_NOTICE})
    with_first_words = now.model_copy(update={"coarsening": first})
    hashed = with_first_words.model_dump_json(exclude={"audiences", "harmless", "explanation", "utility"})
    assert publication_ledger._policy_hash(now) == hashlib.sha256(hashed.encode()).hexdigest()
    assert "Most numbers of some tables would have been withheld." in hashed


def test_what_was_not_published_after_all_is_forgotten(made: Project) -> None:
    release = released(made)
    forget_unpublished(made, list(made.published.glob("*.parquet")))
    forget_unpublished(made, keep_published(made, [release]))
    assert list(made.published.glob("*")) == []
    keep_published(made, [release])


def test_own_publication_makes_no_new_release_and_building_from_nothing_gives_the_same(made: Project) -> None:
    first = released(made)
    keep_published(made, [first])
    before = [path.read_bytes() for path in sorted(first.folder.glob("*.parquet"))]
    again = released(made)
    assert again.key == first.key
    for path in sorted(first.folder.iterdir()):
        path.unlink()
    first.folder.rmdir()
    for path in made.decisions.iterdir():
        path.unlink()
    fresh = released(made)
    assert [path.read_bytes() for path in sorted(fresh.folder.glob("*.parquet"))] == before


def test_release_after_a_correction_is_protected_beside_the_one_before(revised: Project) -> None:
    """The naive release of the corrected returns gives a small count away; the one beside the ledger does not."""
    first = released(revised)
    keep_published(revised, [first])
    file = victims_file(revised)
    text = file.read_text(encoding="utf-8")
    rows = text.splitlines(keepends=True)
    try:
        file.write_text("".join(rows[:-5]), encoding="utf-8")
        second = released(revised)
        assert second.key != first.key
        assert len(others_published(revised, YEAR, [])) == 1
        facts = {"63": compute_facts(revised, YEAR, "63")}
        naive = protect(
            facts, read_policy(revised), read_catalogue(revised), read_provinces(revised), nothing_earlier()
        )
        assert leaks(revised, naive.cells["63"], naive.whole)
        assert leaks(revised, cells_of(second), read_whole_tables(read_protection(second)[1])) == []
        keep_published(revised, [second])
    finally:
        file.write_text(text, encoding="utf-8")
    third = released(revised)
    assert third.key != first.key
    assert leaks(revised, cells_of(third), read_whole_tables(read_protection(third)[1])) == []


def test_returns_that_say_the_same_of_people_at_risk_are_not_counted_again(
    revised: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_published(revised, [released(revised)])
    file = victims_file(revised).with_name("materials.csv")
    text = file.read_text(encoding="utf-8")
    guarded = guarded_indicators(read_catalogue(revised))
    try:
        file.write_text("".join(text.splitlines(keepends=True)[:-1]), encoding="utf-8")
        released(revised)
        facts = {"63": compute_facts(revised, YEAR, "63")}
        quick = read_published(revised, YEAR, facts)
        monkeypatch.setattr(publication_ledger, "_say_the_same", lambda *_: False)
        counted = read_published(revised, YEAR, facts)
    finally:
        file.write_text(text, encoding="utf-8")
    said = [[each.said_facts() for each in found.about(guarded).releases] for found in (quick, counted)]
    assert said[0] == said[1]
    assert any(each.facts is facts for each in quick.releases)
    assert not any(each.facts is facts for each in counted.releases)


def test_lost_history_leaves_what_was_shown(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_published(made, [released(made)])
    facts = {"63": compute_facts(made, YEAR, "63")}
    monkeypatch.setattr("helpers.release.publication_ledger.read_history", lambda *_: ())
    (before, *_) = read_published(made, YEAR, facts).releases
    assert before.facts == {}
    assert len(before.cells[0][1])
