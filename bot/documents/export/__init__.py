"""A whole round out: as workbook, CSV and JSON with a dictionary; the list for health-insurance cards."""
