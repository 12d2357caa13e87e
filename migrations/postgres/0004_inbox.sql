-- What providers told us. A row exists (fsynced) before the provider hears 200.
CREATE TABLE inbox (
    school_id    UUID NOT NULL REFERENCES school (id),
    id           UUID NOT NULL,
    account_id   TEXT NOT NULL,
    dedupe       BYTEA NOT NULL, -- hash of the provider's own id of the event
    conversation BYTEA NOT NULL, -- keyed hash of account and person: the unit of order
    kind         TEXT NOT NULL,  -- 'message', 'receipt', ..., 'unreadable'
    body         BYTEA NOT NULL, -- sealed
    state        TEXT NOT NULL CHECK (state IN ('new', 'done', 'dead')),
    tries        BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    received_at  BIGINT NOT NULL,
    handled_at   BIGINT,
    failure      TEXT,           -- our own error text, no personal data
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, account_id, dedupe)
);
-- Led by id, not school: the worker serves all schools and only the few waiting rows are in it.
CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';
-- Conversations that wait until their first event may be tried again: few, or none.
CREATE INDEX inbox_put_off ON inbox (conversation) WHERE state = 'new' AND tries > 0;
CREATE INDEX inbox_dead ON inbox (school_id, id) WHERE state = 'dead';

-- What we are in the middle of with somebody.
CREATE TABLE dialogue (
    school_id  UUID NOT NULL,
    contact_id UUID NOT NULL,
    state      BYTEA,          -- sealed JSON: pending question, active assessment, active child, last change set
    updated_at BIGINT NOT NULL,
    talking    UUID,           -- what they write is for this conversation,
    talking_until BIGINT,      -- until then
    PRIMARY KEY (school_id, contact_id)
);
