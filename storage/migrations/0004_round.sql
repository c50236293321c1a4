-- What belongs to a round and an area, not to one household: meetings, postings, dossiers, leads.

CREATE TABLE meeting (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  round_id TEXT NOT NULL,
  area TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX meeting_round ON meeting (round_id);

CREATE TABLE posting (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  round_id TEXT NOT NULL,
  area TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX posting_round ON posting (round_id);

CREATE TABLE dossier (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  round_id TEXT NOT NULL,
  area TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX dossier_round ON dossier (round_id);

CREATE TABLE lead (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  round_id TEXT NOT NULL,
  area TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX lead_round ON lead (round_id);
