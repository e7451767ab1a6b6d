-- step: compulsory
-- inputs: asked, compulsory_terms
-- output: compulsory
-- grain: one row a person asked about who is an employee
-- columns: person, gross, participant, state, local, employer BIGINT; fault VARCHAR
-- units: đồng for all months
-- params: reform, regional_cap, one_cap
-- why: each part is a rate of the wage up to its cap, rounded by itself, as payrolls round it (baophu.law.rules.compulsory)
WITH terms AS (
    SELECT
        a.person, a.fault AS asked_fault, a.wage, a.pays_si, a.pays_health, a.pays_unemployment, t.level,
        coalesce(a.months, 1) AS months,
        CASE
            WHEN a.day >= $reform THEN t.floor_multiple * t.reference_level
            WHEN a.employer_kind = 'public' THEN t.base_salary
            ELSE CASE a.wage_region WHEN 1 THEN t.region_1 WHEN 2 THEN t.region_2 WHEN 3 THEN t.region_3 ELSE t.region_4 END
        END AS floor,
        t.cap_multiple * t.level AS cap,
        t.unemployment_multiple * CASE
            WHEN a.day < $regional_cap OR (a.employer_kind = 'public' AND a.day < $one_cap) THEN t.level
            ELSE CASE a.wage_region WHEN 1 THEN t.region_1 WHEN 2 THEN t.region_2 WHEN 3 THEN t.region_3 ELSE t.region_4 END
        END AS unemployment_cap,
        t.pension, t.sickness, t.health, t.pension_own, t.health_own, t.unemployment_own,
        CASE a.employer_kind WHEN 'public' THEN t.accident_public ELSE t.accident_private END AS accident,
        CASE a.employer_kind WHEN 'public' THEN t.unemployment_public ELSE t.unemployment_private END AS unemployment
    FROM asked AS a
    JOIN compulsory_terms AS t ON t.day = a.day
    WHERE a.scheme = 'compulsory'
),
checked AS (
    SELECT
        person, months,
        coalesce(pension, 0) AS pension,
        coalesce(sickness, 0) AS sickness,
        coalesce(accident, 0) AS accident,
        coalesce(health, 0) AS health,
        coalesce(unemployment, 0) AS unemployment,
        coalesce(pension_own, 0) AS pension_own,
        coalesce(health_own, 0) AS health_own,
        coalesce(unemployment_own, 0) AS unemployment_own,
        CASE WHEN pays_si THEN least(wage, cap) ELSE 0 END AS si_base,
        CASE WHEN pays_health THEN least(wage, cap) ELSE 0 END AS health_base,
        CASE WHEN pays_unemployment THEN least(wage, unemployment_cap) ELSE 0 END AS unemployment_base,
        CASE
            WHEN asked_fault IS NOT NULL THEN asked_fault
            WHEN months < 1 OR months > 12 THEN 'months_outside'
            WHEN floor IS NULL THEN 'no_rule'
            WHEN wage IS NULL OR wage < floor THEN 'wage_outside'
            WHEN pays_si AND (cap + pension + sickness + accident + pension_own) IS NULL THEN 'no_rule'
            WHEN pays_health AND (cap + health + health_own) IS NULL THEN 'no_rule'
            WHEN pays_unemployment AND (unemployment_cap + unemployment + unemployment_own) IS NULL THEN 'no_rule'
        END AS fault
    FROM terms
),
priced AS (
    SELECT
        person, fault,
        CASE
            WHEN fault IS NULL THEN
                (si_base * pension_own * months + 500000) // 1000000
                + (health_base * health_own * months + 500000) // 1000000
                + (unemployment_base * unemployment_own * months + 500000) // 1000000
        END AS participant,
        CASE
            WHEN fault IS NULL THEN
                (si_base * pension * months + 500000) // 1000000
                + (si_base * sickness * months + 500000) // 1000000
                + (si_base * accident * months + 500000) // 1000000
                + (health_base * health * months + 500000) // 1000000
                + (unemployment_base * unemployment * months + 500000) // 1000000
        END AS employer
    FROM checked
)
SELECT
    person, participant + employer AS gross, participant, participant - participant AS state, participant - participant AS local,
    employer, fault
FROM priced
