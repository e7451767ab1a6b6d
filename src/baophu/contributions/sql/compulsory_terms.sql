-- step: compulsory_terms
-- inputs: wanted, parameters
-- output: compulsory_terms
-- grain: one row a day that is asked about
-- columns: day DATE; base_salary, reference_level, level, floor_multiple, cap_multiple, unemployment_multiple, region_1, region_2, region_3, region_4, pension, sickness, accident_private, accident_public, health, unemployment_private, unemployment_public, pension_own, health_own, unemployment_own, owner_pension, owner_sickness, health_rate, owner_floor, owner_cap BIGINT
-- units: đồng a month; rates in parts per million; multiples as whole numbers; level is the base salary, from the reform on the
--   reference level
-- params: reform
WITH found AS (
    SELECT
        wanted.day,
        max(CASE WHEN p.parameter = 'base_salary' THEN p.amount END) AS base_salary,
        max(CASE WHEN p.parameter = 'reference_level' THEN p.amount END) AS reference_level,
        max(CASE WHEN p.parameter = 'compulsory.floor_multiple' THEN p.share_ppm // 1000000 END) AS floor_multiple,
        max(CASE WHEN p.parameter = 'compulsory.cap_multiple' THEN p.share_ppm // 1000000 END) AS cap_multiple,
        max(CASE WHEN p.parameter = 'compulsory.unemployment.cap_multiple' THEN p.share_ppm // 1000000 END) AS unemployment_multiple,
        max(CASE WHEN p.parameter = 'minimum_wage.region_1' THEN p.amount END) AS region_1,
        max(CASE WHEN p.parameter = 'minimum_wage.region_2' THEN p.amount END) AS region_2,
        max(CASE WHEN p.parameter = 'minimum_wage.region_3' THEN p.amount END) AS region_3,
        max(CASE WHEN p.parameter = 'minimum_wage.region_4' THEN p.amount END) AS region_4,
        max(CASE WHEN p.parameter = 'compulsory.pension.employer' THEN p.share_ppm END) AS pension,
        max(CASE WHEN p.parameter = 'compulsory.sickness_maternity.employer' THEN p.share_ppm END) AS sickness,
        max(CASE WHEN p.parameter = 'compulsory.accident.employer.private' THEN p.share_ppm END) AS accident_private,
        max(CASE WHEN p.parameter = 'compulsory.accident.employer.public' THEN p.share_ppm END) AS accident_public,
        max(CASE WHEN p.parameter = 'compulsory.health.employer' THEN p.share_ppm END) AS health,
        max(CASE WHEN p.parameter = 'compulsory.unemployment.employer.private' THEN p.share_ppm END) AS unemployment_private,
        max(CASE WHEN p.parameter = 'compulsory.unemployment.employer.public' THEN p.share_ppm END) AS unemployment_public,
        max(CASE WHEN p.parameter = 'compulsory.pension.employee' THEN p.share_ppm END) AS pension_own,
        max(CASE WHEN p.parameter = 'compulsory.health.employee' THEN p.share_ppm END) AS health_own,
        max(CASE WHEN p.parameter = 'compulsory.unemployment.employee' THEN p.share_ppm END) AS unemployment_own,
        max(CASE WHEN p.parameter = 'business_owner.pension' THEN p.share_ppm END) AS owner_pension,
        max(CASE WHEN p.parameter = 'business_owner.sickness_maternity' THEN p.share_ppm END) AS owner_sickness,
        max(CASE WHEN p.parameter = 'health.rate' THEN p.share_ppm END) AS health_rate,
        max(CASE WHEN p.parameter = 'business_owner.floor_multiple' THEN p.share_ppm // 1000000 END) AS owner_floor_multiple,
        max(CASE WHEN p.parameter = 'business_owner.cap_multiple' THEN p.share_ppm // 1000000 END) AS owner_cap_multiple
    FROM wanted
    LEFT JOIN parameters AS p
        ON p.parameter = wanted.parameter AND p.valid_from <= wanted.day
        AND (p.valid_to IS NULL OR wanted.day < p.valid_to)
    GROUP BY wanted.day
)
SELECT
    day, base_salary, reference_level,
    CASE WHEN day >= $reform THEN reference_level ELSE base_salary END AS level,
    floor_multiple, cap_multiple, unemployment_multiple, region_1, region_2, region_3, region_4,
    pension, sickness, accident_private, accident_public, health, unemployment_private, unemployment_public,
    pension_own, health_own, unemployment_own, owner_pension, owner_sickness, health_rate,
    owner_floor_multiple * reference_level AS owner_floor,
    owner_cap_multiple * reference_level AS owner_cap
FROM found
