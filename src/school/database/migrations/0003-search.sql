-- Holds words only, not texts: rowid is the message's number, `words` what `searchWords` makes of its text.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');

-- What is deleted leaves the index at once, not when its segments are merged.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER messages_leave_search AFTER DELETE ON messages BEGIN
  DELETE FROM search WHERE rowid = old.number;
END;
