"""What the columns of real files are called, field by field: in our contract, on the forms, in the exchange sheets.

Data for :mod:`baophu.kernel.fields`. Written with marks, since "Năm" and "Nam"
are two headers; ``;`` separates. Machine names (HOTEN, SOBHXH, GioiTinh) are words of the two exchange layouts.
"""

from __future__ import annotations

RELATIVES = (
    "cha", "bố", "ba mẹ", "mẹ", "chủ hộ", "giám hộ", "phụ huynh", "vợ", "chồng", "người nộp", "giáo viên", "gvcn",
    "nhân viên", "đơn vị", "trường",
)  # fmt: skip
"""Words that make a longer header somebody else's: the default blockers of a field."""

_NUMBER_BLOCKERS = ("cha", "bố", "mẹ", "chủ hộ", "giám hộ", "phụ huynh", "ngày cấp", "nơi cấp", "cơ quan cấp")
_NOT_RESIDENCE = (
    "khai sinh", "nơi sinh", "quê", "quê quán", "nguyên quán", "nhận", "ks", "nn", "khám", "bệnh viện", "kcb",
)  # fmt: skip
BLOCKERS: dict[str, tuple[str, ...]] = {
    "full_name": (
        *RELATIVES,
        "lớp trưởng",
        "ngân hàng",
        "xã",
        "ấp",
        "bệnh viện",
        "cơ sở",
        "khám",
        "trước đây",
        "người lập",
    ),
    "birth_date": (*RELATIVES, "biên lai", "cấp", "nơi sinh", "khai sinh", "quê", "hết hạn", "học"),
    "sex": (),
    "si_number": (*_NUMBER_BLOCKERS, "số tiền", "tiền", "mức", "tháng", "năm", "ngày", "tỷ lệ", "tình trạng", "nơi"),
    "personal_id": (*_NUMBER_BLOCKERS, "ngày", "nơi", "bộ", "bgd", "gd", "gdđt", "học sinh"),
    "pupil_code": ("cha", "mẹ"),
    "relation": (),
    "head": ("quan hệ", "ngày sinh", "năm sinh", "cccd", "cmnd", "mã", "điện thoại", "sđt", "giới tính"),
    "facility": (),
    "months": ("còn", "đã", "hỗ trợ"),
    "amount": ("bằng chữ", "lương", "thu nhập", "hỗ trợ", "nsnn", "ngân sách", "còn"),
    "employer_code": ("thuế",),
    "employer_name": ("mã", "địa chỉ", "điện thoại"),
    "tax_code": (),
    "staff": ("tên",),
    "card_number": (*_NUMBER_BLOCKERS, "từ", "đến", "giá trị", "hạn", "ngày", "đề nghị", "tình trạng"),
    "card_group": ("ghi chú",),
    "valid_from": ("đến", "chết", "biên lai", "sinh", "cấp"),
    "valid_to": ("từ", "chết", "biên lai", "sinh", "cấp"),
    "commune_code": _NOT_RESIDENCE,
    "commune": (*_NOT_RESIDENCE, "mã", "trường"),
    "hamlet": (*_NOT_RESIDENCE, "mã"),
    "address": ("email", "khai sinh", "nơi sinh", "quê quán", "nguyên quán", "khám", "trường"),
    "household_code": (),
    "father": ("ngày sinh", "năm sinh", "cccd", "cmnd", "điện thoại", "sđt", "nghề", "mã", "số"),
    "mother": ("ngày sinh", "năm sinh", "cccd", "cmnd", "điện thoại", "sđt", "nghề", "mã", "số"),
    "guardian": ("ngày sinh", "năm sinh", "cccd", "cmnd", "điện thoại", "sđt", "nghề", "mã", "số"),
    "school_code": ("lớp",),
    "school": ("mã", "hợp", "địa chỉ", "hiệu trưởng"),
    "class_name": ("mã", "trưởng"),
    "phone": ("đơn vị", "trường"),
    "hardship": ("mã",),
    "note": (),
}

_HEADERS: dict[str, str] = {
    "full_name": "Họ và tên;Họ tên;Họ và tên học sinh;Họ tên học sinh;Tên học sinh;Họ và tên người tham gia;"
    "Họ tên người tham gia;Họ và tên trẻ;Họ tên trẻ;Họ và tên bé;Họ và tên hội viên;Họ tên hội viên;"
    "Họ và tên đoàn viên;Họ và tên thành viên;Họ tên thành viên;Họ và tên thành viên hộ gia đình;"
    "Họ và tên người lao động;Họ tên người lao động;Họ và tên chủ thẻ;Họ tên chủ thẻ;Họ và tên nhân khẩu;"
    "Họ tên nhân khẩu;Họ, tên;Họ và tên sinh viên;Tên người tham gia;Tên hội viên;Tên người lao động;"
    "Họ và tên khai sinh;Họ đệm và tên;Họ, chữ đệm và tên;Họ, tên đệm và tên;Họ chữ đệm tên;Họ lót và tên;"
    "Họ và tên công dân;Tên đầy đủ;HOTEN;HO_TEN;HoVaTen;HVT;Full name;FullName;Name;Student name;Họ và tên HS;"
    "Họ tên HS;Tên HS",
    "last_name": "Họ;Họ đệm;Họ và đệm;Họ lót;Họ và lót;Họ và tên đệm;Họ và tên lót;Họ và chữ đệm;Họ và chữ lót;"
    "Họ, chữ đệm;Họ và tên đệm học sinh;Họ tên đệm;HODEM;HoLot;Last name;Surname;Family name",
    "first_name": "Tên;Tên riêng;First name;Given name",
    "birth_date": "Ngày tháng năm sinh;Ngày, tháng, năm sinh;Ngày sinh;NTNS;Năm sinh;Ngày/tháng/năm sinh;"
    "Ngày tháng sinh;Ngày, tháng, năm sinh (dương lịch);Sinh ngày;Ngày thág năm sinh;NT năm sinh;"
    "Ngày tháng năm sinh học sinh;Ngày sinh học sinh;Ngày sinh HS;Ngày năm sinh;NS;N.Sinh;NGAYSINH;NGAY_SINH;"
    "NgThNSinh;Date of birth;Birth date;DOB;Birthday",
    "birth_day": "Ngày",
    "birth_month": "Tháng;Tháng sinh",
    "birth_year": "Năm;Năm sinh;NAMSINH;NAM_SINH;Birth year;Year of birth",
    "sex": "Giới tính;Nam/Nữ;Phái;Nữ;Nam;Giới;GT;Phái tính;Giới tính (Nam/Nữ);Nam nữ;GIOITINH;GIOI_TINH;Sex;Gender;"
    "Female",
    "si_number": "Mã số BHXH;Số sổ BHXH;Mã BHXH;Số BHXH;Mã số bảo hiểm xã hội;Số bảo hiểm xã hội;Mã số;Mã sổ BHXH;"
    "Sổ BHXH;BHXH;Số định danh BHXH;Mã số BHXH/BHYT;Mã số BHXH (10 số);SOBHXH;SO_BHXH;MASOBHXH;MASO_BHXH;MABHXH;"
    "MSBHXH;MS BHXH;Social insurance number;SI number",
    "personal_id": "Số CCCD;CCCD/ĐDCN/CMND;Số định danh;Số định danh cá nhân;Mã định danh;CMND;CCCD;Số CMND;"
    "Số CMND/CCCD/Hộ chiếu;Số CCCD/ĐDCN/Hộ chiếu;Số CCCD/CNTND/ĐDCN/hộ chiếu;CCCD/CMND;CMND/CCCD;Số CMND/CCCD;"
    "Số CCCD/CMND;Căn cước công dân;Số căn cước công dân;Số căn cước;Căn cước;Thẻ căn cước;Chứng minh nhân dân;"
    "Số chứng minh nhân dân;Số chứng minh thư;CMT;Số CMT;CMTND;Mã định danh cá nhân;ĐDCN;Số ĐDCN;Mã ĐDCN;"
    "Mã định danh công dân;Số định danh cá nhân/CCCD;Số định danh/CCCD;Số CMND/Hộ chiếu;SOCMND;SO_CMND;SOCCCD;"
    "SO_CCCD;National ID;ID number;Personal ID",
    "pupil_code": "Mã học sinh;Mã định danh Bộ GD;Mã định danh;Mã HS;Mã số học sinh;Mã định danh học sinh;"
    "Mã định danh BGD;Mã định danh Bộ GD&ĐT;Mã định danh Bộ Giáo dục;Mã Bộ GD;Mã Bộ GDĐT;Mã định danh MOET;Mã MOET;"
    "Mã sinh viên;MSSV;Số đăng bộ;MAHOCSINH;MA_HS;Student ID;Student code;Pupil code",
    "ethnicity": "Dân tộc;DT;Thành phần dân tộc;DANTOC;DAN_TOC;Ethnicity;Ethnic group",
    "relation": "Quan hệ với chủ hộ;Mối quan hệ với chủ hộ;Quan hệ;Quan hệ chủ hộ;QH với chủ hộ;QH chủ hộ;MQH;"
    "Mối quan hệ;MOIQUANHE;QUANHE;MA_QUANHE;Relation;Relationship",
    "head": "Chủ hộ;Họ tên chủ hộ;Họ và tên chủ hộ;Tên chủ hộ;CHUHO;TEN_CHUHO;Head of household",
    "facility": "Nơi ĐK KCB;Nơi đăng ký KCB;Nơi đăng ký KCB ban đầu;Nơi KCB;Nơi KCB ban đầu;KCB ban đầu;"
    "Nơi đăng ký khám bệnh;Nơi đăng ký khám chữa bệnh ban đầu;Nơi đăng ký khám, chữa bệnh ban đầu;Cơ sở KCB;"
    "Cơ sở KCB ban đầu;Mã cơ sở KCB;Tên cơ sở KCB;Mã KCB;Mã bệnh viện;Bệnh viện đăng ký;Nơi khám chữa bệnh;"
    "Nơi đăng ký KCBBĐ;KCBBĐ;Nơi KCBBĐ;SOKCB;MA_BV;MABENHVIEN;MADKBD;MA_DKBD;NOIDKKCB;Facility",
    "months": "Số tháng;Số tháng đóng;Số tháng tham gia;Số tháng mua;SOTHANG;SO_THANG;Months",
    "amount": "Số tiền;Số tiền đóng;Số tiền nộp;Số tiền thu;Tổng số tiền;Thành tiền;Tiền đóng;Số tiền phải đóng;"
    "Số tiền đóng BHYT;Tổng tiền;TIENDONG;TONGTIEN;SOTIEN;Amount",
    "employer_code": "Mã đơn vị;Mã ĐV;Mã đơn vị BHXH;Mã đơn vị tham gia;Mã đơn vị quản lý;MADONVI;MA_DV;MADVI;MADV;"
    "Employer code",
    "employer_name": "Tên đơn vị;Đơn vị;Tên doanh nghiệp;Doanh nghiệp;Tên công ty;Tên người nộp thuế;Tên NNT;"
    "Tên cơ sở kinh doanh;Tên tổ chức;Tên đơn vị sử dụng lao động;Đơn vị sử dụng lao động;Đơn vị công tác;"
    "Nơi làm việc;TENDONVI;TEN_DV;TENDVI;Employer;Company",
    "tax_code": "Mã số thuế;MST;Mã số doanh nghiệp;MS thuế;Mã thuế;MASOTHUE;MA_SO_THUE;Tax code",
    "staff": "Số lao động;Số LĐ;Tổng số lao động;Số lao động đang sử dụng;Số người lao động;Lao động;SOLAODONG;"
    "SO_LD;Staff;Employees",
    "card_number": "Số thẻ BHYT;Mã thẻ BHYT;Mã thẻ;Số thẻ;Mã số thẻ BHYT;Mã số thẻ;Thẻ BHYT;Số thẻ bảo hiểm y tế;"
    "Mã thẻ bảo hiểm y tế;Số BHYT;Mã BHYT;Mã số BHYT;Số thẻ BHYT cũ;BHYT;Thẻ BHYT số;SOTHE;SO_THE;MATHE;MA_THE;"
    "SOTHEBHYT;MATHEBHYT;Card number;Health card",
    "card_group": "Mã đối tượng;Đối tượng;Nhóm;Nhóm đối tượng;Mã nhóm;Đối tượng tham gia;Đối tượng BHYT;Mã ĐT;"
    "Loại đối tượng;Nhóm đối tượng tham gia;Đã có thẻ (mã đối tượng);Đã có thẻ;MADT;MA_DT;MADOITUONG;MA_DOITUONG;"
    "MA_LOAI;Card group",
    "valid_from": "Giá trị từ;Từ ngày;Hạn thẻ từ;Giá trị thẻ từ;Giá trị sử dụng từ;Hạn sử dụng từ;Thời hạn từ;"
    "Thời hạn thẻ từ;Giá trị thẻ từ ngày;Hạn thẻ từ ngày;Thẻ có giá trị từ;Ngày bắt đầu;Ngày hiệu lực;Hiệu lực từ;"
    "Giá trị từ ngày;Có giá trị từ;Giá trị sử dụng từ ngày;Từ;TUNGAY;TU_NGAY;GT_THE_TU;HANTHETU;HANTU;Valid from;"
    "From date",
    "valid_to": "Giá trị đến;Đến ngày;Hạn thẻ đến;Giá trị thẻ đến;Giá trị sử dụng đến;Hạn sử dụng đến;Thời hạn đến;"
    "Thời hạn thẻ đến;Giá trị thẻ đến ngày;Hạn thẻ đến ngày;Thẻ có giá trị đến;Ngày kết thúc;Ngày hết hạn;Hết hạn;"
    "Hạn thẻ;Hạn sử dụng;Ngày hết hạn thẻ;Hiệu lực đến;Giá trị đến ngày;Có giá trị đến;Giá trị sử dụng đến ngày;"
    "Hạn thẻ BHYT;Đến;Đến hết ngày;DENNGAY;DEN_NGAY;GT_THE_DEN;HANTHEDEN;HANDEN;Valid to;Valid until;To date;"
    "Expiry date",
    "commune_code": "Mã xã;Mã xã/phường;Mã phường;Mã xã phường thị trấn;Mã đơn vị hành chính;Mã ĐVHC;MAXA;MA_XA;"
    "XA_LH;XA_HK;Xa_DangSS;Mã xã đang sinh sống;Commune code",
    "commune": "Xã;Xã/Phường;Nơi thường trú;Phường/Xã;Xã/Phường/Thị trấn;Xã, phường, thị trấn;Tên xã;Phường;"
    "Xã phường;Thị trấn;Xã/TT;Địa bàn;TENXA;TEN_XA;Tên xã/phường;TenXa_DangSS;Xã đang sinh sống;"
    "Tên xã đang sinh sống;Commune;Ward",
    "hamlet": "Ấp;Khóm;Thôn;Tổ;Ấp/Khóm;Khóm/Ấp;Thôn/Ấp;Ấp/Khu phố;Khu phố;Khu vực;Thôn (bản, tổ dân phố);Tổ dân phố;"
    "Tên ấp;Xóm;Thôn/xóm;Khóm, ấp;Ấp, khóm;Thôn, ấp;Số nhà, đường/phố, thôn/xóm;TENAP;TENTHON;THON;Hamlet",
    "address": "Địa chỉ;Chỗ ở;Chỗ ở hiện nay;Chỗ ở hiện tại;Địa chỉ thường trú;Địa chỉ liên hệ;Nơi ở;Nơi ở hiện nay;"
    "Hộ khẩu thường trú;HKTT;Địa chỉ cư trú;Địa chỉ nhận kết quả;Địa chỉ nơi đang sinh sống;Nơi cư trú;"
    "Địa chỉ hiện tại;Địa chỉ gia đình;Hộ khẩu;Địa chỉ nhà;DIACHI;DIA_CHI;DIACHIHK;Diachi_DangSS;Địa chỉ đang sinh sống;"
    "Diachi_NN;Địa chỉ nhận;Address",
    "household_code": "Mã hộ;Mã số hộ gia đình;Mã hộ gia đình;Mã HGĐ;Mã số hộ;Số hộ;MAHO;MA_HO;MAHO_GIADINH;MA_HGD;"
    "MAHGD;MASO_HOGIADINH;Household code",
    "father": "Họ tên cha;Họ và tên cha;Cha;Tên cha;Họ tên bố;Họ và tên bố;Bố;Tên bố;Họ và tên cha (bố);HOTENCHA;"
    "TENCHA;TEN_CHA;Father",
    "mother": "Họ tên mẹ;Họ và tên mẹ;Mẹ;Tên mẹ;Họ tên má;HOTENME;TENME;TEN_ME;Mother",
    "guardian": "Người giám hộ;Cha/mẹ/giám hộ;Họ tên cha/mẹ/giám hộ;"
    "Họ tên cha/mẹ/giám hộ (đối với trẻ em dưới 6 tuổi);Họ tên cha/mẹ;Họ và tên cha/mẹ;Họ tên cha, mẹ;Họ tên cha mẹ;"
    "Họ và tên cha mẹ;Cha mẹ;Cha/mẹ;Phụ huynh;Họ tên phụ huynh;Họ và tên phụ huynh;Tên phụ huynh;PHHS;Họ tên bố/mẹ;"
    "Bố/mẹ;Bố mẹ;Họ tên cha (mẹ);Họ tên cha hoặc mẹ;Người đỡ đầu;Họ tên người giám hộ;Họ và tên người giám hộ;"
    "Họ và tên cha/mẹ/người giám hộ;Họ tên cha/mẹ/người giám hộ;Ten_ChaMe_Giamho;Cha mẹ người giám hộ;Guardian;"
    "Parent",
    "school_code": "Mã trường;Mã số trường;Mã trường học;Mã cơ sở giáo dục;MATRUONG;MA_TRUONG;School code",
    "school": "Trường;Tên trường;Trường học;Tên trường học;Đơn vị trường;Cơ sở giáo dục;Trường đang học;TENTRUONG;"
    "TEN_TRUONG;School",
    "class_name": "Lớp;Tên lớp;Lớp học;Khối/Lớp;Khối lớp;Lớp đang học;Lớp năm học;TENLOP;LOP;Class",
    "phone": "Điện thoại;Số điện thoại;ĐTDĐ;SĐT;Số ĐT;ĐT;Điện thoại liên hệ;Số điện thoại liên hệ;SĐT liên hệ;"
    "SĐT phụ huynh;Số điện thoại phụ huynh;Điện thoại di động;Di động;SĐT cha mẹ;SĐT PHHS;Số điện thoại cha/mẹ;SDT;"
    "Dienthoai_LH;DIENTHOAI;Phone;Mobile;Telephone",
    "hardship": "Hoàn cảnh;Diện;Hộ nghèo;Hộ cận nghèo;Hoàn cảnh gia đình;Diện chính sách;Đối tượng chính sách;"
    "Đối tượng ưu tiên;Diện ưu tiên;Hoàn cảnh khó khăn;Nghèo/cận nghèo;Hộ nghèo/cận nghèo;Nghèo;Cận nghèo;"
    "Thuộc diện;Diện hộ;Loại hộ;Hộ nghèo, cận nghèo;Diện khó khăn;HONGHEO;Hardship",
    "encoding": "Bảng mã;Bộ mã;Mã font;Font;Encoding",
    "scheme": "Loại hình;Chế độ;Loại hình tham gia;Loại hình bảo hiểm;Loại bảo hiểm;Scheme",
    "note": "Ghi chú;Chú thích;Ghi chú khác;GC;GHICHU;GHI_CHU;Note;Notes;Remark;Remarks",
    "population": "Dân số;Số dân;Tổng dân số;Dân số trung bình;Số nhân khẩu;Nhân khẩu;DANSO;Population",
    "target": "Chỉ tiêu;Chỉ tiêu giao;Kế hoạch;Kế hoạch giao;Số giao;Chỉ tiêu năm;Chỉ tiêu người tham gia;CHITIEU;"
    "Target",
    "period": "Kỳ;Kỳ báo cáo;Năm kế hoạch;Thời kỳ;Giai đoạn;Period",
    "issuer": "Cơ quan giao;Đơn vị giao;Quyết định giao;Nguồn;Nguồn số liệu;Issuer;Source",
}
HEADERS: dict[str, tuple[str, ...]] = {name: tuple(text.split(";")) for name, text in _HEADERS.items()}
"""Headers of each field, the usual one first."""

EXACT_ONLY = frozenset({
    "mã số", "số hộ", "hộ khẩu", "thẻ bhyt", "lao động", "nhân khẩu", "loại hộ", "số giao", "mối quan hệ", "hết hạn",
    "số dân",
})  # fmt: skip
"""Headers of several words that mean the field only when nothing else stands beside them."""
CONTAINED_WORDS = frozenset({"cccd", "cmnd", "cmtnd", "ntns", "mst", "sđt", "đtdđ", "đdcn"})
"""Headers of one word that mean the field also inside a longer header."""
