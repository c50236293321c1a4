"""Random households through the exported forms in ODK's own engine and through our scorer: no difference."""
