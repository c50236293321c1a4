-- What readers ask. Rows of entities: id, version, body.

-- name: get_session
SELECT chat, version, body FROM session WHERE chat = ?;

-- name: get_case_file
SELECT id, version, body FROM case_file WHERE id = ?;

-- name: get_form
SELECT id, version, body FROM form WHERE id = ?;

-- name: get_invite
SELECT id, version, body FROM invite WHERE id = ?;

-- name: get_commune
SELECT id, version, body FROM commune WHERE id = ?;

-- name: get_area
SELECT id, version, body FROM area WHERE id = ?;

-- name: get_round
SELECT id, version, body FROM round WHERE id = ?;

-- name: get_staff
SELECT id, version, body FROM staff WHERE id = ?;

-- name: get_points_table
SELECT id, version, body FROM points_table WHERE id = ?;

-- name: get_paper_template
SELECT id, version, body FROM paper_template WHERE id = ?;

-- name: get_pack_copy
SELECT id, version, body FROM pack_copy WHERE id = ?;

-- name: get_channel_link
SELECT id, version, body FROM channel_link WHERE id = ?;

-- name: get_call_back
SELECT id, version, body FROM call_back WHERE id = ?;

-- name: get_evidence
SELECT id, version, body FROM evidence WHERE id = ?;

-- name: get_meeting
SELECT id, version, body FROM meeting WHERE id = ?;

-- name: get_posting
SELECT id, version, body FROM posting WHERE id = ?;

-- name: get_dossier
SELECT id, version, body FROM dossier WHERE id = ?;

-- name: get_lead
SELECT id, version, body FROM lead WHERE id = ?;

-- name: meeting_of_round
SELECT id, version, body FROM meeting WHERE round_id = ? ORDER BY rowid;

-- name: posting_of_round
SELECT id, version, body FROM posting WHERE round_id = ? ORDER BY rowid;

-- name: dossier_of_round
SELECT id, version, body FROM dossier WHERE round_id = ? ORDER BY rowid;

-- name: lead_of_round
SELECT id, version, body FROM lead WHERE round_id = ? ORDER BY rowid;

-- name: links_of
SELECT id, version, body FROM channel_link WHERE root = ? ORDER BY rowid;

-- name: open_call_backs
SELECT id, version, body FROM call_back WHERE open = 1 ORDER BY rowid;

-- name: call_backs_of
SELECT id, version, body FROM call_back WHERE chat = ? ORDER BY rowid;

-- name: evidence_of
SELECT id, version, body FROM evidence WHERE form_id = ? ORDER BY rowid;

-- name: evidence_digests
SELECT DISTINCT digest FROM evidence WHERE digest <> '';

-- name: all_points_table
SELECT id, version, body FROM points_table ORDER BY rowid;

-- name: all_paper_template
SELECT id, version, body FROM paper_template ORDER BY rowid;

-- name: all_pack_copy
SELECT id, version, body FROM pack_copy ORDER BY rowid;

-- name: all_commune
SELECT id, version, body FROM commune ORDER BY rowid;

-- name: all_area
SELECT id, version, body FROM area ORDER BY rowid;

-- name: all_round
SELECT id, version, body FROM round ORDER BY rowid;

-- name: all_staff
SELECT id, version, body FROM staff ORDER BY rowid;

-- name: case_by_code
SELECT id, version, body FROM case_file WHERE code = ?;

-- name: case_by_claim
-- ?1: JSON list of the digests under every key
SELECT id, version, body FROM case_file
WHERE id IN (SELECT case_id FROM claim WHERE digest IN (SELECT value FROM json_each(?1)));

-- name: claim_holder
SELECT case_id FROM claim WHERE digest = ?;

-- name: cases
-- ?2, ?3: JSON lists; empty = any
SELECT id, version, body FROM case_file
WHERE (?1 = '' OR round_id = ?1)
  AND (?2 = '[]' OR area IN (SELECT value FROM json_each(?2)))
  AND (?3 = '[]' OR state IN (SELECT value FROM json_each(?3)))
  AND (?4 = '' OR assigned_to = ?4)
ORDER BY changed;

-- name: cases_of_chat
SELECT id, version, body FROM case_file
WHERE id IN (SELECT case_id FROM case_chat WHERE chat = ?) ORDER BY changed;

-- name: last_case_number
SELECT coalesce(max(CAST(substr(code, instr(code, '-') + 1) AS INTEGER)), 0) FROM case_file;

-- name: drafts_of
SELECT id, version, body FROM form WHERE owner = ? AND draft = 1 ORDER BY rowid;

-- name: answer_log
SELECT line, body FROM answer_log WHERE form_id = ? ORDER BY no;

-- name: audits
SELECT line, body FROM audit WHERE subject = ? ORDER BY no;

-- name: key_checks
SELECT key_id, body FROM key_check ORDER BY key_id;

-- name: put_key_check
INSERT OR IGNORE INTO key_check (key_id, body) VALUES (?, ?);
