-- What guardians ask to receive. Without a row here: every piece of news at once.

-- A mark of a child below this is told as an alert.
CREATE TABLE mark_alert (
    school_id   UUID NOT NULL,
    guardian_id UUID NOT NULL,
    student_id  UUID NOT NULL,
    subject_id  UUID NOT NULL,   -- all zeros: in every subject
    below       BIGINT NOT NULL, -- hundredths
    out_of      BIGINT NOT NULL, -- hundredths
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (school_id, guardian_id, student_id, subject_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id)
) WITHOUT ROWID;
CREATE INDEX mark_alert_student ON mark_alert (school_id, student_id);

-- Who hears of new marks in a digest, and when.
CREATE TABLE digest (
    school_id   UUID NOT NULL,
    guardian_id UUID NOT NULL,
    rhythm      TEXT NOT NULL CHECK (rhythm IN ('week', 'month')),
    day         BIGINT NOT NULL, -- of a week from 1 (Monday), of a month from 1
    hour        TEXT NOT NULL,   -- HH:MM local
    since       BIGINT NOT NULL, -- marks published before it were told one by one
    due_at      BIGINT NOT NULL,
    PRIMARY KEY (school_id, guardian_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, id)
) WITHOUT ROWID;
CREATE INDEX digest_due ON digest (due_at, school_id, guardian_id);

-- What a digest said of a child: once for each moment; the next one compares with it.
CREATE TABLE digest_part (
    school_id   UUID NOT NULL,
    guardian_id UUID NOT NULL,
    student_id  UUID NOT NULL,
    due_at      BIGINT NOT NULL, -- the moment it was made for
    message_id  UUID NOT NULL,
    term_id     UUID,
    average     BIGINT,          -- of that term, in hundredths
    made_at     BIGINT NOT NULL,
    PRIMARY KEY (school_id, guardian_id, student_id, due_at)
) WITHOUT ROWID;
CREATE INDEX digest_part_student ON digest_part (school_id, student_id, made_at);
