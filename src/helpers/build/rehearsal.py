"""What the process that reports are forked from does once for all: reads the params, draws and writes made-up figures.

Params that are read here are in memory in every fork, so read_tracker.py counts them as read by each report, and
a fork is refused once one of them has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path

from helpers.errors import WorkbookError
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.settings import Language
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project, find_project
from helpers.privacy.release import Cell
from helpers.release.opening import read_params
from helpers.release.read_tracker import EVERY, file_named, reading_before
from helpers.report import charts
from helpers.report.drawing import draw, tidy
from helpers.report.fonts import text_width
from helpers.report.language import Unit, month_short, quarter_short, signed
from helpers.report.theme import THEME, chart_style
from helpers.report.words import read_translations

LANGUAGES: tuple[Language, ...] = ("en", "vi")
UNITS: tuple[Unit, ...] = ("number", "percent")
SHOWN, HIDDEN, ABSENT = Cell(1234.5, "shown"), Cell(None, "c"), Cell(None, "x")


def rehearse() -> list[Path]:
    """Every file that was read. Nothing where the params are wrong: a report says so itself."""
    return _read(LANGUAGES)


def read() -> list[Path]:
    """Reads the params, and draws nothing."""
    return _read(())


def _read(drawn_in: Iterable[Language]) -> list[Path]:
    read: set[str] = set()
    try:
        project = find_project()
        with reading_before(project, EVERY) as files:
            read_params(project)
            chart_style()
        read |= files
        for language in drawn_in:
            with reading_before(project, language) as files:
                read_translations(language)
                _measure(project, language)
                if language == "en":
                    _draw()
            read |= files
    except WorkbookError:
        return []
    return [file_named(project, name) for name in sorted(read)]


def _measure(project: Project, language: Language) -> None:
    """How wide the labels are that charts show, which stays in memory: shaping a text takes 0.3 ms."""
    catalogue, codelists = read_catalogue(project), read_codelists(project)
    labels = {each.short_label[language] for each in catalogue.values()}
    labels |= {label[language] for codes in codelists.root.values() for label in codes.values()}
    labels |= {month_short(month, language) for month in range(1, 13)}
    labels |= {quarter_short(quarter, language) for quarter in range(1, 5)}
    for word in sorted({word for label in labels for word in (label, *label.split())}):
        text_width(word, THEME.sizes.chart)


def _draw() -> None:
    """Each kind of chart once, in English: the other language has nothing more to warm."""
    labels = ["Ngày", "Tháng"]
    frame = tidy("day", labels, {"2022": [SHOWN, HIDDEN], "2023": [SHOWN, ABSENT]})
    draw(charts.bars, frame, "day", language="en")
    draw(charts.lines, frame, "day", peak=True, language="en")
    draw(charts.columns, frame, "day", language="en")
    draw(charts.panels, frame, "day", by="year", language="en")
    draw(charts.dumbbell, frame, "day", hue="year", language="en")
    draw(charts.strip, frame, "year", mark="Ngày", place="day", language="en")
    draw(charts.heat_map, frame, "year", "day", language="en")
    for unit, decimals in product(UNITS, (0, 1)):
        signed(-0.5, "en", decimals, unit)
