-- step: surplus_periods
-- inputs: repeated_periods
-- output: surplus_periods
-- grain: one row a period that covers $day and whose person is counted by another period
-- columns: scheme, card_group, place VARCHAR; source, row INTEGER
-- params: day
-- why: a person is counted by the period that ends last; of several that end together by one in a known place, then by
--   the group and the place that come first in the alphabet, then by the first row: the same in every run
WITH ordered AS (
    SELECT
        scheme, card_group, place, source, row,
        row_number() OVER (
            PARTITION BY scheme, person
            ORDER BY valid_to DESC, CASE WHEN place = '' THEN 1 ELSE 0 END, card_group, place, source, row
        ) AS position
    FROM repeated_periods
    WHERE valid_from <= CAST($day AS DATE) AND valid_to >= CAST($day AS DATE)
)
SELECT scheme, card_group, place, source, row FROM ordered WHERE position > 1
