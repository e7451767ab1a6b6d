-- step: household
-- inputs: asked, health_terms, parameters
-- output: household
-- grain: one row a person asked about who joins by household
-- columns: person, gross, participant, state, local, employer BIGINT; fault VARCHAR
-- units: đồng for all months
-- params: most_months, longest_household
-- why: 100, 70, 60, 50, 40 % of the monthly amount by rank, the fifth and all after it alike (baophu.law.rules.health)
WITH terms AS (
    SELECT
        a.person, a.fault AS asked_fault, t.month, t.month_ppm,
        coalesce(a.months, 12) AS months,
        coalesce(a.rank, 1) AS rank,
        CASE least(coalesce(a.rank, 1), 5)
            WHEN 1 THEN t.ladder_1 WHEN 2 THEN t.ladder_2 WHEN 3 THEN t.ladder_3 WHEN 4 THEN t.ladder_4 WHEN 5 THEN t.ladder_5
        END AS ladder,
        coalesce(a.local_share_ppm, l.share_ppm, 0) AS local_share
    FROM asked AS a
    JOIN health_terms AS t ON t.day = a.day
    LEFT JOIN parameters AS l
        ON l.parameter = concat_ws('.', 'local', a.area, a.scheme) AND l.valid_from <= a.day
        AND (l.valid_to IS NULL OR a.day < l.valid_to) AND NOT l.is_conditional
    WHERE a.scheme = 'health.household'
),
checked AS (
    SELECT
        person, month, months, ladder, local_share,
        CASE
            WHEN asked_fault IS NOT NULL THEN asked_fault
            WHEN month IS NULL THEN 'no_rule'
            WHEN month_ppm % 1000000 <> 0 THEN 'not_whole'
            WHEN rank < 1 OR rank > $longest_household THEN 'rank_outside'
            WHEN months < 1 OR months > $most_months THEN 'months_outside'
            WHEN ladder IS NULL THEN 'no_rule'
            WHEN month * ladder % 1000000 <> 0 THEN 'not_whole'
        END AS fault
    FROM terms
),
priced AS (
    SELECT person, local_share, fault, CASE WHEN fault IS NULL THEN month * ladder // 1000000 * months END AS gross FROM checked
)
SELECT
    person,
    gross,
    gross - (gross * local_share + 500000) // 1000000 AS participant,
    gross - gross AS state,
    (gross * local_share + 500000) // 1000000 AS local,
    gross - gross AS employer,
    fault
FROM priced
