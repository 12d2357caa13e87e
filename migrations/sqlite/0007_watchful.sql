-- What waits for a second person of the school, and how they decided.
CREATE TABLE approval (
    school_id     UUID NOT NULL,
    id            UUID NOT NULL,
    assessment_id UUID NOT NULL,
    asked_by      UUID NOT NULL,  -- staff
    contact_id    UUID NOT NULL,  -- where they asked, and are answered
    account_id    TEXT NOT NULL,
    request       BYTEA NOT NULL, -- sealed JSON: exactly what is approved
    state         TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'void', 'expired')),
    asked_at      BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    decided_by    UUID,           -- staff
    decided_at    BIGINT,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, assessment_id) REFERENCES assessment (school_id, id),
    FOREIGN KEY (school_id, asked_by) REFERENCES staff (school_id, id)
) WITHOUT ROWID;
-- A newer request about an assessment takes the place of an older one.
CREATE UNIQUE INDEX approval_open ON approval (school_id, assessment_id) WHERE state = 'open';
CREATE INDEX approval_expiry ON approval (expires_at) WHERE state = 'open';
CREATE INDEX approval_asked ON approval (school_id, asked_by, decided_at) WHERE state = 'approved';

-- Moments of a school's schedule that have been kept: each once, by whichever process comes first.
CREATE TABLE kept_slot (
    school_id UUID   NOT NULL REFERENCES school (id),
    job       TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (school_id, job, at)
) WITHOUT ROWID;
