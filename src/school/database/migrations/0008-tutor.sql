-- What a pupil said to the tutor about a question of practice, and what it answered. The latest turn of a question
-- holds where the pupil stands with it (`practice/tutor/state.ts`).
CREATE TABLE tutor_turns (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  typed TEXT NOT NULL,
  state TEXT NOT NULL,
  text TEXT NOT NULL,
  -- The fault that was named; null where none was.
  fault TEXT,
  said_at INTEGER NOT NULL,
  UNIQUE (person_number, client_id)
) STRICT;
CREATE INDEX tutor_turns_item ON tutor_turns (person_number, item_id, number);

-- Sentences of the tutor about a fault that teachers have worded in another way.
CREATE TABLE tutor_sentences (
  fault TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
