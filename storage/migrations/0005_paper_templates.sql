-- Templates of papers that the commune has changed.

CREATE TABLE paper_template (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
