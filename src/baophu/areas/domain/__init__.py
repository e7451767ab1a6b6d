"""Administrative areas through time, in plain Python: the list we ship, its mergers, finding an area by code or name.

First in the flow: what a received row says of a place is resolved here at (code, date) or by its name, and the database
rows of :mod:`baophu.areas.models` are loaded from the same history.
"""

from baophu.areas.domain.history import (
    LIST_FROM,
    PROVINCES_MERGED,
    WARDS_MERGED,
    AreaVersion,
    Merger,
    area_history,
    areas_on,
    check_codes_apart,
    mergers,
    place_names,
    read_areas,
)
from baophu.areas.domain.names import PlaceName, name_key, split_place_name
from baophu.areas.domain.resolver import AreaAmbiguous, AreaResolver, AreaUnknown

__all__ = [
    "LIST_FROM",
    "PROVINCES_MERGED",
    "WARDS_MERGED",
    "AreaAmbiguous",
    "AreaResolver",
    "AreaUnknown",
    "AreaVersion",
    "Merger",
    "PlaceName",
    "area_history",
    "areas_on",
    "check_codes_apart",
    "mergers",
    "name_key",
    "place_names",
    "read_areas",
    "split_place_name",
]
