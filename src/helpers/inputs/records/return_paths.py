"""Which returns of a year lie where. Their content is read by intake/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.mistakes import Mistake, Phrase, say
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import ReturnFolder, Vintage, read_settings, read_year
from helpers.inputs.params.tables import read_tables
from helpers.paths import Project


@dataclass(frozen=True)
class Return:
    """One province's return for a span of months: the files of its tables, by table name.

    `strays` tells of whatever else lies in its folder.
    """

    province: str
    span: ReturnFolder
    folder: Path
    files: dict[str, Path]
    strays: tuple[Mistake, ...] = ()

    @property
    def vintage(self) -> Vintage:
        """The set of provinces that `province` belongs to."""
        return self.span.vintage


@dataclass(frozen=True)
class Gap:
    """What a province did not send: a whole return, or one of its tables."""

    province: str
    vintage: Vintage
    place: str
    table: str | None = None


@dataclass(frozen=True)
class Found:
    """The returns of a year, and the commands whose return is not there."""

    returns: tuple[Return, ...]
    not_received: tuple[Gap, ...]


def find_returns(project: Project, year: int, *, provinces: Sequence[str] | None = None) -> Found:
    """The returns of a year, by span and then by province from north to south.

    Args:
        project: the project.
        year: a year of params/workbook.yml.
        provinces: slugs in the vintage of the year's reports, with the provinces that became part of them.
            Default: all.

    Raises:
        ParamsError: the year, or one of `provinces`, is not known.
        ReturnError: none of the year's folders is there, or a folder in one of them is no province's.
    """
    params = read_year(project, year)
    known = read_provinces(project)
    wanted = {known.command(slug, params.vintage).slug for slug in provinces or ()}
    base = project.root / read_settings(project).returns
    if not any((base / span.folder).is_dir() for span in params.returns) and not _sent(project, year):
        places = " or ".join(project.show(base / span.folder) for span in params.returns)
        raise ReturnError(
            f"{places}: there is no such folder; put the returns there, or correct params/years/{year}.yml"
        )
    returns: list[Return] = []
    not_received: list[Gap] = []
    for span in params.returns:
        folder = base / span.folder
        _refuse_unknown(project, folder, known, span.vintage)
        for slug in (command.slug for command in known.commands(span.vintage)):
            if wanted and known.mapped_forward(slug, span.vintage, params.vintage) not in wanted:
                continue
            found = _return(project, folder / slug, slug, span)
            if found.files or found.strays:
                returns.append(found)
            else:
                not_received.append(Gap(slug, span.vintage, project.show(folder / slug)))
    return Found(tuple(returns), tuple(not_received))


def _sent(project: Project, year: int) -> bool:
    """Whether returns of the year were sent by path, so that there need not be a folder of them."""
    return (project.data / "returns" / str(year)).is_dir()


def _return(project: Project, folder: Path, slug: str, span: ReturnFolder) -> Return:
    tables = list(read_tables(project))
    there = sorted(_visible(folder))
    files = {
        path.stem.lower(): path
        for path in there
        if path.suffix.lower() == ".csv" and path.stem.lower() in tables and path.is_file()
    }
    names = [f"{table}.csv" for table in tables]
    strays = tuple(
        Mistake(
            project.show(path), None, None, say("is not a table of a return"), stray_remedy(path.name, names)
        )
        for path in there
        if path not in files.values()
    )
    return Return(slug, span, folder, {table: files[table] for table in tables if table in files}, strays)


def stray_remedy(name: str, names: list[str]) -> Phrase:
    """What to do about a file that is none of these: rename it where its name comes near to one, else take it out."""
    if near := get_close_matches(Path(name).stem, [Path(each).stem for each in names], n=1):
        return say("did you mean '{name}'? Rename it", name=f"{near[0]}.csv")
    return say("take it out; the tables are {names}", names=", ".join(names))


def _refuse_unknown(project: Project, folder: Path, known: Provinces, vintage: Vintage) -> None:
    for path in sorted(_visible(folder)):
        if not path.is_dir():
            raise ReturnError(
                f"{project.show(path)}: lies beside the provinces' folders; move it into one of them"
            )
        try:
            known.command(path.name, vintage)
        except ParamsError as fault:
            raise ReturnError(f"{project.show(path)}: rename the folder or take it out: {fault}") from None


def _visible(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith((".", "README"))]
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise ReturnError(
            f"{folder.name}: the folder cannot be read ({fault.strerror}); check who may read it"
        ) from None
