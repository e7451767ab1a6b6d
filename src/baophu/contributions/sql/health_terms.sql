-- step: health_terms
-- inputs: wanted, parameters
-- output: health_terms
-- grain: one row a day that is asked about
-- columns: day DATE; month, month_ppm, ladder_1, ladder_2, ladder_3, ladder_4, ladder_5 BIGINT
-- units: month in đồng; month_ppm in millionths of a đồng, to see a fraction; the ladder in parts per million
WITH found AS (
    SELECT
        wanted.day,
        max(CASE WHEN p.parameter = 'base_salary' THEN p.amount END) AS base_salary,
        max(CASE WHEN p.parameter = 'health.rate' THEN p.share_ppm END) AS rate,
        max(CASE WHEN p.parameter = 'health.household.ladder.1' THEN p.share_ppm END) AS ladder_1,
        max(CASE WHEN p.parameter = 'health.household.ladder.2' THEN p.share_ppm END) AS ladder_2,
        max(CASE WHEN p.parameter = 'health.household.ladder.3' THEN p.share_ppm END) AS ladder_3,
        max(CASE WHEN p.parameter = 'health.household.ladder.4' THEN p.share_ppm END) AS ladder_4,
        max(CASE WHEN p.parameter = 'health.household.ladder.5' THEN p.share_ppm END) AS ladder_5
    FROM wanted
    LEFT JOIN parameters AS p
        ON p.parameter = wanted.parameter AND p.valid_from <= wanted.day
        AND (p.valid_to IS NULL OR wanted.day < p.valid_to)
    GROUP BY wanted.day
)
SELECT
    day, base_salary * rate // 1000000 AS month, base_salary * rate AS month_ppm,
    ladder_1, ladder_2, ladder_3, ladder_4, ladder_5
FROM found
