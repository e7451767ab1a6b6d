"""The papers on pupils, the prescribed lists and the papers of a campaign: what each gathers, from the request on.

``flows.report`` lists them beside the others. A paper that an office fills in takes a file (``--data``); without one its
own parts are dotted, and nothing is invented for them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

from baophu.areas.actions import load_soctrang
from baophu.areas.domain import AreaVersion, areas_on
from baophu.flows.coverage_asked import find_area
from baophu.flows.report_data_campaign import campaign_results
from baophu.flows.report_data_lists import blank_list, pupil_list, voluntary_list
from baophu.flows.report_data_schools import known_schools, pupils_behind, school_counts
from baophu.flows.report_data_students import ReviewedPupils, reviewed_pupils
from baophu.kernel.errors import RequestError
from baophu.reports.document.blocks import Document
from baophu.reports.official.campaign import CampaignResults, campaign_document, results_faults
from baophu.reports.official.campaign_data import EXAMPLE, CampaignData, campaign_data
from baophu.reports.official.d03 import d03_document
from baophu.reports.official.d05 import d05_document
from baophu.reports.official.form_versions import form
from baophu.reports.official.invitation import invitation_document
from baophu.reports.official.letters import Letter
from baophu.reports.official.minutes import minutes_document
from baophu.reports.official.paper import Paper, letterhead, recipients, signatures
from baophu.reports.official.plan import plan_document
from baophu.reports.official.request import ReportRequest
from baophu.reports.official.students import SchoolCounts, StudentsReport, students_document
from baophu.reports.people_list import PEOPLE_KINDS, write_people

_OWN = ("file", "sheet", "source_row", "row", "snapshot", "key", "verdict", "card_kind", "valid_to")
"""Columns of ours, in front of the received ones, in the list of people behind a figure."""
_NOT_LISTED = ("part", "number", "is_rejected", "duplicate_of", "card_group", "is_expiring", "is_poor", "is_near_poor")
EXPIRING_WITHIN = 30


def students(request: ReportRequest, home: Path) -> Paper:
    """Pupils' cards by school, from the newest list of each school that was reviewed."""
    if request.blank:
        on = request.on or request.today
        return _students_paper(request, on, on, (), repeated=0)
    pupils, schools = _pupils(request, home)
    return _students_paper(request, pupils.on, pupils.cards.as_of, schools, repeated=pupils.repeated)


def open_students(request: ReportRequest, home: Path, id: str) -> int:
    """Write the pupils behind a figure of that paper, each with file, sheet and row; how many they are."""
    if request.out.suffix.lower() not in PEOPLE_KINDS:
        raise RequestError(
            "result_kind_unknown",
            "Tệp danh sách phải là .xlsx, .csv hoặc .parquet, không phải «{out}».",
            "The list must be .xlsx, .csv or .parquet, not {out}.",
            out=request.out.name,
        )
    pupils, schools = _pupils(request, home)
    found = pupils_behind(pupils, schools, id)
    rest = [name for name in found.column_names if name not in (*_OWN, *_NOT_LISTED)]
    write_people(found.select([*_OWN, *rest]), request.out, title=f"{id}, {pupils.on:%d/%m/%Y}", own=len(_OWN))
    return int(found.num_rows)


def d03(request: ReportRequest, home: Path) -> Paper:
    """D03-TS of the pupils of one school who have no valid card and pay."""
    area = _area(request, request.on or request.today)
    if request.blank:
        on = request.on or request.today
        return _of_day(d03_document(blank_list(form("d03"), on)), on, area)
    listed, formula = pupil_list(
        home, unit=request.unit, on=request.on, head={}, area=_province(request.on or request.today).code
    )
    return _of_day(d03_document(listed, formula=formula), listed.on, area)


def d05(request: ReportRequest, home: Path) -> Paper:
    """D05-TS of the lines of a file; its printed formula is checked line by line."""
    on = request.on or request.today
    area = _area(request, on)
    if request.blank or request.data is None:
        _refuse_without_data(request, "d05")
        return _of_day(d05_document(blank_list(form("d05"), on)), on, area)
    head = {"unit": request.unit} if request.unit else {}
    listed, faults = voluntary_list(home, file=_lines_of(request.data), on=on, head=head, area=_province(on).code)
    return replace(_of_day(d05_document(listed), on, area), faults=faults)


def campaign(request: ReportRequest, home: Path) -> Paper:
    """What a campaign brought: two days counted, area by area."""
    if request.blank:
        on = request.on or request.today
        area = _area(request, on)
        return _of_day(campaign_document(CampaignResults(campaign=None, area=area, province=_province(on))), on, area)
    _refuse_without_data(request, "campaign")
    results = campaign_results(request, home, _filled(request))
    assert results.after is not None
    paper = _of_day(campaign_document(results), results.after, results.area)
    return replace(paper, faults=results_faults(results), since=results.before)


def plan(request: ReportRequest, home: Path) -> Paper:
    """The plan of a campaign."""
    _refuse_without_data(request, "plan")
    letter, on = _letter(request)
    return _of_day(plan_document(letter), on, letter.area)


def invitation(request: ReportRequest, home: Path) -> Paper:
    """The invitation to the ceremony or meeting of a campaign."""
    _refuse_without_data(request, "invitation")
    letter, on = _letter(request)
    return _of_day(invitation_document(letter), on, letter.area)


def minutes(request: ReportRequest, home: Path) -> Paper:
    """The minutes of a meeting."""
    _refuse_without_data(request, "minutes")
    letter, on = _letter(request)
    return _of_day(minutes_document(letter), on, letter.area)


def _pupils(request: ReportRequest, home: Path) -> tuple[ReviewedPupils, tuple[SchoolCounts, ...]]:
    load_soctrang()
    pupils = reviewed_pupils(home, on=request.on, expiring_within=EXPIRING_WITHIN)
    schools = school_counts(pupils, known=known_schools(pupils.on))
    area = _area(request, pupils.on)
    if area.level == "province":
        return pupils, schools
    inside = tuple(school for school in schools if school.district_code == area.code)
    if not inside:
        raise RequestError(
            "no_school_in_area",
            "Chưa có danh sách của trường nào ở {area}. Báo cáo thẻ học sinh lập cho tỉnh hoặc huyện; chọn --area khác.",
            "No school of {area} has sent its list. The pupils' paper is for a province or a district; choose another --area.",
            area=area.name,
        )
    return pupils, inside


def _students_paper(
    request: ReportRequest, on: date, cards_as_of: date, schools: tuple[SchoolCounts, ...], *, repeated: int
) -> Paper:
    area, province = _area(request, on), _province(on)
    report = StudentsReport(
        head=letterhead(area, province, code="BC-BHXH", number=request.number, dated=request.dated),
        on=on,
        area=area.name,
        area_code=area.code,
        schools=schools,
        cards_as_of=cards_as_of,
        expiring_within=EXPIRING_WITHIN,
        repeated=repeated,
        has_school_list=bool(known_schools(on)),
        signature=signatures(area)[0],
        recipients=recipients(area, province),
    )
    return _of_day(students_document(report), on, area)


def _letter(request: ReportRequest) -> tuple[Letter, date]:
    data = _filled(request)
    on = data.start if data else request.on or request.today
    letter = Letter(
        campaign=data, area=_area(request, on), province=_province(on), areas=areas_on(on), number=request.number,
        dated=request.dated,
    )  # fmt: skip
    return letter, on


def _filled(request: ReportRequest) -> CampaignData | None:
    return campaign_data(request.data) if request.data is not None and not request.blank else None


def _lines_of(data: Path) -> Path:
    """The file of a list; the worked example ships with the package."""
    if str(data) != EXAMPLE:
        return data
    return Path(str(resources.files("baophu.reports.official") / "examples" / "d05-2021-03.csv"))


def _refuse_without_data(request: ReportRequest, code: str) -> None:
    if request.blank or request.data is not None:
        return
    raise RequestError(
        "paper_needs_data",
        "Văn bản {paper} cần tệp điền sẵn: --data TỆP (ví dụ kèm theo: --data example). Mẫu trống: --blank.",
        "The paper {paper} needs a file that is filled in: --data FILE (the one that ships: --data example). Its blank form: "
        "--blank.",
        paper=code,
    )


def _of_day(document: Document, on: date, area: AreaVersion) -> Paper:
    return Paper(document=document, period=on.isoformat(), on=on, area=area.code)


def _area(request: ReportRequest, on: date) -> AreaVersion:
    return find_area(request.area, on) if request.area else _province(on)


def _province(on: date) -> AreaVersion:
    return next(area for area in areas_on(on) if area.level == "province")
