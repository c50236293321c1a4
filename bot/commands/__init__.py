"""What `rasoat …` does: each command in a module of its own, put together from the rooms below."""
