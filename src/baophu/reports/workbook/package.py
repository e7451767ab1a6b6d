"""The received workbook as an OOXML package: its parts, how they refer to each other, which may be handed on.

First stop of a patch: decides what is passed on. Parts that run, call home or cannot be shown (macros, external links,
connections, embedded objects, the calculation chain) are left behind, with the references to them.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from baophu.kernel.errors import RequestError

CONTENT_TYPES = "[Content_Types].xml"

DROPPED_KINDS = frozenset(
    {
        "activeXControl",
        "activeXControlBinary",
        "attachedToolbars",
        "calcChain",
        "connections",
        "control",
        "ctrlProp",
        "externalLink",
        "extensibility",
        "oleObject",
        "origin",
        "package",
        "powerPivotData",
        "queryTable",
        "vbaProject",
        "volatileDependencies",
        "webextensiontaskpanes",
    }
)
"""Last words of relationship types whose targets are never passed on."""

MACRO_SHEET_KINDS = frozenset({"xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"})


class UnusualPackageError(Exception):
    """A workbook whose insides we will not patch blindly; the writer lays out a fresh one instead and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """One reference from a part to another; ``target`` is the part's full name, or the address when external."""

    id: str
    type: str
    target: str
    is_external: bool

    @property
    def kind(self) -> str:
        """The last word of the relationship's type: ``worksheet``, ``hyperlink`` …"""
        return re.split(r"[/]", self.type)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet of the package as `workbook.xml` lists it."""

    name: str
    part: str


class Package:
    """Read access to the parts of one workbook file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        root = [link for link in self.relationships("") if link.kind == "officeDocument"]
        if not root or root[0].target not in self.names:
            raise UnusualPackageError("no workbook part")
        self.workbook_part = root[0].target
        self.workbook_links = {link.id: link for link in self.relationships(self.workbook_part)}
        kinds = {link.kind for link in self.workbook_links.values()}
        if {"connections", "pivotCacheDefinition"} <= kinds:
            raise UnusualPackageError("a pivot table of data from elsewhere")
        if kinds & MACRO_SHEET_KINDS:
            raise RequestError(
                "workbook_with_macros",
                "Tệp có trang tính chứa lệnh chạy (macro). Mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
                "The workbook holds macro sheets. Open it in Excel, save it as .xlsx and send it again.",
            )

    def read(self, part: str) -> bytes:
        """The whole content of a (small) part, as UTF-8; an encoding we do not patch is unusual."""
        content = self.archive.read(part)
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in content[:2000]:
            raise UnusualPackageError(f"encoding of {part}")
        return content.removeprefix(b"\xef\xbb\xbf")

    def relationships(self, part: str) -> list[Relationship]:
        """References of a part (of the package itself when ``part`` is empty), those we drop included."""
        path = relationships_path(part)
        if path not in self.names:
            return []
        folder = posixpath.dirname(part)
        return [_relationship(node, folder) for node in elements(root_of(parse(self.read(path))))]

    def part_of_kind(self, kind: str) -> str | None:
        """The part the workbook refers to as ``kind`` (``styles``, ``sharedStrings``), if it has one."""
        found = (link.target for link in self.workbook_links.values() if link.kind == kind)
        return next((target for target in found if target in self.names), None)

    def kept_parts(self) -> list[str]:
        """Every part reachable through references that we pass on, in the order of the archive."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            path = relationships_path(part)
            if path in self.names:
                reached.add(path)
            for link in self.relationships(part):
                if is_kept(link) and not link.is_external and link.target in self.names and link.target not in reached:
                    reached.add(link.target)
                    waiting.append(link.target)
        return [name for name in self.archive.namelist() if name in reached]


def relationships_path(part: str) -> str:
    """Where the references of a part are stored."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def is_kept(link: Relationship) -> bool:
    """Whether a reference may be passed on."""
    return link.kind not in DROPPED_KINDS


def parse(content: bytes) -> minidom.Document:
    """A small part as a tree that keeps prefixes and attributes as they were written."""
    try:
        return minidom.parseString(content)
    except (ExpatError, ValueError) as error:
        raise UnusualPackageError("a part that is no XML") from error


def serialise(document: minidom.Document) -> bytes:
    """The tree as the bytes of a part."""
    return document.toxml(encoding="UTF-8", standalone=True)


def root_of(document: minidom.Document) -> minidom.Element:
    """The outermost element of a part."""
    if document.documentElement is None:
        raise UnusualPackageError("an empty part")
    return document.documentElement


def elements(element: minidom.Element) -> list[minidom.Element]:
    """Child elements, without white space and comments."""
    return [node for node in element.childNodes if isinstance(node, minidom.Element)]


def children(element: minidom.Element, name: str) -> list[minidom.Element]:
    """Child elements of a local name, whatever their prefix."""
    return [node for node in elements(element) if node.localName == name]


def kept_relationships(content: bytes) -> bytes:
    """A references part without what is left behind; a picture linked from elsewhere loses its address."""
    document = parse(content)
    root = root_of(document)
    for node in elements(root):
        link = _relationship(node, "")
        if not is_kept(link):
            root.removeChild(node)
        elif link.is_external and link.kind != "hyperlink":
            node.setAttribute("Target", "NULL")
    return serialise(document)


def _relationship(node: minidom.Element, folder: str) -> Relationship:
    is_external = node.getAttribute("TargetMode") == "External"
    target = node.getAttribute("Target")
    if not is_external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relationship(
        id=node.getAttribute("Id"), type=node.getAttribute("Type"), target=target, is_external=is_external
    )
