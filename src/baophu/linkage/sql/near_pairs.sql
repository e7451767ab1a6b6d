-- step: near_pairs
-- inputs: number_hits, settled_by_number, roster, cards
-- output: pairs
-- grain: one row a (roster row not yet settled, card row) with the same number, or the same name and date of birth
-- columns: row INTEGER; card_row INTEGER
WITH open_rows AS (
    SELECT roster.* FROM roster ANTI JOIN settled_by_number ON settled_by_number.row = roster.row
)
SELECT l.row, r.row AS card_row
FROM open_rows AS l JOIN cards AS r ON r.plain = l.plain AND r.day = l.day
UNION
SELECT l.row, number_hits.card_row
FROM open_rows AS l JOIN number_hits ON number_hits.row = l.row
