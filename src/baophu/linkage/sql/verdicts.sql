-- step: verdicts
-- inputs: decisions, card_states, twice
-- output: verdicts
-- grain: one row an accepted roster row
-- columns: row INTEGER; verdict VARCHAR; card_row INTEGER; card_number, card_group, card_kind VARCHAR; valid_from, valid_to DATE; duplicate_of INTEGER; and the columns of decisions
WITH best AS (
    SELECT *, row_number() OVER (
        PARTITION BY person ORDER BY rank, coalesce(valid_to, DATE '9999-12-31') DESC, row
    ) AS place
    FROM card_states
)
SELECT
    d.row,
    CASE d.decision WHEN 'match' THEN best.state WHEN 'doubtful' THEN 'doubtful' ELSE 'not_covered' END AS verdict,
    CASE d.decision WHEN 'match' THEN best.row WHEN 'doubtful' THEN d.card_row END AS card_row,
    coalesce(best.card_number, candidate.card_number) AS card_number,
    coalesce(best.card_group, candidate.card_group) AS card_group,
    coalesce(best.card_kind, candidate.card_kind) AS card_kind,
    CASE WHEN d.decision = 'match' THEN best.valid_from ELSE candidate.valid_from END AS valid_from,
    CASE WHEN d.decision = 'match' THEN best.valid_to ELSE candidate.valid_to END AS valid_to,
    twice.duplicate_of,
    d.card_row AS linked_row,
    d.decision, d.way, d.person, d.strength, d.net, d.gap, d.against, d.name_level, d.birth_level, d.sex_level,
    d.si_level, d.pid_level, d.place_level, d.hamlet_level, d.home_level, d.parents_level, d.phone_level, d.second_card_row,
    d.second_net, d.third_card_row, d.third_net
FROM decisions AS d
LEFT JOIN best ON best.person = d.person AND best.place = 1 AND d.decision = 'match'
LEFT JOIN card_states AS candidate ON candidate.row = d.card_row AND d.decision = 'doubtful'
LEFT JOIN twice ON twice.row = d.row
