-- step: kin_pairs
-- inputs: children
-- output: pairs
-- grain: one row an ordered pair of different registry people of one home born in different years
-- columns: row INTEGER; card_row INTEGER
-- why: the registry itself shows how children of one home compare
SELECT x.row, y.row AS card_row
FROM children AS x
JOIN children AS y ON y.household = x.household AND y.year <> x.year
