"""Whether the ledger knows what superseded editions showed of people and cases: new reports are protected beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from helpers.inputs.params.settings import read_settings
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.publish.corrected_figures import told_in
from helpers.publish.editions import kept_editions, read_edition
from helpers.release.publication_ledger import cells_published
from helpers.report.packet_files import PACKET


def unknown_editions(project: Project, year: int) -> Iterator[str]:
    """The editions of a year's reports that show a guarded cell otherwise than the ledger has it, in words.

    Raises:
        OutputError: an edition is lost or was changed.
        DisclosureError: a file of the ledger is damaged or missing.
    """
    for report, number, sha256 in kept_editions(project):
        own = report.startswith(str(year))
        if own and not is_known(project, read_edition(project, report, number, sha256)):
            yield f"edition {number} of {report}"


def is_known(project: Project, files: Mapping[str, bytes]) -> bool:
    """Whether the ledger has each guarded cell of a packet as the packet shows it.

    Where returns are made up it need not: the ledger is not in git, and a clone has the old editions without it.

    Args:
        project: the project.
        files: what the packet's files hold, by name.
    """
    if read_settings(project).demonstration:
        return True
    guarded = {*guarded_indicators(read_catalogue(project))}
    told = {key: cell for key, cell in told_in(files).items() if key[0] in guarded}
    vintage = str(json.loads(files[PACKET])["vintage"])
    for year in sorted({key[2][:4] for key in told}):
        known = {
            (*map(str, row[:5]), f"{row[5]:.10g}" if row[6] == "shown" else "", str(row[6]))
            for row in cells_published(project, int(year), vintage).itertuples(index=False, name=None)
        }
        own = {key: cell for key, cell in told.items() if key[2][:4] == year}
        shown = {
            (*key, "" if cell.value is None else f"{cell.value:.10g}", cell.status)
            for key, cell in own.items()
        }
        if not shown <= known:
            return False
    return True
