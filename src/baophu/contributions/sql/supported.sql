-- step: supported
-- inputs: asked, health_terms, parameters
-- output: supported
-- grain: one row a person asked about in a group of which the State pays a share, or who joins alone
-- columns: person, gross, participant, state, local, employer BIGINT; fault VARCHAR
-- units: đồng for all months
-- params: most_months
-- why: one rule for pupils, the near-poor, farm households, groups that the budget pays and the groups of 2023 and 2025: the
--   scheme names its share, and the months it is paid for at most; where the near-poor live can name a wider one; who joins
--   alone has none (baophu.law.rules.health)
WITH terms AS (
    SELECT
        a.person, a.scheme, a.fault AS asked_fault, t.month, t.month_ppm,
        coalesce(a.months, 12) AS months,
        CASE WHEN a.scheme = 'health.individual' THEN 0 ELSE coalesce(w.share_ppm, s.share_ppm) END AS share,
        a.support_group, m.amount AS longest,
        a.scheme IN ('health.left_difficult_area', 'health.trafficking_victim') AS has_longest,
        CASE WHEN a.scheme <> 'health.individual' THEN a.local_share_ppm END AS local_stated,
        CASE WHEN a.scheme <> 'health.individual' THEN l.share_ppm END AS local_held
    FROM asked AS a
    JOIN health_terms AS t ON t.day = a.day
    LEFT JOIN parameters AS s
        ON s.parameter = replace(a.scheme, 'health.', 'health.state_share.') AND s.valid_from <= a.day
        AND (s.valid_to IS NULL OR a.day < s.valid_to)
    LEFT JOIN parameters AS w
        ON w.parameter = CASE WHEN a.scheme = 'health.near_poor' THEN concat_ws('.', 'health.state_share.near_poor', a.residence) END
        AND w.valid_from <= a.day AND (w.valid_to IS NULL OR a.day < w.valid_to)
    LEFT JOIN parameters AS m
        ON m.parameter = concat_ws('.', a.scheme, 'months') AND m.valid_from <= a.day AND (m.valid_to IS NULL OR a.day < m.valid_to)
    LEFT JOIN parameters AS l
        ON l.parameter = concat_ws('.', 'local', a.area, a.scheme) AND l.valid_from <= a.day
        AND (l.valid_to IS NULL OR a.day < l.valid_to) AND NOT l.is_conditional
    WHERE a.scheme LIKE 'health.%' AND a.scheme <> 'health.household' AND coalesce(a.fault, '') <> 'scheme_unknown'
),
checked AS (
    SELECT
        person, month, months, share,
        CASE WHEN has_longest AND months > longest THEN longest ELSE months END AS span,
        coalesce(local_stated, CASE WHEN local_held > 1000000 - share THEN 1000000 - share ELSE local_held END, 0) AS local_share,
        CASE
            WHEN asked_fault IS NOT NULL THEN asked_fault
            WHEN scheme = 'health.budget_paid' AND support_group IN ('near_poor', 'other') THEN 'group_outside'
            WHEN scheme = 'health.individual' AND month_ppm % 1000000 <> 0 THEN 'not_whole'
            WHEN months < 1 OR months > $most_months THEN 'months_outside'
            WHEN month IS NULL THEN 'no_rule'
            WHEN month_ppm % 1000000 <> 0 THEN 'not_whole'
            WHEN share IS NULL OR (has_longest AND longest IS NULL) THEN 'no_rule'
            WHEN month * share % 1000000 <> 0 THEN 'not_whole'
            WHEN local_stated > 1000000 - share THEN 'local_outside'
        END AS fault
    FROM terms
),
priced AS (
    SELECT
        person, local_share, fault,
        CASE WHEN fault IS NULL THEN month * months END AS gross,
        CASE WHEN fault IS NULL THEN month * share // 1000000 * span END AS state
    FROM checked
)
SELECT
    person,
    gross,
    gross - state - (gross * local_share + 500000) // 1000000 AS participant,
    state,
    (gross * local_share + 500000) // 1000000 AS local,
    gross - gross AS employer,
    fault
FROM priced
