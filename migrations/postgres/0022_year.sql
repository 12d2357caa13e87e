-- The school year: policies of levels and of classes with the days they hold from, who repeats it, what class councils
-- decided at its end.

-- Each version of each policy: whose it is, and from which day on it holds for terms that begin then or later.
ALTER TABLE grading_rules ADD COLUMN scope TEXT NOT NULL DEFAULT 'school' CHECK (scope IN ('school', 'level', 'class'));
ALTER TABLE grading_rules ADD COLUMN scope_name TEXT NOT NULL DEFAULT ''; -- the level, or the class's code
ALTER TABLE grading_rules ADD COLUMN from_date TEXT NOT NULL DEFAULT ''; -- ISO; empty: from the beginning

ALTER TABLE class ADD COLUMN level TEXT;
ALTER TABLE student ADD COLUMN repeats_year UUID; -- the year they repeat

-- The version of the rules a term was closed by: it stays its own.
ALTER TABLE closing ADD COLUMN rules BIGINT;

-- What a class council decided about a student at the end of a year, as an administrator wrote it down. A row is one
-- version; versions end, they are never overwritten.
CREATE TABLE council_decision (
    school_id  UUID NOT NULL,
    id         UUID NOT NULL,
    year_id    UUID NOT NULL,
    class_id   UUID NOT NULL,
    student_id UUID NOT NULL,
    decision   TEXT NOT NULL CHECK (decision IN ('promoted', 'repeats', 'excluded')),
    words      BYTEA,         -- sealed: what the council says of the student
    staff_id   UUID NOT NULL, -- who wrote it down
    decided_at BIGINT NOT NULL,
    ended_at   BIGINT,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, year_id) REFERENCES school_year (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id),
    FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
);
CREATE UNIQUE INDEX council_decision_in_force ON council_decision (school_id, year_id, student_id) WHERE ended_at IS NULL;
