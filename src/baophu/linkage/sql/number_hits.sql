-- step: number_hits
-- inputs: roster, registry
-- output: number_hits
-- grain: one row a (roster row, card row) that share a number
-- columns: row INTEGER; card_row INTEGER
-- why: numbers are looked up in the whole registry, names only in the roster's years of birth
SELECT roster.row, registry.row AS card_row
FROM roster JOIN registry ON registry.si = roster.si
UNION
SELECT roster.row, registry.row AS card_row
FROM roster JOIN registry ON registry.pid = roster.pid
