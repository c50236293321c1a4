"""Stand-ins for the platforms: strict, over real HTTP, in the test's own loop."""
