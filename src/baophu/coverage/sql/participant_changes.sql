-- step: participant_changes
-- inputs: participants_before, participants_after, earlier_participants, same_places
-- output: participant_changes
-- grain: one row a (scheme, person) insured on the first day, on the second, or on both
-- columns: scheme, person, change, card_group, place VARCHAR; source, row INTEGER
-- units: change is new, returned, continued, moved (insured on both days, in another commune) or lapsed; group, place,
--   source and row are those of the second day, of the first for lapsed
-- why: same_places holds the pairs of places, one of each day, that are one commune or share people by a merger, and all
--   pairs with a place that is not known: nobody moves because a name changed
SELECT
    coalesce(a.scheme, b.scheme) AS scheme,
    coalesce(a.person, b.person) AS person,
    CASE
        WHEN a.person IS NULL THEN 'lapsed'
        WHEN b.person IS NULL AND e.person IS NULL THEN 'new'
        WHEN b.person IS NULL THEN 'returned'
        WHEN s.before IS NULL THEN 'moved'
        ELSE 'continued'
    END AS change,
    coalesce(a.card_group, b.card_group) AS card_group,
    coalesce(a.place, b.place) AS place,
    coalesce(a.source, b.source) AS source,
    coalesce(a.row, b.row) AS row
FROM participants_before AS b
FULL JOIN participants_after AS a ON a.scheme = b.scheme AND a.person = b.person
LEFT JOIN earlier_participants AS e ON e.scheme = a.scheme AND e.person = a.person
LEFT JOIN same_places AS s ON s.before = b.place AND s.after = a.place
