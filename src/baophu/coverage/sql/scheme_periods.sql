-- step: scheme_periods
-- inputs: received, schemes
-- output: scheme_periods
-- grain: one row a (received row, scheme that it names) with both its days known
-- columns: scheme, person, card_group, place VARCHAR; valid_from, valid_to DATE; source, row INTEGER
-- units: both days belong to the period; source numbers the snapshots, row is the data row in it
-- why: a person is told by the social-insurance number. A row without it is given the number that another row has beside
--   the same personal id and birth date (a parent's id on a child's row must not make the two one); else the personal
--   id tells the person, else name, birth date, sex and place. schemes.no_end is the end of a period that names none,
--   for schemes in which such a period still runs; in the others it proves nothing, as does a period without a start.
WITH lacking AS (
    SELECT DISTINCT personal_id FROM received WHERE si_number IS NULL AND personal_id IS NOT NULL
),
owners AS (
    SELECT received.personal_id, received.birth_date, min(received.si_number) AS si_number
    FROM received JOIN lacking ON lacking.personal_id = received.personal_id
    WHERE received.si_number IS NOT NULL AND received.birth_date IS NOT NULL
    GROUP BY received.personal_id, received.birth_date
)
SELECT
    schemes.scheme,
    coalesce(
        received.si_number,
        owners.si_number,
        CASE WHEN received.personal_id IS NOT NULL THEN concat_ws(' ', 'id', received.personal_id) END,
        concat_ws(
            '|', coalesce(received.full_name, ''), coalesce(received.birth_date, ''), coalesce(received.sex, ''),
            received.place
        )
    ) AS person,
    received.card_group,
    received.place,
    received.valid_from,
    coalesce(received.valid_to, schemes.no_end) AS valid_to,
    received.source,
    received.row
FROM received
JOIN schemes ON schemes.source = received.source AND schemes.word = received.scheme_word
LEFT JOIN owners ON owners.personal_id = received.personal_id AND owners.birth_date = received.birth_date
WHERE received.valid_from IS NOT NULL AND coalesce(received.valid_to, schemes.no_end) IS NOT NULL
