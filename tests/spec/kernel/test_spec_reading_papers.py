"""How papers are read, as tables an officer can check: headers, dates, tone marks."""

import pytest

from baophu.kernel.dates import parse_partial_date
from baophu.kernel.fields import match_header
from baophu.kernel.text import place_tone

HEADERS = """
Họ và tên = full_name | Họ tên = full_name | Họ và tên học sinh = full_name | Tên học sinh = full_name
HỌ VÀ TÊN (viết chữ in hoa) = full_name | 1. Họ và tên = full_name | Họ và tên / Full name = full_name
Ho va ten = full_name
(Họ tên) = full_name | Họ đệm = last_name | Họ và tên đệm = last_name | Họ = last_name | Tên = first_name
Ngày tháng năm sinh = birth_date | Ngày, tháng, năm sinh = birth_date | Ngày sinh = birth_date | NTNS = birth_date
Năm sinh = birth_date, birth_year | Ngày sinh (dd/mm/yyyy) = birth_date | NGAY SINH = birth_date
Ngày = birth_day | Tháng = birth_month | Năm = birth_year | NAM = sex, birth_year | Nam = sex, birth_year
Giới tính = sex | Nam/Nữ = sex | Phái = sex | Nữ = sex | GIOITINH = sex
Mã số BHXH = si_number | Số sổ BHXH = si_number | Mã BHXH = si_number | Số BHXH = si_number
[13] Mã số BHXH = si_number
Số CCCD = personal_id | CCCD/ĐDCN/CMND = personal_id | Số định danh = personal_id | Số định danh cá nhân = personal_id
CMND = personal_id | Số CCCD/CNTND/ĐDCN/hộ chiếu = personal_id | Mã định danh = personal_id, pupil_code
Mã học sinh = pupil_code | Mã định danh Bộ GD = pupil_code | Mã định danh của Bộ GD&ĐT = pupil_code
Dân tộc = ethnicity | DT = ethnicity, phone | ĐT = phone
Quan hệ với chủ hộ = relation | Mối quan hệ với chủ hộ = relation | Chủ hộ = head | Họ và tên chủ hộ = head
Nơi ĐK KCB = facility | Nơi đăng ký KCB ban đầu = facility | Số tháng = months | Số tiền = amount
Mã đơn vị = employer_code | Tên đơn vị = employer_name | Mã số thuế = tax_code | MST = tax_code | Số lao động = staff
Số thẻ BHYT = card_number | Mã thẻ BHYT = card_number | Mã thẻ = card_number | Số thẻ = card_number
Mã đối tượng = card_group | Đối tượng = card_group | Nhóm = card_group | Đã có thẻ (mã đối tượng) = card_group
Giá trị từ = valid_from | Từ ngày = valid_from | Hạn thẻ từ = valid_from | Thời hạn thẻ: Từ ngày = valid_from
Giá trị đến = valid_to | Đến ngày = valid_to | Hạn thẻ đến = valid_to | Hạn thẻ BHYT từ ngày = valid_from
Mã xã = commune_code | Xã = commune | Xã/Phường = commune | Nơi thường trú = commune
Ấp = hamlet | Khóm = hamlet | Thôn = hamlet | Tổ = hamlet | Ấp/Khóm = hamlet | Địa chỉ = address | Chỗ ở = address
Mã hộ = household_code | Mã số hộ gia đình = household_code | Mã hộ gia đình = household_code
Họ tên cha = father | Họ và tên (cha) = father | Họ tên mẹ = mother | Người giám hộ = guardian
Cha/mẹ/giám hộ = guardian
Họ tên cha/mẹ/giám hộ (đối với trẻ em dưới 6 tuổi) = guardian | Họ tên cha/mẹ = guardian
Mã trường = school_code | Trường = school | Tên trường = school | Lớp = class_name
Điện thoại = phone | Số điện thoại = phone | ĐTDĐ = phone | Số ĐT phụ huynh = phone
Hoàn cảnh = hardship | Diện = hardship | Hộ nghèo = hardship | Hộ cận nghèo = hardship | Bảng mã = encoding
Ghi chú = note
HOTEN = full_name | SOBHXH = si_number | NGAYSINH = birth_date | NAMSINH = birth_year, birth_date
MasoBHXH = si_number
Mã số BHXH hoặc Mã thẻ = si_number, card_number | Tên học sinh lớp = full_name
STT = | Số thứ tự = | Trường hợp = | Ngày biên lai = | Số biên lai = | Năm học = | Hộ = | Ngày cấp CCCD =
Số CCCD cha =
Họ tên giáo viên chủ nhiệm = | Tên lớp trưởng = | Mã số nhân viên thu = | Ngày sinh chủ hộ = | Nơi đăng ký khai sinh =
Thời hạn sử dụng thẻ từ ngày đến ngày = | Từ tháng = | Mức lương = | Ho ten giao vien = | =
"""
DATES = """
15/03/2009 = 2009-03-15 | 5-3-2009 = 2009-03-05 | 05.03.09 = 2009-03-05 | 15/03/98 = 1998-03-15
15 03 2009 = 2009-03-15
2009 = 2009 | 03/2009 = 2009-03 | 2009-03 = 2009-03 | 00/00/2009 = 2009 | 0/0/2009 = 2009 | /  /2009 = 2009
//2009 = 2009
00/03/2009 = 2009-03 | 15/00/2009 = 2009 | ??/??/2009 = 2009 | xx/xx/2009 = 2009 | …/…/2009 = | .../.../2009 = 2009
2009-03-15 = 2009-03-15 | 2009-03-15 00:00:00 = 2009-03-15 | 2009-03-15T00:00:00 = 2009-03-15
2009/03/15 = 2009-03-15
15/03/2009 08:30 = 2009-03-15 | 3/15/2009 12:00:00 AM = | 2009-00-00 = 2009 | 20090315 = 2009-03-15
15032009 = 2009-03-15
5032009 = 2009-03-05 | 150309 = 2009-03-15 | 122009 = 2009-12 | 198512 = 1985-12 | 39873 = 2009-03-01
39873.0 = 2009-03-01
39873,75 = 2009-03-01 | 2009.0 = 2009 | 03.2009 = 2009-03 | 15/ 3 /2009 = 2009-03-15 | O5/O3/2OO9 = 2009-03-05
l5/03/2009 = 2009-03-15 | '15/03/2009 = 2009-03-15 | 15.03.2009. = 2009-03-15 | 15/03-2009 = 2009-03-15
ngày 5 tháng 3 năm 2009 = 2009-03-05 | Ngày 05 tháng 03 năm 2009 = 2009-03-05 | ngày … tháng 3 năm 2009 = 2009-03
tháng 3 năm 2009 = 2009-03 | 5 tháng 3, 2009 = 2009-03-05 | năm 2009 = 2009 | Sinh năm 1985 = 1985 | SN: 2009 = 2009
15-Mar-2009 = 2009-03-15 | 15 March 09 = 2009-03-15 | 15-Foo-2009 = | 29/02/2008 = 2008-02-29
31/02/2009 = | 31-11-2020 = | 29/02/2009 = | 32/01/2009 = | 01/13/2009 = | 15/03/209 = | 00/00/0000 = | 15/3 =
1/1/1899 =
40/00/2009 = | 9863 = | 99999 = | 123 = | 123456789 = | -5 = | không rõ = | =
"""
TONES = """
hoà hòa | hòa hòa | thuý thúy | khoẻ khỏe | Thuỷ Thủy | Thuỵ Thụy | HOÀ HÒA | hoàn hoàn | hòan hoàn
suýt suýt | Huỳnh Huỳnh
quý quý | quí quí | qúy quý | quỳnh quỳnh | giá giá | gía giá | gì gì | gìn gìn | giếng giếng | thuở thuở
khuỷu khuỷu
mía mía | múa múa | mưá mứa | người người | ngừơi người | Nguyễn Nguyễn | Nguỹên Nguyễn | xoáy xoáy
Hoài Hoài | tuyết tuyết
Sà Sà | Rây Rây | Krôk Krôk | Phàl Phàl | Sóc, Sóc,
"""


def cells(table: str, sign: str) -> list[tuple[str, str]]:
    """The pairs of a table written as text."""
    pairs = [cell.strip().rpartition(sign) for line in table.strip().splitlines() for cell in line.split(" | ")]
    return [(left.strip(), right.strip()) for left, _, right in pairs]


@pytest.mark.parametrize(("header", "fields"), cells(HEADERS, "="))
def test_match_header_when_a_real_column_is_named_so_then_finds_its_field(header: str, fields: str) -> None:
    assert ", ".join(match_header(header)) == fields


@pytest.mark.parametrize(("text", "iso"), cells(DATES, "="))
def test_parse_partial_date_when_papers_give_it_so_then_reads_what_is_known(text: str, iso: str) -> None:
    found = parse_partial_date(text, pivot_year=2021)
    assert (found.iso if found else "") == iso


@pytest.mark.parametrize(("typed", "placed"), cells(TONES, " "))
def test_place_tone_when_typed_either_way_then_stands_in_one_place(typed: str, placed: str) -> None:
    assert place_tone(typed) == placed
