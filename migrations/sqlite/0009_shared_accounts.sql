-- Where several schools share an account: which of theirs somebody talks with who is known in more than one.
CREATE TABLE school_choice (
    account_id TEXT NOT NULL,
    person     BYTEA NOT NULL, -- blind index of the provider's own id of the person, or of their number
    school_id  UUID,           -- chosen
    offered    TEXT NOT NULL,  -- JSON list of schools, in the order they were offered
    waiting    BYTEA,          -- sealed: what they wanted when they were asked which
    at         BIGINT NOT NULL,
    PRIMARY KEY (account_id, person)
) WITHOUT ROWID;
