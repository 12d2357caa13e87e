-- Threads between a family and the school. Neither side is told the other's address.
CREATE TABLE conversation (
    school_id   UUID NOT NULL REFERENCES school (id),
    id          UUID NOT NULL,
    guardian_id UUID NOT NULL,
    student_id  UUID NOT NULL,
    course_id   UUID,             -- what it is about: its teacher answers; NULL: the office alone
    office      BOOLEAN NOT NULL, -- the office answers
    staff_id    UUID,             -- of the office, who has taken it
    state       TEXT NOT NULL CHECK (state IN ('open', 'closed', 'locked')),
    opened_at   BIGINT NOT NULL,
    guardian_at BIGINT,           -- what the guardian said last
    staff_at    BIGINT,           -- what the school said last
    told_later_at BIGINT,         -- when the guardian was last told that nobody is there
    reminded_at BIGINT,           -- when the school was last told that the guardian waits
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id)
) WITHOUT ROWID;
CREATE INDEX conversation_guardian ON conversation (school_id, guardian_id, opened_at);
-- What waits for an answer.
CREATE INDEX conversation_waiting ON conversation (guardian_at) WHERE state = 'open' AND guardian_at IS NOT NULL;

-- What was said, by whom. Ids are in the order it was said.
CREATE TABLE conversation_line (
    school_id       UUID NOT NULL,
    id              UUID NOT NULL,
    conversation_id UUID NOT NULL,
    staff_id        UUID,            -- NULL: the guardian
    event_id        UUID NOT NULL,   -- the inbox event that brought it
    words           BYTEA NOT NULL,  -- sealed JSON
    said_at         BIGINT NOT NULL, -- by the provider's clock
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, event_id, conversation_id),
    FOREIGN KEY (school_id, conversation_id) REFERENCES conversation (school_id, id)
) WITHOUT ROWID;
CREATE INDEX conversation_line_of ON conversation_line (school_id, conversation_id, id);
