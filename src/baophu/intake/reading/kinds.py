"""What a received file really is, told from its bytes and never from its extension.

An ``.xls`` that is really a web page, a CSV or an ``.xlsx`` is common: the last two are read, the first is refused with
a sentence that says what it is.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from baophu.intake.errors import FileCorrupt, FileEmpty, FileEncrypted, FileKindUnsupported

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILE_PASS = 0x2F
_FIRST_RECORDS = 12
_HEAD = 65_536
# Control characters that a text may hold and still be one.
_STRAY = 8
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\x00", b"MM\x00*")


class Kind(StrEnum):
    """The kinds that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    PARQUET = "parquet"
    DELIMITED = "csv"


@dataclass(frozen=True, slots=True)
class _Refused:
    vi: str
    en: str


_MACRO = _Refused("sổ tính có macro (.xlsm)", "a workbook with macros (.xlsm)")
_PDF = _Refused("tệp PDF", "a PDF file")
_IMAGE = _Refused("tệp ảnh", "an image")
_HTML = _Refused("trang web (HTML), dù có thể mang đuôi .xls", "a web page (HTML), whatever its extension")
_XML = _Refused("tệp XML", "an XML file")
_WORD = _Refused("văn bản Word", "a Word document")
_ODF = _Refused("tệp OpenDocument (.ods)", "an OpenDocument file (.ods)")
_XLSB = _Refused("sổ tính nhị phân .xlsb", "a binary workbook .xlsb")
_ZIP = _Refused("tệp nén .zip, không phải sổ tính", "a zip archive, not a workbook")
_PACKED = _Refused("tệp nén", "a compressed archive")
_OTHER = _Refused("loại tệp không nhận ra được", "of a kind that is not recognised")


def _refuse(path: Path, what: _Refused) -> FileKindUnsupported:
    return FileKindUnsupported(file=path.name, kind_vi=what.vi, kind_en=what.en)


def sniff_kind(path: Path) -> Kind:
    """The kind of the file at ``path``; errors: empty, encrypted, corrupt, or a kind that is not read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileEmpty(file=path.name)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    refused = _refused_by_magic(head)
    if refused is not None:
        raise _refuse(path, refused)
    if _looks_like_text(head):
        return Kind.DELIMITED
    raise _refuse(path, _OTHER)


def _refused_by_magic(head: bytes) -> _Refused | None:
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return _PDF
    if head.startswith(_IMAGES) or head[4:12] in (b"ftypheic", b"ftypheif") or head[8:12] == b"WEBP":
        return _IMAGE
    if head.startswith(b"{\\rtf"):
        return _WORD
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ")):
        return _PACKED
    start = head[:2048].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style")):
        return _HTML
    if start.startswith(b"mime-version:"):
        return _HTML
    if start.startswith((b"<?xml", b"<!doctype")):
        return _HTML if b"<html" in start else _XML
    return None


def _kind_of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename for info in archive.infolist()}
            if "mimetype" in names:
                raise _refuse(path, _ODF)
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise _refuse(path, _MACRO)
            if "[Content_Types].xml" in names and archive.getinfo("[Content_Types].xml").file_size < 5_000_000:
                with archive.open("[Content_Types].xml") as part:
                    if b"macroenabled" in part.read(5_000_000).lower():
                        raise _refuse(path, _MACRO)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise FileCorrupt(
            file=path.name, why_vi="phần nén bên trong không đọc được", why_en="its zip structure cannot be read"
        ) from error
    if any(name.startswith("word/") for name in names):
        raise _refuse(path, _WORD)
    if "xl/workbook.bin" in names:
        raise _refuse(path, _XLSB)
    if "xl/workbook.xml" in names or any(name.lower().endswith("workbook.xml") for name in names):
        return Kind.XLSX
    if "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names):
        raise FileCorrupt(file=path.name, why_vi="thiếu phần mô tả sổ tính", why_en="its workbook part is missing")
    raise _refuse(path, _ZIP)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _kind_of_ole(path: Path) -> Kind:
    data = path.read_bytes()
    if _utf16("EncryptedPackage") in data or _has_file_pass(data):
        raise FileEncrypted(file=path.name)
    if _utf16("_VBA_PROJECT") in data:
        raise _refuse(path, _MACRO)
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return Kind.XLS
    if _utf16("WordDocument") in data:
        raise _refuse(path, _WORD)
    raise FileCorrupt(file=path.name, why_vi="không có trang tính nào bên trong", why_en="it holds no workbook")


def _has_file_pass(data: bytes) -> bool:
    """Whether the workbook's first records hold FILEPASS: a password, of the old and weak kind too."""
    place = data.find(_BOF)
    for _ in range(_FIRST_RECORDS):
        if place < 0 or place + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, place)
        if record == _FILE_PASS:
            return True
        place += 4 + length
    return False


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = head.count(0)
    few = max(_STRAY, len(head) // 200)
    if zeros > few:
        # UTF-16 without a mark: mostly every second byte is zero in ASCII-heavy text.
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return max(even, odd) > len(head) * 0.15 and min(even, odd) < max(even, odd) * 0.2
    return sum(head.count(code) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 26)) <= few
