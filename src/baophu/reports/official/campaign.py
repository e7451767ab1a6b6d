"""``campaign``: what a campaign brought, by area and scheme: before and after, new, returned, kept, lapsed, the net, the goal.

Counted people only, from the extracts of two days; what agents declared and was not yet counted is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from baophu.areas.domain import AreaVersion
from baophu.kernel.money import format_number, share
from baophu.reports.document.blocks import Cell, Column, Document, Figure, Heading, Note, Paragraph, Table, Text
from baophu.reports.official.campaign_data import CampaignData
from baophu.reports.official.coverage_facts import SHORT_NAMES
from baophu.reports.official.figure_ids import FigureId
from baophu.reports.official.letters import example_note, own, own_day
from baophu.reports.official.paper import in_sentence, letterhead, recipients, signatures

SCHEMES = ("voluntary_si", "health", "compulsory_si")
"""The schemes of the paper; unemployment insurance is inside the compulsory one."""
_UNDER = ("Biến động trong chiến dịch",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaResult:
    """People of a scheme in an area before and after, and what became of them.

    ``kept``: in both (``continued`` and ``moved``); ``moved_in``: the balance of those who changed their commune over the
    border of the area, which is what is left of after − before. ``is_received``: whether any row came from the area on
    either day; where none did, its zeros say nothing.
    """

    area: str
    name: str
    scheme: str
    before: int
    after: int
    changes: Mapping[str, int]
    is_received: bool = True

    @property
    def net(self) -> int:
        """People more at the end than before."""
        return self.after - self.before

    @property
    def moved_in(self) -> int:
        """Came from other areas less went to other areas."""
        return self.net - self.changes["new"] - self.changes["returned"] + self.changes["lapsed"]

    @property
    def kept(self) -> int:
        """People insured on both days."""
        return self.changes["continued"] + self.changes["moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignResults:
    """All that the paper says. ``rows``: the parts of the area, and the area itself in ``whole``, a scheme each.

    ``before_extracts``, ``after_extracts``: the days of the extracts that the two sides rest on. ``unknown``: scheme →
    people of no known commune before and after, who stand in the whole only.
    """

    campaign: CampaignData | None
    area: AreaVersion
    province: AreaVersion
    before: date | None = None
    after: date | None = None
    whole: tuple[AreaResult, ...] = ()
    rows: tuple[AreaResult, ...] = ()
    before_extracts: tuple[date, ...] = ()
    after_extracts: tuple[date, ...] = ()
    unknown: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    number: int | None = None
    dated: date | None = None

    def goal(self, area: str, scheme: str) -> int | None:
        """How many new people an area was to win; the sum of the goals for the whole province.

        Known for voluntary insurance only: the other goal is of household cards, and changes are counted over all groups.
        """
        goals = self.campaign.goals if self.campaign and scheme == "voluntary_si" else ()
        found = [goal for goal in goals if area in (goal.area, self.province.code)]
        return sum(goal.voluntary_si for goal in found) if found else None


def campaign_document(results: CampaignResults) -> Document:
    """The paper; without figures its blank form."""
    campaign = results.campaign
    return Document(
        head=letterhead(results.area, results.province, code="BC-BHXH", number=results.number, dated=results.dated),
        title="BÁO CÁO",
        subject=("Kết quả chiến dịch ", own(campaign.name if campaign else None)),
        blocks=(
            Heading(text="I. KẾT QUẢ CHUNG"),
            Paragraph(
                text=(
                    "Chiến dịch diễn ra từ ngày ", own_day(campaign.start if campaign else None), " đến ngày ",
                    own_day(campaign.end if campaign else None), ". So sánh số người tham gia ngày ",
                    own_day(results.before), " (trước chiến dịch) và ngày ", own_day(results.after), ":",
                )
            ),
            *(Paragraph(text=text) for text in _findings(results)),
            Heading(text="II. KẾT QUẢ THEO ĐỊA BÀN"),
            *(_table(number, scheme, results) for number, scheme in enumerate(SCHEMES, 1)),
            Note(text=_KEY),
            Heading(text="III. NGUỒN SỐ LIỆU"),
            *(Paragraph(text=text) for text in _sources(results)),
            *example_note(campaign),
            Paragraph(text="Trên đây là báo cáo kết quả chiến dịch./."),
        ),
        signatures=signatures(results.area),
        recipients=recipients(results.area, results.province),
    )  # fmt: skip


_KEY = (
    "Trước − giảm + tăng mới + quay lại + chuyển địa bàn = sau. “Tăng mới”: chưa từng tham gia chế độ này theo dữ liệu đã nhận; "
    "“quay lại”: đã từng tham gia, trước chiến dịch không còn; “duy trì”: có ở cả hai ngày; “giảm”: có trước chiến dịch, ngày sau "
    "không còn; “chuyển”: số từ địa bàn khác đến trừ số đi. Chỉ tiêu so với số tăng mới; chỉ tiêu BHYT hộ gia đình chưa so được vì "
    "biến động BHYT đếm chung mọi nhóm. “Chưa có”: chưa nhận được dòng nào của địa bàn."
)


def results_faults(results: CampaignResults) -> tuple[str, ...]:
    """A sentence for each sum that does not hold: the parts against the whole, and people who changed over no border."""
    return tuple(_faults(results))


def _faults(results: CampaignResults) -> Iterable[str]:
    for whole in results.whole:
        parts = [row for row in results.rows if row.scheme == whole.scheme]
        unknown = results.unknown.get(whole.scheme, (0, 0))
        name = SHORT_NAMES[whole.scheme]
        for words, own_count, counted in (
            ("số trước", whole.before, sum(row.before for row in parts) + unknown[0]),
            ("số sau", whole.after, sum(row.after for row in parts) + unknown[1]),
        ):
            if parts and own_count != counted:
                yield (
                    f"{name}: {words} của các địa bàn cộng lại là {format_number(counted)}, của {in_sentence(whole.name)} là "
                    f"{format_number(own_count)}."
                )
        if whole.area == results.province.code and whole.moved_in:
            yield f"{name}: biến động trong chiến dịch không giải thích được {format_number(whole.moved_in)} người của cả tỉnh."


def _findings(results: CampaignResults) -> Iterable[Text]:
    for scheme in SCHEMES:
        whole = next((one for one in results.whole if one.scheme == scheme), None)
        if whole is None and results.whole:
            continue
        goal = results.goal(results.area.code, scheme)
        aim: tuple[str | Figure, ...] = ()
        if whole is None or goal:
            aim = (" (đạt ", _of_goal(whole, goal), " chỉ tiêu ", Figure(value=goal), " người)")
        direction = "giảm" if whole and whole.net < 0 else "tăng"
        yield (
            f"- {SHORT_NAMES[scheme]}: từ ", _count(whole, "before"), " người thành ", _count(whole, "after"),
            f" người, {direction} thuần ", Figure(value=None if whole is None else abs(whole.net)), "; tăng mới ",
            _count(whole, "new"), *aim, ", quay lại ", _count(whole, "returned"), ", duy trì ", _count(whole, "kept"),
            ", giảm ", _count(whole, "lapsed"), ".",
        )  # fmt: skip


def _count(row: AreaResult | None, measure: str) -> Figure:
    """A figure of a line; those that count people of one kind of change can be opened."""
    if row is None or not row.is_received:
        return Figure(value=None)
    value = row.changes[measure] if measure in row.changes else getattr(row, measure)
    opened = {"after": "", "new": "new", "returned": "returned", "lapsed": "lapsed"}
    if measure not in opened:
        return Figure(value=value)
    return Figure(value=value, id=str(FigureId(area=row.area, scheme=row.scheme, measure=opened[measure])))


def _of_goal(row: AreaResult | None, goal: int | None) -> Figure:
    if row is None or not row.is_received:
        return Figure(value=None, kind="percent", shown="" if row is None else "–")
    return Figure(
        value=share(row.changes["new"], goal) if goal else None, kind="percent", shown="" if goal else "–"
    )  # fmt: skip


def _table(number: int, scheme: str, results: CampaignResults) -> Table:
    rows = [row for row in results.rows if row.scheme == scheme]
    whole = next((row for row in results.whole if row.scheme == scheme), None)

    def line(order: str, name: str, row: AreaResult | None) -> tuple[Cell, ...]:
        goal = results.goal(row.area, scheme) if row else None
        return (
            order, name, _count(row, "before"), _count(row, "new"), _count(row, "returned"), _count(row, "kept"),
            _count(row, "lapsed"), _count(row, "moved_in"), _count(row, "after"), _count(row, "net"),
            Figure(value=goal, shown="" if goal is not None or row is None else "–"), _of_goal(row, goal),
        )  # fmt: skip

    return Table(
        caption=f"Bảng {number}. {SHORT_NAMES[scheme]}",
        unit="Đơn vị: người",
        size=9,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Địa bàn", width_mm=35),
            Column(title="Trước", kind="integer"),
            Column(title="Tăng mới", kind="integer", under=_UNDER),
            Column(title="Quay lại", kind="integer", under=_UNDER),
            Column(title="Duy trì", kind="integer", under=_UNDER),
            Column(title="Giảm", kind="integer", under=_UNDER),
            Column(title="Chuyển", kind="integer", under=_UNDER),
            Column(title="Sau", kind="integer"),
            Column(title="Tăng thuần", kind="integer"),
            Column(title="Chỉ tiêu mới", kind="integer"),
            Column(title="Đạt", kind="percent"),
        ),
        rows=tuple(line(str(order), row.name, row) for order, row in enumerate(rows, 1)),
        total=line("", "Cộng", whole),
        blank_rows=11,
    )


def _sources(results: CampaignResults) -> Iterable[Text]:
    def days(found: tuple[date, ...]) -> Cell:
        return own(", ".join(f"{day:%d/%m/%Y}" for day in found))

    yield (
        "Số trước chiến dịch đếm từ bản trích ngày ", days(results.before_extracts), "; số sau từ bản trích ngày ",
        days(results.after_extracts), ". Mỗi người tính một lần trong một chế độ.",
    )  # fmt: skip
    if any(sum(pair) for pair in results.unknown.values()):
        told = "; ".join(
            f"{SHORT_NAMES[scheme]} {before} và {after}" for scheme, (before, after) in results.unknown.items()
        )
        yield ("Người chưa rõ xã chỉ tính ở dòng cộng (trước và sau): ", own(told), ".")
    if results.after and results.after_extracts and max(results.after_extracts) < results.after:
        yield (
            "Bản trích mới nhất cũ hơn ngày so sánh: người tham gia sau ngày trích chưa có trong số liệu, người hết hạn sau ngày "
            "trích đã tính là giảm.",
        )
    if results.before_extracts and set(results.before_extracts) == set(results.after_extracts):
        yield (
            "Hai ngày đếm từ cùng một bản trích: số giảm là người hết hạn theo bản trích, người tham gia tiếp sau ngày trích chưa "
            "có ở đây.",
        )
