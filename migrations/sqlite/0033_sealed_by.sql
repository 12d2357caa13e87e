-- Which key (card_key.id) has sealed a report card's file; none: it is no such file, or an older one.

ALTER TABLE document ADD COLUMN sealed_by TEXT;
