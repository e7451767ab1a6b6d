-- step: contributors
-- inputs: members
-- output: contributors
-- grain: one row a received row
-- columns: person BIGINT; scheme, label VARCHAR; rank INTEGER; income, wage BIGINT; employer_kind, parts, support_group, residence, reason VARCHAR; no_household, crowded_household, income_lowest, income_from_amount, support_unknown, wage_elsewhere INTEGER
-- units: đồng a month; the last six are 1 where it is so
-- params: longest_household, floor, income_step, rate
-- why: what one list lacks another has: the wage of a card holder stands in the list of compulsory insurance; on the health card
--   stand the group that the State supports more and whether the State is the employer
WITH wages AS (
    SELECT si_number, max(basis) AS wage FROM members
    WHERE reason IS NULL AND scheme = 'compulsory' AND parts <> 'health' AND si_number IS NOT NULL GROUP BY si_number
),
cards AS (
    SELECT si_number, max(support_group) AS support_group, max(employer_kind) AS employer_kind FROM members
    WHERE reason IS NULL AND si_number IS NOT NULL AND (support_group IS NOT NULL OR employer_kind IS NOT NULL)
    GROUP BY si_number
),
ranked AS (
    SELECT
        person,
        row_number() OVER (PARTITION BY household_code ORDER BY person) AS rank,
        count(*) OVER (PARTITION BY household_code) AS people
    FROM members
    WHERE reason IS NULL AND scheme = 'health.household' AND household_code IS NOT NULL
),
joined AS (
    SELECT
        m.person, m.scheme, m.label, m.parts, m.reason, m.basis, m.household_code,
        CASE WHEN r.people <= $longest_household THEN r.rank ELSE 1 END AS rank,
        coalesce(r.people > $longest_household, FALSE) AS is_crowded,
        coalesce(m.basis, w.wage) AS wage,
        c.support_group,
        c.employer_kind,
        CASE WHEN m.amount > 0 AND m.amount < 1000000000000 THEN m.amount * 1000000 END AS paid,
        CASE WHEN coalesce(m.months, 1) > 0 AND coalesce(m.months, 1) <= 120 THEN CAST($rate AS BIGINT) * coalesce(m.months, 1) END AS rate
    FROM members AS m
    LEFT JOIN wages AS w ON w.si_number = m.si_number
    LEFT JOIN cards AS c ON c.si_number = m.si_number
    LEFT JOIN ranked AS r ON r.person = m.person
),
derived AS (
    SELECT
        person, scheme, label, parts, reason, basis, household_code, rank, is_crowded, wage, support_group, employer_kind,
        CASE WHEN paid % (rate * $income_step) = 0 AND paid // rate >= $floor THEN paid // rate END AS income_of_amount
    FROM joined
)
SELECT
    person,
    scheme,
    CASE WHEN scheme = 'voluntary_si' THEN coalesce(support_group, 'other') ELSE label END AS label,
    CASE WHEN scheme = 'health.household' THEN CAST(rank AS INTEGER) END AS rank,
    CASE WHEN scheme = 'voluntary_si' THEN coalesce(basis, income_of_amount) END AS income,
    CASE WHEN scheme = 'compulsory' THEN wage END AS wage,
    CASE WHEN scheme = 'compulsory' THEN employer_kind END AS employer_kind,
    parts,
    CASE WHEN scheme = 'voluntary_si' AND support_group <> 'island' THEN support_group END AS support_group,
    CASE WHEN scheme = 'voluntary_si' AND support_group = 'island' THEN support_group END AS residence,
    CASE WHEN reason IS NULL AND scheme = 'compulsory' AND wage IS NULL THEN 'no_wage' ELSE reason END AS reason,
    CASE WHEN scheme = 'health.household' AND household_code IS NULL THEN 1 ELSE 0 END AS no_household,
    CASE WHEN scheme = 'health.household' AND is_crowded THEN 1 ELSE 0 END AS crowded_household,
    CASE WHEN scheme = 'voluntary_si' AND basis IS NULL AND income_of_amount IS NULL THEN 1 ELSE 0 END AS income_lowest,
    CASE WHEN scheme = 'voluntary_si' AND basis IS NULL AND income_of_amount IS NOT NULL THEN 1 ELSE 0 END AS income_from_amount,
    CASE WHEN scheme = 'voluntary_si' THEN 1 ELSE 0 END AS support_unknown,
    CASE WHEN scheme = 'compulsory' AND basis IS NULL AND wage IS NOT NULL THEN 1 ELSE 0 END AS wage_elsewhere
FROM derived
