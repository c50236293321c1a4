-- Second chats, wishes to be called, evidence of forms, and the runtime's own sealed notes.

CREATE TABLE channel_link (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  root TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX channel_link_root ON channel_link (root);

CREATE TABLE call_back (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  chat TEXT NOT NULL,
  open INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX call_back_open ON call_back (open) WHERE open = 1;
CREATE INDEX call_back_chat ON call_back (chat);

CREATE TABLE evidence (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  form_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX evidence_form ON evidence (form_id);

CREATE TABLE note (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  expires_at INTEGER,  -- NULL: stays
  body BLOB NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- Letters that bear a date of the law go between replies and notices: lane 0 reply, 1 deadline, 2 notice.
UPDATE letter SET lane = 2 WHERE lane = 1;
