"""The sheet in front of a reviewed workbook: the finding, the counts, what to do, where it comes from.

One page for the person who opens the file; every figure is a plain number or a text, none a formula.
"""

from __future__ import annotations

from dataclasses import replace

from baophu.reports.review_columns import CARD_KIND_WORDS, VERDICT_FACES, Audience, verdict_word
from baophu.reports.review_summary import GroupCounts, ReviewSummary, worst_first
from baophu.reports.review_words import (
    age_note,
    basis,
    count_words,
    finding,
    meanings,
    moment_words,
    next_steps,
    share_words,
)
from baophu.reports.workbook.grid import Grid
from baophu.reports.workbook.looks import ACCENT_GROUND, ACCENT_INK
from baophu.reports.workbook.styles import Look, StyleSheet

MOST_GROUPS = 500
_WIDTHS = (2.0, 33.0, *(11.5,) * 9)
_FIRST, _LAST = 2, len(_WIDTHS)
_BAR = 24
_COUNT = r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"

_TEXT = Look(font="Arial", size=10, edge="none")
_TITLE = replace(_TEXT, size=18, is_bold=True)
_NOTE = replace(_TEXT, size=9, ink="454955", is_wrapped=True, vertical="top")
_SECTION = replace(_TEXT, size=12, is_bold=True, ink=ACCENT_INK)
_FINDING = replace(_TEXT, size=14, is_bold=True, ground=ACCENT_GROUND, ink="1B1E27", is_wrapped=True, indent=1)
_WARNING = replace(_TEXT, ground="FBEFD8", ink="845000", is_wrapped=True, indent=1)
_HEAD = replace(_TEXT, size=9, is_bold=True, ink="454955", edge="strong", is_wrapped=True)
_CELL = replace(_TEXT, edge="row")
_NUMBER = replace(_CELL, number_format=_COUNT, horizontal="right")
_SHARE = replace(_CELL, horizontal="right")
_STEP = replace(_TEXT, is_wrapped=True, vertical="top")


def summary_sheet(summary: ReviewSummary, audience: Audience, styles: StyleSheet, namespace: str) -> bytes:
    """The worksheet part of the summary, its looks added to ``styles``."""
    grid = Grid(styles=styles, widths=_WIDTHS)
    _opening(grid, summary)
    _verdicts(grid, summary, audience)
    _card_kinds(grid, summary)
    _steps(grid, summary, audience)
    _sources(grid, summary, audience)
    _groups(grid, summary, audience)
    return grid.xml(namespace, tab_colour="37479E")


def _opening(grid: Grid, summary: ReviewSummary) -> None:
    grid.row(9)
    grid.row(30)
    grid.put(_FIRST, summary.title, _TITLE, to=_LAST)
    grid.row()
    grid.put(_FIRST, basis(summary), replace(_TEXT, ink="454955"), to=_LAST)
    grid.row(8)
    _paragraph(grid, finding(summary), _FINDING, line=22, padding=14)
    note = age_note(summary)
    if note:
        grid.row(4)
        _paragraph(grid, note, _WARNING, line=15, padding=9)


def _paragraph(grid: Grid, text: str, look: Look, *, line: float, padding: float) -> None:
    grid.row(line * grid.lines(text, _FIRST, _LAST, look.size or 10) + padding)
    grid.put(_FIRST, text, look, to=_LAST)


def _section(grid: Grid, title: str) -> None:
    grid.row(12)
    grid.row(22)
    grid.put(_FIRST, title, _SECTION, to=_LAST)


def _verdicts(grid: Grid, summary: ReviewSummary, audience: Audience) -> None:
    _section(grid, "Kết quả")
    grid.row(20)
    right = replace(_HEAD, horizontal="right")
    for column, words, look, to in (
        (2, "Kết quả rà soát", _HEAD, 2),
        (3, "Số dòng", right, 3),
        (4, "Tỷ lệ", right, 4),
        (5, "", _HEAD, 7),
        (8, "Nghĩa là", _HEAD, _LAST),
    ):
        grid.put(column, words, look, to=to)
    said = meanings(summary, audience)
    for verdict, face in VERDICT_FACES.items():
        count = summary.verdicts.get(verdict, 0)
        grid.row(20)
        shown = replace(_CELL, ink=face.ink, ground=face.ground, is_bold=True, indent=1)
        grid.put(2, f"{face.mark}  {verdict_word(verdict, audience)}", shown)
        grid.put(3, count, _NUMBER)
        grid.put(4, share_words(count, summary.rows), _SHARE)
        grid.put(5, _bar(count, summary.rows), replace(_CELL, ink=face.ink, size=9, indent=1), to=7)
        grid.put(8, said[verdict], replace(_CELL, ink="454955"), to=_LAST)
    _total(grid, summary)


def _total(grid: Grid, summary: ReviewSummary) -> None:
    bold = replace(_CELL, is_bold=True)
    grid.row(20)
    grid.put(2, "Tất cả", replace(bold, indent=1))
    grid.put(3, summary.rows, replace(_NUMBER, is_bold=True))
    grid.put(4, "100%" if summary.rows else "–", replace(_SHARE, is_bold=True))
    held = f"Đã có thẻ: {count_words(summary.holding)} ({share_words(summary.holding, summary.rows)} số dòng)"
    grid.put(5, "", bold, to=7)
    grid.put(8, held, bold, to=_LAST)


def _bar(count: int, whole: int) -> str:
    """A share as blocks; half a block is the least that is shown of something."""
    halves = max(round(2 * _BAR * count / whole), 1) if count else 0
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _card_kinds(grid: Grid, summary: ReviewSummary) -> None:
    counted = {kind: summary.card_kinds.get(kind, 0) for kind in CARD_KIND_WORDS}
    if not any(counted.values()):
        return
    _section(grid, "Thẻ đang có thuộc loại nào")
    whole = sum(counted.values())
    for kind, count in counted.items():
        grid.row(20)
        grid.put(2, CARD_KIND_WORDS[kind], replace(_CELL, indent=1))
        grid.put(3, count, _NUMBER)
        grid.put(4, share_words(count, whole), _SHARE)
        grid.put(5, _bar(count, whole), replace(_CELL, ink="37479E", size=9, indent=1), to=7)


def _steps(grid: Grid, summary: ReviewSummary, audience: Audience) -> None:
    _section(grid, "Việc làm tiếp theo" if audience == "clerk" else "Cách dùng")
    for number, step in enumerate(next_steps(summary, audience), start=1):
        _paragraph(grid, f"{number}. {step}", _STEP, line=15, padding=3)


def _sources(grid: Grid, summary: ReviewSummary, audience: Audience) -> None:
    made = f"Lập lúc {moment_words(summary.generated_at)}. Lượt chạy {summary.run_id}, Bao Phủ {summary.code_version}."
    named = "" if audience == "clerk" else f" Dữ liệu thẻ: {summary.cards_name}."
    grid.row(8)
    for text in (*summary.warnings, f"Danh sách: {summary.roster_name}.{named} {made}"):
        _paragraph(grid, text, _NOTE, line=14, padding=4)


def _groups(grid: Grid, summary: ReviewSummary, audience: Audience) -> None:
    if len(summary.groups) < 2:
        return
    grid.break_before()
    _section(
        grid,
        f"Theo {summary.group_label.lower()}, nơi còn nhiều em chưa có thẻ đứng trước"
        if summary.subject == "pupil"
        else f"Theo {summary.group_label.lower()}, nơi thiếu nhiều đứng trước",
    )
    grid.row(32)
    grid.put(2, summary.group_label, replace(_HEAD, indent=1))
    right = replace(_HEAD, horizontal="right")
    grid.put(3, "Số dòng", right)
    for column, verdict in enumerate(VERDICT_FACES, start=4):
        words = "Đang kiểm tra" if audience == "clerk" and verdict == "doubtful" else VERDICT_FACES[verdict].word
        grid.put(column, words, right)
    grid.put(_LAST, "Tỷ lệ có thẻ", right)
    for group in worst_first(summary.groups)[:MOST_GROUPS]:
        _group(grid, group)
    if len(summary.groups) > MOST_GROUPS:
        left = len(summary.groups) - MOST_GROUPS
        grid.row()
        grid.put(2, f"và {count_words(left)} nơi khác, đều khá hơn các nơi ở trên.", _NOTE, to=_LAST)


def _group(grid: Grid, group: GroupCounts) -> None:
    grid.row(20)
    grid.put(2, group.name, replace(_CELL, indent=1))
    grid.put(3, group.rows, _NUMBER)
    for column, (verdict, face) in enumerate(VERDICT_FACES.items(), start=4):
        count = group.verdicts.get(verdict, 0)
        stands_out = count > 0 and verdict != "covered"
        grid.put(column, count, replace(_NUMBER, ink=face.ink if stands_out else "5F636E", is_bold=stands_out))
    grid.put(_LAST, share_words(group.holding, group.rows), replace(_SHARE, is_bold=True))
