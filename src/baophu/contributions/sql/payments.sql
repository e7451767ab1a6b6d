-- step: payments
-- inputs: asked, household, supported, voluntary_si, compulsory, business_owner
-- output: payments
-- grain: one row a person asked about
-- columns: person, gross, participant, state, local, employer BIGINT; fault VARCHAR
-- units: đồng for all months
SELECT person, gross, participant, state, local, employer, fault FROM household
UNION ALL
SELECT person, gross, participant, state, local, employer, fault FROM supported
UNION ALL
SELECT person, gross, participant, state, local, employer, fault FROM voluntary_si
UNION ALL
SELECT person, gross, participant, state, local, employer, fault FROM compulsory
UNION ALL
SELECT person, gross, participant, state, local, employer, fault FROM business_owner
UNION ALL
SELECT
    person, CAST(NULL AS BIGINT) AS gross, CAST(NULL AS BIGINT) AS participant, CAST(NULL AS BIGINT) AS state,
    CAST(NULL AS BIGINT) AS local, CAST(NULL AS BIGINT) AS employer, fault
FROM asked
WHERE fault = 'scheme_unknown'
