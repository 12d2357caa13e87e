-- In which classes of a year students were before the one they are in: marks of a term that is open go with them.
CREATE TABLE former_class (
    school_id  UUID NOT NULL,
    year_id    UUID NOT NULL,
    student_id UUID NOT NULL,
    class_id   UUID NOT NULL,
    left_at    BIGINT NOT NULL,
    PRIMARY KEY (school_id, year_id, student_id, class_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
);
-- Who is on the roll of a class's term that was closed.
CREATE INDEX term_result_class ON term_result (school_id, term_id, class_id);
