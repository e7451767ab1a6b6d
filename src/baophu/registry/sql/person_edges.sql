-- step: person_edges
-- inputs: standard
-- output: person_edges
-- grain: one row a pair of rows of one file that are the same person, a < b
-- columns: a INTEGER; b INTEGER
-- why: an old expired row of a person must not hide the valid one. A shared number alone is no proof (brothers and
--   sisters get each other's numbers), so a second field must agree; twins My and Mỹ, Vy and Vi of one home are two people.
--   Where a row has no number or home, the same name, day, commune and hamlet will do, if nothing else differs.
WITH keyed AS (
    SELECT row, plain, given_plain, family, year, day, si AS number, '1' AS kind FROM standard WHERE si IS NOT NULL
    UNION ALL
    SELECT row, plain, given_plain, family, year, day, pid AS number, '2' AS kind FROM standard WHERE pid IS NOT NULL
),
shared AS (
    SELECT number, kind FROM keyed GROUP BY number, kind HAVING count(*) BETWEEN 2 AND 20
),
grouped AS (
    SELECT keyed.* FROM keyed JOIN shared ON shared.number = keyed.number AND shared.kind = keyed.kind
),
by_number AS (
    SELECT x.row AS a, y.row AS b
    FROM grouped AS x
    JOIN grouped AS y ON y.number = x.number AND y.kind = x.kind AND x.row < y.row
    WHERE x.plain = y.plain
        OR (x.given_plain = y.given_plain AND x.year = y.year)
        OR (x.day = y.day AND levenshtein(x.plain, y.plain) <= 2)
        OR (x.given_plain = y.given_plain AND x.family = y.family)
),
homes AS (
    SELECT household, plain, day FROM standard
    WHERE household IS NOT NULL AND day IS NOT NULL
    GROUP BY household, plain, day HAVING count(*) BETWEEN 2 AND 20
),
at_home AS (
    SELECT s.row, s.household, s.plain, s.day, s.name, s.with_y, s.marked, s.si
    FROM standard AS s
    JOIN homes ON homes.household = s.household AND homes.plain = s.plain AND homes.day = s.day
),
by_home AS (
    SELECT x.row AS a, y.row AS b
    FROM at_home AS x
    JOIN at_home AS y ON y.household = x.household AND y.plain = x.plain AND y.day = x.day AND x.row < y.row
    WHERE (x.name = y.name AND x.with_y = y.with_y)
        OR (coalesce(x.si = y.si, TRUE) AND x.with_y = y.with_y AND NOT (x.marked AND y.marked))
),
places AS (
    SELECT name, day, place, hamlet FROM standard
    WHERE day IS NOT NULL AND place IS NOT NULL AND hamlet IS NOT NULL
    GROUP BY name, day, place, hamlet HAVING count(*) BETWEEN 2 AND 20
),
at_place AS (
    SELECT s.row, s.name, s.with_y, s.day, s.place, s.hamlet, s.sex, s.si, s.pid, s.household
    FROM standard AS s
    JOIN places ON places.name = s.name AND places.day = s.day AND places.place = s.place AND places.hamlet = s.hamlet
),
by_place AS (
    SELECT x.row AS a, y.row AS b
    FROM at_place AS x
    JOIN at_place AS y ON y.name = x.name AND y.day = x.day AND y.place = x.place AND y.hamlet = x.hamlet AND x.row < y.row
    WHERE x.with_y = y.with_y AND coalesce(x.sex = y.sex, TRUE) AND coalesce(x.si = y.si, TRUE) AND coalesce(x.pid = y.pid, TRUE)
        AND coalesce(x.household = y.household, TRUE)
)
SELECT a, b FROM by_number
UNION
SELECT a, b FROM by_home
UNION
SELECT a, b FROM by_place
