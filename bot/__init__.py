"""Rà Soát Bot: the conversation, the law as data, and the case's way through a commune."""
