-- The first shape of the store. "body" columns are sealed (see seal.py); all other columns are ids,
-- codes, states, places and times, never names, numbers of people, answers or words.

-- A sealed constant for each key, so that a wrong key is noticed at the door.
CREATE TABLE key_check (key_id INTEGER PRIMARY KEY, body BLOB NOT NULL);

CREATE TABLE event (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE session (chat TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);

CREATE TABLE case_file (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  code TEXT NOT NULL UNIQUE,
  round_id TEXT NOT NULL,
  area TEXT NOT NULL,
  state TEXT NOT NULL,
  assigned_to TEXT,
  changed INTEGER NOT NULL,  -- grows with every change: newest last
  body BLOB NOT NULL
);
CREATE INDEX case_file_changed ON case_file (changed);
CREATE INDEX case_file_round ON case_file (round_id, changed);

CREATE TABLE case_chat (
  chat TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  PRIMARY KEY (chat, case_id)
) WITHOUT ROWID;
CREATE INDEX case_chat_case ON case_chat (case_id);

CREATE TABLE form (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  owner TEXT NOT NULL,
  case_id TEXT,
  draft INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX form_draft ON form (owner) WHERE draft = 1;

CREATE TABLE staff (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE invite (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE commune (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE area (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE round (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);

CREATE TABLE answer_log (
  no INTEGER PRIMARY KEY,
  form_id TEXT NOT NULL,
  line TEXT NOT NULL,  -- event id and running number: the place its body is sealed to
  body BLOB NOT NULL
);
CREATE INDEX answer_log_form ON answer_log (form_id);

CREATE TABLE claim (digest TEXT PRIMARY KEY, case_id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX claim_case ON claim (case_id);

CREATE TABLE letter (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  chat TEXT NOT NULL,
  lane INTEGER NOT NULL,  -- 0 reply, 1 notice
  state TEXT NOT NULL,  -- queued, sent, failed
  due_at INTEGER NOT NULL,  -- microseconds since 1970, like every time here
  leased_until INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER,
  external TEXT,
  replaces TEXT,
  case_id TEXT,
  body BLOB,  -- taken away once sent
  error BLOB
);
CREATE INDEX letter_queue ON letter (chat, lane, no) WHERE state = 'queued';
CREATE INDEX letter_failed ON letter (done_at, no) WHERE state = 'failed';
CREATE INDEX letter_case ON letter (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE audit (
  no INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  line TEXT NOT NULL,  -- event id and running number: the place its body is sealed to
  body BLOB NOT NULL
);
CREATE INDEX audit_subject ON audit (subject);
