"""SVG text, element by element: what every picture is written with.

A picture stands in a page under a strict content policy and in a printed document alike, so it carries no script, no
style and no reference: its looks are presentation attributes (light ground), its classes let a page's own style sheet
give it another palette. Nothing has an id, so that several pictures can stand in one page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from baophu.reports.pictures.looks import FONT, LOOKS

Point = tuple[float, float]
"""A place on the drawing in px, x to the right and y down."""


def coordinate(value: float) -> str:
    """A length in px with one digit at most: 12.3, 12, never -0."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(tag: str, *children: str, look: str = "", **attributes: str | float) -> str:
    """One element; ``look`` is its class with the attributes of :data:`LOOKS`, ``_`` in a name stands for ``-``."""
    given = {**({"class": look, **LOOKS[look.split()[-1]]} if look else {}), **attributes}
    written = "".join(
        f' {name.replace("_", "-")}="{escape(value if isinstance(value, str) else coordinate(value))}"'
        for name, value in given.items()
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def line(start: Point, end: Point, *, look: str) -> str:
    """A straight line between two places."""
    return element("line", look=look, x1=start[0], y1=start[1], x2=end[0], y2=end[1])


def rectangle(x: float, y: float, width: float, height: float, *, look: str, rounded: float = 0) -> str:
    """A rectangle by its upper left corner; one without a width is still drawn, as 0 px."""
    corner = {"rx": rounded} if rounded else {}
    return element("rect", look=look, x=x, y=y, width=max(width, 0.0), height=height, **corner)


def path_data(rings: Iterable[Iterable[Point]], *, is_closed: bool = True) -> str:
    """The ``d`` of a path through the points of each ring."""
    drawn = (
        "M" + "L".join(f"{coordinate(x)},{coordinate(y)}" for x, y in ring) + ("Z" if is_closed else "")
        for ring in rings
    )
    return "".join(drawn)


def words(at: Point, text: str, *, look: str = "tn", anchor: str = "start") -> str:
    """One line of text whose baseline starts (or ends, or has its middle) at a place."""
    turned = {} if anchor == "start" else {"text_anchor": anchor}
    return element("text", escape(text, quote=False), look=look, x=at[0], y=at[1], **turned)


def named(shape: str, title: str) -> str:
    """A shape in a group whose name a pointer or a reader can ask for."""
    return element("g", element("title", escape(title, quote=False)), shape)


def picture(width: float, height: float, finding: str, parts: Iterable[str], *, look: str = "ch") -> str:
    """The whole picture: named by the sentence it shows, as wide as given, scaled by the page that holds it."""
    return element(
        "svg",
        element("title", escape(finding, quote=False)),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        **{"class": look},
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
        font_size=12,
    )
