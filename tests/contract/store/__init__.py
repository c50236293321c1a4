"""The contract every store keeps: SQLite on disk and the one in memory."""
