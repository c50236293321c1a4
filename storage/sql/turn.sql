-- What one batch of turns reads and writes.

-- name: known
-- What the verdicts need, in one go. Each ?n is a JSON list.
SELECT 'event', id, 0, '' FROM event WHERE id IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT 'session', chat, version, '' FROM session WHERE chat IN (SELECT value FROM json_each(?2))
UNION ALL
SELECT 'form', id, version, '' FROM form WHERE id IN (SELECT value FROM json_each(?3))
UNION ALL
SELECT 'case_file', id, version, '' FROM case_file WHERE id IN (SELECT value FROM json_each(?4))
UNION ALL
SELECT 'staff', id, version, '' FROM staff WHERE id IN (SELECT value FROM json_each(?5))
UNION ALL
SELECT 'invite', id, version, '' FROM invite WHERE id IN (SELECT value FROM json_each(?6))
UNION ALL
SELECT 'commune', id, version, '' FROM commune WHERE id IN (SELECT value FROM json_each(?7))
UNION ALL
SELECT 'area', id, version, '' FROM area WHERE id IN (SELECT value FROM json_each(?8))
UNION ALL
SELECT 'round', id, version, '' FROM round WHERE id IN (SELECT value FROM json_each(?9))
UNION ALL
SELECT 'points_table', id, version, '' FROM points_table WHERE id IN (SELECT value FROM json_each(?10))
UNION ALL
SELECT 'pack_copy', id, version, '' FROM pack_copy WHERE id IN (SELECT value FROM json_each(?11))
UNION ALL
SELECT 'channel_link', id, version, '' FROM channel_link WHERE id IN (SELECT value FROM json_each(?12))
UNION ALL
SELECT 'call_back', id, version, '' FROM call_back WHERE id IN (SELECT value FROM json_each(?13))
UNION ALL
SELECT 'evidence', id, version, '' FROM evidence WHERE id IN (SELECT value FROM json_each(?14))
UNION ALL
SELECT 'meeting', id, version, '' FROM meeting WHERE id IN (SELECT value FROM json_each(?15))
UNION ALL
SELECT 'posting', id, version, '' FROM posting WHERE id IN (SELECT value FROM json_each(?16))
UNION ALL
SELECT 'dossier', id, version, '' FROM dossier WHERE id IN (SELECT value FROM json_each(?17))
UNION ALL
SELECT 'lead', id, version, '' FROM lead WHERE id IN (SELECT value FROM json_each(?18))
UNION ALL
SELECT 'paper_template', id, version, '' FROM paper_template WHERE id IN (SELECT value FROM json_each(?19))
UNION ALL
SELECT 'code', code, 0, id FROM case_file WHERE code IN (SELECT value FROM json_each(?20))
UNION ALL
SELECT 'claim', digest, 0, case_id FROM claim WHERE digest IN (SELECT value FROM json_each(?21))
UNION ALL
-- changes when another process has written
SELECT 'others', '', data_version, '' FROM pragma_data_version;

-- name: erase_form
DELETE FROM form WHERE id = ?;

-- name: erase_answers
DELETE FROM answer_log WHERE form_id = ?;

-- name: erase_evidence
DELETE FROM evidence WHERE form_id = ?;

-- name: erase_evidence_alone
DELETE FROM evidence WHERE id = ?;

-- name: erase_claims
DELETE FROM claim WHERE case_id = ?;

-- name: erase_case_letters
DELETE FROM letter WHERE case_id = ? AND state <> 'sent';

-- name: erase_chat_letters
DELETE FROM letter WHERE chat = ? AND case_id IS NULL AND state <> 'sent';

-- name: put_event
INSERT INTO event (id, at) VALUES (?, ?);

-- name: put_session
INSERT INTO session (chat, version, body) VALUES (?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_commune
INSERT INTO commune (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_area
INSERT INTO area (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_round
INSERT INTO round (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_staff
INSERT INTO staff (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_invite
INSERT INTO invite (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_points_table
INSERT INTO points_table (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_paper_template
INSERT INTO paper_template (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_pack_copy
INSERT INTO pack_copy (id, version, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body;

-- name: put_channel_link
INSERT INTO channel_link (id, version, root, body) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, root = excluded.root, body = excluded.body;

-- name: put_call_back
INSERT INTO call_back (id, version, chat, open, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  chat = excluded.chat,
  open = excluded.open,
  body = excluded.body;

-- name: put_evidence
INSERT INTO evidence (id, version, form_id, digest, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  form_id = excluded.form_id,
  digest = excluded.digest,
  body = excluded.body;

-- name: put_meeting
INSERT INTO meeting (id, version, round_id, area, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  round_id = excluded.round_id,
  area = excluded.area,
  body = excluded.body;

-- name: put_posting
INSERT INTO posting (id, version, round_id, area, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  round_id = excluded.round_id,
  area = excluded.area,
  body = excluded.body;

-- name: put_dossier
INSERT INTO dossier (id, version, round_id, area, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  round_id = excluded.round_id,
  area = excluded.area,
  body = excluded.body;

-- name: put_lead
INSERT INTO lead (id, version, round_id, area, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  round_id = excluded.round_id,
  area = excluded.area,
  body = excluded.body;

-- name: put_case_file
INSERT INTO case_file (id, version, code, round_id, area, state, assigned_to, body, changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(changed), 0) + 1 FROM case_file))
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  code = excluded.code,
  round_id = excluded.round_id,
  area = excluded.area,
  state = excluded.state,
  assigned_to = excluded.assigned_to,
  body = excluded.body,
  changed = excluded.changed;

-- name: clear_case_chat
DELETE FROM case_chat WHERE case_id = ?;

-- name: put_case_chat
INSERT OR IGNORE INTO case_chat (case_id, chat) VALUES (?, ?);

-- name: put_form
INSERT INTO form (id, version, owner, case_id, draft, body) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version,
  owner = excluded.owner,
  case_id = excluded.case_id,
  draft = excluded.draft,
  body = excluded.body;

-- name: put_answer
INSERT INTO answer_log (form_id, line, body) VALUES (?, ?, ?);

-- name: put_claim
INSERT OR REPLACE INTO claim (digest, case_id) VALUES (?, ?);

-- name: put_letter
INSERT INTO letter (id, chat, lane, state, due_at, replaces, case_id, body)
VALUES (?, ?, ?, 'queued', ?, ?, ?, ?);

-- name: put_audit
INSERT INTO audit (subject, line, body) VALUES (?, ?, ?);
