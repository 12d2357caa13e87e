-- Codes that link a Telegram group to a class. Each is used once.
CREATE TABLE group_code (
    school_id  UUID NOT NULL REFERENCES school (id),
    id         UUID NOT NULL,
    code_hash  BYTEA NOT NULL, -- keyed
    class_id   UUID NOT NULL,
    ordered_by UUID,           -- staff; NULL: at the command line
    issued_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, code_hash),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
) WITHOUT ROWID;

-- Groups of a class's parents. The address is a contact of nobody.
CREATE TABLE class_group (
    school_id  UUID NOT NULL REFERENCES school (id),
    id         UUID NOT NULL,
    class_id   UUID NOT NULL,
    contact_id UUID NOT NULL,
    title      BYTEA,          -- sealed: what its members call it
    ordered_by UUID,           -- who ordered the code; is told how it goes
    state      TEXT NOT NULL CHECK (state IN ('asked', 'linked', 'ended')), -- asked: an administrator has to accept it
    created_at BIGINT NOT NULL,
    ended_at   BIGINT,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id),
    FOREIGN KEY (school_id, contact_id) REFERENCES contact (school_id, id)
) WITHOUT ROWID;
-- A group is one class's.
CREATE UNIQUE INDEX class_group_contact ON class_group (school_id, contact_id) WHERE state <> 'ended';
CREATE INDEX class_group_class ON class_group (school_id, class_id) WHERE state <> 'ended';

-- Groups a broadcast is posted to, too.
CREATE TABLE broadcast_group (
    school_id    UUID NOT NULL,
    broadcast_id UUID NOT NULL,
    group_id     UUID NOT NULL,
    message_id   UUID,         -- NULL: not yet
    PRIMARY KEY (school_id, broadcast_id, group_id),
    FOREIGN KEY (school_id, broadcast_id) REFERENCES broadcast (school_id, id),
    FOREIGN KEY (school_id, group_id) REFERENCES class_group (school_id, id)
) WITHOUT ROWID;
