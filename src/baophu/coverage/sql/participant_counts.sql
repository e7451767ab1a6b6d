-- step: participant_counts
-- inputs: scheme_periods, surplus_periods
-- output: participant_counts
-- grain: one row a (scheme, card group, place) with anybody in it
-- columns: scheme, card_group, place VARCHAR; participants BIGINT
-- units: people, each once a scheme, insured on $day; surplus_periods is of the same day
-- params: day
WITH marked AS (
    SELECT scheme, card_group, place, 1 AS people FROM scheme_periods
    WHERE valid_from <= CAST($day AS DATE) AND valid_to >= CAST($day AS DATE)
    UNION ALL
    SELECT scheme, card_group, place, -1 AS people FROM surplus_periods
)
SELECT scheme, card_group, place, CAST(sum(people) AS BIGINT) AS participants
FROM marked
GROUP BY scheme, card_group, place
HAVING sum(people) > 0
