"""``plan``: the plan of a campaign: why, when, the main site and the linked ones, goals by area, tasks, money."""

from __future__ import annotations

from collections.abc import Iterable

from baophu.reports.document.blocks import Annex, Cell, Column, Document, Figure, Heading, Paragraph, Table
from baophu.reports.official.campaign_data import CampaignData, Site
from baophu.reports.official.letters import Letter, based_on, dashed, example_note, own, own_day
from baophu.reports.official.paper import letterhead, signatures

_KIND_WORDS = {"main": "Chính", "linked": "Trực tuyến"}
_RECIPIENTS = (
    "BHXH Việt Nam (để báo cáo)",
    "UBND tỉnh (để báo cáo)",
    "Các đơn vị có tên trong kế hoạch",
    "Lưu: VT, TT",
)


def plan_document(letter: Letter) -> Document:
    """The plan; without a campaign its blank form."""
    campaign = letter.campaign
    return Document(
        head=letterhead(letter.area, letter.province, code="KH-BHXH", number=letter.number, dated=letter.dated),
        title="KẾ HOẠCH",
        subject=(own(campaign.name if campaign else None),),
        blocks=(
            *based_on(campaign),
            Heading(text="I. MỤC ĐÍCH, YÊU CẦU"),
            *dashed(campaign.purposes if campaign else ()),
            Heading(text="II. THỜI GIAN, ĐỊA ĐIỂM"),
            Paragraph(
                text=(
                    "1. Thời gian: từ ngày ",
                    own_day(campaign.start if campaign else None),
                    " đến hết ngày ",
                    own_day(campaign.end if campaign else None),
                    ".",
                )
            ),
            Paragraph(text=("2. Địa điểm lễ ra quân: ", *_sites_told(campaign), " (Phụ lục I).")),
            Heading(text="III. CHỈ TIÊU"),
            Paragraph(text=_goals_told(campaign)),
            Heading(text="IV. NHIỆM VỤ"),
            _tasks(campaign),
            Heading(text="V. KINH PHÍ"),
            Paragraph(text=(own(campaign.money if campaign else None),)),
            Heading(text="VI. TỔ CHỨC THỰC HIỆN"),
            *example_note(campaign),
            Paragraph(
                text="Các đơn vị theo nhiệm vụ được giao tổ chức thực hiện và báo cáo kết quả hằng ngày. Vướng mắc phát sinh "
                "báo về cơ quan ban hành kế hoạch để được hướng dẫn./."
            ),
        ),
        signatures=signatures(letter.area),
        recipients=_RECIPIENTS,
        annexes=(
            Annex(title="PHỤ LỤC I", subject="Các điểm cầu lễ ra quân", blocks=(_sites(letter),)),
            Annex(title="PHỤ LỤC II", subject="Chỉ tiêu người tham gia mới trong chiến dịch", blocks=(_goals(letter),)),
        ),
    )


def _sites_told(campaign: CampaignData | None) -> Iterable[str | Figure | Cell]:
    sites = campaign.sites if campaign else ()
    main = next((site.name for site in sites if site.kind == "main"), None)
    linked = sum(site.kind == "linked" for site in sites)
    return ("điểm cầu chính tại ", own(main), " và ", Figure(value=linked if sites else None), " điểm cầu trực tuyến")


def _goals_told(campaign: CampaignData | None) -> tuple[str | Figure, ...]:
    goals = campaign.goals if campaign else ()
    return (
        "Phấn đấu trong chiến dịch có ",
        Figure(value=sum(goal.voluntary_si for goal in goals) if goals else None),
        " người mới tham gia BHXH tự nguyện và ",
        Figure(value=sum(goal.health for goal in goals) if goals else None),
        " người mới tham gia BHYT hộ gia đình, chia theo địa bàn tại Phụ lục II. Người mới được tính khi đã đối chiếu với "
        "số tiền nộp.",
    )


def _tasks(campaign: CampaignData | None) -> Table:
    tasks = campaign.tasks if campaign else ()
    return Table(
        size=11,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Nhiệm vụ", width_mm=58),
            Column(title="Chủ trì", width_mm=24),
            Column(title="Phối hợp", width_mm=30),
            Column(title="Hoàn thành", kind="date"),
            Column(title="Số lượng", kind="integer"),
            Column(title="Đơn vị tính"),
        ),
        rows=tuple(
            (
                str(number), task.what, task.unit, task.together, f"{task.deadline:%d/%m/%Y}",
                "" if task.number is None else Figure(value=task.number), task.measure,
            )
            for number, task in enumerate(tasks, 1)
        ),
        blank_rows=8,
    )  # fmt: skip


def _sites(letter: Letter) -> Table:
    sites = sorted(letter.campaign.sites if letter.campaign else (), key=lambda site: (site.kind != "main", site.area))
    seats = [site.seats for site in sites if site.seats is not None]
    return Table(
        size=11,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Địa bàn"),
            Column(title="Điểm cầu"),
            Column(title="Loại"),
            Column(title="Số chỗ", kind="integer"),
            Column(title="Phụ trách"),
        ),
        rows=tuple(_site(str(number), site, letter) for number, site in enumerate(sites, 1)),
        total=("", "Cộng", "", "", Figure(value=sum(seats) if seats else None), ""),
        blank_rows=11,
    )


def _site(number: str, site: Site, letter: Letter) -> tuple[Cell, ...]:
    seats: Cell = "" if site.seats is None else Figure(value=site.seats)
    return (number, letter.area_name(site.area), site.name, _KIND_WORDS[site.kind], seats, site.in_charge)


def _goals(letter: Letter) -> Table:
    goals = letter.campaign.goals if letter.campaign else ()
    sums = [sum(goal.voluntary_si for goal in goals), sum(goal.health for goal in goals)] if goals else [None, None]
    return Table(
        unit="Đơn vị: người",
        size=12,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Địa bàn"),
            Column(title="BHXH tự nguyện", kind="integer"),
            Column(title="BHYT hộ gia đình", kind="integer"),
        ),
        rows=tuple(
            (str(number), letter.area_name(goal.area), Figure(value=goal.voluntary_si), Figure(value=goal.health))
            for number, goal in enumerate(goals, 1)
        ),
        total=("", "Cộng", *(Figure(value=one) for one in sums)),
        blank_rows=11,
    )
