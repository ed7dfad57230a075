"""Every look at the machine and the project; one that breaks is a finding itself."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.cli.doctor import installation, kept, upkeep
from helpers.cli.doctor.finding import DoctorFinding
from helpers.errors import WorkbookError
from helpers.paths import Project


def examine(project: Project) -> Iterator[DoctorFinding]:
    """Every finding, in an order in which faults are best mended; a fault that many looks meet is told once."""
    told: set[str] = set()
    for look in (
        installation.python,
        installation.packages,
        installation.fonts,
        installation.renderers,
        installation.kernels,
        installation.seal,
        upkeep.git,
        installation.quarto,
        upkeep.params,
        upkeep.contact,
        upkeep.returns,
        upkeep.ledger,
        kept.history,
        kept.published,
        kept.editions,
        kept.made_again,
        upkeep.folders,
        upkeep.rights,
        upkeep.reports,
        upkeep.disk,
    ):
        try:
            yield from look(project)
        except WorkbookError as fault:
            if str(fault) in told:
                continue
            told.add(str(fault))
            said, remedy = _parted(str(fault))
            yield DoctorFinding(look.__name__, "fault", said, remedy, fault.exit_code)
        except Exception as fault:  # a broken installation breaks anywhere  # noqa: BLE001
            said = f"cannot be looked at ({type(fault).__name__}: {fault})"
            yield DoctorFinding(look.__name__, "fault", said, "run `make setup` again", 1)


def _parted(message: str) -> tuple[str, str]:
    """What is wrong, and what to do, which stands last in the message of one fault."""
    said, _, remedy = message.rpartition("; ")
    return (message, "mend what the message names") if "\n" in message or not said else (said, remedy)
