-- step: owners
-- inputs: settled_by_number, ranked
-- output: owners
-- grain: one row a registry person whom a roster row claims for certain: the row with the strongest claim
-- columns: person INTEGER; row INTEGER
-- params: accept
SELECT person, row
FROM (
    SELECT person, row, row_number() OVER (PARTITION BY person ORDER BY strength DESC, row) AS place
    FROM (
        SELECT person, row, 60000 AS strength FROM settled_by_number
        UNION ALL
        SELECT person, row, least(net, gap) AS strength FROM ranked WHERE least(net, gap) >= $accept
    )
)
WHERE place = 1
