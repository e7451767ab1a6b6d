"""The files of the law: what is uncited, overlapping, gapped or misshapen does not load, and every fault is told at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baophu.law.errors import LawFaults, NoRuleInForce
from baophu.law.loading import built_in_law, load_law, read_law
from baophu.law.parameters import Law

TEXTS = """
texts:
  nd-1-2016: {vi: Nghị định 1/2016/NĐ-CP, en: Decree 1/2016/NĐ-CP, issued: 2016-01-01}
"""
CITED = "text: nd-1-2016, article: Điều 1, status: press, checked: 2026-11-24, seen: [báo A]"


def _file(values: str, *, unit: str = "VND/month", more: str = "") -> str:
    return f"""{TEXTS}
parameters:
  base:
    vi: Mức nền
    en: Base
    unit: {unit}
    values:
{values}
{more}
"""


def _faults(*texts: str, added: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(LawFaults) as caught:
        read_law({f"f{n}.yaml": text for n, text in enumerate(texts, start=1)}, added)
    return [fault.vi for fault in caught.value.faults]


def _only_fault(*texts: str, added: dict[str, str] | None = None) -> str:
    (fault,) = _faults(*texts, added=added)
    return fault


def _value(law: Law, day: str) -> int | Decimal:
    return law.value("base", date.fromisoformat(day)).value


# --- what loads -------------------------------------------------------------------------------------------------------


def test_values_when_contiguous_then_each_holds_from_its_first_day_through_its_last() -> None:
    law = read_law({"a.yaml": _file(f"""
    - {{value: 100, from: 2016-01-01, to: 2016-12-31, {CITED}}}
    - {{value: 200, from: 2017-01-01, {CITED}}}""")})  # fmt: skip
    assert [_value(law, day) for day in ("2016-01-01", "2016-12-31", "2017-01-01", "2030-06-01")] == [
        100,
        100,
        200,
        200,
    ]


def test_value_when_none_is_in_force_then_the_error_names_the_dates_that_are_held() -> None:
    law = read_law({"a.yaml": _file(f"    - {{value: 100, from: 2016-01-01, to: 2016-12-31, {CITED}}}")})
    with pytest.raises(NoRuleInForce, match=r"mức nền nào có hiệu lực ngày 31/12/2015.*01/01/2016–31/12/2016"):
        law.value("base", date(2015, 12, 31))
    with pytest.raises(NoRuleInForce):
        law.value("base", date(2017, 1, 1))


def test_share_when_read_then_it_is_the_exact_decimal_of_the_file() -> None:
    law = read_law({"a.yaml": _file(f"    - {{value: 0.045, from: 2016-01-01, {CITED}}}", unit="share")})
    assert _value(law, "2016-01-01") == Decimal("0.045")


def test_follower_when_built_then_it_has_the_leaders_values_from_its_day_and_cites_both() -> None:
    follower = f"  level: {{vi: Tham chiếu, en: Reference, follows: base, from: 2016-07-01, {CITED}}}"
    law = read_law({"a.yaml": _file(f"""
    - {{value: 100, from: 2016-01-01, to: 2016-12-31, {CITED}}}
    - {{value: 200, from: 2017-01-01, {CITED}}}""", more=follower)})  # fmt: skip
    level = law.parameters["level"]
    assert [(one.value, one.period.start.isoformat()) for one in level.values] == [
        (100, "2016-07-01"),
        (200, "2017-01-01"),
    ]
    assert len(level.values[0].citations) == 2
    with pytest.raises(NoRuleInForce):
        law.value("level", date(2016, 6, 30))


def test_planned_value_when_it_never_came_into_force_then_it_is_kept_and_never_quoted() -> None:
    planned = built_in_law().parameters["base_salary"].planned
    assert [(one.value, one.start, one.stopped_by.text.id) for one in planned] == [
        (1_600_000, date(2020, 7, 1), "nq-122-2020")
    ]
    assert built_in_law().value("base_salary", date(2020, 7, 1)).value == 1_490_000


def test_reference_level_when_held_then_it_is_the_base_salary_from_july_2025() -> None:
    law = built_in_law()
    for day in (date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)):
        assert law.value("reference_level", day).value == law.value("base_salary", day).value
    with pytest.raises(NoRuleInForce):
        law.value("reference_level", date(2025, 6, 30))


def test_poverty_line_of_2027_when_enacted_then_it_is_held() -> None:
    assert built_in_law().value("rural_poverty_line", date(2027, 1, 1)).value == 2_200_000


# --- what does not ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["text", "article", "status", "checked"])
def test_value_when_a_part_of_its_citation_is_missing_then_it_does_not_load(key: str) -> None:
    cited = ", ".join(part for part in CITED.split(", ") if not part.startswith(f"{key}:"))
    fault = _only_fault(_file(f"    - {{value: 100, from: 2016-01-01, {cited}}}"))
    assert fault == f"f1.yaml, dòng 11: parameters → base → values → 0 → {key}: thiếu."


def test_value_when_called_confirmed_without_a_source_then_it_does_not_load() -> None:
    cited = CITED.replace(", seen: [báo A]", "")
    assert "không có nguồn (seen)" in _only_fault(_file(f"    - {{value: 1, from: 2016-01-01, {cited}}}"))
    read_law({"a.yaml": _file(f"    - {{value: 1, from: 2016-01-01, {cited.replace('press', 'unconfirmed')}}}")})


def test_values_when_they_overlap_or_leave_a_gap_then_both_are_told_with_their_lines() -> None:
    faults = _faults(_file(f"""
    - {{value: 100, from: 2016-01-01, to: 2016-12-31, {CITED}}}
    - {{value: 200, from: 2016-12-31, to: 2017-05-31, {CITED}}}
    - {{value: 300, from: 2017-07-01, {CITED}}}"""))  # fmt: skip
    assert faults == [
        "f1.yaml, dòng 13: base: giá trị từ 31/12/2016 chồng lên giá trị từ 01/01/2016.",
        "f1.yaml, dòng 14: base: không có giá trị từ 01/06/2017 đến 30/06/2017.",
    ]


def test_value_when_an_open_one_is_followed_by_another_then_they_overlap() -> None:
    values = f"    - {{value: 100, from: 2016-01-01, {CITED}}}\n    - {{value: 200, from: 2017-01-01, {CITED}}}"
    assert "chồng lên" in _only_fault(_file(values))


def test_gap_when_its_reason_is_stated_then_it_loads_and_the_hole_stays_a_hole() -> None:
    values = f"    - {{value: 100, from: 2016-01-01, to: 2016-12-31, {CITED}}}\n    - {{value: 200, from: 2018-01-01, {CITED}}}"
    law = read_law({"a.yaml": _file(values, more="    gaps: {vi: chưa tìm thấy năm 2017, en: 2017 was not found}")})
    with pytest.raises(NoRuleInForce, match="01/01/2016–31/12/2016; từ 01/01/2018"):
        law.value("base", date(2017, 6, 1))


@pytest.mark.parametrize(
    ("value", "unit", "what"),
    [
        ("1.5", "VND/month", "phải là số nguyên"),
        ("-1", "VND/month", "không được âm"),
        ("1.5", "share", "phải từ 0 đến 1"),
        (".nan", "share", "không phải là số"),
        ("true", "months", "không phải là số"),
        ("'100'", "months", "không phải là số"),
    ],
)
def test_value_when_it_does_not_fit_its_unit_then_it_does_not_load(value: str, unit: str, what: str) -> None:
    assert what in _only_fault(_file(f"    - {{value: {value}, from: 2016-01-01, {CITED}}}", unit=unit))


def test_value_when_it_ends_before_it_begins_then_it_does_not_load() -> None:
    fault = _only_fault(_file(f"    - {{value: 1, from: 2016-02-01, to: 2016-01-31, {CITED}}}"))
    assert "ngày cuối đứng trước ngày đầu" in fault


def test_citation_when_its_text_is_not_held_then_it_does_not_load() -> None:
    fault = _only_fault(_file(f"    - {{value: 1, from: 2016-02-01, {CITED.replace('nd-1', 'nd-9')}}}"))
    assert fault == "f1.yaml, dòng 11: dẫn văn bản nd-9-2016 chưa khai trong texts."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("parameters: [", "không đọc được YAML"),
        (f"{TEXTS}{TEXTS}", "đứng hai lần"),
        ("tham_so: {}", "tham_so: không có mục này trong cấu trúc"),
        ("\ufffd", "tệp không phải UTF-8"),
        (TEXTS.replace("2016-01-01", "hôm qua"), "viết sai dạng"),
        (_file(f"    - {{value: 1, from: 2016-01-01, valu: 2, {CITED}}}"), "valu: không có mục này"),
        (_file(f"    - {{value: 1, from: 2016-01-01, {CITED.replace('press', 'sure')}}}"), "không thuộc các giá trị"),
        (_file(f"    - {{value: 1, from: 2016-13-01, {CITED}}}"), "không phải là ngày"),
        (f"{TEXTS}parameters: {{level: {{vi: Theo, en: By, follows: nil, from: 2016-07-01, {CITED}}}}}", "không có nil"),
        (f"{TEXTS}parameters: {{base: {{vi: Mức nền, en: Base, unit: VND, values: []}}}}", "values: để trống"),
        ("- 1", "sai"),
    ],
)  # fmt: skip
def test_file_when_it_has_a_wrong_shape_then_the_fault_says_what(text: str, what: str) -> None:
    assert any(what in fault for fault in _faults(text))


def test_faults_when_there_are_many_in_many_files_then_all_are_told_at_once() -> None:
    one = _file(
        f"    - {{value: 1.5, from: 2016-01-01, to: 2016-06-30, {CITED}}}\n    - {{value: 2, from: 2016-08-01, {CITED}}}"
    )
    two = f"parameters:\n  base: {{vi: Nền, en: Base, unit: VND, values: [{{value: 1, from: 2016-01-01, {CITED}}}]}}"
    faults = _faults(one, two, "texts: 3")
    assert len(faults) == 5  # not whole, gap, defined twice, overlap, texts is no mapping
    assert {fault.split(",")[0] for fault in faults} == {"f1.yaml", "f2.yaml", "f3.yaml"}


# --- what an office adds ------------------------------------------------------------------------------------------------

LOCAL_TEXT = (
    "texts:\n  nq-9-2026-hdnd-94: {vi: Nghị quyết 9/2026/NQ-HĐND, en: Resolution 9/2026/NQ-HĐND, issued: 2026-05-01}\n"
)


def _local(id: str, start: str = "2026-06-01", unit: str = "share") -> str:
    cited = CITED.replace("nd-1-2016", "nq-9-2026-hdnd-94")
    return f"{LOCAL_TEXT}parameters:\n  {id}: {{vi: Tỉnh hỗ trợ, en: Local, unit: {unit}, values: [{{value: 0.3, from: {start}, {cited}}}]}}\n"  # noqa: E501


def test_office_when_it_adds_local_support_then_it_is_held_beside_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "soctrang.yaml").write_text(_local("local.94.health.near_poor"), encoding="utf-8-sig")
    law = load_law([tmp_path])
    assert law.value("local.94.health.near_poor", date(2026, 6, 1)).value == Decimal("0.3")
    assert law.value("local.94.health.near_poor", date(2016, 9, 1)).citation.text.id != "nq-9-2026-hdnd-94"
    assert "local.94.health.near_poor" in law.parameters and "base_salary" in law.parameters


def test_office_when_it_knows_the_return_of_a_year_then_the_hole_is_filled(tmp_path: Path) -> None:
    text = _local("voluntary_si.fund_return", "2024-01-01", "share/month").replace(
        "from: 2024-01-01", "from: 2024-01-01, to: 2024-12-31"
    )
    (tmp_path / "r.yaml").write_text(text.replace("0.3", "0.004"), encoding="utf-8")
    assert load_law([tmp_path]).value("voluntary_si.fund_return", date(2024, 5, 1)).value == Decimal("0.004")


def _follows(id: str) -> str:
    cited = CITED.replace("nd-1-2016", "nq-9-2026-hdnd-94")
    return f"{LOCAL_TEXT}parameters: {{{id}: {{vi: Theo, en: By, follows: base_salary, from: 2026-01-01, {cited}}}}}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (_local("health.extra"), "chỉ được thêm hỗ trợ của địa phương"),
        (_local("local.94.health.near_por"), "viết local.<mã địa bàn>.<loại hình>"),
        (_local("local.soctrang.health.near_poor"), "viết local.<mã địa bàn>.<loại hình>"),
        (_local("local.94.voluntary_si"), "viết local.<mã địa bàn>.<loại hình>"),
        (_local("health.rate"), "đã có trong health.yaml"),
        (_local("local.94.health.near_poor", "2016-05-01"), "chồng lên"),
        (_local("local.94.health.near_poor", unit="VND"), "có đơn vị share"),
        (_local("local.94.health.near_poor").replace(", article: Điều 1", ""), "article: thiếu"),
        (_local("local.92.health.near_poor", unit="factor"), "đơn vị phải là share"),
        (_local("voluntary_si.fund_return", "2024-01-01", "share/month"), "tỷ lệ tháng quá cao"),
        (_follows("health.rate"), "không được khai follows"),
        (_follows("local.94.health.student"), "không được khai follows"),
        ("open_points: {local_support: {vi: im lặng, en: silence}}", "không được đổi các điểm chưa rõ"),
    ],
)
def test_office_when_its_file_breaks_a_rule_then_the_fault_names_its_file(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "them.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LawFaults) as caught:
        load_law([tmp_path])
    assert any(what in fault.vi and str(file) in fault.vi for fault in caught.value.faults)


def test_office_when_its_folder_is_missing_or_empty_then_the_law_is_the_built_in_one(tmp_path: Path) -> None:
    assert load_law([tmp_path, tmp_path / "none"]) is built_in_law()


def test_office_when_its_file_is_no_utf8_then_that_is_the_fault(tmp_path: Path) -> None:
    (tmp_path / "cu.yaml").write_bytes("vi: Tỉnh".encode("utf-16"))
    with pytest.raises(LawFaults, match="UTF-8"):
        load_law([tmp_path])
