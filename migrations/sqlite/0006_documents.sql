-- Files to be sent to people: made once, kept until they are out of date.
CREATE TABLE document (
    school_id  UUID NOT NULL REFERENCES school (id),
    id         UUID NOT NULL,
    kind       TEXT NOT NULL,  -- DocumentKind
    file_name  BYTEA NOT NULL, -- sealed, like the bytes
    mime       TEXT NOT NULL,
    bytes      BYTEA NOT NULL,
    digest     BYTEA NOT NULL, -- keyed hash of all the above: the same file is kept once
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, id)
);
CREATE UNIQUE INDEX document_digest ON document (school_id, digest);
CREATE INDEX document_expires ON document (expires_at);

-- What a provider knows a file by, so that it is not uploaded again.
CREATE TABLE document_upload (
    school_id   UUID NOT NULL,
    document_id UUID NOT NULL,
    account_id  TEXT NOT NULL,
    reference   TEXT NOT NULL,
    expires_at  BIGINT, -- none: for ever
    PRIMARY KEY (school_id, document_id, account_id),
    FOREIGN KEY (school_id, document_id) REFERENCES document (school_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- What people sent with a message: fetched outside the inbox, read, and kept until the message has been answered.
CREATE TABLE attachment (
    school_id  UUID NOT NULL,
    event_id   UUID NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('wanted', 'there', 'gone')),
    tries      BIGINT NOT NULL,
    due_at     BIGINT NOT NULL, -- of the next try
    content    BYTEA,           -- sealed: what was read of it, not the file
    created_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, event_id)
);
CREATE INDEX attachment_wanted ON attachment (due_at) WHERE state = 'wanted';
CREATE INDEX attachment_created ON attachment (created_at);
