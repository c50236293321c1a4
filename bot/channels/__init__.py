"""Platforms: each turns its own updates into events and letters into messages. Their types stop here."""
