-- step: cards
-- inputs: registry, number_hits
-- output: cards
-- grain: one row a card row that can be a candidate: born in the roster's years, or reached by a number
-- columns: row, person INTEGER; the match keys of registry; in_window BOOLEAN
-- params: year_from, year_to
SELECT
    row, person, name, plain, given_plain, family, middle, tokens, letters, with_y, marked, year, md, day, sex, si, pid, place, hamlet,
    household, father, mother, guardian, home_father, home_mother, phone,
    coalesce(year BETWEEN $year_from AND $year_to, FALSE) AS in_window
FROM registry
WHERE year BETWEEN $year_from AND $year_to OR year IS NULL OR row IN (SELECT card_row FROM number_hits)
