"""Where params require approval, a build publishes what was approved as it is, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.paths import Project
from projects import Done, shorten

CHOICE = ("build", "2023", "lang-son", "--language", "vi")


def test_build_publishes_what_was_approved_and_a_revised_return_waits_again(
    prepared_project: Project, workbook: Callable[..., Done], tmp_path: Path
) -> None:
    project = shorten(prepared_project)
    key = tmp_path / "an"
    done = workbook(project, "keygen", str(key), "--owner", "An")
    public = done.stdout.splitlines()[-1]
    rules = f"approval: required\napprovers:\n  an: {{name: An, key: {public}}}\n"
    (project.params / "approvals.yml").write_text(rules, encoding="utf-8")
    packet = project.reports / "2023/vi/lang-son"

    done = workbook(project, *CHOICE)
    assert done.returncode == 0, done.stderr
    assert "1 report waits for approval: workbook review 2023" in done.stdout
    assert not packet.exists() and not any(project.published.glob("*.parquet"))

    given = ("--by", "an", "--key", str(key), "--note", "read it")
    assert workbook(project, "approve", "2023", "lang-son", *given).returncode == 0
    done = workbook(project, *CHOICE)
    assert done.returncode == 0 and packet.is_dir(), done.stderr
    assert any(project.published.glob("*.parquet"))
    assert "2023/vi/lang-son" in (project.reports / "index.html").read_text(encoding="utf-8")
    approved = (packet / "packet.json").read_bytes()

    outreach = project.root / "data/sample/2023/lang-son/outreach.csv"
    text = outreach.read_text(encoding="utf-8").replace("lang-son-01,2023-01,3,", "lang-son-01,2023-01,4,")
    outreach.write_text(text, encoding="utf-8")
    done = workbook(project, *CHOICE)
    assert "waits for approval" in done.stdout
    assert (packet / "packet.json").read_bytes() == approved  # what was approved stays until the new one is
    assert "draft: " in workbook(project, "review", "2023").stdout
    assert "it is made and waits for approval" in workbook(project, "status", *CHOICE[1:]).stdout

    page = packet / "index.html"
    page.write_bytes(page.read_bytes()[:-1] + b" ")
    done = workbook(project, *CHOICE)
    assert "nobody has approved it as it is" in done.stdout + done.stderr
    assert "2023/vi/lang-son" not in (project.reports / "index.html").read_text(encoding="utf-8")
    done = workbook(project, "audit", "2023")
    assert done.returncode == 4 and "reports/2023/vi/lang-son: nobody has approved it as it is" in done.stderr
