"""What stays open to the processes of a build once they are sealed: of data/, the Release that was prepared for it.

The processes that run a notebook, render it and write its exports can open no return, record or fact, and so no exact
number about anyone. The notebook on data quality is about the returns: its kernel reads data/, where its packet stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.errors import DisclosureError
from helpers.execute.jobs import Job
from helpers.execute.seal import Doors, interpreter, refuse_within, sealing
from helpers.files.safe_writing import make_private_folder
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.release.release_files import YearRelease
from helpers.source_code.import_graph import KEPT as CODE_KEPT
from helpers.source_code.installed_packages import KEPT as PACKAGES_KEPT


def refuse_unsealed(project: Project, *, unsealed: bool, renderer: str = "default") -> str:
    """What to warn of where something that a build starts cannot be sealed; nothing where all can.

    Raises:
        DisclosureError: real returns, and nobody said that it may run unsealed (`unsealed`).
    """
    if sealing() == "no":
        what, instead = "this system has no Landlock", "build on Linux 5.13 or later"
    elif renderer == "quarto":
        what, instead = "Quarto opens whatever file a notebook names", "build without --renderer quarto"
    else:
        return ""
    if not read_settings(project).demonstration and not unsealed:
        raise DisclosureError(
            f"{what}, so that a report could show exact numbers, and the returns are real; {instead}, or take the risk "
            "by --unsealed, which packet.json then says"
        )
    return f"{what}: a notebook can open exact numbers here; packet.json says so"


def kernel_doors(project: Project, job: Job, releases: Sequence[YearRelease], scratch: Path) -> Doors | None:
    """What the notebook of a job can open: code, params, its Release, and for writing its own folder in `scratch`."""
    if sealing() == "no":
        return None
    own = [project.data] if job.kind == "quality" else [each.folder for each in releases]
    doors = Doors(_read(project, own), (str(scratch),))
    if job.kind != "quality":
        refuse_within(doors, _confidential(project, job.audience))
    return doors


def is_worker_sealed(job: Job) -> bool:
    """Whether the process that builds this job's packet is to be sealed, and not its notebook's kernel alone.

    Not that of the notebook on data quality, nor one that starts Quarto, which reads and writes where it likes.
    """
    return job.kind != "quality" and job.forms.renderer != "quarto"


def worker_doors(project: Project, job: Job, releases: Sequence[YearRelease]) -> Doors | None:
    """What a process that builds such packets can open: as their notebooks, and the folders where packets are made.

    It ends kernels that take too long, so it may signal processes outside.
    """
    if sealing() == "no" or not is_worker_sealed(job):
        return None
    public = job.audience == "public"
    made = (
        [project.scratch, project.builds / "staged"]
        if public
        else [project.partner / "scratch", project.partner / "staged"]
    )
    made.append(project.fonts)
    for folder in made:
        make_private_folder(folder)
    kept = [project.builds / CODE_KEPT, project.builds / PACKAGES_KEPT]
    read = _read(project, [*(each.folder for each in releases), *kept, project.editions])
    doors = Doors(read, tuple(map(str, made)), alone=False)
    refuse_within(doors, _confidential(project, job.audience))
    return doors


def _read(project: Project, data: Sequence[Path]) -> tuple[str, ...]:
    return (*interpreter(), *map(str, (project.params, project.notebooks, *data)))


def _confidential(project: Project, audience: Audience) -> list[Path]:
    """Folders with exact numbers, but for those that partners are shown."""
    settings = read_settings(project)
    found = [project.data / "returns", project.root / settings.returns, project.records, project.facts]
    found += [project.published, project.decisions, project.data / "internal"]
    return found if audience == "partner" else [*found, project.partner]
