"""Looks of our cells, appended to the styles of the received workbook without touching one that is there.

A look is described once (`Look`); `StyleSheet.add` gives it a number in `cellXfs` and writes its font, ground, border
and number format at the end of their lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from baophu.reports.workbook.package import UnusualPackageError

MOST_LOOKS = 64_000
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%s">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    b'<cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>'
)
Edge = Literal["none", "hairline", "row", "strong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks; ``size`` (points) and ``font`` are the sheet's own where None, colours RGB without a sign."""

    ink: str = "1B1E27"
    ground: str | None = None
    is_bold: bool = False
    size: float | None = None
    font: str | None = None
    number_format: str | None = None
    horizontal: Literal["left", "center", "right"] | None = None
    vertical: Literal["top", "center"] = "center"
    is_wrapped: bool = False
    indent: int = 0
    edge: Edge = "hairline"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseFont:
    """The font the sheet is written in, which our cells take over."""

    name: str = "Calibri"
    size: float = 11


class StyleSheet:
    """`styles.xml` under addition; read the part with ``content`` when all looks are in."""

    def __init__(self, received: bytes | None, namespace: str) -> None:
        self._content = received if received is not None else _EMPTY % namespace.encode()
        root = re.search(rb"<((?:\w+:)?)styleSheet\b[^>]*>", self._content)
        if root is None:
            raise UnusualPackageError("styles")
        self._prefix = root[1].decode()
        self._root_end = root.end()
        self.base_font = self._font_at(0)
        self._added: dict[str, list[str]] = {name: [] for name in ("fonts", "fills", "borders", "cellXfs", "numFmts")}
        self._present = {
            "fonts": self._count("fonts", "font"),
            "fills": self._count("fills", "fill"),
            "borders": self._count("borders", "border"),
            "cellXfs": self._count("cellXfs", "xf"),
        }
        self._next_format = (
            max([199, *(int(number) for number in re.findall(rb'numFmtId="(\d{1,5})"', self._content))]) + 1
        )
        self._looks: dict[Look, int] = {}
        if self._present["cellXfs"] > MOST_LOOKS:
            raise UnusualPackageError("too many styles")

    def use_font_of(self, style: int) -> None:
        """Takes the font of a received cell as the font of our cells."""
        section = self._section("cellXfs")
        found = re.findall(rf"<{self._prefix}xf\b[^>]*>".encode(), section)
        font = re.search(rb'fontId="(\d+)"', found[style]) if style < len(found) else None
        if font is not None:
            self.base_font = self._font_at(int(font[1]))

    def add(self, look: Look) -> int:
        """The number of a look in the workbook."""
        if look not in self._looks:
            self._looks[look] = self._append("cellXfs", self._xf(look))
        return self._looks[look]

    def content(self) -> bytes:
        """The part with every added look."""
        content = self._content
        for name, count in self._present.items():
            content = self._extended(content, name, count)
        return self._with_formats(content)

    def _append(self, section: str, xml: str) -> int:
        added = self._added[section]
        if xml not in added:
            added.append(xml)
        return self._present[section] + added.index(xml)

    def _xf(self, look: Look) -> str:
        p = self._prefix
        font = self._append("fonts", self._font(look))
        fill = self._append("fills", self._fill(look.ground)) if look.ground else 0
        border = self._append("borders", self._border(look.edge)) if look.edge != "none" else 0
        shown = self._number_format(look.number_format) if look.number_format else 0
        horizontal = look.horizontal or ("left" if look.indent else None)
        align = f' horizontal="{horizontal}"' if horizontal else ""
        align += f' indent="{look.indent}"' if look.indent else ""
        align += ' wrapText="1"' if look.is_wrapped else ""
        parent = ' xfId="0"' if f"<{p}cellStyleXfs".encode() in self._content else ""
        parts = f'numFmtId="{shown}" fontId="{font}" fillId="{fill}" borderId="{border}"{parent}'
        applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        return f'<{p}xf {parts} {applied}><{p}alignment vertical="{look.vertical}"{align}/></{p}xf>'

    def _font(self, look: Look) -> str:
        p, size = self._prefix, look.size or self.base_font.size
        bold = f"<{p}b/>" if look.is_bold else ""
        name = escape(look.font or self.base_font.name, {'"': "&quot;"})
        return f'<{p}font>{bold}<{p}sz val="{size:g}"/><{p}color rgb="FF{look.ink}"/><{p}name val="{name}"/></{p}font>'

    def _fill(self, ground: str) -> str:
        p = self._prefix
        colours = f'<{p}fgColor rgb="FF{ground}"/><{p}bgColor indexed="64"/>'
        return f'<{p}fill><{p}patternFill patternType="solid">{colours}</{p}patternFill></{p}fill>'

    def _border(self, edge: Edge) -> str:
        p = self._prefix
        colour = f'<{p}color rgb="FF{"858177" if edge == "strong" else "DEDBD2"}"/>'
        line = "".join(f'<{p}{side} style="thin">{colour}</{p}{side}>' for side in ("left", "right", "top", "bottom"))
        if edge != "hairline":
            line = f'<{p}left/><{p}right/><{p}top/><{p}bottom style="thin">{colour}</{p}bottom>'
        return f"<{p}border>{line}<{p}diagonal/></{p}border>"

    def _number_format(self, code: str) -> int:
        for number, xml in enumerate(self._added["numFmts"]):
            if xml.endswith(f" formatCode={quoteattr(code)}/>"):
                return self._next_format + number
        number = self._next_format + len(self._added["numFmts"])
        self._added["numFmts"].append(f'<{self._prefix}numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>')
        return number

    def _section(self, name: str) -> bytes:
        p = self._prefix.encode()
        found = re.search(rb"<%s%s\b[^>]*>.*?</%s%s>" % (p, name.encode(), p, name.encode()), self._content, re.DOTALL)
        return found[0] if found else b""

    def _count(self, section: str, item: str) -> int:
        content = self._section(section)
        if not content:
            raise UnusualPackageError(f"styles without {section}")
        return len(re.findall(rb"<%s%s[\s/>]" % (self._prefix.encode(), item.encode()), content))

    def _font_at(self, number: int) -> BaseFont:
        p = self._prefix.encode()
        fonts = re.findall(rb"<%sfont(?:/>|>.*?</%sfont>)" % (p, p), self._section("fonts"), re.DOTALL)
        font = fonts[number] if number < len(fonts) else b""
        name = re.search(rb'<%sname val="([^"]+)"' % p, font)
        size = re.search(rb'<%ssz val="([\d.]+)"' % p, font)
        return BaseFont(name=_unescaped(name[1].decode()) if name else "Calibri", size=float(size[1]) if size else 11)

    def _extended(self, content: bytes, section: str, count: int) -> bytes:
        added = self._added[section]
        if not added:
            return content
        tag = (self._prefix + section).encode()
        opening = re.search(rb"<%s\b[^>]*>" % tag, content)
        end = content.index(b"</%s>" % tag)
        if opening is None:
            raise UnusualPackageError("styles")
        head = re.sub(rb'(\scount=")\d+(")', rb"\g<1>%d\g<2>" % (count + len(added)), opening[0])
        body = content[opening.end() : end] + "".join(added).encode()
        return content[: opening.start()] + head + body + content[end:]

    def _with_formats(self, content: bytes) -> bytes:
        added = "".join(self._added["numFmts"]).encode()
        if not added:
            return content
        tag = (self._prefix + "numFmts").encode()
        existing = re.search(rb"<%s\b[^>]*>" % tag, content)
        if existing is None or existing[0].endswith(b"/>"):
            content = content.replace(existing[0], b"", 1) if existing else content
            block = b'<%s count="%d">%s</%s>' % (tag, len(self._added["numFmts"]), added, tag)
            return content[: self._root_end] + block + content[self._root_end :]
        end = content.index(b"</%s>" % tag)
        count = content[existing.end() : end].count(b"numFmtId=") + len(self._added["numFmts"])
        head = re.sub(rb'(\scount=")\d+(")', rb"\g<1>%d\g<2>" % count, existing[0])
        return content[: existing.start()] + head + content[existing.end() : end] + added + content[end:]


def _unescaped(text: str) -> str:
    for entity, character in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
