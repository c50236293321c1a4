"""Papers: what they say, letter by letter."""
