"""Builds hostile files for the fault tests of intake: bombs, far cells, tricks with paths, wrong kinds, broken files."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Trang 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx(path: Path, sheet: str, *, extra: dict[str, str | bytes] | None = None, without: str = "") -> Path:
    """A workbook of one sheet with this inner XML, and other parts as given."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet if sheet.startswith("<?xml") else SHEET.format(sheet),
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if name != without:
                archive.writestr(name, text)
    return path


def plain(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Lớp 1A")
        for row, cells in enumerate([["STT", "Họ và tên", "Ngày sinh"], ["1", "Lý Ba", "15/03/2014"]]):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
    return path


def far_cell(path: Path) -> Path:
    return xlsx(path, f'<row r="1">{cell("A1", "Họ tên")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>')


def far_cell_without_row(path: Path) -> Path:
    return xlsx(path, f"<row>{cell('A1', 'Họ tên')}</row><row>{cell('ZZZ99999999999', 'x')}</row>")


def far_cell_in_a_large_sheet(path: Path) -> Path:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", f"Lý Ba {n % 977}")}</row>' for n in range(1, 360_000))
    return xlsx(path, rows + f'<row r="1048576">{cell("XFD1048576", "x")}</row>')


def zip_bomb(path: Path) -> Path:
    return xlsx(
        path, f'<row r="1">{cell("A1", "Họ tên")}</row>', extra={"xl/sharedStrings.xml": b"<sst>" + b" " * 100_000_000}
    )


def entity_bomb(path: Path) -> Path:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{cell("A1", "&e11;")}</row></sheetData></worksheet>'
    )
    return xlsx(path, text)


def external_entity(path: Path) -> Path:
    text = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{cell("A1", "Họ tên")}{cell("B1", "Ngày sinh")}</row>'
        f'<row r="2">{cell("A2", "&e;")}{cell("B2", "2014")}</row></sheetData></worksheet>'
    )
    return xlsx(path, text)


def million_columns(path: Path) -> Path:
    cells = "".join(f'<c r="{_letters(n)}1"><v>1</v></c>' for n in range(1, 200_001))
    return xlsx(path, f'<row r="1">{cells}</row>')


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def thousand_sheets(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for number in range(400):
            book.add_worksheet(f"S{number}").write_string(0, 0, "x")
    return path


def climbing_name(path: Path) -> Path:
    return xlsx(path, f'<row r="1">{cell("A1", "Họ tên")}</row>', extra={"../../evil.txt": "x"})


def macro(path: Path) -> Path:
    return xlsx(path, f'<row r="1">{cell("A1", "Họ tên")}</row>', extra={"xl/vbaProject.bin": b"\x00" * 100})


def macro_type_only(path: Path) -> Path:
    types = CONTENT_TYPES.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return xlsx(path, "<row/>", extra={"[Content_Types].xml": types})


def encrypted_xlsx(path: Path) -> Path:
    names = "".join(name.ljust(32, "\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names.encode("utf-16-le") + b"\0" * 2048)
    return path


def encrypted_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, "Họ tên")
    inner = book.get_biff_data()
    length = struct.unpack("<H", inner[2:4])[0] + 4
    filepass = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    XlsDoc().save(str(path), inner[:length] + filepass + inner[length:])
    return path


def truncated(path: Path) -> Path:
    whole = plain(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def workbook_part_missing(path: Path) -> Path:
    return xlsx(path, "<row/>", without="xl/workbook.xml")


def broken_sheet(path: Path) -> Path:
    return xlsx(path, '<?xml version="1.0"?><worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c><row>')


def bytes_of(data: bytes) -> Callable[[Path], Path]:
    def build(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return build


def word(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return path


def nested_zip(path: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "x")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    return path


def unclosed_quote(path: Path) -> Path:
    lines = ["STT,Họ và tên,Ngày sinh", '1,"Lý Ba,2014'] + [f"{n},Lý Tư,2014" for n in range(2, 500)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def wide_csv(path: Path) -> Path:
    path.write_text("Họ tên," + "," * 5000 + "\nLý Ba\n", encoding="utf-8")
    return path


def huge_cell_csv(path: Path) -> Path:
    path.write_text("Họ tên,Ngày sinh\n" + '"' + "a" * 3_000_000 + '",2014\n', encoding="utf-8")
    return path
