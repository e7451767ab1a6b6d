-- step: twice
-- inputs: roster, decisions
-- output: twice
-- grain: one row a roster row whose person stands on an earlier row
-- columns: row INTEGER; duplicate_of INTEGER
-- why: two rows matched to one registry person are one child; rows without a match are one child when name and full
--   date agree with marks, sex does not differ, and a number, a parent or the home agrees and no number differs
WITH matched AS (
    SELECT row, min(row) OVER (PARTITION BY person) AS first_row FROM decisions WHERE decision = 'match'
),
others AS (
    SELECT roster.* FROM roster JOIN decisions ON decisions.row = roster.row WHERE decisions.decision <> 'match'
),
alike AS (
    SELECT later.row, min(earlier.row) AS first_row
    FROM others AS later
    JOIN roster AS earlier ON earlier.name = later.name AND earlier.day = later.day AND earlier.row < later.row
    WHERE (later.sex IS NULL OR earlier.sex IS NULL OR later.sex = earlier.sex)
        AND (later.si IS NULL OR earlier.si IS NULL OR later.si = earlier.si)
        AND (later.pid IS NULL OR earlier.pid IS NULL OR later.pid = earlier.pid)
        AND (
            later.si = earlier.si OR later.pid = earlier.pid OR later.father = earlier.father
            OR later.mother = earlier.mother OR later.household = earlier.household OR later.phone = earlier.phone
            OR (later.place = earlier.place AND coalesce(later.hamlet = earlier.hamlet, TRUE) AND later.sex = earlier.sex)
        )
    GROUP BY later.row
)
SELECT row, first_row AS duplicate_of FROM matched WHERE row <> first_row
UNION ALL
SELECT row, first_row AS duplicate_of FROM alike
