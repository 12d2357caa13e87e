-- What providers were last told to show beside the keyboard: each is told again only when its words have changed.
CREATE TABLE menu (
    account_id TEXT NOT NULL,
    place      TEXT NOT NULL, -- a number, everybody of a language, or one contact of ours
    words      TEXT NOT NULL, -- their digest
    set_at     BIGINT NOT NULL,
    PRIMARY KEY (account_id, place)
);
