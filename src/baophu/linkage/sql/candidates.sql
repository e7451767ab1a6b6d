-- step: candidates
-- inputs: scored
-- output: candidates
-- grain: one row a (roster row, registry person), the best card row standing for the person
-- columns: row, person, card_row INTEGER; net INTEGER; against VARCHAR; the levels of the pair
SELECT
    row, card_row, person, name_level, birth_level, sex_level, si_level, pid_level, place_level, hamlet_level, home_level,
    parents_level, phone_level, net, against
FROM (
    SELECT *, row_number() OVER (PARTITION BY row, person ORDER BY net DESC, card_row) AS place_in_person
    FROM scored
)
WHERE place_in_person = 1
