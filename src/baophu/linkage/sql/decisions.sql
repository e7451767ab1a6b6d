-- step: decisions
-- inputs: roster, settled_by_number, ranked
-- output: decisions
-- grain: one row a roster row
-- columns: row INTEGER; decision VARCHAR (match, doubtful, none); way VARCHAR (number, model); person, card_row, strength, net, gap INTEGER; against VARCHAR; the levels of the best pair; second_card_row, second_net, third_card_row, third_net INTEGER
-- units: strength in thousandths of a bit: log2 of the odds that the best candidate is this person
-- params: accept, reject
-- why: where a date of birth is missing and the name is there, nobody can say that the person has no card
SELECT
    roster.row,
    CASE
        WHEN s.row IS NOT NULL OR least(ranked.net, ranked.gap) >= $accept THEN 'match'
        WHEN ranked.net >= $reject THEN 'doubtful'
        WHEN ranked.birth_level < 0 AND ranked.name_level >= 6
            AND ranked.sex_level <> 0 AND ranked.si_level <> 0 AND ranked.pid_level <> 0 AND ranked.place_level <> 0
            AND ranked.home_level <> 0 AND ranked.parents_level <> 0 THEN 'doubtful'
        ELSE 'none'
    END AS decision,
    CASE WHEN s.row IS NOT NULL THEN 'number' ELSE 'model' END AS way,
    coalesce(s.person, ranked.person) AS person,
    coalesce(s.card_row, ranked.card_row) AS card_row,
    coalesce(CASE WHEN s.row IS NOT NULL THEN 20000 END, least(ranked.net, ranked.gap), -60000) AS strength,
    ranked.net, ranked.gap, ranked.against,
    ranked.name_level, ranked.birth_level, ranked.sex_level, ranked.si_level, ranked.pid_level, ranked.place_level, ranked.hamlet_level,
    ranked.home_level, ranked.parents_level, ranked.phone_level,
    ranked.second_card_row, ranked.second_net, ranked.third_card_row, ranked.third_net
FROM roster
LEFT JOIN settled_by_number AS s ON s.row = roster.row
LEFT JOIN ranked ON ranked.row = roster.row AND s.row IS NULL
