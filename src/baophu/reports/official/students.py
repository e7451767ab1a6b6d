"""The health insurance of pupils, school by school: who sent a list, who holds which card, who is without one.

Plain counts in (from a review of class lists), a paper out: districts in the body, every school in the annex.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from baophu.kernel.money import format_number, share
from baophu.reports.document.blocks import (
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Row,
    Run,
    Section,
    Signature,
    Table,
    Text,
)

Measure = Literal[
    "pupils", "pupil_card", "other_group", "state_paid", "holding", "expiring", "upcoming", "doubtful", "without",
    "state_due", "unreadable",
]  # fmt: skip
PARTS: tuple[Measure, ...] = (
    "pupil_card", "other_group", "state_paid", "upcoming", "doubtful", "without", "unreadable",
)  # fmt: skip
"""What the pupils of a school fall into: each in exactly one part."""
UNKNOWN_DISTRICT = "Chưa rõ huyện"
NOT_RECEIVED = "CHƯA NỘP"
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCounts:
    """Pupils of a school by what their card is on the day; ``key`` names the school in figure ids, unique in the report.

    ``expiring`` is a part of the holders, ``state_due`` (poor households by the school's list) a part of ``without``,
    which holds those never found and those whose card has ended. ``received`` None: no list of the school has come.
    """

    key: str
    name: str
    district_code: str = ""
    district: str = ""
    received: date | None = None
    due: date | None = None
    pupils: int = 0
    pupil_card: int = 0
    other_group: int = 0
    state_paid: int = 0
    expiring: int = 0
    upcoming: int = 0
    doubtful: int = 0
    without: int = 0
    state_due: int = 0
    unreadable: int = 0

    def __post_init__(self) -> None:
        if sum(getattr(self, part) for part in PARTS) != self.pupils:
            raise ValueError(f"the parts of {self.key} do not add up to {self.pupils} pupils")

    @property
    def holding(self) -> int:
        """Pupils with a card that is valid on the day, of whatever group."""
        return self.pupil_card + self.other_group + self.state_paid

    @property
    def is_late(self) -> bool:
        """Whether the list is missing, or came after the day it was due."""
        return self.received is None or (self.due is not None and self.received > self.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentsReport:
    """All that the paper says. ``repeated``: rows that name a pupil already counted in an earlier row.

    ``has_school_list``: whether it is known which schools there are, so that a missing list can be told.
    """

    head: Letterhead
    on: date
    area: str
    area_code: str
    schools: tuple[SchoolCounts, ...]
    cards_as_of: date
    expiring_within: int
    repeated: int
    has_school_list: bool
    signature: Signature
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A district, or all of them, with its schools; ``scope`` begins the ids of its figures."""

    scope: str
    name: str
    schools: tuple[SchoolCounts, ...]

    def count(self, measure: Measure) -> int:
        return sum(getattr(school, measure) for school in self.schools)

    @property
    def received(self) -> int:
        return sum(school.received is not None for school in self.schools)


def figure_id(scope: str, measure: Measure | Literal["holding_share"]) -> str:
    """The id of a figure. ``scope``: ``94``, ``94/943``, ``94/unknown`` or ``school/KEY``."""
    return f"students/{scope}/{measure}"


def students_document(report: StudentsReport) -> Document:
    """The paper: the finding, districts, schools without a list, what the words mean; the schools as an annex."""
    districts = _districts(report)
    whole = _Group(scope=report.area_code, name=report.area, schools=report.schools)
    return Document(
        head=report.head,
        title="BÁO CÁO",
        subject=(
            "Kết quả rà soát thẻ bảo hiểm y tế của học sinh, tính đến ngày ",
            Run(content=f"{report.on:%d/%m/%Y}", is_data=True),
        ),
        blocks=(
            Heading(text="I. KẾT QUẢ CHUNG"),
            Paragraph(text=_finding(whole)),
            _district_table(districts, whole),
            Heading(text="II. DANH SÁCH CỦA CÁC TRƯỜNG"),
            *_late_blocks(report),
            Heading(text="III. CĂN CỨ VÀ CÁCH TÍNH"),
            *(Paragraph(text=text) for text in _meanings(report)),
            Paragraph(text=f"Trên đây là kết quả rà soát của {' '.join(report.head.issuer.split())}./."),
        ),
        signatures=(report.signature,),
        recipients=report.recipients,
        annexes=(
            Annex(
                title="PHỤ LỤC",
                subject="Thẻ bảo hiểm y tế của học sinh theo từng trường",
                is_landscape=True,
                blocks=(_school_table(districts, whole), Note(text=_KEY)),
            ),
        ),
    )


def _districts(report: StudentsReport) -> list[_Group]:
    """The schools by district in the order of the codes, those of no known district last; late schools, then the worst, first."""
    by_district: dict[tuple[str, str], list[SchoolCounts]] = {}
    for school in report.schools:
        by_district.setdefault((school.district_code, school.district), []).append(school)
    ordered = sorted(by_district, key=lambda one: (not one[0], one))
    return [
        _Group(
            scope=f"{report.area_code}/{code or 'unknown'}",
            name=name or UNKNOWN_DISTRICT,
            schools=tuple(sorted(by_district[code, name], key=_need)),
        )
        for code, name in ordered
    ]


def _need(school: SchoolCounts) -> tuple[bool, bool, Decimal, str]:
    return (
        school.received is not None,
        not school.is_late,
        share(school.holding, school.pupils) if school.pupils else Decimal(-1),
        school.name,
    )


def _figure(group: _Group, measure: Measure) -> Figure:
    return Figure(value=group.count(measure), id=figure_id(group.scope, measure))


def _share_of(group: _Group) -> Figure:
    pupils = group.count("pupils")
    value = share(group.count("holding"), pupils) if pupils else None
    return Figure(value=value, id=figure_id(group.scope, "holding_share"), kind="percent", shown="" if pupils else "–")


def _finding(whole: _Group) -> Text:
    parts: list[str | Figure] = ["Trong ", _figure(whole, "pupils"), " học sinh của "]
    parts += [Figure(value=whole.received), " trường đã nộp danh sách, có ", _figure(whole, "holding")]
    parts += [" em đang có thẻ bảo hiểm y tế (đạt ", _share_of(whole), "): "]
    parts += [_figure(whole, "pupil_card"), " em có thẻ học sinh, ", _figure(whole, "other_group")]
    parts += [
        " em có thẻ thuộc nhóm khác, ",
        _figure(whole, "state_paid"),
        " em có thẻ do ngân sách nhà nước đóng. Có ",
    ]
    parts += [_figure(whole, "expiring"), " thẻ sắp hết hạn. Còn ", _figure(whole, "without")]
    parts += [" em chưa có thẻ hoặc thẻ đã hết hạn, trong đó ", _figure(whole, "state_due")]
    parts += [" em trường ghi là hộ nghèo, thuộc diện ngân sách nhà nước đóng nhưng chưa được cấp; "]
    parts += [_figure(whole, "doubtful"), " em đang được kiểm tra và "]
    parts += [_figure(whole, "upcoming"), " em có thẻ chờ đến ngày hiệu lực."]
    return tuple(parts)


def _district_table(districts: Sequence[_Group], whole: _Group) -> Table:
    def line(number: str, group: _Group) -> tuple[Cell, ...]:
        return (
            number,
            group.name,
            Figure(value=len(group.schools)),
            Figure(value=group.received),
            _figure(group, "pupils"),
            _figure(group, "holding"),
            _share_of(group),
            _figure(group, "expiring"),
            _figure(group, "doubtful"),
            _figure(group, "without"),
        )

    return Table(
        caption="Bảng 1. Thẻ bảo hiểm y tế của học sinh theo huyện, thị xã, thành phố",
        unit="Đơn vị: học sinh",
        size=11,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Địa bàn"),
            Column(title="Tổng số", kind="integer", under=("Trường",)),
            Column(title="Đã nộp", kind="integer", under=("Trường",)),
            Column(title="Học sinh", kind="integer"),
            Column(title="Có thẻ", kind="integer"),
            Column(title="Tỷ lệ", kind="percent"),
            Column(title="Sắp hết hạn", kind="integer"),
            Column(title="Nghi vấn", kind="integer"),
            Column(title="Chưa có thẻ", kind="integer"),
        ),
        rows=tuple(line(str(number), group) for number, group in enumerate(districts, 1)),
        total=line("", _Group(scope=whole.scope, name="Cộng", schools=whole.schools)),
        blank_rows=None if districts else 11,
    )


def _late_blocks(report: StudentsReport) -> Iterable[Block]:
    """Which schools are late, in words; or that nobody has said which schools there are."""
    if not report.has_school_list:
        yield Paragraph(
            text="Chưa có danh mục trường phải nộp, nên chưa biết trường nào chưa nộp danh sách. Báo cáo chỉ gồm các trường "
            "đã nộp."
        )
        return
    missing = [school for school in report.schools if school.received is None]
    late = [school for school in report.schools if school.is_late and school.received is not None]
    if not missing and not late:
        yield Paragraph(text="Tất cả các trường đã nộp danh sách đúng hạn.")
    for schools, words in ((missing, " trường chưa nộp danh sách: "), (late, " trường nộp sau thời hạn: ")):
        if schools:
            named = "; ".join(_place(school) for school in schools[:_MOST_NAMED])
            more = len(schools) - _MOST_NAMED
            rest = f"; và {format_number(more)} trường khác (xem Phụ lục)" if more > 0 else ""
            text = (
                Figure(value=len(schools)),
                words,
                Run(content=f"{named}{rest}.", is_bold=True, is_data=True, is_alert=True),
            )
            yield Paragraph(text=text)


def _place(school: SchoolCounts) -> str:
    return f"{school.name} ({school.district})" if school.district else school.name


def _meanings(report: StudentsReport) -> Iterable[Text]:
    yield (
        "Đối chiếu danh sách của các trường với dữ liệu thẻ bảo hiểm y tế trích ngày ",
        Run(content=f"{report.cards_as_of:%d/%m/%Y}", is_data=True),
        ". Mỗi học sinh được tính một lần, tại dòng đầu tiên trong các danh sách; ",
        Figure(value=report.repeated),
        " dòng ghi lại một học sinh đã có ở dòng trước không được tính.",
    )
    yield (
        "“Có thẻ” là thẻ còn giá trị trong ngày tính. “Sắp hết hạn” là một phần của số có thẻ, thẻ hết hạn trong ",
        Figure(value=report.expiring_within),
        " ngày tới. “Chưa có thẻ” gồm học sinh không tìm thấy thẻ và học sinh có thẻ đã hết hạn. “Nghi vấn” là học sinh có "
        "thẻ gần giống, cán bộ bảo hiểm xã hội đang kiểm tra, chưa tính là có thẻ.",
    )
    yield (
        "Trường được xếp vào huyện theo danh mục trường; trường không có trong danh mục xếp theo nơi cư trú của hơn một nửa học "
        "sinh, không rõ thì để riêng."
    )


_KEY = (
    "Số học sinh = thẻ học sinh + thẻ nhóm khác + thẻ nhà nước đóng + chờ hiệu lực + nghi vấn + chưa có thẻ + không đọc được. "
    "“Diện NN đóng” là học sinh trường ghi thuộc hộ nghèo mà chưa có thẻ."
)
_HOLD, _NONE = ("Đang có thẻ",), ("Chưa có thẻ",)


def _school_table(districts: Sequence[_Group], whole: _Group) -> Table:
    rows: list[Row] = []
    number = 0
    for group in districts:
        rows.append(Section(text=group.name))
        for school in group.schools:
            number += 1
            rows.append(_school_row(str(number), school))
        rows.append(_sum_row(f"Cộng {group.name}", group))
    return Table(
        unit="Đơn vị: học sinh",
        size=10,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Trường", width_mm=60),
            Column(title="Danh sách", width_mm=29),
            Column(title="Học sinh", kind="integer"),
            Column(title="Thẻ HS", kind="integer", under=_HOLD),
            Column(title="Nhóm khác", kind="integer", under=_HOLD),
            Column(title="NN đóng", kind="integer", under=_HOLD),
            Column(title="Tỷ lệ", kind="percent", under=_HOLD),
            Column(title="Sắp hết hạn", kind="integer", under=_HOLD),
            Column(title="Chờ hiệu lực", kind="integer"),
            Column(title="Nghi vấn", kind="integer"),
            Column(title="Cộng", kind="integer", under=_NONE),
            Column(title="Diện NN đóng", kind="integer", under=_NONE),
            Column(title="Không đọc được", kind="integer"),
        ),
        rows=tuple(rows),
        total=_cells("", "Tổng cộng", f"{whole.received}/{len(whole.schools)} trường", whole),
        blank_rows=12,
    )


def _school_row(number: str, school: SchoolCounts) -> Row:
    group = _Group(scope=f"school/{school.key}", name=school.name, schools=(school,))
    if school.received is None:
        dash = Figure(value=None, shown="–")
        return (
            number,
            Run(content=school.name, is_bold=True, is_alert=True),
            Run(content=NOT_RECEIVED, is_bold=True, is_alert=True),
            *(dash,) * 11,
        )
    words = f"Nộp trễ {school.received:%d/%m}" if school.is_late else f"Đã nộp {school.received:%d/%m}"
    return _cells(number, school.name, Run(content=words, is_bold=school.is_late, is_alert=school.is_late), group)


def _sum_row(name: str, group: _Group) -> Row:
    cells = _cells("", name, f"{group.received}/{len(group.schools)} trường", group)
    return tuple(cell if isinstance(cell, Run) else Run(content=cell, is_bold=True) for cell in cells)


def _cells(number: str, name: Cell, status: Cell, group: _Group) -> tuple[Cell, ...]:
    before: tuple[Measure, ...] = ("pupils", "pupil_card", "other_group", "state_paid")
    after: tuple[Measure, ...] = ("expiring", "upcoming", "doubtful", "without", "state_due", "unreadable")
    return (
        number,
        name,
        status,
        *(_figure(group, measure) for measure in before),
        _share_of(group),
        *(_figure(group, measure) for measure in after),
    )
