"""Pictures of the figures as SVG text: charts, and a map of the communes.

Pure functions from figures to text, the same text for the same figures; the documents and the pages put them in. Each
picture is named by a sentence with what it shows, made from its figures unless the caller gives one.
"""

from baophu.reports.pictures.boundaries import Boundaries, BoundariesFaulty, BoundaryFault, read_boundaries
from baophu.reports.pictures.coverage_map import MapCodesUnknown, coverage_map, map_finding
from baophu.reports.pictures.looks import page_rules
from baophu.reports.pictures.ranking import RankedPlace, ranking, ranking_finding
from baophu.reports.pictures.slope import SlopeLine, slope, slope_finding
from baophu.reports.pictures.small_multiples import multiples_finding, small_multiples
from baophu.reports.pictures.target_bars import TargetBar, target_bars, target_finding
from baophu.reports.pictures.trend import TrendLine, TrendPoint, trend, trend_finding
from baophu.reports.pictures.values import Figure

__all__ = [
    "Boundaries",
    "BoundariesFaulty",
    "BoundaryFault",
    "Figure",
    "MapCodesUnknown",
    "RankedPlace",
    "SlopeLine",
    "TargetBar",
    "TrendLine",
    "TrendPoint",
    "coverage_map",
    "map_finding",
    "multiples_finding",
    "page_rules",
    "ranking",
    "ranking_finding",
    "read_boundaries",
    "slope",
    "slope_finding",
    "small_multiples",
    "target_bars",
    "target_finding",
    "trend",
    "trend_finding",
]
