-- step: registry_rows
-- inputs: standard, home_adults, persons
-- output: registry_rows
-- grain: one row a row of the registry extract
-- columns: person INTEGER; home_father VARCHAR; home_mother VARCHAR; and all of standard
-- why: person is the smallest row number among the rows of one person
SELECT
    standard.*,
    coalesce(persons.person, standard.row) AS person,
    home_adults.home_father,
    home_adults.home_mother
FROM standard
LEFT JOIN persons ON persons.row = standard.row
LEFT JOIN home_adults ON home_adults.row = standard.row
