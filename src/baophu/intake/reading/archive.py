"""What can be wrong with an .xlsx before anyone parses it: bombs, path tricks, far cells; and the fonts of columns.

calamine aborts the whole process on a far cell, so sheets of ordinary size are scanned for one first; larger ones are
scanned only after the child has died or found the sheet too wide, since the scan of 180 MB takes most of a second.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.sax.saxutils import unescape

from baophu.intake.errors import CellOutOfBounds, FileCorrupt, FileTooLarge
from baophu.intake.reading.limits import MAX_EXCEL_ROWS, Limits

_MB = 1024 * 1024
_SCAN_UP_TO = 24 * _MB
_CHUNK = 1 * _MB
_OVERLAP = 4_096
# A cell: its address, and whether it closes at once (a styled cell without a value holds nothing).
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,12})(\d{1,20})"[^>]*?(/?)>')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{8,20})"')
_ANY_CELL_STYLE = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3})\d+")(?=[^>]*?\bs="(\d+)")')
_FONT = re.compile(r"<(?:\w+:)?font>(.*?)</(?:\w+:)?font>|<(?:\w+:)?font/>", re.S)
_FONT_NAME = re.compile(r'<(?:\w+:)?name\s+val="([^"]*)"')
_XF = re.compile(r'<(?:\w+:)?xf\b[^>]*?\bfontId="(\d+)"')


def column_number(letters: str) -> int:
    """1 for "A", 28 for "AB"."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def check_archive(path: Path, *, limits: Limits) -> None:
    """Refuse a zip that unpacks too large, holds too many parts or names that climb out; raises, returns nothing."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    if len(parts) > limits.parts:
        raise FileTooLarge(
            file=path.name,
            what_vi=f"có {len(parts)} phần bên trong, cho phép {limits.parts}",
            what_en=f"{len(parts)} parts inside, {limits.parts} allowed",
        )
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or name in seen:
            raise FileCorrupt(
                file=path.name, why_vi="tên phần bên trong không hợp lệ", why_en="a part inside has an unsafe name"
            )
        seen.add(name)
        if part.flag_bits & 0x1:
            raise FileCorrupt(file=path.name, why_vi="có phần bị mã hoá", why_en="a part inside is encrypted")
        if part.file_size > limits.ratio_from_mb * _MB and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise _bomb(path, part.file_size)
    if sum(part.file_size for part in parts) > limits.unpacked_mb * _MB:
        raise _bomb(path, sum(part.file_size for part in parts))


def _bomb(path: Path, size: int) -> FileTooLarge:
    return FileTooLarge(
        file=path.name,
        what_vi=f"giải nén ra {size // _MB} MB, bất thường so với cỡ tệp",
        what_en=f"it unpacks to {size // _MB} MB, out of proportion",
    )


def _sheet_parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [p for p in archive.infolist() if re.search(r"worksheets/[^/]+\.xml$", p.filename, re.IGNORECASE)]


def sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name → sheet name, as the workbook says; a part it does not name is absent."""
    book = _text(archive, "xl/workbook.xml")
    relations = _text(archive, "xl/_rels/workbook.xml.rels")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
        fields = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        target = fields.get("Target", "")
        targets[fields.get("Id", "")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    names = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        name = re.search(r'\bname="([^"]*)"', tag)
        relation = re.search(r'\b\w+:id="([^"]*)"', tag)
        if name and relation and relation[1] in targets:
            names[targets[relation[1]]] = unescape(name[1], {"&quot;": '"', "&apos;": "'"})
    return names


def _text(archive: zipfile.ZipFile, name: str, *, cap: int = 20 * _MB) -> str:
    try:
        with archive.open(name) as part:
            return part.read(cap).decode("utf-8", errors="replace")
    except KeyError:
        return ""


def _windows(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes in chunks that overlap, so that a tag cut by a chunk is whole in the next."""
    tail = b""
    while block := part.read(_CHUNK):
        window = tail + block
        yield window
        tail = window[-_OVERLAP:]


def far_cell(window: bytes, *, columns: int) -> str | None:
    """The address of the first filled cell beyond the caps in a piece of sheet XML, if any."""
    for found in _CELL.finditer(window):
        letters, digits, is_closed = found[1], found[2], found[3]
        if is_closed or (len(letters) < 2 and len(digits) < 7):
            continue
        if column_number(letters.decode()) > columns or int(digits) > MAX_EXCEL_ROWS:
            return letters.decode() + digits.decode()
    row = _ROW.search(window)
    if row and int(row[1]) > MAX_EXCEL_ROWS:
        return f"A{row[1].decode()}"
    return None


def check_far_cells(path: Path, *, limits: Limits, is_thorough: bool) -> None:
    """Refuse the workbook whose filled cells lie beyond the caps, naming sheet and cell.

    Sheets above 24 MB unpacked are scanned only when ``is_thorough``.
    """
    with zipfile.ZipFile(path) as archive:
        names = sheet_names(archive)
        for info in _sheet_parts(archive):
            if info.file_size > _SCAN_UP_TO and not is_thorough:
                continue
            with archive.open(info) as part:
                for window in _windows(part):
                    cell = far_cell(window, columns=limits.columns)
                    if cell is not None:
                        sheet = names.get(info.filename, info.filename)
                        raise CellOutOfBounds(file=path.name, sheet=sheet, cell=cell, columns=limits.columns)


def column_fonts(path: Path) -> dict[str, dict[int, str]]:
    """Sheet name → column (from 0) → font, for the columns set in an old font (.Vn*, VNI-*).

    Told from the first megabyte of each sheet: enough for a few thousand rows.
    """
    with zipfile.ZipFile(path) as archive:
        styles = _text(archive, "xl/styles.xml")
        fonts = [_FONT_NAME.search(found[0]) for found in _FONT.finditer(styles)]
        names = [found[1] if found else "" for found in fonts]
        if not any(is_old_font(name) for name in names):
            return {}
        block = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.S)
        style_fonts = [int(number) for number in _XF.findall(block[0])] if block else []
        result: dict[str, dict[int, str]] = {}
        titles = sheet_names(archive)
        for info in _sheet_parts(archive):
            with archive.open(info) as part:
                used = _fonts_of_sheet(part.read(_CHUNK), style_fonts, names)
            if used:
                result[titles.get(info.filename, info.filename)] = used
        return result


def is_old_font(name: str) -> bool:
    """Whether a font is one of the hacks from before Unicode."""
    return name.lower().startswith((".vn", "vni-"))


def _fonts_of_sheet(data: bytes, style_fonts: list[int], names: list[str]) -> dict[int, str]:
    votes: dict[int, Counter[str]] = {}
    for found in _ANY_CELL_STYLE.finditer(data):
        style = int(found[2])
        font = style_fonts[style] if style < len(style_fonts) else 0
        name = names[font] if font < len(names) else ""
        votes.setdefault(column_number(found[1].decode()) - 1, Counter())[name] += 1
    winners = {column: counter.most_common(1)[0][0] for column, counter in votes.items()}
    return {column: name for column, name in winners.items() if is_old_font(name)}
