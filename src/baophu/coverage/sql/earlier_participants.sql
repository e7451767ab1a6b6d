-- step: earlier_participants
-- inputs: scheme_periods
-- output: earlier_participants
-- grain: one row a (scheme, person) with a period that had begun by $day
-- columns: scheme, person VARCHAR
-- params: day
-- why: who comes in after $day is new if no such period is known, and returned if there is one
SELECT scheme, person FROM scheme_periods WHERE valid_from <= CAST($day AS DATE) GROUP BY scheme, person
