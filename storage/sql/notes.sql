-- What the runtime keeps for itself: tokens, links, counters. Sealed; some expire.

-- name: get_note
SELECT body FROM note WHERE kind = ? AND id = ?;

-- name: all_notes
SELECT id, body FROM note WHERE kind = ? ORDER BY id;

-- name: put_note
INSERT INTO note (kind, id, expires_at, body) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body;

-- name: drop_note
DELETE FROM note WHERE kind = ? AND id = ?;

-- name: drop_expired_notes
DELETE FROM note WHERE expires_at <= ?;
