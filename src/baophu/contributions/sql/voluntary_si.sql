-- step: voluntary_si
-- inputs: asked, voluntary_terms, parameters
-- output: voluntary_si
-- grain: one row a person asked about in voluntary social insurance
-- columns: person, gross, participant, state, local, employer BIGINT; fault VARCHAR
-- units: đồng for all months
-- params: reform
-- why: 22 % of the chosen income for 1, 3, 6 or 12 months, less the support, which is a share of the lowest contribution; years
--   ahead, missing years and refunds are sums of powers and are not computed here (baophu.law.rules.voluntary)
WITH terms AS (
    SELECT
        a.person, a.day, a.fault AS asked_fault, a.income, a.supported_months, a.local_share_ppm,
        t.floor, t.cap, t.rate, t.income_step, t.month_limit,
        coalesce(a.months, 1) AS months,
        CASE WHEN i.share_ppm > s.share_ppm THEN i.share_ppm ELSE s.share_ppm END AS share,
        1000000 - CASE
            WHEN a.supported_months >= t.month_limit THEN 0
            WHEN i.share_ppm > s.share_ppm THEN i.share_ppm
            ELSE s.share_ppm
        END AS most_local,
        greatest(own.share_ppm, CASE WHEN a.residence = 'island' THEN island.share_ppm END) AS local_held
    FROM asked AS a
    JOIN voluntary_terms AS t ON t.day = a.day
    LEFT JOIN parameters AS s
        ON s.parameter = concat_ws('.', 'voluntary_si.support', coalesce(a.support_group, 'other')) AND s.valid_from <= a.day
        AND (s.valid_to IS NULL OR a.day < s.valid_to)
    LEFT JOIN parameters AS i
        ON i.parameter = CASE WHEN a.residence = 'island' THEN 'voluntary_si.support.island' END AND i.valid_from <= a.day
        AND (i.valid_to IS NULL OR a.day < i.valid_to)
    LEFT JOIN parameters AS own
        ON own.parameter = concat_ws('.', 'local', a.area, 'voluntary_si', coalesce(a.support_group, 'other')) AND own.valid_from <= a.day
        AND (own.valid_to IS NULL OR a.day < own.valid_to) AND NOT own.is_conditional
    LEFT JOIN parameters AS island
        ON island.parameter = concat_ws('.', 'local', a.area, 'voluntary_si.island') AND island.valid_from <= a.day
        AND (island.valid_to IS NULL OR a.day < island.valid_to) AND NOT island.is_conditional
    WHERE a.scheme = 'voluntary_si'
),
checked AS (
    SELECT
        person, income, months, floor, rate, share,
        least(months, month_limit - supported_months) AS span,
        coalesce(local_share_ppm, CASE WHEN local_held > most_local THEN most_local ELSE local_held END, 0) AS local_share,
        CASE
            WHEN asked_fault IS NOT NULL THEN asked_fault
            WHEN floor IS NULL OR cap IS NULL OR rate IS NULL THEN 'no_rule'
            WHEN income IS NULL OR income < floor OR income > cap THEN 'income_outside'
            WHEN income_step IS NULL THEN 'no_rule'
            WHEN day < $reform AND (income - floor) % income_step <> 0 THEN 'income_step'
            WHEN floor * rate % 1000000 <> 0 THEN 'not_whole'
            WHEN months NOT IN (1, 3, 6, 12) THEN 'months_outside'
            WHEN share IS NULL OR month_limit IS NULL THEN 'no_rule'
            WHEN supported_months < 0 OR supported_months > month_limit THEN 'supported_outside'
            WHEN local_share_ppm > most_local THEN 'local_outside'
            WHEN floor * rate // 1000000 * share % 1000000 <> 0 THEN 'not_whole'
        END AS fault
    FROM terms
),
priced AS (
    SELECT
        person, fault,
        CASE WHEN fault IS NULL THEN (income * rate * months + 500000) // 1000000 END AS gross,
        CASE WHEN fault IS NULL THEN floor * rate // 1000000 * share // 1000000 * span END AS state,
        CASE WHEN fault IS NULL THEN (floor * rate // 1000000 * local_share * months + 500000) // 1000000 END AS local
    FROM checked
)
SELECT person, gross, gross - state - local AS participant, state, local, gross - gross AS employer, fault FROM priced
