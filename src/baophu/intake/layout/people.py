"""Whether a text reads as a person's name: family names that are known, and words that merely look like them.

Used where a row is a name alone and must not be taken for a section or a subtotal, and where a sheet without a header
is searched for people. A name is never needed to be known here: what is not recognised is judged by its place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from baophu.kernel.legacy import decode_legacy
from baophu.kernel.text import clean_text, fold_marks, place_tone

SURNAMES = frozenset(
    """
    nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương lâm mai tô tăng
    phùng đinh hà cao lưu lương thái châu tạ phó la quách kiều triệu tống hứa giang văn từ thạch sơn kim danh diệp lại
    lục liêu liên trà trang tiêu tôn tất thân thiều thi thang thòng tín trầm trì trình trác tưởng ung uông ong ông
    ưng viên vi vòng vương xa xà xuân yên âu ấu bạch bành bàng bế biện bồ bưu ca cam cái cát chu chung chương chế chiêm
    chiều chắng cổ cù cung công cống cồ dư diêu doãn du dụng dịp dín đái đàm đan điền điểu đồ đồng đổng đới đường đậu
    giáp giàng hàn hán hầu hình hoa hồng hùng huyên hướng hạ hách khâu khổng khúc khuất khương khấu kha khưu kha ký
    kỳ kiên kiêm lã lạc lai lao lã lam lãnh lăng lò lộ lỗ lôi long lù lư lữ lường lầu ly lỳ mã mạc mạch mạnh mao mân
    mẫn mè mùa mông ma mang nghê nghiêm nghị ngọ ngọc ngụy ngũ nhan nhâm nhiêu nhữ nhạc ninh nông nữ nịnh neáng nèang
    néang ổn phí phú phương phù phún phượng quan quang quảng quảng quyền quàng rcom rơ sầm sa sái sằm sú sùng sử tào
    tàu tán tân tề thào thiệu thúc thới thẩm thập tiết tòng trưng trằn tsằn tiếp trúc tsan trương ty ứng vày vàng
    vạn vẽ viêm vừ vưu xin chau chao chanh liếu lièng mô môn âm keo khim điêu bá cẩm cấn giản
    hân lợi nhu nhung quế sín thoại thượng tuấn tường ưu vĩnh
    """.split()  # noqa: SIM905
)
"""Family names in use among Kinh, Hoa, Khmer and Cham people of the south, lower case, tones where they belong."""

_FOLDED = frozenset(map(fold_marks, SURNAMES))
# First words that head sections, too; a person of that name has a name word behind it.
_ALSO_SECTIONS = frozenset({"tăng", "tổ", "xã", "trường", "đội", "diện", "tổng", "cộng", "lớp", "khối", "nhóm"})
_PLACES = frozenset({"xã"})
_AFTER_TANG = frozenset(
    "mới trong kỳ do thêm giảm thẻ mức số lao tiền người đối bhyt bhxh bhtn tháng năm khác cộng từ đợt".split()  # noqa: SIM905
)
# What titles, sections and headers begin with although the first word is a family name, too.
_NO_NAMES = frozenset(
    tuple(phrase.split())
    for phrase in re.split(
        ";",
        "danh sách;danh mục;công ty;công an;công đoàn;công tác;công chức;công nhân;văn phòng;văn hóa;văn bản;"
        "lưu ý;lưu trữ;tất cả;trình độ;phương án;phương thức;liên hệ;liên đoàn;viên chức;lao động;quan hệ;"
        "chung cư;trang bìa;la mã;phó hiệu;phó chủ;phó giám;phó trưởng;cung cấp;mã số;mã hộ;mã thẻ;mã đơn;"
        "mã xã;mã học;mã định;lý do;lý lịch;từ ngày;từ tháng;từ kỳ;cao đẳng;kỳ thu;kim ngạch;hồ sơ;"
        "dương lịch;âm lịch;thân nhân;đại diện",
    )
)
_NO_NAMES_FOLDED = frozenset(tuple(map(fold_marks, pair)) for pair in _NO_NAMES)
_NUMBERING = re.compile(r"^\s*\(?\d{1,6}\s*[.)/:–-]\s*(?=[^\W\d_])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TAIL = re.compile(r"[\s,;*.–-]*(?:\d[\d/.\s-]*)?[\s*.,;–-]*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MOST_WORDS = 6


def without_numbering(text: str) -> str:
    """``text`` without the running number typed before a name ("1. Lý Ba")."""
    return _NUMBERING.sub("", text, count=1)


def reads_as_person(text: str) -> bool:
    """Whether ``text``, in Unicode or an old font, is two to six capitalised words that begin with a family name."""
    return any(_is_person(reading) for reading in readings(text))


@lru_cache(maxsize=4_096)
def readings(text: str) -> tuple[str, ...]:
    """The text as it stands and as the old encodings would read it."""
    if text.isascii():
        return (clean_text(text),)
    decoded = (text, decode_legacy(text, "TCVN3"), decode_legacy(text, "VNI"))
    return tuple(dict.fromkeys(map(clean_text, decoded)))


def _is_person(text: str) -> bool:
    words = _name_words(text)
    if not words:
        return False
    first = place_tone(words[0].lower())
    start = (first, place_tone(words[1].lower()))
    if start in _NO_NAMES or (text.isascii() and start in _NO_NAMES_FOLDED):
        return False
    if first in _ALSO_SECTIONS:
        return _is_person_of_a_section_word(first, [word.lower() for word in words])
    return first in SURNAMES or (text.isascii() and first in _FOLDED)


def _name_words(text: str) -> list[str]:
    """The words of a text that is built like a name, else none."""
    bare = _TAIL.sub("", _BRACKETS.sub(" ", without_numbering(text)))
    words = bare.split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return []
    is_capitalised = all(word[0].isupper() for word in words)
    return words if is_capitalised or bare == bare.lower() else []


def _is_person_of_a_section_word(first: str, words: list[str]) -> bool:
    if words[1] == "thị":
        return len(words) > 2
    if words[1] == "văn" and first not in _PLACES:
        return len(words) > 2
    return first == "tăng" and words[1] not in _AFTER_TANG


def is_built_like_a_name(text: str) -> bool:
    """Whether ``text`` is two to six words, each with a capital and not all in capitals, whatever the first is."""
    in_one_case = (str.upper, str.lower)
    return any(_name_words(one) and all(one != case(one) for case in in_one_case) for one in readings(text))
