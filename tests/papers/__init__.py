"""Golden texts of every paper: what a reader of another make finds in the files we give out."""
