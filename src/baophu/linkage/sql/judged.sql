-- step: judged
-- inputs: decisions, registry, truth
-- output: judged
-- grain: one row a (strength, net) of the best candidate, in quarters of a bit, and whether it is right
-- columns: strength INTEGER; net INTEGER; way VARCHAR; is_known BOOLEAN; is_right BOOLEAN; is_present BOOLEAN; rows BIGINT
-- units: thousandths of a bit, rounded down to 250
-- why: from these counts every pair of thresholds can be judged without linking again
SELECT
    250 * (coalesce(d.strength, -60000) // 250) AS strength,
    250 * (coalesce(d.net, CASE WHEN d.way = 'number' THEN 20000 ELSE -60000 END) // 250) AS net,
    d.way,
    truth.row IS NOT NULL AS is_known,
    coalesce(found.person = meant.person, FALSE) AS is_right,
    meant.person IS NOT NULL AS is_present,
    count(*) AS rows
FROM decisions AS d
LEFT JOIN truth ON truth.row = d.row
LEFT JOIN registry AS found ON found.row = d.card_row
LEFT JOIN registry AS meant ON meant.row = truth.card_row
GROUP BY 1, 2, 3, 4, 5, 6
