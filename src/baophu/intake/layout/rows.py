"""Tells data rows from the other things people put under a header: sections, subtotals, marks, signatures.

Only *odd* rows come here (the reader of rows settles the plain ones in bulk), in the order of the sheet, so that what
follows a signature block is judged in its light.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from baophu.intake.layout.headers import ORDER_KEYS, is_header_row, is_hints_row, is_marks_row
from baophu.intake.layout.people import is_built_like_a_name, readings, reads_as_person, without_numbering
from baophu.intake.layout.shapes import RowKind
from baophu.intake.layout.titles import class_of_text
from baophu.kernel.fields import FIELD_BY_NAME
from baophu.kernel.text import clean_text, header_key

# What a name never starts with; also a filter of the bulk step, so it is plain RE2.
ODD_WORDS = (
    r"(?i)^\s*(?:tổng|cộng|céng|tæng|toång|coäng|tong (?:cong|so)|cong$|luỹ kế|lũy kế|người |ngươi |kế toán|hiệu trưởng"
    r"|thủ trưởng|giám đốc|chủ tịch|xác nhận|phụ trách|đại diện|cán bộ|giáo viên|gvcn|ngày|tm\.|kt\.|danh sách"
    r"|bằng chữ|số tiền|trong đó|lập biểu|đơn vị|họ,? |họ$|mã |số |giới tính|năm sinh|dân tộc|stt|tt$|ghi |[(\[]|hä vµ|hoï vaø)"
)
TOTAL_WORDS = r"(?i)^\s*(?:tổng|cộng|céng|tæng|toång|coäng|tong c|tong s|cong\s*$|luỹ kế|lũy kế)"
"""What a numbered row begins with that may still be a total; a filter of the bulk step."""
_SUBTOTAL = re.compile(r"^(?:tổng|cộng|luỹ kế|lũy kế|trong đó)(?:\b|$)|^(?:tong (?:cong|so)|cong)\b", re.IGNORECASE)
# What no name is: the total itself, or a total of something.
_SURE_TOTAL = re.compile(
    r"^(?:tổng (?:cộng|số|tiền|chung|toàn)|tong (?:cong|so)|luỹ kế|lũy kế|trong đó)\b|^(?:tổng|cộng|cong)\s*(?:$|[:.(\d])"
    r"|^cộng (?:tăng|giảm|dồn|chung|luỹ|lũy|mục|lớp|khối|trang|ấp|khóm|xã|toàn|các|của)\b",
    re.IGNORECASE,
)
_TOTAL_ALONE = re.compile(r"^(?:tổng(?: cộng| số)?|cộng|tong (?:cong|so)|cong)\s*[:.]?$", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"người (?:lập|kê|nộp|thu|duyệt|kiểm|đại|ký)|lập biểu|lập bảng|kế toán|hiệu trưởng|thủ trưởng|giám đốc|chủ tịch"
    r"|ký[, ].*(?:tên|dấu)|\(ký|^xác nhận|phụ trách|đại diện|cán bộ (?:thu|lập|chuyên)|giáo viên chủ nhiệm|gvcn"
    r"|ngày\s*[\d.… ]*\s*tháng\s*[\d.… ]*\s*năm|^(?:tm|kt|tl)\.|^ghi chú\s*:|^bằng chữ"
    r"|^danh sách (?:này |trên )?(?:gồm|có)|nơi nhận",
    re.IGNORECASE,
)
_SECTION_MARK = re.compile(r"^\(?(?:[IVXL]{1,6}|[A-ZĐ]|[IVXL]{1,6}\.\d{1,2}|[A-Z]\.\d{1,2})[.)]?$")
_SECTION_TEXT = re.compile(
    r"^(?:[IVXL]{1,6}\s*[.):-]|lớp|khối|tổ|ấp|khóm|thôn|xã|phường|thị trấn|trường|điểm|nhóm|đối tượng|đội|tăng|giảm"
    r"|người tham gia|tiền lương|tiếp tục|cấp lại|đổi thẻ|hộ gia đình|diện)(?:\b|\s|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*\d{1,7}(?:\.0+)?\.?\s*$")
_BIRTH = re.compile(r"^\s*(?:\d{1,2}\s*[-/.]\s*){0,2}(?:19|20)\d{2}(?:\.0+)?(?:\D.*)?$")
_SEXES = frozenset({"nam", "nữ"})
_WORDS_OF_HEADERS = ORDER_KEYS | {
    header_key(text) for name in ("full_name", "last_name", "birth_date") for text in FIELD_BY_NAME[name].headers
}
_SHOWN_LENGTH = 40
_SUM = re.compile(r"^[\d.,\s]+(?:đ|đồng)?$")
_NAME = re.compile(r"^[^\W\d_]+(?:[ .'-]+[^\W\d_]+){1,6}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """What is needed to judge a row: header texts by column, the running number's column, names, who-is-it columns.

    ``match`` knows the field of a header, ``keys`` are the fields that a table must have: so another header is seen.
    """

    headers: Mapping[int, Collection[str]]
    order: int | None
    names: tuple[int, ...]
    identity: tuple[int, ...]
    fields: tuple[int, ...]
    needs_name: bool = True
    match: Callable[[str], str | None] | None = None
    keys: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """One odd row: its source row, what it is, the class that a section row names, its words where it is no data.

    ``is_other_header``: a header whose columns are not where those of the table's own header are.
    """

    source_row: int
    kind: RowKind
    class_name: str | None = None
    text: str = ""
    is_other_header: bool = False

    @property
    def words(self) -> str:
        """The words of the row without its sums, cut where they are long."""
        words = " ".join(word for word in clean_text(self.text).split() if not word.isdigit())
        return words if len(words) <= _SHOWN_LENGTH else words[: _SHOWN_LENGTH - 1] + "…"


def judge_rows(rows: Iterable[tuple[int, Sequence[str], bool]], context: RowContext) -> Iterator[JudgedRow]:
    """Judge rows in order. Each comes with its source row, its cells, and whether plain data rows stood before it
    since the last odd one (which ends a signature block)."""
    is_after_signature = False
    is_under_header = True
    for source_row, cells, is_after_data in rows:
        if is_after_data:
            is_after_signature = is_under_header = False
        kind = judge_row(cells, context, is_after_signature=is_after_signature, is_under_header=is_under_header)
        if kind is RowKind.FOOTER:
            is_after_signature = True
        elif kind in (RowKind.DATA, RowKind.HEADER):
            is_after_signature = False
        is_under_header = kind is RowKind.HEADER or (is_under_header and kind is RowKind.MARKS)
        class_name = None
        if kind is RowKind.SECTION:
            class_name = next((name for cell in cells if cell and (name := _class_of(cell))), None)
        text = "" if kind is RowKind.DATA else " ".join(filter(None, cells))
        is_other = kind is RowKind.HEADER and not _is_same_header(cells, context)
        yield JudgedRow(source_row=source_row, kind=kind, class_name=class_name, text=text, is_other_header=is_other)


def judge_row(
    cells: Sequence[str], context: RowContext, *, is_after_signature: bool = False, is_under_header: bool = False
) -> RowKind:
    """What one row under the header is; ``is_under_header``: no data row stands between the two."""
    filled = {column: (cell or "").strip() for column, cell in enumerate(cells) if clean_text(cell or "")}
    order = clean_text(filled.get(context.order, "")) if context.order is not None else ""
    is_numbered = bool(_NUMBER.match(order))
    others = {column: text for column, text in filled.items() if column != context.order}
    if not filled or (is_numbered and not others):
        return RowKind.BLANK
    if is_marks_row(list(filled.values())) or (is_under_header and is_hints_row(list(filled.values()))):
        return RowKind.MARKS
    if _repeats_header(filled, context):
        return RowKind.HEADER
    if is_numbered:
        return RowKind.SUBTOTAL if _is_numbered_total(others, context) else RowKind.DATA
    return _judge_unnumbered(filled, order, context, is_after_signature=is_after_signature)


def _class_of(cell: str) -> str | None:
    return next((name for text in readings(cell) if (name := class_of_text(text))), None)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return any(pattern.search(reading) for reading in readings(text))


def _repeats_header(filled: Mapping[int, str], context: RowContext) -> bool:
    keys = {column: header_key(text) for column, text in filled.items()}
    same = sum(1 for column, key in keys.items() if key in context.headers.get(column, ()))
    if same >= 2 and same >= 0.6 * len(filled):
        return True
    # Asking for the field of every cell would be slow: only where a cell is a word that tables must have.
    if context.match is None or _WORDS_OF_HEADERS.isdisjoint(keys.values()):
        return False
    return is_header_row(list(filled.values()), match=context.match, keys=context.keys)


def _is_same_header(cells: Sequence[str], context: RowContext) -> bool:
    filled = {column: header_key(cell) for column, cell in enumerate(cells) if cell and cell.strip()}
    return all(key in context.headers.get(column, ()) for column, key in filled.items() if key)


def _name_of(filled: Mapping[int, str], context: RowContext) -> str:
    """The name, joined where family and given name have columns of their own."""
    parts = [filled[column] for column in context.names if column in filled]
    return " ".join(parts if len(context.names) == 2 else parts[:1])


def _is_numbered_total(others: Mapping[int, str], context: RowContext) -> bool:
    """ "15 | Tổng cộng": a total that was given a running number, and nothing that says who it is about."""
    name = _name_of(others, context)
    return _says(_SURE_TOTAL, name) and not any(column in others for column in context.identity)


def _judge_unnumbered(
    filled: Mapping[int, str], order: str, context: RowContext, *, is_after_signature: bool
) -> RowKind:
    texts = list(filled.values())
    identity = [column for column in context.identity if column in filled]
    name = without_numbering(_name_of(filled, context))
    tells = any(_tells_of_a_person(filled[column]) for column in identity)
    if any(_says(_SIGNATURE, text) for text in texts):
        is_person = bool(name) and (tells or (reads_as_person(name) and not is_after_signature))
        if not is_person or _says(_SIGNATURE, name):
            return RowKind.FOOTER
    if is_after_signature and not tells:
        return RowKind.FOOTER
    if _says(_SUBTOTAL, name or texts[0]) and not _is_named_like_a_total(name, [filled[column] for column in identity]):
        return RowKind.SUBTOTAL
    if identity:
        return RowKind.DATA
    if not name and context.needs_name and all(_SUM.match(text) for text in texts):
        return RowKind.SUBTOTAL
    if _is_section(filled, order, name, context):
        return RowKind.SECTION
    if not name and context.needs_name:
        known = [column for column in context.fields if column in filled]
        return RowKind.SUBTOTAL if known else RowKind.SECTION
    return RowKind.DATA


def _tells_of_a_person(text: str) -> bool:
    return any(map(str.isdigit, text)) or clean_text(text).lower() in _SEXES


def _is_named_like_a_total(name: str, identity: Sequence[str]) -> bool:
    """Whether a row that begins like a total is a person after all (Tổng Văn Ba, Cộng Hòa)."""
    if not name:
        return False
    if any(_BIRTH.match(text) for text in identity) and not _says(_TOTAL_ALONE, name):
        return True
    if _says(_SURE_TOTAL, name):
        return False
    return bool(identity) or reads_as_person(name) or is_built_like_a_name(name)


def _is_section(filled: Mapping[int, str], order: str, name: str, context: RowContext) -> bool:
    column, first = next(iter(filled.items()))
    first = without_numbering(first)
    is_person = reads_as_person(name or (first if column not in context.fields else ""))
    if order and _SECTION_MARK.match(order):
        return not is_person or (name or first).isascii()
    if is_person and context.needs_name:
        return False
    if _says(_SECTION_TEXT, first) or (name and _says(_SECTION_TEXT, name)):
        return True
    if not context.needs_name:
        return False
    is_alone = len(filled) == 1
    return is_alone and not _says(_NAME, first)
