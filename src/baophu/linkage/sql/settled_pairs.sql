-- step: settled_pairs
-- inputs: settled_by_number
-- output: pairs
-- grain: one row a roster row settled by a number, with its card row
-- columns: row INTEGER; card_row INTEGER
-- why: their levels are needed for the evidence only, so they are compared after the decision
SELECT row, card_row FROM settled_by_number
