"""Each paper read back: what it says, whose it is, that nothing leaves its place."""
