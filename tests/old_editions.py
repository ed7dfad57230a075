"""Old editions as `workbook correct` keeps them, of packets that a test wrote."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from helpers.inputs.params.corrections import FILE_NAME, with_correction
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project
from helpers.publish.editions import edition_file, edition_zip, kept_content

DAY = date(2024, 6, 12)


def keep_edition(project: Project, report: str, number: int = 1) -> Path:
    """The zip of what is published of a report, kept and named in params/corrections.yml."""
    content = edition_zip(report, kept_content(project, report, project.reports / report), DAY)
    path = project.editions / edition_file(report, number)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    hashes = {report: hashlib.sha256(content).hexdigest()}
    text = with_correction(project, DAY, None, Bilingual(en="Sessions.", vi="Số buổi."), hashes)
    (project.params / FILE_NAME).write_text(text, encoding="utf-8")
    return path
