-- step: voluntary_terms
-- inputs: wanted, parameters
-- output: voluntary_terms
-- grain: one row a day that is asked about
-- columns: day DATE; floor, cap, rate, income_step, month_limit BIGINT
-- units: đồng a month; rate in parts per million
-- params: reform
WITH found AS (
    SELECT
        wanted.day,
        max(CASE WHEN p.parameter = 'rural_poverty_line' THEN p.amount END) AS floor,
        max(CASE WHEN p.parameter = 'base_salary' THEN p.amount END) AS base_salary,
        max(CASE WHEN p.parameter = 'reference_level' THEN p.amount END) AS reference_level,
        max(CASE WHEN p.parameter = 'voluntary_si.maximum_income_multiple' THEN p.share_ppm END) AS multiple,
        max(CASE WHEN p.parameter = 'voluntary_si.rate' THEN p.share_ppm END) AS rate,
        max(CASE WHEN p.parameter = 'voluntary_si.income_step' THEN p.amount END) AS income_step,
        max(CASE WHEN p.parameter = 'voluntary_si.support.month_limit' THEN p.amount END) AS month_limit
    FROM wanted
    LEFT JOIN parameters AS p
        ON p.parameter = wanted.parameter AND p.valid_from <= wanted.day
        AND (p.valid_to IS NULL OR wanted.day < p.valid_to)
    GROUP BY wanted.day
)
SELECT
    day, floor,
    multiple // 1000000 * CASE WHEN day >= $reform THEN reference_level ELSE base_salary END AS cap,
    rate, income_step, month_limit
FROM found
