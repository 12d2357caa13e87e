-- What a family said of a day is taken back by it, or not taken for a reason by the office.
ALTER TABLE absence_notice ADD COLUMN withdrawn_at BIGINT;
ALTER TABLE absence_notice ADD COLUMN refused_at BIGINT;
