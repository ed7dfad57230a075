"""A packet: one finished report and everything that explains it, with hashes.

    index.html  report.pdf  notebook.ipynb  data/*.csv  packet.json

packet.json holds no time, path of a machine, user or host, so that the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.paths import Project
from helpers.privacy.release import NATION, Cell, Release
from helpers.run.jobs import Job

SCHEMA = 1
HIGHLIGHTS = ("sessions", "participants", "interception_cases", "trafficking_cases", "victims_assisted")
RECORDED_PACKAGES = (
    "babel", "ipykernel", "matplotlib", "nbclient", "nbconvert", "numpy", "pandas", "papermill", "pyarrow",
    "pypandoc-binary", "seaborn", "typst",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TITLES = {
    "en": "Border Guard activity against trafficking in persons",
    "vi": "Hoạt động phòng, chống mua bán người của Bộ đội Biên phòng",
}
QUALITY_TITLES = {"en": "Data quality of the returns", "vi": "Chất lượng số liệu báo cáo"}
SUBJECTS = {
    "outreach",
    "interceptions",
    "trafficking_cases",
    "victims",
    "training",
    "materials",
    "reintegration",
}


def report_metadata(job: Job, release: Release) -> dict[str, Any]:
    """What the cover, the page headers and the files' metadata say of the report."""
    place_name = place_names(release)
    return {
        "kind": job.kind,
        "title": (QUALITY_TITLES if job.kind == "quality" else TITLES)[job.language],
        "place": job.place,
        "place_name": place_name[job.language],
        "year": job.year,
        "language": job.language,
        "published_date": release.published_date,
        "demonstration": release.demonstration,
        "publisher": release.contact[job.language],
    }


def place_names(release: Release) -> dict[str, str]:
    """The name of the report's place in both languages."""
    if release.scope.province is None:
        return {"en": "Viet Nam", "vi": "Việt Nam"}
    return {"en": release.province.name_en, "vi": release.province.name_vi}


def write_data(folder: Path, release: Release) -> None:
    """The published cells of the report's place, its region and the nation, one CSV a subject.

    Columns: indicator, label, unit, place, period, breakdown, category, value, status. A cell that is not shown has
    an empty value and its symbol as status. No text can be taken for a formula.
    """
    folder.mkdir()
    scope = release.scope
    places = [scope.place, NATION, release.region.slug] if scope.province else release.frame["place"].unique()
    order = ["indicator", "level", "place", "period", "breakdown", "category"]
    frame = release.frame[release.frame["place"].isin(places)].sort_values(order, kind="stable")
    named = {name: release.indicator(str(name)) for name in frame["indicator"].unique()}
    shown = (frame["status"] == "shown").to_numpy(dtype=bool)
    status = "[" + frame["status"].astype(str) + "]"
    table = pd.DataFrame(
        {
            "indicator": frame["indicator"],
            "label": frame["indicator"].map(
                {name: found.label[release.language] for name, found in named.items()}
            ),
            "unit": frame["indicator"].map({name: found.unit for name, found in named.items()}),
            **{name: frame[name] for name in ("place", "period", "breakdown", "category")},
            "value": [
                f"{value:.10g}" if show else "" for value, show in zip(frame["value"], shown, strict=True)
            ],
            "status": status.where(~shown, "shown"),
        }
    )
    for name in ("indicator", "label", "unit", "place", "period", "breakdown", "category", "status"):
        table[name] = table[name].map(_no_formula)
    subjects = frame["indicator"].map({name: found.table for name, found in named.items()})
    for subject, rows in table.groupby(subjects, sort=True):
        rows.to_csv(folder / f"{subject}.csv", index=False, lineterminator="\r\n", encoding="utf-8")


def _no_formula(text: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_metadata(folder: Path, project: Project, job: Job, release: Release) -> None:
    """packet.json over the files that the folder holds."""
    province = release.province if release.scope.province else None
    content = {
        "schema": SCHEMA,
        **{key: value for key, value in report_metadata(job, release).items() if key != "place_name"},
        "place_name": place_names(release),
        "region": province.region if province else None,
        "region_name": {"en": release.region.name_en, "vi": release.region.name_vi} if province else None,
        "vintage": release.scope.vintage,
        "audience": "internal" if job.kind == "quality" else "public",
        "parameters": job.parameters,
        "highlights": {name: _as_json(release.cell(name)) for name in HIGHLIGHTS},
        "release": release.key,
        "inputs": _inputs(project, job, release),
        "outputs": [_described(path, folder) for path in sorted(folder.rglob("*")) if path.is_file()],
        "code": {"version": metadata.version("border-guard-workbook"), "sha256": code_hash()},
        "packages": package_versions(),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "packet.json").write_text(text, encoding="utf-8")


def _inputs(project: Project, job: Job, release: Release) -> list[dict[str, str]]:
    """Every file that the report came from: the notebook, the params, and the returns of its years."""
    files = [project.notebooks / job.notebook, *sorted(p for p in project.params.rglob("*") if p.is_file())]
    named = [{"path": project.show(path), "sha256": _sha256(path)} for path in files]
    returns = release.sources[["file", "sha256"]].sort_values("file")
    return named + [{"path": str(file), "sha256": str(sha)} for file, sha in returns.itertuples(index=False)]


def _described(path: Path, folder: Path) -> dict[str, Any]:
    return {
        "path": path.relative_to(folder).as_posix(),
        "sha256": _sha256(path),
        "bytes": path.stat().st_size,
    }


def _as_json(cell: Cell) -> dict[str, Any]:
    return {"value": cell.value, "status": cell.status}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def package_versions() -> dict[str, str]:
    """Versions of the packages that a report's bytes depend on."""
    return {name: metadata.version(name) for name in RECORDED_PACKAGES}


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash of the package's source files."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
