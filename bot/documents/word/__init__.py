"""Word templates: built from a paper's form, filled, set as PDF, looked through when changed."""
