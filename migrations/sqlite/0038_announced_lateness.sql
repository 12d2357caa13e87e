-- What a family says of a day may be that its child comes late.
ALTER TABLE absence_notice ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE absence_notice ADD COLUMN late_at TEXT NOT NULL DEFAULT ''; -- HH:MM local; empty: not said
