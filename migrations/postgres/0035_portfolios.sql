-- Whom numbers write to outside their window counts for the business portfolio they belong to, not for each by itself.

-- What a provider allows a portfolio, and how often somebody was noted as written to: whoever writes holds its row.
CREATE TABLE portfolio (
    id        TEXT NOT NULL PRIMARY KEY,
    revision  BIGINT NOT NULL,
    learnt    BIGINT,          -- new people a day, as the provider last said; NULL: it said nothing, or that there is no limit
    learnt_at BIGINT NOT NULL  -- when it said so
);

DROP TABLE opened;
CREATE TABLE opened (
    portfolio_id TEXT NOT NULL,
    person       BYTEA NOT NULL,  -- a blind index: the same one at each number of the portfolio
    at           BIGINT NOT NULL, -- when last
    revision     BIGINT NOT NULL, -- of the portfolio, by which it was noted
    PRIMARY KEY (portfolio_id, person)
);
CREATE INDEX opened_at ON opened (portfolio_id, at);
CREATE INDEX opened_revision ON opened (portfolio_id, revision);
