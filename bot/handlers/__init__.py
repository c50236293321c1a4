"""One conversation per file: what is asked, and what an answer does. Pure."""
