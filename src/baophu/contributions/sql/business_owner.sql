-- step: business_owner
-- inputs: asked, compulsory_terms
-- output: business_owner
-- grain: one row a person asked about who owns a household business
-- columns: person, gross, participant, state, local, employer BIGINT; fault VARCHAR
-- units: đồng for all months
-- why: 25 % for social insurance and the health rate, all their own, on an income they choose (baophu.law.rules.compulsory)
WITH terms AS (
    SELECT
        a.person, a.fault AS asked_fault, a.income, a.wage, a.pays_si, a.pays_health, a.pays_unemployment,
        coalesce(a.months, 1) AS months,
        coalesce(a.income, a.wage) AS base,
        t.owner_floor, t.owner_cap, t.owner_pension, t.owner_sickness, t.health_rate
    FROM asked AS a
    JOIN compulsory_terms AS t ON t.day = a.day
    WHERE a.scheme = 'business_owner'
),
checked AS (
    SELECT
        person, months,
        coalesce(owner_pension, 0) AS owner_pension,
        coalesce(owner_sickness, 0) AS owner_sickness,
        coalesce(health_rate, 0) AS health_rate,
        CASE WHEN pays_si THEN base ELSE 0 END AS si_base,
        CASE WHEN pays_health THEN base ELSE 0 END AS health_base,
        CASE
            WHEN asked_fault IS NOT NULL THEN asked_fault
            WHEN pays_unemployment THEN 'only_unknown'
            WHEN months NOT IN (1, 3, 6) THEN 'months_outside'
            WHEN owner_floor IS NULL OR owner_cap IS NULL THEN 'no_rule'
            WHEN income <> wage THEN 'income_unclear'
            WHEN base IS NULL OR base < owner_floor OR base > owner_cap THEN 'income_outside'
            WHEN pays_si AND (owner_pension + owner_sickness) IS NULL THEN 'no_rule'
            WHEN pays_health AND health_rate IS NULL THEN 'no_rule'
        END AS fault
    FROM terms
),
priced AS (
    SELECT
        person, fault,
        CASE
            WHEN fault IS NULL THEN
                (si_base * owner_pension * months + 500000) // 1000000
                + (si_base * owner_sickness * months + 500000) // 1000000
                + (health_base * health_rate * months + 500000) // 1000000
        END AS gross
    FROM checked
)
SELECT person, gross, gross AS participant, gross - gross AS state, gross - gross AS local, gross - gross AS employer, fault
FROM priced
