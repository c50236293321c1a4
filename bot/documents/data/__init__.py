"""What stands on each paper, from the store: plain values for the template's tags, by paper."""
