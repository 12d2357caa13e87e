-- How far a school's old words have been forgotten: of messages up to this one nothing is left but what became of them.
CREATE TABLE forgotten (
    school_id    UUID NOT NULL PRIMARY KEY REFERENCES school (id),
    message_past UUID NOT NULL
) WITHOUT ROWID;
