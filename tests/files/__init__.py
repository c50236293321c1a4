"""Files that people send in the transcripts; `python -m tests.files` writes them anew."""
