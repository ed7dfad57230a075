"""Charts as SVG: plain data in (labels, cells, a language), one drawing out, 170 mm wide.

Never a title, alternative text or source inside: the exhibit has those. A cell that is not shown leaves its symbol
and nothing else.
"""

from helpers.report.charts.bars import bar_chart, share_bar
from helpers.report.charts.bullets import Bullet, bullet_chart
from helpers.report.charts.columns import column_chart
from helpers.report.charts.dumbbell import dumbbell_chart
from helpers.report.charts.heatmap import heatmap_chart
from helpers.report.charts.intervals import Share, interval_chart
from helpers.report.charts.lines import line_chart
from helpers.report.charts.panels import Panel, panel_chart
from helpers.report.charts.progress import Goal, progress_chart
from helpers.report.charts.scales import Line
from helpers.report.charts.strip import strip_chart
from helpers.report.charts.tile_map import tile_map

__all__ = [
    "Bullet",
    "Goal",
    "Line",
    "Panel",
    "Share",
    "bar_chart",
    "bullet_chart",
    "column_chart",
    "dumbbell_chart",
    "heatmap_chart",
    "interval_chart",
    "line_chart",
    "panel_chart",
    "progress_chart",
    "share_bar",
    "strip_chart",
    "tile_map",
]
