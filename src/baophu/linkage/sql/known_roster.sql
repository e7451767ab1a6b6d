-- step: known_roster
-- inputs: roster_file, cards, common_given
-- output: roster
-- grain: one row a roster row
-- columns: the standardised columns of the roster; given_known BOOLEAN
-- why: "Lam" for "Lan" may be a slip or the twin, since both are names that people bear; "Lanm" is a slip. A given name
--   counts as known when it is a common one, or three people of the extract bear it
WITH known AS (
    SELECT given_plain FROM cards WHERE row = person GROUP BY given_plain HAVING count(*) >= 3
    UNION
    SELECT given_plain FROM common_given
)
SELECT roster_file.*, known.given_plain IS NOT NULL AS given_known
FROM roster_file
LEFT JOIN known ON known.given_plain = roster_file.given_plain
