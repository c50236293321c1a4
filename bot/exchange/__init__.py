"""Forms and surveys for other tools, and back: ODK Collect, KoboToolbox."""
