-- What people wait for that takes a while to print. A row goes in the transaction that sends what was printed.
CREATE TABLE print_order (
    school_id       UUID NOT NULL REFERENCES school (id),
    id              UUID NOT NULL,
    what            TEXT NOT NULL,   -- domain::Printing
    account_id      TEXT NOT NULL,
    contact_id      UUID NOT NULL,   -- who waits
    guardian_id     UUID,            -- as whom
    guardianship_id UUID,            -- the right to it, checked again when it leaves
    class           BIGINT NOT NULL, -- MessageClass::rank
    locale          TEXT NOT NULL,
    said            UUID,            -- the message that says how far it has come
    cause           UUID,            -- the inbox event that asks for it
    heavy           BOOLEAN NOT NULL, -- much work: what is quick goes first
    created_at      BIGINT NOT NULL,
    held_until      BIGINT NOT NULL, -- a process prints it until then
    tries           BIGINT NOT NULL,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, contact_id, what, locale)
) WITHOUT ROWID;
CREATE INDEX print_order_held ON print_order (held_until, id);

-- Versions of report cards that have been printed: whoever asks next is given the same file.
CREATE TABLE printed_card (
    school_id   UUID NOT NULL,
    result_id   UUID NOT NULL,
    locale      TEXT NOT NULL,
    document_id UUID NOT NULL,
    PRIMARY KEY (school_id, result_id, locale),
    FOREIGN KEY (school_id, result_id) REFERENCES term_result (school_id, id),
    FOREIGN KEY (school_id, document_id) REFERENCES document (school_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX printed_card_document ON printed_card (school_id, document_id);
