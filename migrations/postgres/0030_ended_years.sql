-- What is needed of a year that has ended, to close its terms after the next one has begun.

-- The class a student was in at its end, and whether they repeated it.
CREATE TABLE last_class (
    school_id  UUID NOT NULL,
    year_id    UUID NOT NULL,
    student_id UUID NOT NULL,
    class_id   UUID NOT NULL,
    repeated   BOOLEAN NOT NULL,
    PRIMARY KEY (school_id, year_id, student_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
);
CREATE INDEX last_class_class ON last_class (school_id, class_id);

-- The version of the rules that held in a class's term at its end, closed or open: the next year's are not for it.
CREATE TABLE ended_term (
    school_id UUID NOT NULL,
    term_id   UUID NOT NULL,
    class_id  UUID NOT NULL,
    rules     BIGINT NOT NULL,
    PRIMARY KEY (school_id, term_id, class_id),
    FOREIGN KEY (school_id, term_id) REFERENCES term (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
);
