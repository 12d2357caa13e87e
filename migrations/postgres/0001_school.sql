-- A school and its dated frame. Every table is led by school_id: a tenant can be moved or sharded.
CREATE TABLE school (
    id           UUID   NOT NULL PRIMARY KEY,
    code         TEXT   NOT NULL UNIQUE,
    name         TEXT   NOT NULL,
    country      TEXT   NOT NULL,
    timezone     TEXT   NOT NULL,
    languages    TEXT   NOT NULL, -- comma separated, first is the default
    quiet_from   TEXT,            -- HH:MM local
    quiet_until  TEXT,
    link_by      TEXT   NOT NULL CHECK (link_by IN ('code', 'roster_phone')),
    policy       TEXT   NOT NULL, -- grading rules, JSON
    approval       TEXT   NOT NULL, -- what takes a second person, comma separated
    undo_seconds   BIGINT NOT NULL, -- between a publication and its first message
    remind_missing TEXT   NOT NULL, -- moments of the week, comma separated: Fri 16:00
    second_admin_above BIGINT NOT NULL, -- families a broadcast may have without a second administrator; 0: no limit
    second_admin_urgent BOOLEAN NOT NULL DEFAULT FALSE, -- a broadcast that may leave by night takes one
    office_hours TEXT   NOT NULL, -- when people are answered, comma separated: Mon-Fri 07:30-18:00; empty: always
    threads_close_days BIGINT NOT NULL DEFAULT 30, -- a thread without a word for so long is over; 0: never
    revision     BIGINT NOT NULL, -- grows with every change of the directory: caches ask it
    created_at   BIGINT NOT NULL
);

CREATE TABLE school_year (
    school_id UUID NOT NULL REFERENCES school (id),
    id        UUID NOT NULL,
    label     TEXT NOT NULL,
    current   BOOLEAN NOT NULL,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, label)
);

CREATE TABLE term (
    school_id UUID NOT NULL,
    id        UUID NOT NULL,
    year_id   UUID NOT NULL,
    code      TEXT NOT NULL,
    starts    TEXT NOT NULL, -- ISO dates
    ends      TEXT NOT NULL,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, year_id, code),
    FOREIGN KEY (school_id, year_id) REFERENCES school_year (school_id, id)
);

CREATE TABLE class (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    year_id     UUID NOT NULL,
    code        TEXT NOT NULL,
    label       TEXT NOT NULL,
    aliases     TEXT NOT NULL, -- JSON list
    archived_at BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, year_id, code),
    FOREIGN KEY (school_id, year_id) REFERENCES school_year (school_id, id)
);

CREATE TABLE subject (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    code        TEXT NOT NULL,
    label_fr    TEXT NOT NULL,
    label_en    TEXT NOT NULL,
    label_ar    TEXT NOT NULL,
    aliases     TEXT NOT NULL, -- JSON list
    archived_at BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, code)
);

-- Which data keys sealed this database, by fingerprints: another key must be noticed before anybody is a stranger.
CREATE TABLE data_key (
    fingerprint BYTEA NOT NULL PRIMARY KEY,
    finds       BOOLEAN NOT NULL -- the key of the blind indexes
);
