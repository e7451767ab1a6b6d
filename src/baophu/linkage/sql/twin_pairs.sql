-- step: twin_pairs
-- inputs: children
-- output: pairs
-- grain: one row an ordered pair of different registry people of one home born on one day
-- columns: row INTEGER; card_row INTEGER
-- why: the registry itself shows how twins compare; 1 January is left out, since it often
--   stands for an unknown date, and so are pairs of one name, who are one person twice
SELECT x.row, y.row AS card_row
FROM children AS x
JOIN children AS y ON y.day = x.day AND y.row <> x.row
WHERE x.md <> 101
    AND y.name <> x.name
    AND (y.household = x.household OR (x.household IS NULL AND y.father = x.father AND y.mother = x.mother))
