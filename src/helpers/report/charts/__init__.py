"""Charts: functions of a tidy frame and Axes, and what seaborn lacks, for charts of one's own.

Never a title, alternative text or source inside: the exhibit has those. `report.figure` makes the drawing.
"""

from helpers.report.charts.bars import bars, columns, panel, panels
from helpers.report.charts.dots import dumbbell, intervals, strip
from helpers.report.charts.labels import Fitted, Label, name_lines, write
from helpers.report.charts.lines import lines
from helpers.report.charts.maps import heat_map, stands_beside, tile_map
from helpers.report.charts.marks import symbol, target_line, withheld, year_colours
from helpers.report.charts.progress_bars import bullets, progress
from helpers.report.tile_grid import read_tiles

__all__ = [
    "Fitted",
    "Label",
    "bars",
    "bullets",
    "columns",
    "dumbbell",
    "heat_map",
    "intervals",
    "lines",
    "name_lines",
    "panel",
    "panels",
    "progress",
    "read_tiles",
    "stands_beside",
    "strip",
    "symbol",
    "target_line",
    "tile_map",
    "withheld",
    "write",
    "year_colours",
]
