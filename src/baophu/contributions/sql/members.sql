-- step: members
-- inputs: received, group_words, scheme_words
-- output: members
-- grain: one row a received row
-- columns: person BIGINT; si_number, scheme, label, parts, support_group, employer_kind, household_code VARCHAR; basis, amount BIGINT; months INTEGER; reason VARCHAR
-- units: đồng
-- why: a row with a scheme is a participant of it, any other row a card, whose group says who pays; a person counts once as a card
--   and once for each scheme
WITH named AS (
    SELECT
        CAST(r.row AS BIGINT) * 1000 + r.source AS person,
        r.si_number,
        r.valid_to,
        CASE WHEN r.scheme IS NULL THEN g.scheme ELSE s.scheme END AS scheme,
        CASE WHEN r.scheme IS NULL THEN g.word ELSE s.parts END AS label,
        CASE WHEN r.scheme IS NULL THEN g.parts ELSE s.parts END AS parts,
        CASE WHEN r.scheme IS NULL THEN 'card' ELSE concat_ws('.', s.scheme, s.parts) END AS kind,
        CASE WHEN r.scheme IS NULL THEN g.support_group END AS support_group,
        CASE WHEN r.scheme IS NULL THEN g.employer_kind END AS employer_kind,
        r.household_code, r.basis, r.amount, r.months,
        CASE
            WHEN r.valid_from > r.as_of OR r.valid_to < r.as_of THEN 'not_valid'
            WHEN r.scheme IS NOT NULL AND s.scheme IS NULL THEN 'scheme_unknown'
            WHEN r.scheme IS NULL AND g.word IS NULL THEN 'group_unknown'
            WHEN r.scheme IS NULL THEN g.reason
        END AS reason
    FROM received AS r
    LEFT JOIN group_words AS g ON g.word = coalesce(r.card_group, substring(r.card_number, 1, 2))
    LEFT JOIN scheme_words AS s ON s.word = r.scheme
),
twice AS (
    SELECT si_number, kind FROM named
    WHERE reason IS NULL AND si_number IS NOT NULL GROUP BY si_number, kind HAVING count(*) > 1
),
places AS (
    SELECT
        named.person,
        row_number() OVER (
            PARTITION BY named.si_number, named.kind ORDER BY coalesce(named.valid_to, CAST('9999-12-31' AS DATE)) DESC, named.person
        ) AS place
    FROM named
    JOIN twice ON twice.si_number = named.si_number AND twice.kind = named.kind
    WHERE named.reason IS NULL
)
SELECT
    named.person, si_number, scheme, label, parts, support_group, employer_kind, household_code, basis, amount, months,
    CASE WHEN places.place > 1 THEN 'second_row' ELSE reason END AS reason
FROM named
LEFT JOIN places ON places.person = named.person
