-- step: participant_rows
-- inputs: scheme_periods, surplus_periods
-- output: participant_rows
-- grain: one row a (scheme, person) insured on $day
-- columns: scheme, person, card_group, place VARCHAR; source, row INTEGER
-- units: source and row are those of the counted row; surplus_periods is of the same day
-- params: day
SELECT
    scheme_periods.scheme, scheme_periods.person, scheme_periods.card_group, scheme_periods.place,
    scheme_periods.source, scheme_periods.row
FROM scheme_periods
LEFT JOIN surplus_periods
    ON surplus_periods.scheme = scheme_periods.scheme
    AND surplus_periods.source = scheme_periods.source
    AND surplus_periods.row = scheme_periods.row
WHERE scheme_periods.valid_from <= CAST($day AS DATE) AND scheme_periods.valid_to >= CAST($day AS DATE)
    AND surplus_periods.row IS NULL
