-- A line of an import that a person has to look at is found by the experience that it became.
create index import_row_held on import_row (experience_id) where outcome = 'HELD';
