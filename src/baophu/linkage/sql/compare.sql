-- step: compare
-- inputs: pairs, roster, cards
-- output: compared
-- grain: one row a pair (roster row, card row)
-- columns: row INTEGER; card_row INTEGER; person INTEGER; name_level, birth_level, sex_level, si_level, pid_level, place_level, hamlet_level, home_level, parents_level, phone_level INTEGER
-- units: a level is an agreement, higher is more; -1 = one side is empty, which says nothing (always the first branch)
-- why: the trainer reads the CASE expressions of this very file, so a level has one definition
SELECT
    l.row,
    r.row AS card_row,
    r.person,
    CASE
        WHEN l.name = r.name AND l.with_y = r.with_y AND l.marked THEN 8
        WHEN l.plain = r.plain AND NOT (l.marked AND r.marked) THEN 7
        WHEN l.plain = r.plain THEN 6
        WHEN l.tokens = r.tokens OR replace(l.plain, ' ', '') = replace(r.plain, ' ', '') THEN 5
        WHEN l.given_plain = r.given_plain AND l.family = r.family AND (l.middle = '' OR r.middle = '') THEN 5
        WHEN l.given_plain = r.given_plain AND levenshtein(l.plain, r.plain) <= 2 THEN 4
        WHEN (levenshtein(l.given_plain, r.given_plain) <= 1 OR l.letters = r.letters)
            AND levenshtein(l.plain, r.plain) <= 2 AND NOT l.given_known THEN 4
        WHEN (levenshtein(l.given_plain, r.given_plain) <= 1 OR l.letters = r.letters)
            AND levenshtein(l.plain, r.plain) <= 2 THEN 3
        WHEN l.given_plain = r.given_plain AND l.family = r.family THEN 2
        WHEN l.given_plain = r.given_plain THEN 1
        ELSE 0
    END AS name_level,
    CASE
        WHEN l.year IS NULL OR r.year IS NULL THEN -1
        WHEN l.day = r.day AND l.md <> 101 THEN 7
        WHEN l.day = r.day THEN 6
        WHEN l.year = r.year AND (l.md % 100) * 100 + l.md // 100 = r.md THEN 5
        WHEN l.year = r.year AND (l.md IS NULL OR r.md IS NULL) THEN 4
        WHEN l.year = r.year AND (l.md = 101 OR r.md = 101) THEN 3
        WHEN l.year = r.year AND (l.md // 100 = r.md // 100 OR l.md % 100 = r.md % 100) THEN 2
        WHEN l.md = r.md AND l.md <> 101 AND abs(l.year - r.year) IN (1, 2, 10) THEN 2
        WHEN l.year = r.year THEN 1
        ELSE 0
    END AS birth_level,
    CASE
        WHEN l.sex IS NULL OR r.sex IS NULL THEN -1
        WHEN l.sex = r.sex THEN 1
        ELSE 0
    END AS sex_level,
    CASE
        WHEN l.si IS NULL OR r.si IS NULL THEN -1
        WHEN l.si = r.si THEN 2
        WHEN levenshtein(CAST(l.si AS VARCHAR), CAST(r.si AS VARCHAR)) <= 2 THEN 1
        ELSE 0
    END AS si_level,
    CASE
        WHEN l.pid IS NULL OR r.pid IS NULL OR (l.pid < 1000000000) <> (r.pid < 1000000000) THEN -1
        WHEN l.pid = r.pid THEN 2
        WHEN levenshtein(CAST(l.pid AS VARCHAR), CAST(r.pid AS VARCHAR)) <= 2 THEN 1
        ELSE 0
    END AS pid_level,
    CASE
        WHEN l.place IS NULL OR r.place IS NULL THEN -1
        WHEN l.place = r.place THEN 1
        ELSE 0
    END AS place_level,
    CASE
        WHEN l.place IS NULL OR r.place IS NULL OR l.place <> r.place OR l.hamlet IS NULL OR r.hamlet IS NULL THEN -1
        WHEN l.hamlet = r.hamlet THEN 1
        ELSE 0
    END AS hamlet_level,
    CASE
        WHEN l.household IS NULL OR r.household IS NULL THEN -1
        WHEN l.household = r.household THEN 1
        ELSE 0
    END AS home_level,
    CASE
        WHEN coalesce(l.father, l.mother, l.guardian) IS NULL
            OR coalesce(r.father, r.mother, r.guardian, r.home_father, r.home_mother) IS NULL THEN -1
        WHEN l.father = r.father AND l.mother = r.mother THEN 4
        WHEN l.father = r.father OR l.mother = r.mother THEN 3
        WHEN l.guardian IN (r.father, r.mother, r.guardian) OR r.guardian IN (l.father, l.mother) THEN 3
        WHEN l.father = r.home_father OR l.mother = r.home_mother THEN 3
        WHEN l.guardian IN (r.home_father, r.home_mother) THEN 3
        WHEN levenshtein(l.father, r.father) <= 2 OR levenshtein(l.mother, r.mother) <= 2 THEN 2
        WHEN (l.father IS NOT NULL AND r.father IS NOT NULL) OR (l.mother IS NOT NULL AND r.mother IS NOT NULL) THEN 0
        ELSE 1
    END AS parents_level,
    CASE
        WHEN l.phone IS NULL OR r.phone IS NULL THEN -1
        WHEN l.phone = r.phone THEN 1
        ELSE 0
    END AS phone_level
FROM pairs
JOIN roster AS l ON l.row = pairs.row
JOIN cards AS r ON r.row = pairs.card_row
