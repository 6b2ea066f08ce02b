-- What was asked up to a corrected answer, as it is compared: see `questionKey`.
ALTER TABLE corrections ADD COLUMN question_key TEXT NOT NULL DEFAULT '';
CREATE INDEX corrections_question ON corrections (class_number, question_key);

-- The correction that an answer was taken from, in the place of one by the model.
ALTER TABLE messages ADD COLUMN correction_number INTEGER REFERENCES corrections (number) ON DELETE SET NULL;
CREATE INDEX messages_correction ON messages (correction_number) WHERE correction_number IS NOT NULL;

-- "This is wrong": a pupil shows an answer to the teachers of the class.
CREATE TABLE marks (
  answer_number INTEGER PRIMARY KEY REFERENCES messages (number) ON DELETE CASCADE,
  class_number INTEGER NOT NULL REFERENCES classes (number) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_class ON marks (class_number);

-- Browsers in which somebody has logged in: another's wrong tries do not lock them out there.
CREATE TABLE devices (
  device_hash TEXT NOT NULL,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (device_hash, person_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_person ON devices (person_number);
