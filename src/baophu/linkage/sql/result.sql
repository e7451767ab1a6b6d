-- step: result
-- inputs: reasoned, reasons, chances
-- output: result
-- grain: one row an accepted roster row
-- columns: row INTEGER; verdict VARCHAR; card_row INTEGER; card_number, card_group, card_kind VARCHAR; valid_from, valid_to DATE; score DOUBLE; evidence VARCHAR; candidates VARCHAR; duplicate_of INTEGER
-- units: score is a probability from 0 to 1; candidates are card_row:score, best first, joined by ';'
SELECT
    r.row, r.verdict, r.card_row, r.card_number, r.card_group, r.card_kind, r.valid_from, r.valid_to,
    first.chance AS score,
    CASE
        WHEN r.card_row <> r.linked_row
            THEN reasons.evidence || ' So với dòng thẻ ' || CAST(r.linked_row AS VARCHAR) || ' của cùng người.'
        ELSE reasons.evidence
    END AS evidence,
    CASE WHEN r.verdict = 'doubtful' THEN
        concat_ws(
            ';',
            r.linked_row || ':' || first.words,
            r.second_card_row || ':' || second.words,
            r.third_card_row || ':' || third.words
        )
    END AS candidates,
    r.duplicate_of
FROM reasoned AS r
JOIN reasons ON reasons.combination = r.combination
JOIN chances AS first ON first.percent_bits = greatest(least(r.strength // 100, 300), -300)
LEFT JOIN chances AS second ON second.percent_bits = greatest(least((r.second_net - r.net) // 100, 300), -300)
LEFT JOIN chances AS third ON third.percent_bits = greatest(least((r.third_net - r.net) // 100, 300), -300)
ORDER BY r.row
