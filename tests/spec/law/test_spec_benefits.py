"""Levels of health insurance benefit, as a table a jurist can read: group | day | level | article.

The level is the share of the cost inside the scope of benefits at the right facility. Each group of the code table
stands once with the day on which its first rule begins; a group whose level changed stands with the last day before and
the first day after. "–" is a day without a rule.
"""

from datetime import date
from decimal import Decimal

import pytest

from baophu.kernel.card_groups import card_groups
from baophu.law.benefits import SOCIAL_PENSION_75, benefit_level
from baophu.law.errors import NoRuleInForce

FULL = "Điều 22 khoản 1 điểm a Luật Bảo hiểm y tế sửa đổi năm 2014 (46/2014/QH13)"
MOST = "Điều 22 khoản 1 điểm d Luật Bảo hiểm y tế sửa đổi năm 2014 (46/2014/QH13)"
OTHERS = "Điều 22 khoản 1 điểm đ Luật Bảo hiểm y tế sửa đổi năm 2014 (46/2014/QH13)"

LEVELS = f"""
CC | 01/01/2015 | 100% | {FULL} | people with merit
CK | 01/01/2015 | 100% | {FULL} | others with merit
CB | 01/01/2015 | 100% | {FULL} | war veterans
KC | 01/01/2015 | 100% | {FULL} | took part in the resistance
TE | 01/01/2015 | 100% | {FULL} | children under 6
HN | 01/01/2015 | 100% | {FULL} | poor households
DT | 01/01/2015 | 100% | {FULL} | ethnic minorities in difficult areas
DK | 01/01/2015 | 100% | {FULL} | residents of extremely difficult areas
XD | 01/01/2015 | 100% | {FULL} | island communes and districts
BT | 01/01/2015 | 100% | {FULL} | social protection
TS | 01/01/2015 | 100% | {FULL} | families of martyrs
QN | 01/01/2015 | 100% | {FULL} | military
CA | 01/01/2015 | 100% | {FULL} | police
CY | 01/01/2015 | 100% | {FULL} | cipher staff
HT | 01/01/2015 |  95% | {MOST} | pensioners
TC | 01/01/2015 |  95% | {MOST} | other families of people with merit
DN | 01/01/2015 |  80% | {OTHERS} | enterprises
HX | 01/01/2015 |  80% | {OTHERS} | cooperatives
CH | 01/01/2015 |  80% | {OTHERS} | state bodies and associations
NN | 01/01/2015 |  80% | {OTHERS} | foreign and international organisations (not farmers)
TK | 01/01/2015 |  80% | {OTHERS} | other employers
HC | 01/01/2015 |  80% | {OTHERS} | civil servants
XK | 01/01/2015 |  80% | {OTHERS} | part-time commune workers
TB | 01/01/2015 |  80% | {OTHERS} | work-accident allowance
NO | 01/01/2015 |  80% | {OTHERS} | long-term illness
XB | 01/01/2015 |  80% | {OTHERS} | former commune cadres, social insurance
TN | 01/01/2015 |  80% | {OTHERS} | unemployment benefit
CS | 01/01/2015 |  80% | {OTHERS} | rubber workers
XN | 01/01/2015 |  80% | {OTHERS} | former commune cadres, budget
MS | 01/01/2015 |  80% | {OTHERS} | loss of working capacity, budget
HD | 01/01/2015 |  80% | {OTHERS} | deputies
TQ | 01/01/2015 |  80% | {OTHERS} | families of the military
TA | 01/01/2015 |  80% | {OTHERS} | families of the police
TY | 01/01/2015 |  80% | {OTHERS} | families of cipher staff
HG | 01/01/2015 |  80% | {OTHERS} | organ donors
LS | 01/01/2015 |  80% | {OTHERS} | foreign scholarship students
HS | 01/01/2015 |  80% | {OTHERS} | pupils
SV | 01/01/2015 |  80% | {OTHERS} | students
GB | 01/01/2015 |  80% | {OTHERS} | farm households of average living standard
GD | 01/01/2015 |  80% | {OTHERS} | households
CN | 01/01/2015 |  95% | {MOST} | near-poor households
CN | 31/12/2025 |  95% | {MOST} | the day before the change
CN | 01/01/2026 | 100% | Điều 2 khoản 1 điểm a Nghị quyết 261/2025/QH15 | the day of the change; cards may still show 3
CT | 30/11/2018 |  80% | {OTHERS} | 80 and over on a survivor's allowance
CT | 01/12/2018 | 100% | Điều 14 khoản 1 điểm a Nghị định 146/2018/NĐ-CP | first day recalled
PV | 02/12/2023 |  80% | {OTHERS} | carers of people with merit
PV | 03/12/2023 |  95% | Điều 1 khoản 5 Nghị định 75/2023/NĐ-CP | first day and article recalled
AK | 02/12/2023 |   –  | | safe-zone communes: no such group yet
AK | 03/12/2023 | 100% | Điều 1 khoản 5 điểm a Nghị định 75/2023/NĐ-CP | first day recalled
KT | 30/06/2025 |   –  | | part-time hamlet workers
KT | 01/07/2025 |  80% | {OTHERS} | unconfirmed: the level of all others
LH | 31/12/2025 |  80% | {OTHERS} | unconfirmed: social pension
LH | 01/01/2026 | 100% | Điều 2 khoản 1 điểm a Nghị quyết 261/2025/QH15 | 75 and over on a social pension
{SOCIAL_PENSION_75} | 31/12/2025 | – | | no rule of its own yet
{SOCIAL_PENSION_75} | 01/01/2026 | 100% | Điều 2 khoản 1 điểm a Nghị quyết 261/2025/QH15 | whatever the card's code
HS | 31/12/2014 |   –  | | before the first rule held
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in LEVELS.strip().splitlines()]


@pytest.mark.parametrize(("group", "day", "level", "article", "why"), ROWS)
def test_level_when_looked_up_on_the_day_then_is_as_the_table_says(
    group: str, day: str, level: str, article: str, why: str
) -> None:
    on = date(*map(int, reversed(day.split("/"))))
    if level == "–":
        with pytest.raises(NoRuleInForce):
            benefit_level(group, on)
        return
    found = benefit_level(group, on)
    assert found.share == Decimal(level.removesuffix("%")) / 100, why
    assert found.citations[0].said.vi == article


def test_table_when_read_then_no_group_of_the_code_table_is_left_out() -> None:
    assert {row[0] for row in ROWS} == {*card_groups(), SOCIAL_PENSION_75}


def test_levels_when_2025_is_held_against_today_then_only_near_poor_and_social_pension_have_changed() -> None:
    then, today = date(2025, 7, 1), date(2026, 11, 24)
    changed = {
        group for group in card_groups() if benefit_level(group, then).share != benefit_level(group, today).share
    }
    assert changed == {"CN", "LH"}
