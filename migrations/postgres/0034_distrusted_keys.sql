-- A key of report cards that somebody else may have.

ALTER TABLE card_key ADD COLUMN distrusted_at BIGINT;
