"""The parts around the sheets: `workbook.xml`, its references, the content types, the document properties.

Second stop of a patch: the summary sheet is listed in front, what an earlier review put there is taken out, and
everything that counts sheets by number is moved along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.dom import minidom

from baophu.reports.review_columns import is_own_summary_sheet
from baophu.reports.workbook.package import (
    CONTENT_TYPES,
    MACRO_SHEET_KINDS,
    Package,
    Sheet,
    UnusualPackageError,
    children,
    elements,
    is_kept,
    parse,
    root_of,
    serialise,
)

SUMMARY_PART = "baophu-summary.xml"
WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_EXTERNAL_REFERENCE = re.compile(r"\[\d+\]|\|")
_FILTER_NAME = "_xlnm._FilterDatabase"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParts:
    """Names of the parts a patch adds: the summary sheet, and the styles where the workbook had none."""

    summary: str
    styles: str
    has_styles: bool


class Book:
    """`workbook.xml` of a package: its sheets as received, and the same part with our sheet in front."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._document = parse(package.read(package.workbook_part))
        self._root = root_of(self._document)
        sheets = children(self._root, "sheets")
        if not sheets or not children(sheets[0], "sheet"):
            raise UnusualPackageError("no sheets")
        self._sheets = sheets[0]
        self.namespace = self._root.namespaceURI or ""
        self.sheets = tuple(self._sheet(node) for node in children(self._sheets, "sheet"))
        self.worksheets = tuple(sheet for sheet in self.sheets if self._kind_of(sheet) == "worksheet")
        self.own_summaries = tuple(sheet for sheet in self.worksheets if is_own_summary_sheet(sheet.name))
        if len(self.own_summaries) == len(self.sheets):
            raise UnusualPackageError("only our summary")

    @property
    def is_dated_from_1904(self) -> bool:
        """Whether serial dates of the workbook count from 1904."""
        return any(node.getAttribute("date1904") in ("1", "true") for node in children(self._root, "workbookPr"))

    def with_summary_in_front(self, name: str, filters: Mapping[str, str]) -> bytes:
        """The part with our sheet first and opened; ``filters`` is the filtered range of each sheet by its name."""
        old = children(self._sheets, "sheet")
        kept = [node for node in old if not is_own_summary_sheet(node.getAttribute("name"))]
        moved = {old.index(node): number + 1 for number, node in enumerate(kept)}
        for node in set(old) - set(kept):
            self._sheets.removeChild(node)
        self._sheets.insertBefore(self._summary_entry(name, old), self._sheets.firstChild)
        self._open_first_sheet()
        self._drop("externalReferences")
        self._move_names(moved, {moved[old.index(node)]: node.getAttribute("name") for node in kept}, filters)
        return serialise(self._document)

    def relationships_with_summary(self) -> bytes:
        """The references of the workbook with the summary's added and the dropped ones taken out."""
        path_parts = self._package.workbook_part.rpartition("/")
        document = parse(self._package.read(f"{path_parts[0]}/_rels/{path_parts[2]}.rels".lstrip("/")))
        root = root_of(document)
        gone = {sheet.part for sheet in self.own_summaries}
        for node in elements(root):
            link = self._package.workbook_links[node.getAttribute("Id")]
            if not is_kept(link) or link.kind in MACRO_SHEET_KINDS or link.target in gone:
                root.removeChild(node)
        folder = path_parts[0] + "/" if path_parts[0] else ""
        style_parts = [] if self._package.part_of_kind("styles") else [("rIdBaoPhuStyles", "styles", "styles.xml")]
        for id_, kind, target in [("rIdBaoPhu", "worksheet", f"worksheets/{SUMMARY_PART}"), *style_parts]:
            root.appendChild(self._relationship(document, id_, kind, "/" + folder + target))
        return serialise(document)

    def new_parts(self) -> NewParts:
        """Names of the parts that the patch writes beside the received ones."""
        folder = self._package.workbook_part.rpartition("/")[0]
        prefix = folder + "/" if folder else ""
        styles = self._package.part_of_kind("styles")
        return NewParts(
            summary=f"{prefix}worksheets/{SUMMARY_PART}",
            styles=styles or f"{prefix}styles.xml",
            has_styles=styles is not None,
        )

    def _sheet(self, node: minidom.Element) -> Sheet:
        ids = [value for name, value in node.attributes.items() if name.rpartition(":")[2] == "id" and ":" in name]
        link = self._package.workbook_links.get(ids[0]) if ids else None
        if link is None or link.target not in self._package.names:
            raise UnusualPackageError("a sheet without a part")
        return Sheet(name=node.getAttribute("name"), part=link.target)

    def _kind_of(self, sheet: Sheet) -> str:
        return next(link.kind for link in self._package.workbook_links.values() if link.target == sheet.part)

    def _summary_entry(self, name: str, old: list[minidom.Element]) -> minidom.Element:
        entry = old[0].cloneNode(deep=False)
        if entry is None:
            raise UnusualPackageError("no sheets")
        for attribute in list(entry.attributes.keys()):
            if attribute == "state":
                entry.removeAttribute(attribute)
            elif ":" in attribute and attribute.rpartition(":")[2] == "id":
                entry.setAttribute(attribute, "rIdBaoPhu")
        entry.setAttribute("name", name)
        entry.setAttribute("sheetId", str(max(int(node.getAttribute("sheetId")) for node in old) + 1))
        return entry

    def _relationship(self, document: minidom.Document, id_: str, kind: str, target: str) -> minidom.Element:
        example = next(link.type for link in self._package.workbook_links.values() if link.kind == "worksheet")
        root = root_of(document)
        node = document.createElementNS(root.namespaceURI, self._tag(root, "Relationship"))
        for name, value in (("Id", id_), ("Type", example.rpartition("/")[0] + "/" + kind), ("Target", target)):
            node.setAttribute(name, value)
        return node

    def _open_first_sheet(self) -> None:
        for views in children(self._root, "bookViews"):
            for view in children(views, "workbookView"):
                view.setAttribute("activeTab", "0")
                view.setAttribute("firstSheet", "0")

    def _drop(self, name: str) -> None:
        for node in children(self._root, name):
            self._root.removeChild(node)

    def _move_names(self, moved: Mapping[int, int], names: Mapping[int, str], filters: Mapping[str, str]) -> None:
        """Defined names follow their sheets; those of dropped things go, those of our filters come."""
        listed = children(self._root, "definedNames")
        defined = listed[0] if listed else self._new_list_of_names()
        filtered = {number: filters[name] for number, name in names.items() if name in filters}
        for node in children(defined, "definedName"):
            self._move_name(defined, node, moved, filtered)
        if not any("'" in name for name in names.values()):  # LibreOffice 7.4 cannot open a workbook that has both
            for number, reference in filtered.items():
                self._name_filter(defined, number, names[number], reference)
        if not children(defined, "definedName"):
            self._root.removeChild(defined)

    def _name_filter(self, defined: minidom.Element, number: int, sheet: str, reference: str) -> None:
        """Names the filtered block as spreadsheets do."""
        node = self._document.createElementNS(self.namespace, self._tag(self._root, "definedName"))
        for attribute, value in (("name", _FILTER_NAME), ("localSheetId", str(number)), ("hidden", "1")):
            node.setAttribute(attribute, value)
        node.appendChild(self._document.createTextNode(f"'{sheet}'!{reference}"))
        defined.appendChild(node)

    def _move_name(
        self, defined: minidom.Element, node: minidom.Element, moved: Mapping[int, int], filtered: Mapping[int, str]
    ) -> None:
        text = "".join(child.data for child in node.childNodes if isinstance(child, minidom.Text))
        runs = any(node.getAttribute(flag) in ("1", "true") for flag in ("function", "vbProcedure", "xlm"))
        local = node.getAttribute("localSheetId")
        number = moved.get(int(local)) if local else None
        is_lost = bool(local) and number is None
        is_replaced = node.getAttribute("name") == _FILTER_NAME and number in filtered
        if runs or is_lost or is_replaced or _EXTERNAL_REFERENCE.search(text):
            defined.removeChild(node)
        elif number is not None:
            node.setAttribute("localSheetId", str(number))

    def _new_list_of_names(self) -> minidom.Element:
        defined = self._document.createElementNS(self.namespace, self._tag(self._root, "definedNames"))
        before = [node for name in ("sheets", "functionGroups") for node in children(self._root, name)]
        following = elements(self._root)[elements(self._root).index(before[-1]) + 1 :]
        self._root.insertBefore(defined, following[0] if following else None)
        return defined

    @staticmethod
    def _tag(root: minidom.Element, name: str) -> str:
        return f"{root.prefix}:{name}" if root.prefix else name


def content_types(package: Package, kept: set[str], new: NewParts) -> bytes:
    """The content types of what is passed on, and of the parts we add."""
    document = parse(package.read(CONTENT_TYPES))
    root = root_of(document)
    for node in children(root, "Override"):
        part = node.getAttribute("PartName").lstrip("/")
        if part not in kept:
            root.removeChild(node)
        elif part == package.workbook_part:
            node.setAttribute("ContentType", WORKBOOK_TYPE)
    added = {new.summary: WORKSHEET_TYPE} | ({} if new.has_styles else {new.styles: STYLES_TYPE})
    for part, content_type in added.items():
        node = document.createElementNS(root.namespaceURI, Book._tag(root, "Override"))
        node.setAttribute("PartName", "/" + part)
        node.setAttribute("ContentType", content_type)
        root.appendChild(node)
    return serialise(document)


_TITLES = re.compile(rb"<(\w+:)?(HeadingPairs|TitlesOfParts)\b.*?</(\w+:)?\2>", re.DOTALL)


def without_titles(properties: bytes) -> bytes:
    """The extended document properties without the list of sheets, which Excel writes anew."""
    return _TITLES.sub(b"", properties)
