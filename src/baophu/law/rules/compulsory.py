"""Compulsory social, health and unemployment insurance of an employee, and of a household-business owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baophu.kernel.money import Dong
from baophu.law.errors import OutsideTheLaw, RequestUnclear
from baophu.law.request import PARTS, check_range
from baophu.law.rules.span import span_of_method
from baophu.law.said import Said, say
from baophu.law.scheme import REFORM
from baophu.law.worksheet import Payer, Worksheet

REGIONAL_UNEMPLOYMENT_CAP = date(2015, 1, 1)
"""Luật Việc làm 38/2013: 20 regional minimum wages outside state pay scales; until then 20 base salaries for all."""
ONE_UNEMPLOYMENT_CAP = date(2026, 1, 1)
"""Luật Việc làm 74/2025: 20 regional minimum wages for everybody; until then 20 base salaries for state pay scales."""
OWNER_SPANS = {"monthly": 1, "quarterly": 3, "half_yearly": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The wage that counts, and why it is not the wage itself, where it is capped."""

    dong: Dong
    words: Said
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One contribution of one payer: the parameter of its rate, and the words for it."""

    kind: str
    payer: Payer
    rate_id: str
    label: Said


_PENSION = Said("hưu trí, tử tuất", "pension and survivors")
_SICKNESS = Said("ốm đau, thai sản", "sickness and maternity")
_ACCIDENT = Said("tai nạn lao động, bệnh nghề nghiệp", "work accidents and occupational diseases")
_HEALTH = Said("BHYT", "health insurance")
_UNEMPLOYMENT = Said("BHTN", "unemployment insurance")


def _parts(employer: str) -> tuple[Part, ...]:
    """All contributions of an employee and of his or her employer, public or private."""
    rows: tuple[tuple[str, Payer, str, Said], ...] = (
        ("si", "employer", "compulsory.pension.employer", _PENSION),
        ("si", "employer", "compulsory.sickness_maternity.employer", _SICKNESS),
        ("si", "employer", f"compulsory.accident.employer.{employer}", _ACCIDENT),
        ("health", "employer", "compulsory.health.employer", _HEALTH),
        ("unemployment", "employer", f"compulsory.unemployment.employer.{employer}", _UNEMPLOYMENT),
        ("si", "participant", "compulsory.pension.employee", _PENSION),
        ("health", "participant", "compulsory.health.employee", _HEALTH),
        ("unemployment", "participant", "compulsory.unemployment.employee", _UNEMPLOYMENT),
    )
    who = {"employer": Said("Người sử dụng lao động", "Employer"), "participant": Said("Người lao động", "Employee")}
    return tuple(
        Part(kind=kind, payer=payer, rate_id=id, label=say("{who}: {what}", "{who}: {what}", who=who[payer], what=what))
        for kind, payer, id, what in rows
    )


def compulsory(sheet: Worksheet) -> None:
    """Every contribution of employee and employer on the wage, between floor and cap."""
    request = sheet.request
    months = 1 if request.months is None else request.months
    check_range("months", months, 1, 12)
    employer = request.employer or "private"
    wage = _wage(sheet, employer)
    bases: dict[str, Base] = {}
    for part in _parts(employer):
        if part.kind not in (request.only or PARTS):
            continue
        if part.kind not in bases:
            bases[part.kind] = _base(sheet, wage, part.kind, employer)
        rate, rate_id = _rate(sheet, part.rate_id, employer)
        _pay(sheet, part, rate, rate_id, bases[part.kind], months)
    sheet.months = months
    if employer == "public" and "unemployment" in bases:
        sheet.note(
            Said(
                "Cán bộ, công chức không tham gia BHTN: thêm --only si,health.",
                "Civil servants are not in unemployment insurance: add --only si,health.",
            )
        )


def _pay(sheet: Worksheet, part: Part, rate: Decimal, rate_id: str, base: Base, months: int) -> None:
    """One line; health and unemployment insurance stand on acts of their own, not on that of social insurance."""
    formula = say(
        "{rate} × {base} × {months} tháng",
        "{rate} × {base} × {months} months",
        rate=rate,
        base=base.words,
        months=months,
    )
    amount = sheet.rounded(base.dong * rate * months)
    sheet.pay(part.payer, amount, part.label, formula, uses=(rate_id, *base.uses), with_rule=part.kind == "si")


def _rate(sheet: Worksheet, rate_id: str, employer: str) -> tuple[Decimal, str]:
    """The rate of a part; for the accident fund the reduced one, where it is asked for and admitted."""
    stated, rate = sheet.request.accident_rate, sheet.value(rate_id)
    if stated is None or not rate_id.startswith("compulsory.accident.employer") or stated == rate:
        return rate, rate_id
    reduced_id = "compulsory.accident.reduced"
    if rate == 0:
        sheet.warn(
            Said(
                "Người sử dụng lao động đang được giảm về 0%: không dùng --accident-rate.",
                "Employers are reduced to 0% at the time: --accident-rate is not used.",
            )
        )
        return rate, rate_id
    admitted = [rate]
    if sheet.has_value(reduced_id):
        admitted.append(sheet.value(reduced_id))
        if stated == admitted[1]:
            sheet.note(
                Said(
                    "Mức thấp chỉ khi có văn bản chấp thuận cho ngành có nguy cơ cao.",
                    "The lower rate needs a written approval for a high-risk industry.",
                )
            )
            return stated, reduced_id
    raise OutsideTheLaw(
        say(
            "--accident-rate ngày {on} là {known}, không phải {stated}.",
            "--accident-rate on {on} is {known}, not {stated}.",
            on=sheet.on,
            stated=stated,
            known=_listed(admitted),
        ),
        option="accident_rate",
    )


def _listed(shares: list[Decimal]) -> Said:
    shown = [say("{share}", "{share}", share=share) for share in shares]
    return Said(" hoặc ".join(one.vi for one in shown), " or ".join(one.en for one in shown))


# --- floor and cap ------------------------------------------------------------------------------------------------------


def _wage(sheet: Worksheet, employer: str) -> Dong:
    """The wage asked for, which must not be below the floor of the day."""
    floor, floor_id = _floor(sheet, employer)
    wage = sheet.request.wage
    if wage is None or wage < floor:
        missing = (
            Said("Cần --wage.", "--wage is needed.")
            if wage is None
            else say(
                "Tiền lương {wage} đồng thấp hơn mức thấp nhất.", "A wage of {wage} đồng is below the floor.", wage=wage
            )
        )
        raise OutsideTheLaw(
            say(
                "{missing} Tiền lương làm căn cứ đóng ngày {on} từ {floor} đồng/tháng ({why}).",
                "{missing} The contribution wage on {on} is from {floor} đồng a month ({why}).",
                missing=missing,
                on=sheet.on,
                floor=floor,
                why=sheet.article(floor_id),
            ),
            option="wage",
            low=floor,
        )
    _warn_of_trained(sheet, wage, floor, employer)
    return wage


def _floor(sheet: Worksheet, employer: str) -> tuple[Dong, str]:
    if sheet.on >= REFORM:
        return sheet.limit("compulsory.floor_multiple") * sheet.limit("reference_level"), "compulsory.floor_multiple"
    if employer == "public":
        sheet.warn_open("public_floor")
        return sheet.limit("base_salary"), "base_salary"
    sheet.warn_open("si_floor_before_2025")
    id = f"minimum_wage.region_{sheet.request.wage_region or 1}"
    return sheet.limit(id), id


def _warn_of_trained(sheet: Worksheet, wage: Dong, floor: Dong, employer: str) -> None:
    """Until 2021 a worker with vocational training had a floor 7 % higher."""
    id = "compulsory.trained_surcharge"
    if sheet.on >= REFORM or employer == "public" or not sheet.has_value(id):
        return
    if wage < floor * (1 + sheet.law.value(id, sheet.on).value):
        share = sheet.value(id)
        sheet.warn(
            say(
                "Người đã qua đào tạo có mức thấp nhất cao hơn {share}.",
                "For trained workers the floor is {share} higher.",
                share=share,
            )
        )


def _base(sheet: Worksheet, wage: Dong, kind: str, employer: str) -> Base:
    """The wage, or the cap where the wage is above it."""
    times_id, of_id = _cap_parameters(sheet, kind, employer)
    if wage <= sheet.limit(times_id) * sheet.limit(of_id):
        return Base(dong=wage, words=say("{wage}", "{wage}", wage=wage))
    times, of = sheet.whole(times_id), sheet.whole(of_id)
    name = sheet.law.parameters[of_id].name
    words = say(
        "{cap} (mức trần {times} × {name})",
        "{cap} (the cap, {times} × {name})",
        cap=times * of,
        times=times,
        name=Said(name.vi.lower(), name.en.lower()),
    )
    return Base(dong=times * of, words=words, uses=(times_id, of_id))


def _cap_parameters(sheet: Worksheet, kind: str, employer: str) -> tuple[str, str]:
    """The multiple, and what the cap is that multiple of."""
    reference = "reference_level" if sheet.on >= REFORM else "base_salary"
    if kind != "unemployment":
        return "compulsory.cap_multiple", reference
    by_base_salary = sheet.on < REGIONAL_UNEMPLOYMENT_CAP or (employer == "public" and sheet.on < ONE_UNEMPLOYMENT_CAP)
    region = f"minimum_wage.region_{sheet.request.wage_region or 1}"
    return "compulsory.unemployment.cap_multiple", reference if by_base_salary else region


# --- household-business owners --------------------------------------------------------------------------------------------


def business_owner(sheet: Worksheet) -> None:
    """Owners who file tax by declaration: 25 % for SI and 4.5 % for health, all their own, on an income they choose."""
    request = sheet.request
    only = request.only or ("si", "health")
    if "unemployment" in only:
        raise RequestUnclear(
            Said(
                "Chủ hộ kinh doanh không tham gia BHTN: --only là si, health.",
                "Household-business owners are not in unemployment insurance: --only is si, health.",
            ),
            option="only",
        )
    _, months = span_of_method(request.method, request.months, OWNER_SPANS)
    base = _chosen_base(sheet)
    words = Base(dong=base, words=say("{base}", "{base}", base=base))
    for kind, rate_id, what in (
        ("si", "business_owner.pension", _PENSION),
        ("si", "business_owner.sickness_maternity", _SICKNESS),
        ("health", "health.rate", _HEALTH),
    ):
        if kind in only:
            label = say("Chủ hộ kinh doanh: {what}", "Business owner: {what}", what=what)
            part = Part(kind=kind, payer="participant", rate_id=rate_id, label=label)
            _pay(sheet, part, sheet.value(rate_id), rate_id, words, months)
    sheet.months = months
    sheet.note(
        Said(
            "Áp dụng cho hộ nộp thuế kê khai từ 01/07/2025; các hộ khác từ 01/07/2029. Mức đã chọn đổi được sau 12 tháng.",
            "For those who file by declaration from 01/07/2025; others from 01/07/2029. The base may change after 12 months.",
        )
    )


def _chosen_base(sheet: Worksheet) -> Dong:
    """The income chosen, given as --income or --wage, between 1 and 20 reference levels."""
    request, level = sheet.request, sheet.whole("reference_level")
    floor, cap = (sheet.limit(f"business_owner.{end}_multiple") * level for end in ("floor", "cap"))
    if request.income is not None and request.wage is not None and request.income != request.wage:
        raise RequestUnclear(
            Said("Chỉ nêu một trong --income và --wage.", "Give one of --income and --wage."), option="income"
        )
    base = request.income if request.income is not None else request.wage
    if base is None or not floor <= base <= cap:
        raise OutsideTheLaw(
            say(
                "Cần --income từ {floor} đến {cap} đồng/tháng ({why}).",
                "--income is needed, from {floor} to {cap} đồng a month ({why}).",
                floor=floor,
                cap=cap,
                why=sheet.article("business_owner.floor_multiple"),
            ),
            option="income",
            low=floor,
            high=cap,
        )
    return base
