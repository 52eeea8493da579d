-- What group() made of the records, and the search index. All of it is thrown away and made again; it is
-- written whole and read whole. `position` is the index in the list of the Grouping, so a reference to
-- another list is that list's `position`. Lists without a table of their own are JSON arrays.

-- One row if the tables below belong to the records that are there now, none if they are out of date.
-- `digest` is a hash over every value below in the order of reading.
CREATE TABLE derived (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  digest   TEXT NOT NULL
) STRICT;

-- Grouping::documents: how listings call each document, and what it cites and credits.
CREATE TABLE grouped_document (
  position      INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE REFERENCES document (key),
  id            TEXT NOT NULL,
  outlet        TEXT NOT NULL,
  address       TEXT NOT NULL,
  title         TEXT NOT NULL,
  byline        TEXT NOT NULL,
  published     TEXT NOT NULL,
  outlet_entity INTEGER NOT NULL,
  cites         TEXT NOT NULL,
  credits       TEXT NOT NULL,
  current       INTEGER NOT NULL
) STRICT;

-- Grouping::entities.
CREATE TABLE entity (
  position INTEGER PRIMARY KEY,
  json     TEXT NOT NULL
) STRICT;

-- Grouping::claims. `statements` is the list of their positions, in canonical order.
CREATE TABLE claim (
  position    INTEGER PRIMARY KEY,
  id          TEXT NOT NULL,
  text        TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  statements  TEXT NOT NULL
) STRICT;

-- Grouping::statements.
CREATE TABLE statement (
  position INTEGER PRIMARY KEY,
  id       TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES grouped_document (position),
  claim    INTEGER NOT NULL REFERENCES claim (position),
  json     TEXT NOT NULL
) STRICT;
CREATE INDEX statement_by_document ON statement (document);
CREATE INDEX statement_by_claim ON statement (claim);

-- Claim::links: why statements a and b are of one claim.
CREATE TABLE claim_link (
  claim    INTEGER NOT NULL REFERENCES claim (position),
  position INTEGER NOT NULL,
  a        INTEGER NOT NULL REFERENCES statement (position),
  b        INTEGER NOT NULL REFERENCES statement (position),
  rule     TEXT NOT NULL,
  detail   TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Grouping::contradicts: claims a and b cannot both be right.
CREATE TABLE contradiction (
  position INTEGER PRIMARY KEY,
  a        INTEGER NOT NULL REFERENCES claim (position),
  b        INTEGER NOT NULL REFERENCES claim (position)
) STRICT;

-- Grouping::copies. `share` of the copy's text, 0 to 1, is in the original too.
CREATE TABLE copy (
  position INTEGER PRIMARY KEY,
  original INTEGER NOT NULL REFERENCES grouped_document (position),
  copy     INTEGER NOT NULL REFERENCES grouped_document (position),
  share    REAL NOT NULL
) STRICT;

-- Grouping::reviews and Grouping::origin_ties: what became of each review, and what persons decided about
-- the origins of statements a and b.
CREATE TABLE review_outcome (
  position INTEGER PRIMARY KEY,
  json     TEXT NOT NULL
) STRICT;
CREATE TABLE origin_tie (
  position INTEGER PRIMARY KEY,
  json     TEXT NOT NULL
) STRICT;

-- The words of titles and texts. The texts themselves stay in `document` and are not stored twice.
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = 'document', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);
