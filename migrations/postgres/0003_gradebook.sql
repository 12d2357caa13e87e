-- Assessments and marks. A mark row is one version; versions are never overwritten.
CREATE TABLE assessment (
    school_id   UUID NOT NULL,
    id          UUID NOT NULL,
    course_id   UUID NOT NULL,
    term_id     UUID NOT NULL,
    code        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL,
    aliases     TEXT NOT NULL,   -- JSON list
    date        TEXT,            -- ISO date
    maximum     BIGINT NOT NULL, -- hundredths
    coefficient BIGINT NOT NULL, -- hundredths
    role        TEXT NOT NULL DEFAULT 'ordinary' CHECK (role IN ('ordinary', 'bonus', 'if_better')),
    created_at  BIGINT NOT NULL,
    deleted_at  BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, term_id, code), -- schools use the same codes again every year
    FOREIGN KEY (school_id, course_id) REFERENCES course (school_id, id),
    FOREIGN KEY (school_id, term_id) REFERENCES term (school_id, id)
);
CREATE INDEX assessment_course ON assessment (school_id, course_id);

CREATE TABLE mark (
    school_id     UUID NOT NULL,
    id            UUID NOT NULL,
    assessment_id UUID NOT NULL,
    student_id    UUID NOT NULL,
    version       BIGINT NOT NULL,
    points        BIGINT, -- hundredths
    status        TEXT CHECK (status IN ('ABS', 'ABSNJ', 'DISP', 'NN', 'NR')),
    state         TEXT NOT NULL CHECK (state IN ('draft', 'published', 'superseded', 'withdrawn')),
    author_id     UUID,   -- staff; NULL for an import
    change_set    UUID NOT NULL,
    created_at    BIGINT NOT NULL,
    published_at  BIGINT,
    ended_at      BIGINT,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, assessment_id, student_id, version),
    CHECK ((points IS NULL) <> (status IS NULL)),
    FOREIGN KEY (school_id, assessment_id) REFERENCES assessment (school_id, id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, id)
);
-- At most one draft and one version in force.
CREATE UNIQUE INDEX mark_draft ON mark (school_id, assessment_id, student_id) WHERE state = 'draft';
CREATE UNIQUE INDEX mark_published ON mark (school_id, student_id, assessment_id) WHERE state = 'published';
CREATE INDEX mark_change_set ON mark (school_id, change_set);

-- Which guardian was shown which version: whom a correction must reach, and the family's access log.
CREATE TABLE disclosure (
    school_id   UUID NOT NULL,
    mark_id     UUID NOT NULL,
    guardian_id UUID NOT NULL,
    contact_id  UUID NOT NULL,
    message_id  UUID NOT NULL,
    at          BIGINT NOT NULL,
    answered    BOOLEAN NOT NULL, -- in an answer: they asked, and have it; news may still be retired while it waits
    PRIMARY KEY (school_id, mark_id, guardian_id, answered)
);
CREATE INDEX disclosure_guardian ON disclosure (school_id, guardian_id);

-- Who changed what: appended only, led by the school's own sequence of time-ordered ids.
CREATE TABLE audit (
    school_id UUID NOT NULL,
    id        UUID NOT NULL,
    at        BIGINT NOT NULL,
    actor     TEXT NOT NULL, -- 'staff:<id>', 'guardian:<id>', 'contact:<id>', 'console'
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL, -- '<kind>:<id>'
    detail    BYTEA NOT NULL, -- sealed JSON: old -> new
    PRIMARY KEY (school_id, id)
);
CREATE INDEX audit_subject ON audit (school_id, subject);
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
