-- Order is by `number`, never by a clock: the clock of a small machine without a battery goes backwards.
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  joining INTEGER NOT NULL DEFAULT 1,
  settings TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE people (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('local', 'pupil', 'teacher', 'administrator')),
  name TEXT NOT NULL,
  -- The name as it is compared: one case, Tajik letters as plain ones.
  name_key TEXT NOT NULL,
  class_number INTEGER REFERENCES classes (number) ON DELETE CASCADE,
  secret TEXT,
  must_change_password INTEGER NOT NULL DEFAULT 0,
  script TEXT NOT NULL DEFAULT 'Cyrl',
  language TEXT,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  CHECK ((role = 'pupil') = (class_number IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX people_staff ON people (name_key) WHERE class_number IS NULL;
CREATE UNIQUE INDEX people_pupils ON people (class_number, name_key) WHERE class_number IS NOT NULL;

CREATE TABLE class_teachers (
  class_number INTEGER NOT NULL REFERENCES classes (number) ON DELETE CASCADE,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  PRIMARY KEY (class_number, person_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (person_number);

CREATE TABLE attempts (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  locked_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  title TEXT NOT NULL,
  leaf_number INTEGER,
  -- Whether the class let teachers read when it was begun: a later change does not open it.
  readable INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (person_number, client_id)
) STRICT;

CREATE TABLE messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  conversation_number INTEGER NOT NULL REFERENCES conversations (number) ON DELETE CASCADE,
  parent_number INTEGER REFERENCES messages (number) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
  client_id TEXT NOT NULL,
  text TEXT NOT NULL,
  -- A question: what was typed before the person took "you meant". An answer: what the model wrote, where
  -- `text` is in another script.
  original TEXT,
  script TEXT NOT NULL DEFAULT 'Cyrl',
  state TEXT NOT NULL,
  error TEXT,
  dropped_messages INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (conversation_number, client_id)
) STRICT;
CREATE INDEX messages_parent ON messages (parent_number);
CREATE INDEX messages_unfinished ON messages (state) WHERE state IN ('waiting', 'writing');

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor_id TEXT,
  actor_name TEXT,
  actor_role TEXT,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
