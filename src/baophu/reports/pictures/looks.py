"""How each part of a picture looks on light ground and on paper: the design tokens as presentation attributes.

:func:`page_rules` gives a page the same looks by its tokens, so that a picture follows the theme of the page.
"""

from __future__ import annotations

from collections.abc import Mapping

FONT = "Arial, Arimo, Liberation Sans, sans-serif"
"""The font of a document; a page sets its own."""

SURFACE = "#FFFFFF"
INK = "#1B1E27"
INK_2 = "#454955"
LINE_STRONG = "#858177"
GRID = "#E8E5DD"
SUNKEN = "#EFEDE7"
ACCENT = "#37479E"
BAD = "#A32638"
SEQUENCE = ("#E3E7F5", "#BDC6E9", "#8E9BD6", "#5B6ABD", "#323F8D")
NO_DATA = "#FBFAF7"
NO_DATA_LINE = "#A8A498"

_CELL = {"stroke": SURFACE, "stroke-width": "0.8", "stroke-linejoin": "round"}
_HALO = {"stroke": SURFACE, "stroke-width": "3.5", "stroke-linejoin": "round"}

LOOKS: Mapping[str, Mapping[str, str]] = {
    "tn": {"fill": INK_2},
    "tx": {"fill": INK, "font-weight": "600"},
    "tx-b": {"fill": BAD, "font-weight": "600"},
    "tr": {"fill": INK},
    "grid": {"stroke": GRID, "stroke-width": "1"},
    "axis": {"stroke": LINE_STRONG, "stroke-width": "1"},
    "goal": {"stroke": INK, "stroke-width": "1.5"},
    "pace": {"stroke": INK, "stroke-width": "3"},
    "trk": {"fill": SUNKEN},
    "barv": {"fill": ACCENT},
    "barb": {"fill": BAD},
    "over": {"stroke": SURFACE, "stroke-width": "2", "fill": "none"},
    "l1": {"stroke": ACCENT, "stroke-width": "2.5", "fill": "none", "stroke-linejoin": "round"},
    "l1p": {"stroke": ACCENT, "stroke-width": "2.5", "fill": "none", "stroke-dasharray": "2 4"},
    "l3": {"stroke": INK_2, "stroke-width": "1.5", "fill": "none", "stroke-linejoin": "round"},
    "l3p": {"stroke": INK_2, "stroke-width": "1.5", "fill": "none", "stroke-dasharray": "2 4"},
    "up": {"stroke": ACCENT, "stroke-width": "1.75", "fill": "none"},
    "down": {"stroke": BAD, "stroke-width": "1.75", "fill": "none", "stroke-dasharray": "7 4"},
    "lead": {"stroke": LINE_STRONG, "stroke-width": "0.75", "fill": "none"},
    "dot": {"fill": ACCENT, "stroke": SURFACE, "stroke-width": "2"},
    "dotb": {"fill": BAD, "stroke": SURFACE, "stroke-width": "2"},
    "dot3": {"fill": INK_2, "stroke": SURFACE, "stroke-width": "2"},
    "hol": {"fill": SURFACE, "stroke": ACCENT, "stroke-width": "2"},
    "hol3": {"fill": SURFACE, "stroke": INK_2, "stroke-width": "2"},
    "q0": {"fill": NO_DATA, **_CELL},
    **{f"q{step}": {"fill": colour, **_CELL} for step, colour in enumerate(SEQUENCE, start=1)},
    "hl": {"stroke": NO_DATA_LINE, "stroke-width": "1.4", "fill": "none"},
    "dist": {"stroke": INK, "stroke-width": "1.3", "fill": "none", "stroke-linejoin": "round"},
    "edge": {"stroke": INK, "stroke-width": "2.6", "fill": "none", "stroke-linejoin": "round"},
    "halo": {"fill": SURFACE, **_HALO, "font-weight": "600"},
    "dn": {"fill": INK, "font-weight": "600"},
    **{f"h{step}": {"fill": colour, **_HALO, "stroke": colour} for step, colour in enumerate((NO_DATA, *SEQUENCE))},
    "cn": {"fill": INK},
    "cnw": {"fill": SURFACE},
}
"""Class of a part → its attributes."""

TOKENS: Mapping[str, str] = {
    SURFACE: "surface",
    INK: "ink",
    INK_2: "ink-2",
    LINE_STRONG: "line-strong",
    GRID: "grid",
    SUNKEN: "sunken",
    ACCENT: "accent",
    BAD: "bad",
    **{colour: f"seq-{step}" for step, colour in enumerate(SEQUENCE, start=1)},
    NO_DATA: "nodata",
    NO_DATA_LINE: "nodata-line",
}
"""Colour → the token it is the light value of."""


def page_rules() -> str:
    """The rules a page's style sheet needs for its pictures: the page's font, and every colour by its token."""
    rules = [".ch{max-width:100%;height:auto;font-family:var(--bp-font);font-variant-numeric:tabular-nums}"]
    for look, attributes in LOOKS.items():
        coloured = [f"{name}:var(--bp-{TOKENS[value]})" for name, value in attributes.items() if value in TOKENS]
        rules.append(f".ch .{look}{{{';'.join(coloured)}}}")
    return "\n".join(rules) + "\n"
