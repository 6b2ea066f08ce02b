CREATE TABLE books (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  -- JSON list.
  authors TEXT NOT NULL,
  year INTEGER,
  edition TEXT NOT NULL,
  subject TEXT NOT NULL,
  grade INTEGER,
  language TEXT NOT NULL,
  licence TEXT NOT NULL,
  file_name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('starter', 'added')),
  format TEXT NOT NULL CHECK (format IN ('file', 'articles')),
  page_count INTEGER NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pages (
  -- Row of the index.
  number INTEGER PRIMARY KEY,
  book_number INTEGER NOT NULL REFERENCES books (number) ON DELETE CASCADE,
  -- Place in the book, from 1.
  place INTEGER NOT NULL,
  pdf_page INTEGER,
  printed_page TEXT NOT NULL,
  -- JSON list of headings.
  section TEXT NOT NULL,
  -- UTF-8, zstd.
  text BLOB NOT NULL,
  grade INTEGER,
  article_key TEXT NOT NULL DEFAULT '',
  -- The article's JSON line, zstd; null for pages of a file.
  article BLOB,
  review TEXT NOT NULL DEFAULT 'unchecked' CHECK (review IN ('unchecked', 'checked', 'hidden')),
  review_note TEXT NOT NULL DEFAULT '',
  reviewed_at INTEGER,
  -- 1 when a teacher changed the article.
  corrected INTEGER NOT NULL DEFAULT 0,
  UNIQUE (book_number, place)
) STRICT;

CREATE INDEX pages_by_article ON pages (article_key) WHERE article_key <> '';

-- Folded words: what stands in a page's headings, its stems, its plain forms, and what explains it (an article's summary and terms).
CREATE VIRTUAL TABLE page_index USING fts5 (
  heading, stems, plain, aids,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE page_words USING fts5vocab (page_index, 'row');

-- Every plain word that was ever indexed, and its three-letter parts: for slips of the pen.
CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE word_parts USING fts5 (
  word, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
);

-- What the index adds up to: pages and words.
CREATE TABLE totals (pages INTEGER NOT NULL, words INTEGER NOT NULL) STRICT;
INSERT INTO totals VALUES (0, 0);

-- Hash of the starter content that is installed, and the titles of its books that the school removed.
CREATE TABLE starter (sha256 TEXT NOT NULL) STRICT;
CREATE TABLE removed_starter_books (title TEXT PRIMARY KEY) STRICT;
