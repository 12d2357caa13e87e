-- How often the assessments of a school have changed since: what is kept of its students stays good.
ALTER TABLE school ADD COLUMN assessment_revision BIGINT NOT NULL DEFAULT 0;
