-- What a class's term was last closed with besides marks and rules: its courses, tests and their weights. It is read as long
-- as the term is closed, and kept when it is opened again: closing anew says what has changed since.
CREATE TABLE closing_frame (
    school_id UUID NOT NULL,
    term_id   UUID NOT NULL,
    class_id  UUID NOT NULL,
    frame     TEXT NOT NULL, -- JSON; no name, no mark
    PRIMARY KEY (school_id, term_id, class_id),
    FOREIGN KEY (school_id, term_id) REFERENCES term (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
) WITHOUT ROWID;
