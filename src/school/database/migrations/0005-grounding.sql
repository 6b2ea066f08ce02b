-- What an answer rests on, as JSON: its kind, the tool, the places in books that it quotes. Null before it is known.
ALTER TABLE messages ADD COLUMN grounding TEXT;

-- A question that was put to one book only.
ALTER TABLE messages ADD COLUMN book_id TEXT;
