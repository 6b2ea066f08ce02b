-- Questions with their right answers, in a teacher's own words, that the teacher has agreed to send to the ministry; see
-- `corrections/agreed-corrections.ts`. What was taken back keeps its id and nothing else, so that this, too, can be sent.
CREATE TABLE agreed_corrections (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  correction_id TEXT NOT NULL,
  teacher_number INTEGER REFERENCES people (number) ON DELETE SET NULL,
  class_number INTEGER,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  agreed_at INTEGER NOT NULL,
  taken_back INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX agreed_corrections_of ON agreed_corrections (correction_id);
