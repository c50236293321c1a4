"""Seeded communes for demo, training and tests: people in them are invented and marked so."""
