-- step: standard
-- inputs: rows, keys_full_name, keys_place, keys_hamlet, keys_household_code, keys_father, keys_mother, keys_guardian, keys_phone, keys_school, keys_class_name
-- output: standard
-- grain: one row an accepted row of the snapshot
-- columns: row INTEGER; name, plain, given_plain, family, middle, tokens VARCHAR; marked BOOLEAN; year, md INTEGER; day INTEGER; sex INTEGER; si, pid BIGINT; place, hamlet, household, father, mother, guardian, phone, school, class_name VARCHAR; card_number, card_group VARCHAR; valid_from, valid_to DATE
-- units: md = 100 × month + day, null unless both are known; day = 10000 × year + md; sex 1 = male, 2 = female
-- why: engines compare these columns only, so every rule about spelling lives in one Python function over distinct values
SELECT
    rows.row,
    n.name, n.plain, n.given_plain, n.family, n.middle, n.tokens, n.marked,
    rows.year,
    rows.md,
    CASE WHEN rows.md IS NOT NULL THEN 10000 * rows.year + rows.md END AS day,
    CASE rows.sex WHEN 'M' THEN 1 WHEN 'F' THEN 2 END AS sex,
    rows.si,
    rows.pid,
    keys_place.key AS place,
    keys_hamlet.key AS hamlet,
    keys_household_code.key AS household,
    keys_father.key AS father,
    keys_mother.key AS mother,
    keys_guardian.key AS guardian,
    keys_phone.key AS phone,
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
