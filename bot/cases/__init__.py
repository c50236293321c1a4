"""The household's case: its states, who may move it, and the people and places around it. Pure."""
