-- step: ranked
-- inputs: candidates, owners, open_rows, roster
-- output: ranked
-- grain: one row a roster row that has a candidate
-- columns: row, person, card_row, net, gap INTEGER; against VARCHAR; the levels of the best pair; second_card_row, second_net, third_card_row, third_net INTEGER
-- units: thousandths of a bit; gap = net minus the net of the best other person
-- params: near_shift, open_shift, owned, accept
-- why: one person is on a list once, so a person whom another row claims better is less likely this row's too, unless
--   the two rows are one child on two lists; twins My and Mỹ, Vy and Vi are not one child;
--   a name alone, without a date of birth, a number, the home or a parent, is never enough to decide
WITH adjusted AS (
    SELECT
        c.row, c.card_row, c.person, c.name_level, c.birth_level, c.sex_level, c.si_level, c.pid_level, c.place_level, c.hamlet_level,
        c.home_level, c.parents_level, c.phone_level, c.against,
        CASE
            WHEN c.birth_level < 0 AND c.si_level < 2 AND c.pid_level < 2 AND c.home_level < 1 AND c.parents_level < 3
                THEN $accept - 1
            ELSE 60000
        END AS most,
        c.net
            + CASE WHEN open_rows.row IS NOT NULL THEN $open_shift ELSE $near_shift END
            + CASE
                WHEN owners.row IS NULL OR owners.row = c.row THEN 0
                WHEN mine.plain = theirs.plain AND mine.with_y = theirs.with_y
                    AND NOT (mine.marked AND theirs.marked AND mine.name <> theirs.name)
                    AND (mine.day = theirs.day OR mine.si = theirs.si) THEN 0
                ELSE $owned
            END AS net
    FROM candidates AS c
    JOIN roster AS mine ON mine.row = c.row
    LEFT JOIN open_rows ON open_rows.row = c.row
    LEFT JOIN owners ON owners.person = c.person
    LEFT JOIN roster AS theirs ON theirs.row = owners.row
),
capped AS (
    SELECT
        row, card_row, person, name_level, birth_level, sex_level, si_level, pid_level, place_level, hamlet_level,
        home_level, parents_level, phone_level, against, least(net, most) AS net
    FROM adjusted
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY row ORDER BY net DESC, card_row) AS place FROM capped
),
others AS (
    SELECT
        row,
        max(CASE WHEN place = 2 THEN card_row END) AS second_card_row,
        max(CASE WHEN place = 2 THEN net END) AS second_net,
        max(CASE WHEN place = 3 THEN card_row END) AS third_card_row,
        max(CASE WHEN place = 3 THEN net END) AS third_net
    FROM placed WHERE place IN (2, 3) GROUP BY row
)
SELECT
    placed.row, placed.card_row, placed.person, placed.name_level, placed.birth_level, placed.sex_level,
    placed.si_level, placed.pid_level, placed.place_level, placed.hamlet_level, placed.home_level, placed.parents_level, placed.phone_level,
    placed.against, placed.net,
    least(placed.net - coalesce(others.second_net, placed.net - 60000), 60000) AS gap,
    others.second_card_row, others.second_net, others.third_card_row, others.third_net
FROM placed
LEFT JOIN others ON others.row = placed.row
WHERE placed.place = 1
