-- The outbox.

-- name: due_letters
-- The first queued letter of each chat and lane, where it may go now; replies, deadlines, notices.
-- A letter waits while the earlier one it replaces is still queued. ?3: JSON list of prefixes left out.
WITH head AS (SELECT min(no) AS no FROM letter WHERE state = 'queued' GROUP BY chat, lane)
SELECT
  letter.no, letter.id, letter.chat, letter.lane, letter.attempts, letter.due_at,
  letter.replaces, letter.case_id, letter.body, letter.error, before.external
FROM head
JOIN letter ON letter.no = head.no
LEFT JOIN letter AS before ON before.id = letter.replaces
WHERE letter.due_at <= ?1
  AND substr(letter.chat, 1, instr(letter.chat, ':') - 1) NOT IN (SELECT value FROM json_each(?3))
  AND (letter.leased_until IS NULL OR letter.leased_until <= ?1)
  AND (before.id IS NULL OR before.state <> 'queued' OR before.no >= letter.no)
ORDER BY letter.lane, letter.no
LIMIT ?2;

-- name: lease_letter
UPDATE letter SET leased_until = ? WHERE no = ?;

-- name: release_letters
UPDATE letter SET leased_until = NULL WHERE state = 'queued' AND leased_until IS NOT NULL;

-- name: sent_letter
UPDATE letter
SET state = 'sent', external = ?, done_at = ?, attempts = attempts + 1,
  leased_until = NULL, body = NULL, error = NULL
WHERE id = ? AND state = 'queued';

-- name: postpone_letter
UPDATE letter
SET due_at = ?, attempts = attempts + ?, error = ?, leased_until = NULL
WHERE id = ? AND state = 'queued';

-- name: failed_letter
UPDATE letter
SET state = 'failed', error = ?, done_at = ?, attempts = attempts + 1, leased_until = NULL
WHERE id = ? AND state = 'queued';

-- name: failed_letters
SELECT no, id, chat, lane, attempts, due_at, replaces, case_id, body, error, NULL
FROM letter WHERE state = 'failed' ORDER BY done_at DESC, no DESC LIMIT ?;

-- name: queued_letters
-- How many wait, by the channel's prefix and the lane.
SELECT substr(chat, 1, instr(chat, ':') - 1) AS prefix, lane, count(*)
FROM letter WHERE state = 'queued' GROUP BY prefix, lane;
