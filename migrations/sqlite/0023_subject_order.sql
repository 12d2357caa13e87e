-- The order in which a school's report cards name its subjects; NULL: after those that have one, by code.
ALTER TABLE subject ADD COLUMN position BIGINT;
