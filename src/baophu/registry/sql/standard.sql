-- step: standard
-- inputs: rows, keys_full_name, keys_place, keys_hamlet, keys_household_code, keys_father, keys_mother, keys_guardian, keys_phone, keys_school, keys_class_name
-- output: standard
-- grain: one row an accepted row of the snapshot
-- columns: row INTEGER; name, plain, given_plain, family, middle, tokens, letters VARCHAR; with_y INTEGER; marked BOOLEAN; year, md INTEGER; day INTEGER; sex INTEGER; si, pid BIGINT; place, hamlet, household, father, mother, guardian, phone, school, class_name VARCHAR; card_number, card_group VARCHAR; valid_from, valid_to DATE
-- units: md = 100 × month + day, null unless both are known; day = 10000 × year + md; sex 1 = male, 2 = female
-- why: engines compare these columns only, so every rule about spelling lives in one Python function over distinct values; a
--   number on more than 20 rows or a home or phone on more than 50 stands for "unknown": it would pair everybody with
--   everybody
WITH si_of_many AS (SELECT si FROM rows WHERE si IS NOT NULL GROUP BY si HAVING count(*) > 20),
pid_of_many AS (SELECT pid FROM rows WHERE pid IS NOT NULL GROUP BY pid HAVING count(*) > 20),
home_of_many AS (
    SELECT household_code FROM rows WHERE household_code IS NOT NULL GROUP BY household_code HAVING count(*) > 50
),
phone_of_many AS (SELECT phone FROM rows WHERE phone IS NOT NULL GROUP BY phone HAVING count(*) > 50)
SELECT
    rows.row,
    n.name, n.plain, n.given_plain, n.family, n.middle, n.tokens, n.letters, n.with_y, n.marked,
    rows.year,
    rows.md,
    CASE WHEN rows.md IS NOT NULL THEN 10000 * rows.year + rows.md END AS day,
    CASE rows.sex WHEN 'M' THEN 1 WHEN 'F' THEN 2 END AS sex,
    CASE WHEN si_of_many.si IS NULL THEN rows.si END AS si,
    CASE WHEN pid_of_many.pid IS NULL THEN rows.pid END AS pid,
    keys_place.key AS place,
    keys_hamlet.key AS hamlet,
    CASE WHEN home_of_many.household_code IS NULL THEN keys_household_code.key END AS household,
    keys_father.key AS father,
    keys_mother.key AS mother,
    keys_guardian.key AS guardian,
    CASE WHEN phone_of_many.phone IS NULL THEN keys_phone.key END AS phone,
    keys_school.key AS school,
    keys_class_name.key AS class_name,
    rows.card_number,
    rows.card_group,
    rows.valid_from,
    rows.valid_to
FROM rows
JOIN keys_full_name AS n ON n.value = rows.full_name
LEFT JOIN keys_place ON keys_place.value = rows.place
LEFT JOIN keys_hamlet ON keys_hamlet.value = rows.hamlet
LEFT JOIN keys_household_code ON keys_household_code.value = rows.household_code
LEFT JOIN keys_father ON keys_father.value = rows.father
LEFT JOIN keys_mother ON keys_mother.value = rows.mother
LEFT JOIN keys_guardian ON keys_guardian.value = rows.guardian
LEFT JOIN keys_phone ON keys_phone.value = rows.phone
LEFT JOIN keys_school ON keys_school.value = rows.school
LEFT JOIN keys_class_name ON keys_class_name.value = rows.class_name
LEFT JOIN si_of_many ON si_of_many.si = rows.si
LEFT JOIN pid_of_many ON pid_of_many.pid = rows.pid
LEFT JOIN home_of_many ON home_of_many.household_code = rows.household_code
LEFT JOIN phone_of_many ON phone_of_many.phone = rows.phone
