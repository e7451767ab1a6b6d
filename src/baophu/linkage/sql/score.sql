-- step: score
-- inputs: compared, terms, weights
-- output: scored
-- grain: one row a pair (roster row, card row)
-- columns: row INTEGER; card_row INTEGER; person INTEGER; net INTEGER; against VARCHAR; and the levels of compared
-- units: net in thousandths of a bit: log2 of the odds that the card is this person's, against the best other story
-- params: present, absent, log_n, twin_rate, kin_rate
-- why: three other stories are weighed, since agreement of name, date and home is no accident among relatives:
--   a stranger who happens to agree (by how common the values are), the twin of a child who has no card, another
--   child of the same home. The best of the three stands against "the same person".
WITH weighed AS (
    SELECT
        c.*,
        wn.m + wb.m + ws.m + wi.m + wp.m + wl.m + wv.m + wh.m + wa.m + wt.m AS same,
        wn.u + wb.u + ws.u + wi.u + wp.u + wl.u + wv.u + wh.u + wa.u + wt.u
            + CASE
                WHEN c.name_level >= 6 AND c.place_level >= 1 THEN t.local_terms
                WHEN c.name_level >= 6 THEN t.full_terms
                WHEN c.name_level IN (2, 4, 5) THEN t.part_terms
                WHEN c.name_level = 1 THEN t.given_terms
                ELSE $log_n
            END
            + CASE WHEN c.name_level < 6 AND c.place_level >= 1 THEN t.place_terms ELSE 0 END
            + CASE
                WHEN c.birth_level >= 5 THEN t.day_terms
                WHEN c.birth_level IN (1, 3, 4) THEN t.year_terms
                ELSE 0
            END
            + CASE WHEN c.si_level = 2 THEN -greatest($log_n, 20000) ELSE 0 END
            + CASE WHEN c.pid_level = 2 THEN -greatest($log_n, 20000) ELSE 0 END
            + CASE WHEN c.home_level = 1 THEN 3000 - greatest($log_n, 18000) ELSE 0 END AS stranger,
        $twin_rate + wn.twin + wb.twin + ws.twin + wi.twin + wp.twin + wl.twin + wv.twin + wh.twin + wa.twin + wt.twin AS twin,
        $kin_rate + wn.kin + wb.kin + ws.kin + wi.kin + wp.kin + wl.kin + wv.kin + wh.kin + wa.kin + wt.kin AS kin
    FROM compared AS c
    JOIN terms AS t ON t.row = c.card_row
    JOIN weights AS wn ON wn.comparison = 'name' AND wn.level = c.name_level
    JOIN weights AS wb ON wb.comparison = 'birth' AND wb.level = c.birth_level
    JOIN weights AS ws ON ws.comparison = 'sex' AND ws.level = c.sex_level
    JOIN weights AS wi ON wi.comparison = 'si' AND wi.level = c.si_level
    JOIN weights AS wp ON wp.comparison = 'pid' AND wp.level = c.pid_level
    JOIN weights AS wl ON wl.comparison = 'place' AND wl.level = c.place_level
    JOIN weights AS wv ON wv.comparison = 'hamlet' AND wv.level = c.hamlet_level
    JOIN weights AS wh ON wh.comparison = 'home' AND wh.level = c.home_level
    JOIN weights AS wa ON wa.comparison = 'parents' AND wa.level = c.parents_level
    JOIN weights AS wt ON wt.comparison = 'phone' AND wt.level = c.phone_level
)
SELECT
    row, card_row, person, name_level, birth_level, sex_level, si_level, pid_level, place_level, hamlet_level, home_level,
    parents_level, phone_level,
    $present + same - $absent - greatest(stranger, twin, kin) AS net,
    CASE
        WHEN stranger >= twin AND stranger >= kin THEN 'stranger'
        WHEN twin >= kin THEN 'twin'
        ELSE 'kin'
    END AS against
FROM weighed
