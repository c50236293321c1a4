"""Parts of the storage room by themselves."""
