"""Keeping things: SQLite on disk, memory in tests, sealing of personal fields."""
