-- What a key's answers may rest on: anything, tools and books only, or nothing but the model.
ALTER TABLE api_keys ADD COLUMN answers TEXT NOT NULL DEFAULT 'grounded'
  CHECK (answers IN ('grounded', 'only-from-books', 'bare'));

-- Books on their way into the library: what has arrived of the file, and what became of it. The bytes lie in `uploads/`.
CREATE TABLE uploads (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person_number INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  file_name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  -- When the file was changed last, by the clock of its machine: tells it from another of the same name.
  modified_at INTEGER NOT NULL,
  received_bytes INTEGER NOT NULL DEFAULT 0,
  -- JSON: what the person says of the book.
  details TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('receiving', 'waiting', 'reading', 'added', 'refused')),
  reason TEXT,
  book_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (person_number, client_id)
) STRICT;
