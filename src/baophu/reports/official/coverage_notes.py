"""What the figures of a paper rest on, in its own words: targets, extracts and their age, populations, counting rules."""

from __future__ import annotations

from collections.abc import Iterator

from baophu.coverage.domain.populations import PopulationOfArea
from baophu.coverage.domain.results import SourceAge
from baophu.coverage.domain.schemes import HEALTH
from baophu.coverage.domain.targets import TargetInForce
from baophu.kernel.money import format_number
from baophu.reports.document.blocks import Note
from baophu.reports.official.coverage_facts import SHORT_NAMES, CoverageFacts
from baophu.reports.official.paper import data
from baophu.reports.review_summary import FRESH_DAYS

RULES = (
    "- Mỗi người tính một lần trong một chế độ, theo dữ liệu còn hiệu lực vào ngày số liệu. BHXH bắt buộc tính cả người "
    "đang nghỉ thai sản; BHXH tự nguyện tính đến hết thời gian đã đóng.",
    "- BHXH gồm bắt buộc và tự nguyện. Tổng số người tham gia là BHYT cộng BHXH tự nguyện, vì người tham gia BHXH bắt buộc "
    "và BH thất nghiệp đã có trong BHYT. Không cộng bốn chế độ với nhau.",
    "- Tỷ lệ làm tròn đến hai chữ số thập phân (từ 5 trở lên làm tròn lên).",
)


def rule_notes() -> list[Note]:
    """How people are counted, added up and rounded; one line each."""
    return [Note(text=rule) for rule in RULES]


def extract_notes(facts: CoverageFacts, *, with_population: bool = False) -> list[Note]:
    """Extracts with their days and what is not counted; one line each."""
    lines = [*_sources(facts), *(_populations(facts) if with_population else ()), *_gaps(facts)]
    return [Note(text=(data(f"- {line}"),)) for line in lines]


def target_note(facts: CoverageFacts) -> Iterator[Note]:
    """Which decisions the targets come from, and which of them are assumed."""
    targets = [row.target for row in facts.own if row.target]
    if not targets:
        return
    decided = sorted({_decision(one) for one in targets if one.decision_number})
    parts = [f"Chỉ tiêu giao theo {'; '.join(decided)}."] if decided else []
    if any(one.is_assumed for one in targets):
        parts.append(
            "Giả định: số chỉ tiêu được giao chưa có trong dữ liệu; số ở đây là giá trị giả định để tính tỷ lệ, cần thay bằng "
            "số của quyết định giao."
        )
    if parts:
        yield Note(text=(data(" ".join(parts)),))


def source_words(source: SourceAge) -> str:
    """One extract: what it tells of, its file, its day and how old that is on the day of the figures."""
    names = ", ".join(SHORT_NAMES[scheme] for scheme in source.schemes)
    unsure = "" if source.is_as_of_known else " (ngày lấy theo tệp, cần xác nhận)"
    if source.age_days > 0:
        age = f"trước ngày số liệu {source.age_days} ngày"
    else:
        age = f"trích sau ngày số liệu {-source.age_days} ngày" if source.age_days else "đúng ngày số liệu"
    stale = f". Dữ liệu đã {source.age_days} ngày, số thật có thể khác" if source.is_stale(FRESH_DAYS) else ""
    return f"{names}: bản trích ngày {source.as_of:%d/%m/%Y}{unsure} (tệp {source.file}), {age}{stale}."


def population_words(population: PopulationOfArea) -> str:
    """A population by its name and source; once where the source repeats the name."""
    name, source = population.series.name, population.series.source
    return source if name in source else f"{name} ({source})"


def _decision(target: TargetInForce) -> str:
    dated = f" ngày {target.decision_date:%d/%m/%Y}" if target.decision_date else ""
    return f"{target.decision_number}{dated} của {target.issuer}"


def _sources(facts: CoverageFacts) -> Iterator[str]:
    for source in facts.sources:
        yield source_words(source)
    for scheme in facts.missing:
        yield f"{SHORT_NAMES[scheme]}: chưa nhận được dữ liệu."


def _populations(facts: CoverageFacts) -> Iterator[str]:
    stated = facts.health_population
    if stated is not None:
        carried = ", chuyển sang địa bàn của ngày số liệu" if stated.is_carried else ""
        yield (
            f"Dân số dùng cho tỷ lệ bao phủ: {population_words(stated)}, tính đến {stated.series.as_of:%d/%m/%Y}{carried}."
        )
    elif facts.own:
        yield "Dân số: chưa có nguồn nào, nên không nêu tỷ lệ bao phủ."


def _gaps(facts: CoverageFacts) -> Iterator[str]:
    for scheme, codes in facts.silent.items():
        if codes:
            yield f"{SHORT_NAMES[scheme]}: {len(codes)} xã chưa có dòng nào trong dữ liệu đã nhận."
    for scheme, people in facts.unknown_place.items():
        yield f"{SHORT_NAMES[scheme]}: {format_number(people)} người chưa rõ xã, chỉ tính vào số của cả tỉnh."
    for scheme, rows in facts.undated.items():
        yield f"{SHORT_NAMES[scheme]}: {format_number(rows)} dòng thiếu ngày, không được tính."
    if any(row.is_carried for row in facts.own):
        yield f"{SHORT_NAMES[HEALTH]} và BHXH: số được chuyển từ địa bàn lúc nhận dữ liệu sang địa bàn của ngày số liệu."
