"""What a path is called in messages, reports and hashes."""

from __future__ import annotations

from pathlib import Path

from helpers.paths import Project


def test_path_is_shown_from_the_root_also_where_a_link_leads_elsewhere(tmp_path: Path) -> None:
    """So that a return of many files on a shared disk is one return, not files that each have a hash of their own."""
    (tmp_path / "share" / "lang-son").mkdir(parents=True)
    project = Project(tmp_path / "project")
    project.data.mkdir(parents=True)
    (project.data / "returns").symlink_to(tmp_path / "share", target_is_directory=True)
    inside = project.data / "returns" / "lang-son" / "victims.csv"
    assert project.show(inside) == "data/returns/lang-son/victims.csv"
    assert project.show(project.data / ".." / "params") == "params"
    assert project.show(tmp_path / "share" / "lang-son") == "lang-son"
    assert (
        Project(project.data / "returns" / "lang-son").show(tmp_path / "share" / "lang-son" / "a.csv")
        == "a.csv"
    )
