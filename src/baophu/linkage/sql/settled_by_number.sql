-- step: settled_by_number
-- inputs: number_hits, roster, cards
-- output: settled_by_number
-- grain: one row a roster row that a number, the name and the date of birth settle together
-- columns: row INTEGER; person INTEGER; card_row INTEGER
-- why: a number alone is wrong on one row in 150 (a brother's or mother's), so name and date must agree with it
SELECT l.row, min(r.person) AS person, min(r.row) AS card_row
FROM number_hits
JOIN roster AS l ON l.row = number_hits.row
JOIN cards AS r ON r.row = number_hits.card_row
WHERE l.plain = r.plain
    AND (l.day = r.day OR (l.year = r.year AND (l.md IS NULL OR r.md IS NULL)))
    AND (l.sex IS NULL OR r.sex IS NULL OR l.sex = r.sex)
    AND NOT (l.marked AND r.marked AND l.name <> r.name)
GROUP BY l.row
HAVING min(r.person) = max(r.person)
