-- step: wide_pairs
-- inputs: number_hits, open_rows, roster, cards, terms
-- output: pairs
-- grain: one row a (roster row still open, card row) that share one of the keys below
-- columns: row INTEGER; card_row INTEGER
-- why: any one damage leaves one key whole: a slip in the name, a wrong date, a move, another family name, no date
--   (then the name alone: everybody, if no more than five people bear it, else one, so that it is not called absent)
WITH l AS (
    SELECT roster.* FROM roster JOIN open_rows ON open_rows.row = roster.row
),
c AS (
    SELECT row, plain, given_plain, family, tokens, letters, year, md, day, place, household, father, mother, home_father, home_mother, phone
    FROM cards WHERE in_window OR year IS NULL
)
SELECT row, card_row FROM number_hits SEMI JOIN open_rows ON open_rows.row = number_hits.row
UNION
SELECT l.row, c.row FROM l JOIN c ON c.plain = l.plain AND c.day = l.day
UNION
SELECT l.row, c.row FROM l JOIN c ON c.plain = l.plain AND c.place = l.place
UNION
SELECT l.row, c.row FROM l JOIN c ON c.plain = l.plain JOIN terms AS t ON t.row = c.row
WHERE (l.year IS NULL OR c.year IS NULL) AND t.full_terms <= 2400
UNION
SELECT l.row, min(c.row) FROM l JOIN c ON c.plain = l.plain
WHERE l.year IS NULL OR c.year IS NULL
GROUP BY l.row
UNION
SELECT l.row, c.row FROM l JOIN c ON c.letters = l.letters AND c.day = l.day
UNION
SELECT l.row, c.row FROM l JOIN c ON c.letters = l.letters AND c.year = l.year AND c.place = l.place
UNION
SELECT l.row, c.row FROM l JOIN c ON c.plain = l.plain AND c.year = l.year
WHERE l.md IS NULL OR l.md = 101 OR c.md IS NULL OR c.md = 101
    OR l.md // 100 = c.md // 100 OR l.md % 100 = c.md % 100
    OR (l.md % 100) * 100 + l.md // 100 = c.md
UNION
SELECT l.row, c.row FROM l JOIN c ON c.given_plain = l.given_plain AND c.day = l.day
WHERE c.family = l.family OR c.place = l.place OR c.tokens = l.tokens
UNION
SELECT l.row, c.row FROM l JOIN c ON c.day = l.day AND c.place = l.place
UNION
SELECT l.row, c.row FROM l JOIN c ON c.day = l.day AND c.family = l.family
WHERE levenshtein(c.plain, l.plain) <= 2
UNION
SELECT l.row, c.row FROM l JOIN c ON c.given_plain = l.given_plain AND c.year = l.year AND c.place = l.place
WHERE c.family = l.family
UNION
SELECT l.row, c.row FROM l JOIN c ON c.household = l.household AND abs(c.year - l.year) <= 1
UNION
SELECT l.row, c.row FROM l JOIN c ON c.household = l.household AND c.given_plain = l.given_plain
UNION
SELECT l.row, c.row FROM l JOIN c ON c.father = l.father AND c.given_plain = l.given_plain
UNION
SELECT l.row, c.row FROM l JOIN c ON c.mother = l.mother AND c.given_plain = l.given_plain
UNION
SELECT l.row, c.row FROM l JOIN c ON c.home_father = l.father AND c.plain = l.plain
UNION
SELECT l.row, c.row FROM l JOIN c ON c.phone = l.phone AND c.given_plain = l.given_plain
