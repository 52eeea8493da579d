-- What is kept for good, and what is pinned to a model. Rows of `document` and `review` are written once
-- and never changed, but by `forget`; everything in derived.sql can be made again from the tables here.

-- One row for each version of a text that was read, with the bytes that it came from. `number` only ties
-- the search index to its row: it depends on the order of reading, so nothing is ever sorted by it.
-- `bytes_hash` is the SHA-256 of `bytes`; `row_hash` that of all other fields and of `bytes_hash`, each
-- preceded by its length (docs/formats/ledger.md).
CREATE TABLE document (
  number      INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  external_id TEXT NOT NULL,
  file        TEXT NOT NULL,
  outlet      TEXT NOT NULL,
  address     TEXT NOT NULL,
  title       TEXT NOT NULL,
  byline      TEXT NOT NULL,
  published   TEXT NOT NULL,
  modified    TEXT NOT NULL,
  captured    TEXT NOT NULL,
  language    TEXT NOT NULL,
  text        TEXT NOT NULL,
  bytes       BLOB NOT NULL,
  bytes_hash  TEXT NOT NULL,
  row_hash    TEXT NOT NULL
) STRICT;

-- What made all rows of `record`; at most one row, none while there are no records.
CREATE TABLE pin (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  model    TEXT NOT NULL,
  rules    TEXT NOT NULL,
  profile  TEXT NOT NULL
) STRICT;

-- What extract() found in one document. `row_hash` covers the document's key, the pin and `json`, so
-- records of one pin cannot pass for those of another.
CREATE TABLE record (
  document TEXT PRIMARY KEY REFERENCES document (key),
  json     TEXT NOT NULL,
  row_hash TEXT NOT NULL
) STRICT;

-- What persons decided: one row a review, in whatever order they came (docs/formats/review.md). A review
-- that is taken back stays, and the one that takes it back is a row of its own. `row_hash` covers `id` and
-- `json`.
CREATE TABLE review (
  id       TEXT PRIMARY KEY,
  json     TEXT NOT NULL,
  row_hash TEXT NOT NULL
) STRICT;

-- Documents that were removed, so that they are not read in again by chance, and markers that were
-- lifted: of one `key` the row with the highest `number` says which. Nothing here is of the text but
-- `text_hash`, its SHA-256. `row_hash` covers all fields but `number`.
CREATE TABLE forgotten (
  number    INTEGER PRIMARY KEY,
  key       TEXT NOT NULL,
  name      TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  lifted    INTEGER NOT NULL,
  by        TEXT NOT NULL,
  "when"    TEXT NOT NULL,
  why       TEXT NOT NULL,
  row_hash  TEXT NOT NULL
) STRICT;
