-- What the school says to many families at once.
CREATE TABLE broadcast (
    school_id    UUID NOT NULL REFERENCES school (id),
    id           UUID NOT NULL,
    author_id    UUID NOT NULL,    -- staff
    contact_id   UUID NOT NULL,    -- where the author wrote it, and is answered
    account_id   TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('draft', 'awaiting', 'due', 'spreading', 'spread', 'done', 'cancelled', 'refused')),
    paused       BOOLEAN NOT NULL,
    everybody    BOOLEAN NOT NULL, -- else: broadcast_audience
    ask          TEXT NOT NULL CHECK (ask IN ('nothing', 'reading', 'coming')),
    content      BYTEA NOT NULL,   -- sealed JSON
    due_at       BIGINT,           -- asked for; NULL: as soon as it is confirmed
    last_guardian UUID,            -- queued up to this one
    queued       BIGINT NOT NULL,  -- guardians looked at so far
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    decided_by   UUID,             -- the second administrator
    reminded_at  BIGINT,           -- whoever had not answered
    progress_id  UUID,             -- the message to its author that is edited as it goes
    progress_at  BIGINT,
    progress_done BIGINT,          -- families it told of last
    ended_at     BIGINT,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, author_id) REFERENCES staff (school_id, id)
) WITHOUT ROWID;
-- What a job has to do: begin, go on, tell how it ended.
CREATE INDEX broadcast_open ON broadcast (state, school_id, id) WHERE state IN ('awaiting', 'due', 'spreading', 'spread');

-- Classes and students: their families hear.
CREATE TABLE broadcast_audience (
    school_id    UUID NOT NULL,
    broadcast_id UUID NOT NULL,
    id           UUID NOT NULL,
    PRIMARY KEY (school_id, broadcast_id, id),
    FOREIGN KEY (school_id, broadcast_id) REFERENCES broadcast (school_id, id)
) WITHOUT ROWID;

-- Whom it went to, and what they answered.
CREATE TABLE broadcast_recipient (
    school_id    UUID NOT NULL,
    broadcast_id UUID NOT NULL,
    guardian_id  UUID NOT NULL,
    message_id   UUID NOT NULL, -- the latest
    answer       TEXT CHECK (answer IN ('read', 'coming', 'not_coming')),
    answered_at  BIGINT,
    PRIMARY KEY (school_id, broadcast_id, guardian_id),
    FOREIGN KEY (school_id, broadcast_id) REFERENCES broadcast (school_id, id)
) WITHOUT ROWID;
