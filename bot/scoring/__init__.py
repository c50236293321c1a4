"""The instrument: forms, paths, points, indicators, classes. Pure; the law comes in as packs (data)."""
