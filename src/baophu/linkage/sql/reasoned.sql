-- step: reasoned
-- inputs: verdicts, compared
-- output: reasoned
-- grain: one row an accepted roster row
-- columns: row INTEGER; verdict VARCHAR; card_row INTEGER; card_number, card_group, card_kind VARCHAR; valid_from, valid_to DATE; strength INTEGER; linked_row, second_card_row, second_net, third_card_row, third_net, net, duplicate_of INTEGER; combination VARCHAR
-- why: combination holds all that the sentence of evidence depends on, so each distinct one is worded once; compared
--   holds the pairs that a number settled
WITH filled AS (
    SELECT
        v.*,
        coalesce(v.name_level, c.name_level, -1) AS a,
        coalesce(v.birth_level, c.birth_level, -1) AS b,
        coalesce(v.sex_level, c.sex_level, -1) AS c,
        coalesce(v.si_level, c.si_level, -1) AS d,
        coalesce(v.pid_level, c.pid_level, -1) AS e,
        coalesce(v.place_level, c.place_level, -1) AS f,
        coalesce(v.hamlet_level, c.hamlet_level, -1) AS g,
        coalesce(v.home_level, c.home_level, -1) AS h,
        coalesce(v.parents_level, c.parents_level, -1) AS i,
        coalesce(v.phone_level, c.phone_level, -1) AS j
    FROM verdicts AS v
    LEFT JOIN compared AS c ON c.row = v.row AND v.way = 'number'
)
SELECT
    row, verdict, card_row, card_number, card_group, card_kind, valid_from, valid_to, strength, linked_row,
    second_card_row, second_net, third_card_row, third_net, net, duplicate_of,
    concat_ws(
        '|', CASE WHEN decision = 'match' AND verdict = 'doubtful' THEN 'undated' ELSE decision END, way, coalesce(against, ''),
        CASE WHEN gap < net THEN '1' ELSE '0' END,
        CASE WHEN verdict IN ('expired', 'not_covered') THEN '1' ELSE '0' END,
        a, b, c, d, e, f, g, h, i, j
    ) AS combination
FROM filled
