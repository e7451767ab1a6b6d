-- step: candidates
-- inputs: scored
-- output: candidates
-- grain: one row a (roster row, registry person), the best card row standing for the person
-- columns: row, person, card_row INTEGER; net INTEGER; against VARCHAR; the levels of the pair
SELECT * EXCLUDE (place_in_person)
FROM (
    SELECT *, row_number() OVER (PARTITION BY row, person ORDER BY net DESC, card_row) AS place_in_person
    FROM scored
)
WHERE place_in_person = 1
