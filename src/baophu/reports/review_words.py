"""The sentences of a review: the finding first, how old the cards are, what each verdict means, what to do next.

Pure text from the figures of a `ReviewSummary`; the workbook, the terminal and the pages say the same words.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

from baophu.reports.review_columns import Audience
from baophu.reports.review_summary import ReviewSummary

_VIETNAM = timezone(timedelta(hours=7))


def count_words(count: int) -> str:
    """A whole number as it is read in Vietnamese: 65.116."""
    return f"{count:,}".replace(",", ".")


def share_words(part: int, whole: int, digits: int = 1) -> str:
    """A share as it is read in Vietnamese: 99,7%; "–" of nothing. Never rounded up to all or down to none."""
    if whole == 0:
        return "–"
    step = Decimal(1).scaleb(-digits)
    share = (Decimal(100 * part) / whole).quantize(step, ROUND_HALF_UP)
    if share == 100 and part < whole:
        share -= step
    if share == 0 and part > 0:
        share += step
    return f"{share}%".replace(".", ",")


def date_words(day: date) -> str:
    """A date as it is read in Vietnamese: 22/03/2021."""
    return f"{day:%d/%m/%Y}"


def moment_words(moment: datetime) -> str:
    """A moment as it is read in Vietnam: 14:32 22/03/2021; a naive one passes as local."""
    local = moment.astimezone(_VIETNAM) if moment.tzinfo else moment
    return f"{local:%H:%M %d/%m/%Y}"


def people(summary: ReviewSummary) -> tuple[str, str]:
    """What the rows of a roster are called: the full word and the short one that counts."""
    return ("học sinh", "em") if summary.subject == "pupil" else ("người", "người")


def finding(summary: ReviewSummary) -> str:
    """The sentence that comes first: how many hold a card, how many do not, how many a person must look at."""
    if summary.rows == 0:
        return "Danh sách không có dòng nào để rà soát."
    who, one = people(summary)
    share = share_words(summary.holding, summary.rows)
    parts = [f"{share} trong {count_words(summary.rows)} {who} đã có thẻ"]
    parts += [
        f"{count_words(summary.verdicts.get(key, 0))} {one} {what}" for key, what in _GAPS if summary.verdicts.get(key)
    ]
    unreadable = summary.verdicts.get("unreadable", 0)
    parts += [f"{count_words(unreadable)} dòng không đọc được"] if unreadable else []
    return parts[0] + "." if len(parts) == 1 else f"{parts[0]}; {', '.join(parts[1:])}."


_GAPS = (
    ("not_covered", "chưa có thẻ"),
    ("expired", "đã hết hạn"),
    ("upcoming", "chờ hiệu lực"),
    ("doubtful", "cần cơ quan BHXH kiểm tra"),
)


def basis(summary: ReviewSummary) -> str:
    """The day the verdicts hold for, and the extract they rest on."""
    extract = f"bản trích ngày {date_words(summary.cards_as_of)}" if summary.cards_as_of else "bản trích chưa rõ ngày"
    return f"Tính cho ngày {date_words(summary.on)}, theo thẻ BHYT {extract}."


def age_note(summary: ReviewSummary) -> str | None:
    """What an old extract does to the verdicts; None while it is fresh."""
    if not summary.is_cards_old or summary.cards_as_of is None:
        return None
    day = date_words(summary.cards_as_of)
    return (
        f"Thẻ BHYT là bản trích {day}, đã {summary.cards_age_days} ngày. “Chưa có thẻ” và “Đã hết hạn” nghĩa là "
        f"theo dữ liệu ngày {day}; thẻ cấp hoặc gia hạn sau ngày đó chưa có ở đây."
    )


def meanings(summary: ReviewSummary, audience: Audience) -> dict[str, str]:
    """What each verdict says about a person, in one line."""
    on, days = date_words(summary.on), summary.expiring_within
    doubtful = (
        "Cơ quan BHXH đang kiểm tra, sẽ trả lời sau." if audience == "clerk" else "Có thẻ gần giống, cần người xem."
    )
    return {
        "covered": f"Thẻ còn giá trị ngày {on}.",
        "expiring": f"Thẻ còn giá trị, hết hạn trong {days} ngày tới.",
        "expired": f"Thẻ gần nhất hết hạn trước ngày {on}.",
        "upcoming": f"Thẻ đã cấp, có giá trị sau ngày {on}.",
        "not_covered": "Không tìm thấy thẻ nào.",
        "doubtful": doubtful,
        "unreadable": "Thiếu họ tên hoặc dòng hỏng, chưa rà soát.",
    }


def next_steps(summary: ReviewSummary, audience: Audience) -> tuple[str, ...]:
    """What the reader does with the result, in order."""
    return _CLERK_STEPS if audience == "clerk" else _OFFICE_STEPS


_OFFICE_STEPS = (
    "Lọc cột “Kết quả rà soát” lấy “Chưa có thẻ” và “Đã hết hạn” để vận động; “Sắp hết hạn” để nhắc gia hạn.",
    "Dòng “Nghi vấn”: so “Căn cứ” với từng dòng thẻ ở cột “Ứng viên” (dòng thẻ : độ chắc chắn), rồi quyết định "
    "cùng một người hay khác người. Chưa quyết định thì chưa tính là có thẻ.",
    "“Trùng dòng” cho biết dòng trước đó của cùng một người trong danh sách. Dòng “Không đọc được”: sửa rồi gửi lại.",
    "Tệp này có dữ liệu cá nhân. Gửi cho trường thì dùng bản lập cho trường, không gửi bản này.",
)
_CLERK_STEPS = (
    "Lọc cột “Kết quả rà soát” lấy “Chưa có thẻ” và “Đã hết hạn”: báo gia đình tham gia, hoặc nộp bản chụp thẻ nếu em đã có thẻ.",
    "“Sắp hết hạn”: nhắc gia đình gia hạn trước ngày ở cột “Giá trị đến”.",
    "“Cơ quan BHXH đang kiểm tra”: chưa cần làm gì. Cơ quan BHXH sẽ trả lời hoặc hỏi thêm.",
    "“Không đọc được”: điền họ tên, ngày sinh còn thiếu rồi gửi lại. Ghi chú thêm ở cột bên phải, không sửa các cột kết quả.",
)
