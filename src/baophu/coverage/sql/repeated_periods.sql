-- step: repeated_periods
-- inputs: scheme_periods
-- output: repeated_periods
-- grain: one row a period of a person who has several in a scheme
-- columns: scheme, person, card_group, place VARCHAR; valid_from, valid_to DATE; source, row INTEGER
-- why: only these people could be counted twice on any day. Finding them takes nearly all the time of a count and does
--   not depend on the day, so it is done once a set of snapshots and kept beside them.
WITH several AS (
    SELECT scheme, person FROM scheme_periods GROUP BY scheme, person HAVING count(*) > 1
)
SELECT
    scheme_periods.scheme, scheme_periods.person, scheme_periods.card_group, scheme_periods.place,
    scheme_periods.valid_from, scheme_periods.valid_to, scheme_periods.source, scheme_periods.row
FROM scheme_periods
JOIN several ON several.scheme = scheme_periods.scheme AND several.person = scheme_periods.person
