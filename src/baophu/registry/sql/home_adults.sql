-- step: home_adults
-- inputs: standard
-- output: home_adults
-- grain: one row a row of a person who has an adult of parents' age in the same household
-- columns: row INTEGER; home_father VARCHAR; home_mother VARCHAR
-- why: many extracts name no parents, yet the household does: the youngest man and woman 16 to 50 years older; of two
--   born in one year the last by name, so that no engine and no order of rows chooses another
WITH adults AS (
    SELECT household, plain, year, sex FROM standard
    WHERE household IS NOT NULL AND year IS NOT NULL AND sex IS NOT NULL
),
newest AS (
    SELECT max(year) - 25 AS year FROM standard
)
SELECT
    child.row,
    substr(max(CASE WHEN adults.sex = 1 THEN CAST(10000 + adults.year AS VARCHAR) || adults.plain END), 6) AS home_father,
    substr(max(CASE WHEN adults.sex = 2 THEN CAST(10000 + adults.year AS VARCHAR) || adults.plain END), 6) AS home_mother
FROM standard AS child
CROSS JOIN newest
JOIN adults ON adults.household = child.household AND adults.year BETWEEN child.year - 50 AND child.year - 16
WHERE child.year >= newest.year
GROUP BY child.row
