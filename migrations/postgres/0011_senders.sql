-- By which account of ours a school's people can be written to, on each channel: the configurations of
-- the processes that run.
CREATE TABLE sender (
    school_code TEXT NOT NULL,
    account_id  TEXT NOT NULL,
    channel     TEXT NOT NULL,
    position    BIGINT NOT NULL, -- the first ones are preferred
    seen_at     BIGINT NOT NULL, -- when a process last said that it sends by it
    PRIMARY KEY (school_code, account_id)
);

-- What a provider took and has not delivered: looked at when its time is over. Answers are not waited for.
CREATE INDEX message_undelivered ON message (account_id, class, settled_at) WHERE state = 'accepted' AND rank < 3 AND class > 0;
