"""Papers with every kind of part, and readers that know nothing of how they were written."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

from baophu.reports.document.blocks import (
    Annex,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Letterhead,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Signature,
    Table,
)

PEOPLE_A_PAGE = 60
SVG = """<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="320" height="80" viewBox="0 0 320 80">
<rect x="10" y="10" width="200" height="20" fill="#37479E"/>
<text x="10" y="60" font-family="'Be Vietnam Pro', sans-serif" font-size="14">Kế Sách: 99,65%</text></svg>""".encode()


def people(value: int, name: str = "") -> Figure:
    return Figure(value=value, id=name)


def percent(value: str, name: str = "", shown: str = "") -> Figure:
    return Figure(value=Decimal(value), id=name, kind="percent", shown=shown)


RESULTS = Table(
    caption="Bảng 1. Kết quả năm 2020",
    unit="Đơn vị: người",
    columns=(
        Column(title="TT", kind="order"),
        Column(title="Chỉ tiêu"),
        Column(title="Kế hoạch", kind="integer", under=("Năm 2020",)),
        Column(title="Thực hiện", kind="integer", under=("Năm 2020",)),
        Column(title="Đạt", kind="percent"),
    ),
    rows=(
        Section(text="Bảo hiểm xã hội"),
        ("1", "Bắt buộc", people(65_345, "94/compulsory/target"), people(65_116, "94/compulsory"), percent("99.65")),
        ("2", "Tự nguyện", people(14_400), people(14_656, "94/voluntary"), percent("101.777", shown="gần 102%")),
        Section(text="Bảo hiểm y tế"),
        (
            "3",
            Run(content="Hộ gia đình", is_bold=True),
            Figure(value=None),
            people(1_252_098, "94/health"),
            percent("99.94"),
        ),
    ),
    total=(
        "",
        "Số tiền",
        Figure(value=None, shown="dưới 5"),
        Figure(value=1_234_567_890, kind="money"),
        percent("100"),
    ),
)

REPORT = Document(
    head=Letterhead(
        superior="Bảo hiểm xã hội Việt Nam",
        issuer="Bảo hiểm xã hội\ntỉnh Sóc Trăng",
        number=5,
        code="BC-BHXH",
        place="Sóc Trăng",
        on=date(2021, 1, 8),
    ),
    title="BÁO CÁO",
    subject=("Kết quả phát triển người tham gia năm ", Run(content="2020", is_data=True)),
    addressed_to=("Bảo hiểm xã hội Việt Nam", "Ủy ban nhân dân tỉnh Sóc Trăng"),
    blocks=(
        Heading(text="I. KẾT QUẢ"),
        Heading(text="1. Số người tham gia", level=2),
        Paragraph(
            text=(
                "Số người tham gia BHXH bắt buộc là ",
                people(65_116, "94/compulsory"),
                " người (đạt ",
                percent("99.65", "94/compulsory/completion"),
                "), BHXH tự nguyện ",
                Run(content=people(14_656, "94/voluntary"), is_bold=True),
                " người; bao phủ cao hơn chỉ tiêu ",
                Figure(value=Decimal("4.15"), id="94/health/points", kind="points"),
                ", kinh phí ",
                Figure(value=704_025, id="94/money", kind="money"),
                ".",
            )
        ),
        RESULTS,
        Note(text="Nguồn: dữ liệu trích ngày 31/12/2020."),
        PageBreak(),
        Picture(svg=SVG, alt="Huyện Kế Sách đạt 99,65% chỉ tiêu.", caption="Hình 1. Kết quả theo huyện", width_mm=120),
        Paragraph(text="Trên đây là báo cáo của Bảo hiểm xã hội tỉnh Sóc Trăng./."),
    ),
    signatures=(Signature(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), name="Nguyễn Văn Mẫu"),),
    recipients=("Như trên", "Lưu: VT, TH"),
    annexes=(
        Annex(
            title="PHỤ LỤC",
            subject="Danh sách theo xã",
            is_landscape=True,
            blocks=(
                Table(
                    columns=(
                        Column(title="TT", kind="order"),
                        Column(title="Họ và tên"),
                        Column(title="Số tiền", kind="money"),
                    ),
                    rows=tuple(
                        (str(number), f"Thạch Thị Mẫu {number}", Figure(value=1_000 * number, kind="money"))
                        for number in range(1, PEOPLE_A_PAGE + 1)
                    ),
                ),
            ),
        ),
    ),
)


def form(rows: tuple[Row, ...]) -> Document:
    """A prescribed form that lies, is signed by two, and has marks under its heads."""
    return Document(
        head=Letterhead(superior="Bảo hiểm xã hội tỉnh Sóc Trăng", issuer="Bảo hiểm xã hội huyện Kế Sách"),
        form="Mẫu D03-TS\n(Ban hành kèm theo Quyết định số 595/QĐ-BHXH)",
        title="DANH SÁCH",
        subject="Người chỉ tham gia bảo hiểm y tế",
        is_landscape=True,
        blocks=(
            Table(
                size=10,
                marks=("A", "B", "1"),
                blank_rows=6,
                columns=(
                    Column(title="TT", kind="order"),
                    Column(title="Họ và tên"),
                    Column(title="Mã số", kind="date"),
                ),
                rows=rows,
            ),
        ),
        signatures=(
            Signature(lines=("Người lập biểu",), hint="(Ký, ghi rõ họ tên)"),
            Signature(lines=("Hiệu trưởng",), name="Trần Văn Mẫu", dated="An Mỹ, ngày 06 tháng 9 năm 2021"),
        ),
    )


def letter_of(*cells: Cell) -> Document:
    """The smallest paper with these cells in a table and in a sentence."""
    columns = tuple(Column(title=f"Cột {number}") for number in range(len(cells)))
    return Document(
        head=None, title="", subject="", blocks=(Table(columns=columns, rows=(cells,)), Paragraph(text=cells))
    )


def pdf_pages(path: Path) -> list[str]:
    """The words of each page, lines as they stand."""
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return told.stdout.split("\f")[:-1]


def pdf_words(path: Path) -> list[list[tuple[str, float, float, float, float]]]:
    """Each page's words with left, top, right and bottom in points."""
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True)
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    return [
        [
            (text, float(left), float(top), float(right), float(bottom))
            for left, top, right, bottom, text in word.findall(page)
        ]
        for page in told.stdout.split("<page ")[1:]
    ]
