-- What we have to say. Written only in the transaction of its cause.
CREATE TABLE message (
    school_id        UUID NOT NULL REFERENCES school (id),
    id               UUID NOT NULL,
    account_id       TEXT NOT NULL,   -- the lane
    contact_id       UUID NOT NULL,   -- with class: the stream
    class            BIGINT NOT NULL, -- MessageClass::rank
    state            TEXT NOT NULL CHECK (state IN (
        'held', 'queued', 'retry_wait', 'sending', 'ambiguous',
        'accepted', 'failed', 'failed_after_accept', 'cancelled', 'superseded', 'expired', 'dead')),
    rank             BIGINT NOT NULL, -- of receipts: 0 none, 1 accepted, 2 sent, 3 delivered, 4 read
    phrase           BYTEA NOT NULL,  -- sealed JSON
    dedupe           BYTEA,           -- unique for the life of the row
    guardianships    TEXT NOT NULL,   -- JSON list: links that must be active at T1
    marks            TEXT NOT NULL,   -- JSON list: mark versions that must be in force at T1
    cards            TEXT NOT NULL DEFAULT '[]', -- JSON list: versions of report cards that must be in force at T1
    attempts         BIGINT NOT NULL,
    charged          BIGINT NOT NULL DEFAULT 0, -- attempts that count against the message
    part             BIGINT NOT NULL DEFAULT 0, -- of several parts of a long text: the next one to send
    resends          BIGINT NOT NULL,
    epoch            BIGINT NOT NULL,
    cancel_requested BOOLEAN NOT NULL,
    not_before       BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    eligible_at      BIGINT NOT NULL,
    ambiguous_since  BIGINT,
    settled_at       BIGINT,
    reason           TEXT,            -- why it ended as it did: a code of ours or the provider's
    cause            UUID,            -- the inbox event it answers
    edits            UUID,            -- an earlier message, in whose place it is said
    any_hour         BOOLEAN NOT NULL DEFAULT FALSE, -- it may leave in the quiet hours: somebody said that it is urgent
    topic            TEXT,            -- what it tells of, where something newer takes its place while it waits
    told_after_all   BOOLEAN NOT NULL DEFAULT FALSE, -- given up or doubted, it turned out to have been accepted
    PRIMARY KEY (school_id, id)
) WITH (fillfactor = 50); -- its versions stay on its page, and new messages together: gaps among the old ones are for those
CREATE UNIQUE INDEX message_dedupe ON message (school_id, dedupe) WHERE dedupe IS NOT NULL;
-- What waits for its turn: what flies is not looked at again and again.
CREATE INDEX message_due ON message (account_id, school_id, class, not_before, id) WHERE state IN ('queued', 'retry_wait');
-- What is open, by stream; lanes read it, too. There is no other index of it: a planner that believes that little is open
-- would read all of that other one for each message.
CREATE INDEX message_stream ON message (contact_id, class, id) WHERE settled_at IS NULL;
CREATE INDEX message_topic ON message (school_id, topic, id) WHERE topic IS NOT NULL;
CREATE INDEX message_after_all ON message (school_id, id) WHERE told_after_all;
CREATE INDEX message_dead ON message (school_id, id) WHERE state = 'dead';
CREATE INDEX message_set_aside ON message (account_id, settled_at) WHERE state = 'dead';
CREATE INDEX message_failed ON message (account_id, settled_at) WHERE state IN ('failed', 'failed_after_accept');

-- One try. The row is there before the first byte leaves.
CREATE TABLE attempt (
    school_id      UUID NOT NULL,
    id             UUID NOT NULL, -- what providers echo
    message_id     UUID NOT NULL,
    n              BIGINT NOT NULL,
    part           BIGINT NOT NULL,
    last           BOOLEAN NOT NULL, -- the message ends with this part
    account_id     TEXT NOT NULL,
    epoch          BIGINT NOT NULL,
    started_at     BIGINT NOT NULL,
    finished_at    BIGINT,
    outcome        TEXT CHECK (outcome IN ('accepted', 'not_sent', 'throttled', 'rejected', 'unknown', 'torn')),
    provider_id    TEXT,  -- needed to edit or answer to it
    http_status    BIGINT,
    code           BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, message_id, n),
    FOREIGN KEY (school_id, message_id) REFERENCES message (school_id, id)
) WITH (fillfactor = 50); -- as above
CREATE INDEX attempt_provider ON attempt (account_id, provider_id) WHERE provider_id IS NOT NULL;

-- What was said to providers and what they answered, without our token; kept for a week.
CREATE TABLE channel_log (
    school_id  UUID NOT NULL,
    message_id UUID NOT NULL,
    attempt_id UUID NOT NULL,
    at         BIGINT NOT NULL,
    exchange   BYTEA NOT NULL, -- sealed JSON
    PRIMARY KEY (school_id, message_id, attempt_id)
);
CREATE INDEX channel_log_at ON channel_log (at);

-- When a school was last told that messages of a lane were set aside.
CREATE TABLE alert (
    school_id  UUID NOT NULL,
    account_id TEXT NOT NULL,
    reason     TEXT NOT NULL,
    told_at    BIGINT NOT NULL,
    PRIMARY KEY (school_id, account_id, reason)
);

-- Receipts that came before the attempt they belong to was committed; matched again at T2.
CREATE TABLE receipt (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    account_id  TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    attempt_id  UUID,
    status      TEXT NOT NULL,
    bill        BIGINT, -- what the provider says it costs, in millionths
    code        BIGINT,
    effect      TEXT NOT NULL, -- what a failure teaches
    at          BIGINT NOT NULL,
    matched     BOOLEAN NOT NULL,
    PRIMARY KEY (school_id, id)
);
CREATE INDEX receipt_unmatched ON receipt (account_id, provider_id) WHERE NOT matched;
CREATE INDEX receipt_missed ON receipt (account_id, id) WHERE NOT matched;

-- One process at a time drives an account's lane.
CREATE TABLE lane (
    account_id TEXT NOT NULL PRIMARY KEY,
    owner      UUID,
    epoch      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    paused     BOOLEAN NOT NULL,
    paused_until BIGINT NOT NULL DEFAULT 0, -- the provider has asked for so much patience
    lifted     BIGINT NOT NULL DEFAULT 0, -- how often an operator has not waited for that
    silent_since BIGINT NOT NULL DEFAULT 0, -- since then the provider does not answer; 0 while it does
    stopped    BOOLEAN NOT NULL DEFAULT FALSE, -- paused by what a receipt said, and nobody has been told
    resumed_at BIGINT NOT NULL DEFAULT 0 -- when an operator last let it go on: what is said of before counts no more
);

-- When receipts last came in: silence after a doubtful send means something only while they do. Beside the lane, whose row
-- is held while something is sent.
CREATE TABLE receipt_pulse (
    account_id TEXT NOT NULL PRIMARY KEY,
    at         BIGINT NOT NULL
);

-- Templates as the provider sees them.
CREATE TABLE template (
    account_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    locale     TEXT NOT NULL,
    state      TEXT NOT NULL, -- the provider's words, like reason, category and quality
    reason     TEXT,
    category   TEXT,
    quality    TEXT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, name, locale)
);

-- What an attempt costs, in millionths: foreseen, then as the provider says; gone when it surely was not delivered.
CREATE TABLE charge (
    school_id  UUID NOT NULL,
    attempt_id UUID NOT NULL,
    month      TEXT NOT NULL, -- YYYY-MM in the school's zone
    micros     BIGINT NOT NULL,
    segments   BIGINT NOT NULL, -- of SMS, which are paid for whether they arrive or not; else 0
    told_rank  BIGINT NOT NULL, -- of the receipt that said what it costs; 0: foreseen only
    moved      BIGINT NOT NULL, -- by how much the last such receipt changed it
    PRIMARY KEY (school_id, attempt_id)
);

-- The sum of a school's charges, kept beside them: asking it costs the same at the end of a month as at its beginning.
CREATE TABLE spend (
    school_id    UUID NOT NULL REFERENCES school (id),
    month        TEXT NOT NULL,
    micros       BIGINT NOT NULL,
    messages     BIGINT NOT NULL,
    told_percent BIGINT NOT NULL, -- of the budget, up to which administrators have been told
    PRIMARY KEY (school_id, month)
);

-- Whom an account has written to outside their window, and when last: the provider counts them by the day.
CREATE TABLE opened (
    account_id TEXT NOT NULL,
    contact_id UUID NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (account_id, contact_id)
);
CREATE INDEX opened_at ON opened (account_id, at);
