"""The conversation as a pure function: event and session in, one outcome out."""
