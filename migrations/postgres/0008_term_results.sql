-- Closed terms: what report cards say, version by version, and the rules it was computed by.

-- A school's grading rules over time: each content it had, and since when.
CREATE TABLE grading_rules (
    school_id UUID NOT NULL REFERENCES school (id),
    version   BIGINT NOT NULL,
    policy    TEXT NOT NULL, -- JSON
    since     BIGINT NOT NULL,
    PRIMARY KEY (school_id, version)
);

-- The terms that are closed, by class: no mark of theirs changes.
CREATE TABLE closing (
    school_id UUID NOT NULL,
    term_id   UUID NOT NULL,
    class_id  UUID NOT NULL,
    closed_at BIGINT NOT NULL,
    PRIMARY KEY (school_id, term_id, class_id),
    FOREIGN KEY (school_id, term_id) REFERENCES term (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
);

-- What a student's report card says. A row is one version; versions end, they are never overwritten.
CREATE TABLE term_result (
    school_id  UUID NOT NULL,
    id         UUID NOT NULL,
    term_id    UUID NOT NULL,
    class_id   UUID NOT NULL,
    student_id UUID NOT NULL,
    version    BIGINT NOT NULL,
    rules      BIGINT NOT NULL, -- the version of grading_rules
    average    BIGINT,          -- hundredths; NULL: not classed
    place      BIGINT,
    code_index BYTEA NOT NULL,  -- of the code that is printed on it
    card       BYTEA NOT NULL,  -- sealed JSON: all that is printed
    created_at BIGINT NOT NULL,
    ended_at   BIGINT,          -- another version took its place
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, term_id, student_id, version),
    FOREIGN KEY (school_id, term_id) REFERENCES term (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id)
);
CREATE UNIQUE INDEX term_result_in_force ON term_result (school_id, term_id, student_id) WHERE ended_at IS NULL;
-- Whoever holds a card knows its code and no school.
CREATE UNIQUE INDEX term_result_code ON term_result (code_index);

-- Which guardian was sent which version: whom a newer one must reach.
CREATE TABLE card_shown (
    school_id   UUID NOT NULL,
    result_id   UUID NOT NULL,
    guardian_id UUID NOT NULL,
    at          BIGINT NOT NULL,
    -- What brought it; nil where it was said in an answer. One that ended before it left has shown nothing.
    message_id  UUID NOT NULL,
    PRIMARY KEY (school_id, result_id, guardian_id, message_id)
);

-- The public keys that report cards were ever signed with: paper outlives configurations.
CREATE TABLE card_key (
    id     TEXT NOT NULL PRIMARY KEY, -- the beginning of its hash
    public BYTEA NOT NULL,
    since  BIGINT NOT NULL
);
