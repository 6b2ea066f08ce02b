-- The bank of questions; `practice/items/bank.ts` reads and writes it.
CREATE TABLE item (
    id TEXT NOT NULL, version INTEGER NOT NULL, newest INTEGER NOT NULL, status TEXT NOT NULL,
    subject TEXT NOT NULL, grade INTEGER, topic TEXT, kind TEXT NOT NULL, book TEXT, content TEXT NOT NULL,
    PRIMARY KEY (id, version)
  ) STRICT, WITHOUT ROWID;
CREATE INDEX item_newest ON item (newest, status, subject, topic);

-- A pupil's own calendar, see `practice/schedule/practice-days.ts`, and what was done on its last day.
CREATE TABLE practice_days (
  person_number INTEGER PRIMARY KEY REFERENCES people (number) ON DELETE CASCADE,
  day INTEGER NOT NULL,
  calendar_day INTEGER NOT NULL,
  streak INTEGER NOT NULL,
  answers INTEGER NOT NULL,
  new_items INTEGER NOT NULL
) STRICT;

-- How well a pupil remembers an item, and the day on which it comes again.
CREATE TABLE memories (
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  item_id TEXT NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  reviewed_at INTEGER NOT NULL,
  reviews INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  due_day INTEGER NOT NULL,
  PRIMARY KEY (person_number, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memories_due ON memories (person_number, due_day);

CREATE TABLE practice_answers (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  typed TEXT NOT NULL,
  understood TEXT NOT NULL,
  is_right INTEGER NOT NULL,
  share REAL NOT NULL,
  answered_at INTEGER NOT NULL,
  UNIQUE (person_number, client_id)
) STRICT;
CREATE INDEX practice_answers_item ON practice_answers (person_number, item_id);

-- Work that a teacher gives to a class: a subject or a topic of it.
CREATE TABLE assignments (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  class_number INTEGER NOT NULL REFERENCES classes (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  topic TEXT,
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (class_number, client_id)
) STRICT;

CREATE TABLE tests (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  class_number INTEGER NOT NULL REFERENCES classes (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  title TEXT NOT NULL,
  -- [[id, version], …]
  items TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (class_number, client_id)
) STRICT;

-- What one pupil writes in a test. The time used is counted on the monotonic clock of a run of the server:
-- `counted_ms` is that clock's value when `used_ms` was written.
CREATE TABLE sheets (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  test_number INTEGER NOT NULL REFERENCES tests (number) ON DELETE CASCADE,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  seed INTEGER NOT NULL,
  used_ms INTEGER NOT NULL,
  extra_ms INTEGER NOT NULL,
  run TEXT NOT NULL,
  counted_ms INTEGER NOT NULL,
  place INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  submitted_at INTEGER,
  UNIQUE (test_number, person_number)
) STRICT;
CREATE INDEX sheets_person ON sheets (person_number);

-- Every answer that came, also those that were changed later: the current one has the highest revision of its place.
CREATE TABLE sheet_answers (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  sheet_number INTEGER NOT NULL REFERENCES sheets (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  -- 0: it was written before another device's answer that had come first; kept, not counted.
  revision INTEGER NOT NULL,
  typed TEXT NOT NULL,
  understood TEXT,
  is_right INTEGER NOT NULL,
  share REAL NOT NULL,
  -- Milliseconds after the end of the sheet's time at which it came; 0 in time.
  late_ms INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  UNIQUE (sheet_number, client_id)
) STRICT;
CREATE INDEX sheet_answers_place ON sheet_answers (sheet_number, place, revision);
