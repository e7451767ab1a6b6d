-- step: asked
-- inputs: people, schemes, areas, rules
-- output: asked
-- grain: one row a person asked about
-- columns: person BIGINT; scheme VARCHAR; day DATE; months, rank INTEGER; income, wage BIGINT; wage_region INTEGER; employer_kind, support_group, residence VARCHAR; pays_si, pays_health, pays_unemployment BOOLEAN; supported_months INTEGER; local_share_ppm BIGINT; area, fault VARCHAR
-- units: đồng a month; shares in parts per million
-- why: what every scheme refuses alike, in the order in which a quote refuses it: unknown words, numbers that nobody admits, a
--   day without a rule
SELECT
    p.person, p.scheme, p.day, p.months, p.rank, p.income, p.wage,
    coalesce(p.wage_region, 1) AS wage_region,
    coalesce(p.employer_kind, 'private') AS employer_kind,
    p.support_group,
    p.residence,
    coalesce(p.parts LIKE '%si%', TRUE) AS pays_si,
    coalesce(p.parts LIKE '%health%', TRUE) AS pays_health,
    coalesce(p.parts LIKE '%unemployment%', p.scheme = 'compulsory') AS pays_unemployment,
    coalesce(p.supported_months, 0) AS supported_months,
    p.local_share_ppm,
    p.area,
    CASE
        WHEN s.scheme IS NULL THEN 'scheme_unknown'
        WHEN p.support_group NOT IN ('poor', 'near_poor', 'ethnic_minority', 'island', 'other') THEN 'group_unknown'
        WHEN p.residence NOT IN ('poor_commune', 'poor_district_30a', 'island', 'difficult') THEN 'residence_unknown'
        WHEN p.employer_kind NOT IN ('public', 'private') THEN 'employer_unknown'
        WHEN p.parts NOT IN (
            'health', 'si', 'unemployment', 'health,si', 'health,unemployment', 'si,unemployment', 'health,si,unemployment'
        ) THEN 'only_unknown'
        WHEN p.wage_region < 1 OR p.wage_region > 4 THEN 'wage_region_outside'
        WHEN p.area IS NOT NULL AND areas.area IS NULL THEN 'area_unknown'
        WHEN p.local_share_ppm < 0 OR p.local_share_ppm > 1000000 THEN 'local_unclear'
        WHEN r.scheme IS NULL THEN 'no_rule'
    END AS fault
FROM people AS p
LEFT JOIN schemes AS s ON s.scheme = p.scheme
LEFT JOIN areas ON areas.area = p.area
LEFT JOIN rules AS r ON r.scheme = p.scheme AND r.valid_from <= p.day AND p.day < r.valid_to
