-- step: terms
-- inputs: cards
-- output: terms
-- grain: one row a card row
-- columns: row INTEGER; full_terms, local_terms, part_terms, given_terms, day_terms, year_terms, place_terms INTEGER
-- units: thousandths of a bit: log2 of the expected number of other registry people with the same value (full: name; local: name in the commune; part: family + given name; given), or log2 of the share of people with it (day, year, place)
-- why: how common a name is decides what its agreement is worth; counted among people born in the roster's years, with
--   so much added that a small extract does not make every value look common (a year has 365 days even among 4 people)
WITH people AS (
    SELECT plain, family, given_plain, year, md, place FROM cards WHERE row = person AND in_window
),
total AS (SELECT CAST(greatest(count(*), 1) AS DOUBLE) AS n, CAST(greatest(count(md), 1) AS DOUBLE) AS n_md FROM people),
by_plain AS (SELECT plain, count(*) AS n FROM people GROUP BY plain),
by_local AS (SELECT plain, place, count(*) AS n FROM people WHERE place IS NOT NULL GROUP BY plain, place),
by_part AS (SELECT family, given_plain, count(*) AS n FROM people GROUP BY family, given_plain),
by_given AS (SELECT given_plain, count(*) AS n FROM people GROUP BY given_plain),
by_year AS (SELECT year, count(*) AS n FROM people GROUP BY year),
by_md AS (SELECT md, count(*) AS n FROM people WHERE md IS NOT NULL GROUP BY md),
by_place AS (SELECT place, count(*) AS n FROM people WHERE place IS NOT NULL GROUP BY place),
expected AS (
    SELECT
        cards.row,
        greatest(coalesce(by_plain.n, 0) - 1, 0) + 0.5 * total.n / (total.n + 2000) AS full_n,
        greatest(coalesce(by_local.n, 0) - 1, 0) AS local_n,
        greatest(coalesce(by_part.n, 0) - 1, 0) + 0.5 * total.n / (total.n + 500) AS part_n,
        greatest(coalesce(by_given.n, 0) - 1, 0) + 0.5 * total.n / (total.n + 100) AS given_n,
        (coalesce(by_year.n, 0) + 1) / (total.n + 20) AS year_share,
        (coalesce(by_md.n, 0) + 1) / (total.n_md + 365) AS md_share,
        (coalesce(by_place.n, 0) + 0.5) / (total.n + 30) AS place_share
    FROM cards
    CROSS JOIN total
    LEFT JOIN by_plain ON by_plain.plain = cards.plain
    LEFT JOIN by_local ON by_local.plain = cards.plain AND by_local.place = cards.place
    LEFT JOIN by_part ON by_part.family = cards.family AND by_part.given_plain = cards.given_plain
    LEFT JOIN by_given ON by_given.given_plain = cards.given_plain
    LEFT JOIN by_year ON by_year.year = cards.year
    LEFT JOIN by_md ON by_md.md = cards.md
    LEFT JOIN by_place ON by_place.place = cards.place
)
SELECT
    row,
    CAST(round(1000 * log2(full_n)) AS INTEGER) AS full_terms,
    CAST(round(1000 * log2(0.5 * local_n + 0.5 * full_n * place_share)) AS INTEGER) AS local_terms,
    CAST(round(1000 * log2(part_n)) AS INTEGER) AS part_terms,
    CAST(round(1000 * log2(given_n)) AS INTEGER) AS given_terms,
    CAST(round(1000 * log2(year_share * md_share)) AS INTEGER) AS day_terms,
    CAST(round(1000 * log2(year_share)) AS INTEGER) AS year_terms,
    CAST(round(1000 * log2(place_share)) AS INTEGER) AS place_terms
FROM expected
