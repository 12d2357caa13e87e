-- Who was head of a class at the end of its year: its report cards stay theirs to hand out.
CREATE TABLE last_head (
    school_id UUID NOT NULL,
    staff_id  UUID NOT NULL,
    class_id  UUID NOT NULL,
    PRIMARY KEY (school_id, staff_id, class_id),
    FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
) WITHOUT ROWID;
