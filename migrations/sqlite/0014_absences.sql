-- Who was away or late, as the school marked it. Never overwritten: taken back, a row ends.
CREATE TABLE absence (
    school_id    UUID NOT NULL,
    id           UUID NOT NULL,
    student_id   UUID NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('absent', 'late')),
    on_date      TEXT NOT NULL,    -- ISO date
    from_time    TEXT NOT NULL,    -- HH:MM local; empty: the whole day
    until_time   TEXT NOT NULL,
    minutes      BIGINT NOT NULL,  -- what it counts
    justified    BOOLEAN NOT NULL,
    marked_by    UUID NOT NULL,    -- staff
    batch        UUID NOT NULL,    -- marked together, taken back together
    created_at   BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id),
    FOREIGN KEY (school_id, marked_by) REFERENCES staff (school_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX absence_once ON absence (school_id, student_id, on_date, from_time, kind) WHERE withdrawn_at IS NULL;
CREATE INDEX absence_batch ON absence (school_id, batch);

-- What families say about a day their child is away, before or after.
CREATE TABLE absence_notice (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    student_id  UUID NOT NULL,
    guardian_id UUID NOT NULL,
    on_date     TEXT NOT NULL, -- ISO date
    reason      BYTEA,         -- sealed
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, id)
) WITHOUT ROWID;
CREATE INDEX absence_notice_of ON absence_notice (school_id, student_id, on_date);
