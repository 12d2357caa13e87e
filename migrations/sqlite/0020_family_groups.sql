-- Groups that an administrator makes by hand: the families of their students are written to together.
CREATE TABLE family_group (
    school_id UUID NOT NULL REFERENCES school (id),
    id        UUID NOT NULL,
    name      TEXT NOT NULL,   -- as its maker wrote it
    folded    TEXT NOT NULL,   -- how it is found: without case and accents
    made_by   UUID NOT NULL,   -- staff
    made_at   BIGINT NOT NULL,
    ended_at  BIGINT,          -- taken apart: the rows stay
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, made_by) REFERENCES staff (school_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX family_group_name ON family_group (school_id, folded) WHERE ended_at IS NULL;

CREATE TABLE family_group_member (
    school_id  UUID NOT NULL,
    group_id   UUID NOT NULL,
    student_id UUID NOT NULL,
    added_at   BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (school_id, group_id, student_id),
    FOREIGN KEY (school_id, group_id) REFERENCES family_group (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id)
) WITHOUT ROWID;
