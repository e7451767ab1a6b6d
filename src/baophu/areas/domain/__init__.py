"""Administrative areas through time, in plain Python: the list we ship, its mergers, its offices, finding an area.

First in the flow: what a received row says of a place is resolved here at (code, date) or by its name, and the database
rows of :mod:`baophu.areas.models` are loaded from the same history.
"""

from baophu.areas.domain.bridge import UNKNOWN_AREA, AreaListMissing, Shown, carry, parts_by_area, roll_up, show_on
from baophu.areas.domain.faults import AreaFault, AreaListFaulty, area_faults, check_areas
from baophu.areas.domain.history import (
    LIST_FROM,
    PROVINCES_MERGED,
    WARDS_MERGED,
    AreaVersion,
    Merger,
    area_history,
    areas_on,
    mergers,
    place_names,
    read_areas,
)
from baophu.areas.domain.names import PlaceName, name_key, split_place_name
from baophu.areas.domain.offices import OfficeVersion, read_offices
from baophu.areas.domain.resolver import AreaAmbiguous, AreaResolver, AreaUnknown

__all__ = [
    "LIST_FROM",
    "PROVINCES_MERGED",
    "UNKNOWN_AREA",
    "WARDS_MERGED",
    "AreaAmbiguous",
    "AreaFault",
    "AreaListFaulty",
    "AreaListMissing",
    "AreaResolver",
    "AreaUnknown",
    "AreaVersion",
    "Merger",
    "OfficeVersion",
    "PlaceName",
    "Shown",
    "area_faults",
    "area_history",
    "areas_on",
    "carry",
    "check_areas",
    "mergers",
    "name_key",
    "parts_by_area",
    "place_names",
    "read_areas",
    "read_offices",
    "roll_up",
    "show_on",
    "split_place_name",
]
