"""What the bot can bear, measured: `make bench`."""
