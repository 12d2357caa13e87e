-- Who of the school has reported a thread; NULL: its family, where it is locked.
ALTER TABLE conversation ADD COLUMN reported_by UUID;
