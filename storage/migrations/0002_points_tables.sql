-- The commune's own points tables, and copies of the packs that results were worked out with.

CREATE TABLE points_table (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE pack_copy (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
