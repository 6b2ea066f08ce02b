-- A study of what pupils learn; see `pilot/`. From `fixed_at` on its plan does not change.
CREATE TABLE studies (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  plan TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  fixed_at INTEGER,
  closed_at INTEGER,
  -- The ledger of exports: {study, budget, exports}.
  exports TEXT NOT NULL
) STRICT;

-- The tests of a study: each class has both forms, before and after.
CREATE TABLE study_tests (
  test_number INTEGER PRIMARY KEY REFERENCES tests (number) ON DELETE CASCADE,
  study_number INTEGER NOT NULL REFERENCES studies (number) ON DELETE CASCADE,
  moment TEXT NOT NULL CHECK (moment IN ('before', 'after')),
  form TEXT NOT NULL CHECK (form IN ('A', 'B'))
) STRICT;
CREATE INDEX study_tests_study ON study_tests (study_number, moment);

-- Which form a pupil writes before, whether they take part, and the face they took after.
CREATE TABLE study_pupils (
  study_number INTEGER NOT NULL REFERENCES studies (number) ON DELETE CASCADE,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  form TEXT NOT NULL CHECK (form IN ('A', 'B')),
  takes_part INTEGER NOT NULL DEFAULT 1,
  face INTEGER CHECK (face IN (1, 2, 3)),
  PRIMARY KEY (study_number, person_number)
) STRICT, WITHOUT ROWID;

-- How long a pupil waited until an answer began, and when it was; no text, so that it may outlive the conversation.
CREATE TABLE answer_waits (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  wait_ms INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_waits_person ON answer_waits (person_number, at);
