-- step: card_states
-- inputs: registry, kinds, decisions
-- output: card_states
-- grain: one row a card row of a person whom a decision names
-- columns: row, person INTEGER; state VARCHAR; rank INTEGER; card_number, card_group, card_kind VARCHAR; valid_from, valid_to DATE
-- units: rank 1 covered, 2 expiring, 3 no end date, or one before its start, 4 upcoming, 5 expired; both dates of a card are inclusive
-- params: day, soon
-- why: the verdict of a person with several cards: covered before expiring before upcoming before expired; a card
--   without an end date proves nothing on the day, so a person who has no better one is for somebody to look at
WITH named AS (
    SELECT DISTINCT person FROM decisions WHERE decision <> 'none'
),
dated AS (
    SELECT
        registry.row, registry.person, registry.card_number, registry.card_group, registry.valid_from, registry.valid_to,
        CASE
            WHEN registry.valid_to < registry.valid_from THEN 3
            WHEN registry.valid_from > CAST($day AS DATE) THEN 4
            WHEN registry.valid_to IS NULL THEN 3
            WHEN registry.valid_to < CAST($day AS DATE) THEN 5
            WHEN registry.valid_to <= CAST($soon AS DATE) THEN 2
            ELSE 1
        END AS rank
    FROM registry JOIN named ON named.person = registry.person
)
SELECT
    dated.row, dated.person,
    CASE dated.rank
        WHEN 1 THEN 'covered' WHEN 2 THEN 'expiring' WHEN 3 THEN 'doubtful' WHEN 4 THEN 'upcoming' ELSE 'expired'
    END AS state,
    dated.rank, dated.card_number, dated.card_group, kinds.kind AS card_kind, dated.valid_from, dated.valid_to
FROM dated
LEFT JOIN kinds ON kinds.card_group = coalesce(dated.card_group, '')
