-- People. Phone numbers and e-mail addresses are sealed and found by a keyed blind index.
CREATE TABLE staff (
    school_id      UUID NOT NULL REFERENCES school (id),
    id             UUID NOT NULL,
    code           TEXT NOT NULL,
    name           TEXT NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('teacher', 'admin', 'secretary')),
    locale         TEXT NOT NULL,
    head_of        UUID,
    phone_sealed   BYTEA,
    phone_index    BYTEA,
    telegram_index BYTEA, -- blind index of the Telegram user id of the school's file
    archived_at    BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, code),
    FOREIGN KEY (school_id, head_of) REFERENCES class (school_id, id)
) WITHOUT ROWID;
CREATE INDEX staff_phone ON staff (school_id, phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX staff_telegram ON staff (school_id, telegram_index) WHERE telegram_index IS NOT NULL;

CREATE TABLE course (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    class_id    UUID NOT NULL,
    subject_id  UUID NOT NULL,
    staff_id    UUID NOT NULL,
    coefficient BIGINT NOT NULL, -- hundredths
    archived_at BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, class_id, subject_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id),
    FOREIGN KEY (school_id, subject_id) REFERENCES subject (school_id, id),
    FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
) WITHOUT ROWID;
CREATE INDEX course_staff ON course (school_id, staff_id);

CREATE TABLE student (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    class_id    UUID NOT NULL,
    code        TEXT NOT NULL,
    last_name   TEXT NOT NULL,
    first_name  TEXT NOT NULL,
    name_ar     TEXT,
    birth_date  TEXT, -- ISO date
    archived_at BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, code),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, id)
) WITHOUT ROWID;
CREATE INDEX student_class ON student (school_id, class_id);

CREATE TABLE guardian (
    school_id    UUID NOT NULL REFERENCES school (id),
    id           UUID NOT NULL,
    code         TEXT,          -- the school's own; NULL for people who came by a linking code alone
    name         TEXT,          -- as the school writes it; never what the person calls themselves
    locale       TEXT NOT NULL,
    phone_sealed BYTEA,
    phone_index  BYTEA,
    email_sealed BYTEA,
    email_index  BYTEA,
    archived_at  BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, code)
) WITHOUT ROWID;
CREATE INDEX guardian_phone ON guardian (school_id, phone_index) WHERE phone_index IS NOT NULL;

-- A guardian's link to a student. Data flow only while active, with consent, and not ended.
CREATE TABLE guardianship (
    school_id       UUID NOT NULL,
    id              UUID NOT NULL,
    guardian_id     UUID NOT NULL,
    student_id      UUID NOT NULL,
    relation        TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'ended')),
    consent_version TEXT,
    consent_at      BIGINT,
    consent_by      TEXT,   -- 'roster' or 'chat'
    consent_event   UUID,   -- the inbox event that carried it
    withdrawn_at    BIGINT,
    asked_version   TEXT,   -- newer words they were asked about, once
    silent_since    BIGINT, -- told of this child only when they ask
    created_at      BIGINT NOT NULL,
    ended_at        BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, guardian_id, student_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id)
) WITHOUT ROWID;
CREATE INDEX guardianship_student ON guardianship (school_id, student_id);

-- A person's address as seen by one account of ours.
CREATE TABLE contact (
    school_id       UUID NOT NULL REFERENCES school (id),
    id              UUID NOT NULL,
    account_id      TEXT NOT NULL,
    channel         TEXT NOT NULL,
    user_index      BYTEA,  -- blind index of the provider's own id of the person (BSUID, Telegram user id)
    user_sealed     BYTEA,
    phone_index     BYTEA,
    phone_sealed    BYTEA,
    email_index     BYTEA,
    email_sealed    BYTEA,
    staff_id        UUID,
    staff_via       TEXT CHECK (staff_via IN ('roster', 'code')), -- what the link rests on: the school's file or a code
    guardian_id     UUID,
    guardian_via    TEXT CHECK (guardian_via IN ('roster', 'code')),
    locale          TEXT,   -- chosen; NULL: never
    heard_locale    TEXT,   -- of what they wrote last: speaks for them as long as they chose none
    state           TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'stopped', 'blocked')),
    stopped_with    UUID,   -- the contact where they asked for silence everywhere; NULL: this address was stopped by itself
    last_inbound_at BIGINT, -- opens the provider's 24-hour window
    no_marketing_before BIGINT NOT NULL DEFAULT 0, -- the provider spares this person advertising until then
    undelivered     BIGINT NOT NULL DEFAULT 0, -- messages in a row that the provider could not bring here,
    undelivered_since BIGINT, -- the first of them
    numbered_message UUID,  -- the last one that brought choices to be picked by their numbers
    unserved        BOOLEAN NOT NULL DEFAULT FALSE, -- no account of the configuration leads here any more
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX contact_user ON contact (school_id, account_id, user_index) WHERE user_index IS NOT NULL;
CREATE INDEX contact_phone ON contact (school_id, phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX contact_guardian ON contact (school_id, guardian_id) WHERE guardian_id IS NOT NULL;
CREATE INDEX contact_staff ON contact (school_id, staff_id) WHERE staff_id IS NOT NULL;

CREATE TABLE link_code (
    school_id  UUID NOT NULL REFERENCES school (id),
    id         UUID NOT NULL,
    code_hash  BYTEA NOT NULL, -- keyed
    student_id UUID,
    staff_id   UUID,
    issued_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    used_by    UUID,           -- contact
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, code_hash),
    CHECK ((student_id IS NULL) <> (staff_id IS NULL)),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id),
    FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
) WITHOUT ROWID;

-- Failed tries at linking: five an hour per contact, then silence about the reason.
CREATE TABLE link_attempt (
    school_id  UUID NOT NULL,
    contact_id UUID NOT NULL,
    id         UUID NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (school_id, contact_id, id)
) WITHOUT ROWID;
CREATE INDEX link_attempt_at ON link_attempt (school_id, at);
