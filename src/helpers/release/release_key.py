"""What a Release comes from, as one hash: its records, and the params, code and packages that are its rules."""

from __future__ import annotations

import hashlib

from helpers.inputs.params.settings import Vintage
from helpers.inputs.records.checked_records import read_intake
from helpers.paths import Project
from helpers.source_code.import_graph import kept_sources, made_by

MAKERS = ("helpers.release.prepare", "helpers.inputs.intake.sent_returns")
NOT_FOLLOWED = ("helpers.report",)
"""What words and looks come from changes no figure."""
NOT_OF_A_RELEASE = (
    *("approvals.yml", "corrections.yml", "projects", "published_figures.csv"),
    *("releases.yml", "reports.yml", "targets.yml"),
)
"""Params that reports read beside their Release, so that a word changed there computes nothing again."""


def key_of_records(project: Project, year: int, vintage: Vintage, rules: str) -> str:
    """Hash of the year's records and of the rules that turn them into a Release."""
    digest = hashlib.sha256(f"{year} {vintage} {rules}".encode())
    for entry in read_intake(project, year):
        digest.update(f"{entry.vintage} {entry.path} {entry.sha256} {entry.rows_accepted}\n".encode())
    return digest.hexdigest()


def hash_of_rules(project: Project) -> str:
    """Hash of the params, and of the code and the packages that make a Release."""
    apart = {project.params / name for name in NOT_OF_A_RELEASE}
    params = [
        path for path in project.params.rglob("*") if path.is_file() and not apart & {path, *path.parents}
    ]
    digest = hashlib.sha256(made_by(MAKERS, kept_sources(project), NOT_FOLLOWED).encode())
    for path in sorted(params):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
