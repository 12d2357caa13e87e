-- Files that a message told of where its channel carries none: who has the link fetches the file by hand, with one browser.
CREATE TABLE download (
    school_id  UUID NOT NULL,
    message_id UUID NOT NULL,
    code_index BYTEA NOT NULL,  -- keyed
    expires_at BIGINT NOT NULL,
    browser    BYTEA,           -- keyed: the first one that fetched it
    fetches    BIGINT NOT NULL,
    PRIMARY KEY (school_id, message_id),
    FOREIGN KEY (school_id, message_id) REFERENCES message (school_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX download_code ON download (code_index);
CREATE INDEX download_expires ON download (expires_at);
