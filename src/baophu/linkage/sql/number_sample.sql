-- step: number_sample
-- inputs: number_hits
-- output: pairs
-- grain: one row a pair of a roster row and a card row with the same number, about 20,000 of them
-- columns: row INTEGER; card_row INTEGER
-- why: how this list spells names, dates and places is learnt from rows that a number ties together
SELECT row, card_row
FROM number_hits
WHERE row % (1 + (SELECT count(*) FROM number_hits) // 20000) = 0
